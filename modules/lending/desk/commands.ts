/** What the staff do to a loan by hand: each is a fact, dated today, and the books follow. */
import { refuse } from '#kernel/decider'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { run } from '#platform/http'
import { DuesWaived, ExcessRefunded, refundExcess, waiveDues } from '../contract.ts'
import { book } from '../loan/commands.ts'
import type { LoanState } from '../loan/loan.ts'
import { isFactKnown } from './store.ts'

export const commands = [
  run(waiveDues, async ({ loanId, part, amount, reason }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    if (looked.state.status !== 'active') return refuse('loan-not-running')
    if (amount > dueOf(looked.state, part)) return refuse('more-than-due')
    const waiverId = tx.newId('wvr')
    const on = tx.today
    await book(tx, loanId, [{ id: waiverId, kind: 'waived', on, part, amount }])
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
    if (amount > looked.state.excess) return refuse('more-than-excess')
    const on = tx.today
    await book(tx, loanId, [{ id, kind: 'refunded', on, amount }])
    await tx.emit(looked.loan.customerId, [ExcessRefunded({ loanId, amount, reference, on })])
    return { loanId }
  }),
]

/** What is due of one part now. */
function dueOf(state: LoanState, part: 'bounce' | 'penal' | 'other' | 'interest'): Money {
  if (part === 'interest') return state.dues.interest
  const own = state.charges.filter(({ charge }) => charge === part)
  const unpaid = own.map((charge) =>
    minus(plus(charge.net, charge.gst), plus(charge.paid, charge.waived)),
  )
  return unpaid.length === 0 ? nothing : sum(unpaid)
}
