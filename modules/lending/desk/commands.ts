/** What the staff do to a loan by hand: each is a fact, dated today, and the books follow. */
import { isRefused, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { DuesWaived, ExcessRefunded, refundExcess, waiveDues } from '../contract.ts'
import { refundOf, waiverOf } from '../foresight/deed.ts'
import { book } from '../loan/commands.ts'
import { replanning } from './replanning/commands.ts'
import { isFactKnown } from './store.ts'

export const commands = [
  ...replanning,
  run(waiveDues, async ({ loanId, part, amount, reason }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    const waiverId = tx.newId('wvr')
    const on = tx.today
    const fact = waiverOf(looked.state, { id: waiverId, on, part, amount })
    if (isRefused(fact)) return fact
    await book(tx, loanId, [fact])
    const waived = { loanId, waiverId, part, amount, reason, on }
    await tx.emit(looked.loan.customerId, [DuesWaived(waived)])
    return { waiverId }
  }),

  run(refundExcess, async ({ loanId, amount, reference }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    // The bank's reference makes the fact: typed twice, the money left once.
    const id = `refund:${reference}`
    if (await isFactKnown(tx, id)) return refuse('reference-known')
    const on = tx.today
    const fact = refundOf(looked.state, { id, on, amount })
    if (isRefused(fact)) return fact
    await book(tx, loanId, [fact])
    await tx.emit(looked.loan.customerId, [ExcessRefunded({ loanId, amount, reference, on })])
    return { loanId }
  }),
]
