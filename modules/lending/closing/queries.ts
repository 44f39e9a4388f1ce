/** What the desk is told of closings. */
import { answer, list, one } from '#platform/http'
import { closingEntity, closingOf } from '../contract.ts'
import { standingClosing } from './store.ts'

export const queries = [
  list(closingEntity),
  one(closingEntity),
  answer(closingOf, async ({ loanId }, tx) => {
    const closing = await standingClosing(tx, loanId)
    return closing ? { closing } : {}
  }),
]
