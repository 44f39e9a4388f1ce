/** What the desk is told of money without a loan. */
import { findPerson } from '#modules/identity'
import { answer } from '#platform/http'
import { loansNamed, suspense } from '../contract.ts'
import { unmatchedNow } from '../receipt/store.ts'
import { candidatesFor, loansByMark, loansOf, waitingNow } from './store.ts'
import { ALIKE_MAX, namesIn, suggested } from './suggestion.ts'

export const queries = [
  answer(suspense, async (_asked, tx) => {
    const waiting = await waitingNow(tx)
    const names = waiting.flatMap(({ unmatchedId, reference }) =>
      namesIn(reference).map((name) => [unmatchedId, name] as const),
    )
    const found = Map.groupBy(
      await candidatesFor(tx, names, ALIKE_MAX),
      ({ unmatchedId }) => unmatchedId,
    )
    return {
      ...(await unmatchedNow(tx)),
      waiting: waiting.map((one) => {
        const candidates = (found.get(one.unmatchedId) ?? []).map(
          ({ reason, unmatchedId: _of, ...loan }) => ({ loan, reason }),
        )
        const loans = suggested(candidates).map(({ loan, reasons, sure }) => {
          return { ...loan, reasons: [...reasons], sure }
        })
        return { ...one, loans }
      }),
    }
  }),

  answer(loansNamed, async ({ text, ...person }, tx) => {
    if (person.phone === undefined && person.name === undefined) {
      return { loans: text ? await loansByMark(tx, namesIn(text).at(-1) ?? text) : [] }
    }
    const { customerIds } = await tx.call(findPerson, person)
    return { loans: await loansOf(tx, customerIds) }
  }),
]
