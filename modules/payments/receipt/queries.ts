/** What the repayment desk is told. */
import { answer } from '#platform/http'
import { takings } from '../contract.ts'
import { returnCode } from '../return-code.ts'
import {
  bouncedBetween,
  presentedBetween,
  receivedBetween,
  returnsBetween,
  reversedBetween,
  unmatchedNow,
} from './store.ts'

export const queries = [
  answer(takings, async ({ from, to }, tx) => {
    const days = { from, to }
    const returns = await returnsBetween(tx, days)
    const bounced = await bouncedBetween(tx, days)
    return {
      presented: await presentedBetween(tx, days),
      returns: returns.map(({ code, ...heap }) => ({ ...wordsOf(code), ...heap })),
      receipts: await receivedBetween(tx, days),
      reversed: await reversedBetween(tx, days),
      unmatched: await unmatchedNow(tx),
      bounced: bounced.map(({ code, accountNumber, ...row }) => {
        const { meaning, retry } = returnCode(code)
        return { ...row, code, meaning, retry, ...(accountNumber !== null && { accountNumber }) }
      }),
    }
  }),
]

function wordsOf(code: string) {
  const { meaning, class: name, action, retry } = returnCode(code)
  return { code, meaning, class: name, action, retry }
}
