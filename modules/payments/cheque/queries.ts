/** What the desk is told of cheques. */
import { answer, list, one } from '#platform/http'
import { chequeDesk, chequeEntity, slipEntity } from '../contract.ts'
import { claimOf, demandBy, depositable, validThrough } from './cheque.ts'
import { chequeReturn } from './dishonour.ts'
import { deskRows, statesOf, type DeskRow } from './store.ts'

export const queries = [
  ...[chequeEntity, slipEntity].flatMap((entity) => [list(entity), one(entity)]),

  answer(chequeDesk, async ({ status = undefined, loanId = undefined }, tx) => ({
    today: tx.today,
    states: await statesOf(tx, loanId),
    cheques: (await deskRows(tx, { status, loanId })).map((row) => rowOf(row, tx.today)),
  })),
]

function rowOf(row: DeskRow, today: Parameters<typeof depositable>[1]) {
  const { chequeId, customerId, loanId, accountNumber, instrument, micr, amount, status } = row
  const { drawnOn, takenOn, presented, slipId, depositedOn, clearedOn, receiptId } = row
  const { returnedOn, returnCode, demandSentOn, demandReceivedOn } = row
  const why = returnCode === null ? undefined : chequeReturn(returnCode)
  const isDishonour = status === 'returned' && why?.s138 === true && returnedOn !== null
  return {
    ...{ chequeId, customerId, loanId, accountNumber, instrument, micr, amount, status },
    ...{ drawnOn, takenOn, presented, validThrough: validThrough(drawnOn) },
    ...(slipId !== null && { slipId }),
    ...(depositedOn !== null && { depositedOn }),
    ...(clearedOn !== null && { clearedOn }),
    ...(receiptId !== null && { receiptId }),
    ...(returnedOn !== null && { returnedOn }),
    ...(returnCode !== null && { returnCode }),
    ...(why && { meaning: why.meaning }),
    again: status === 'returned' && depositable(row, today) === true,
    ...(isDishonour && { demandBy: demandBy(returnedOn) }),
    ...(demandSentOn !== null && { demandSentOn }),
    ...(demandReceivedOn !== null && claimOf(demandReceivedOn)),
  }
}
