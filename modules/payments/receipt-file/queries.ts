/** What is told of receipt files. */
import { answer, list, one } from '#platform/http'
import { receiptFileEntity, receiptFileOf } from '../contract.ts'
import { fileById, rowsKept } from './store.ts'

export const queries = [
  list(receiptFileEntity),
  one(receiptFileEntity),

  answer(receiptFileOf, async ({ fileId }, tx) => {
    const file = await fileById(tx, fileId)
    const rows = await rowsKept(tx, fileId)
    return {
      ...(file && { file }),
      rows: rows.map(({ id: _id, amount, receivedOn, rail, says, loanId, ...row }) => ({
        ...row,
        ...(amount !== null && { amount }),
        ...(receivedOn !== null && { receivedOn }),
        ...(rail !== null && { rail }),
        ...(says !== null && { says }),
        ...(loanId !== null && { loanId }),
      })),
    }
  }),
]
