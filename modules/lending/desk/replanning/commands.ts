/** The instalments to come planned anew, by two people: their number, the rate, the principal. */
import { isRefused, refuse, type Refused } from '#kernel/decider'
import { nothing } from '#kernel/money'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  changeRate,
  drawAgain,
  InterestPaused,
  LoanRescheduled,
  pauseInterest,
  PrincipalDrawn,
  RateChanged,
  rescheduleLoan,
  resetRate,
} from '../../contract.ts'
import { replannedBy, reschedulingOf, resetBy } from '../../foresight/deed.ts'
import { drawOf, pauseOf, rateChangeOf } from '../../foresight/term-change.ts'
import { book, type Booked } from '../../loan/commands.ts'
import type { LoanFact } from '../../loan/fact.ts'
import { productOn } from '../../product/store.ts'
import { isFactKnown } from '../store.ts'

export const replanning = [
  run(rescheduleLoan, async ({ loanId, reason, ...asked }, tx) => {
    const replanned = { id: tx.newId('rsd'), ...replannedBy(asked, tx.today) }
    const { monitoredTill } = replanned
    const came = await bookOnce(tx, loanId, ({ course, state }) =>
      reschedulingOf({ course, status: state.status }, replanned, tx.today),
    )
    if (isRefused(came)) return came
    const told = { ...came.plan, reason, ...(monitoredTill && { monitoredTill }) }
    await tx.emit(came.customerId, [LoanRescheduled({ loanId, ...told })])
    return { loanId }
  }),

  run(resetRate, async ({ loanId, rate, choice }, tx) => {
    const id = tx.newId('rst')
    const came = await bookOnce(tx, loanId, async ({ course, state, loan }) => {
      const product = await productOn(tx, loan.product, loan.disbursedOn)
      if (!product?.floating) return refuse('not-floating')
      return resetBy({ course, state }, { id, rate, choice })
    })
    if (isRefused(came)) return came
    await tx.emit(came.customerId, [RateChanged({ loanId, rate, ...came.plan })])
    return { loanId }
  }),

  run(changeRate, async ({ loanId, ...asked }, tx) => {
    const named = { id: tx.newId('rtc'), on: tx.today }
    const came = await bookOnce(tx, loanId, async ({ course, state, loan }) => {
      const product = await productOn(tx, loan.product, loan.disbursedOn)
      const floating = product?.floating ?? false
      return rateChangeOf({ course, state, terms: loan.terms }, { ...named, ...asked, floating })
    })
    if (isRefused(came)) return came
    const { rate } = asked
    await tx.emit(came.customerId, [RateChanged({ loanId, rate, ...came.plan })])
    return { loanId }
  }),

  run(pauseInterest, async ({ loanId, till, reason }, tx) => {
    const named = { id: tx.newId('pse'), on: tx.today }
    const came = await bookOnce(tx, loanId, (looked) => pauseOf(looked, { ...named, till }))
    if (isRefused(came)) return came
    await tx.emit(came.customerId, [InterestPaused({ loanId, on: tx.today, till, reason })])
    return { loanId }
  }),

  run(drawAgain, async ({ loanId, reference, amount, over }, tx) => {
    // The bank's reference makes the fact: typed twice, the money left once.
    const named = { id: `draw:${reference}`, on: tx.today }
    if (await isFactKnown(tx, named.id)) return refuse('reference-known')
    const came = await bookOnce(tx, loanId, async ({ state, loan }) => {
      const product = await productOn(tx, loan.product, tx.today)
      const amountMax = product?.amountMax ?? nothing
      return drawOf(state, { ...named, amount, over, amountMax })
    })
    if (isRefused(came)) return came
    await tx.emit(came.customerId, [PrincipalDrawn({ loanId, amount, over, ...came.plan })])
    return { loanId }
  }),
]

/** Books the fact that a look at the loan allows, and says what the plan is since. */
export async function bookOnce<Why extends string>(
  tx: Tx,
  loanId: string,
  factOf: (looked: Booked) => Deed<Why> | Promise<Deed<Why>>,
) {
  const looked = await book(tx, loanId, [])
  if (!looked) return refuse('unknown-loan')
  const fact = await factOf(looked)
  if (isRefused(fact)) return fact
  const booked = await book(tx, loanId, [fact])
  const coming = booked?.state.schedule.filter(({ status }) => status === 'coming') ?? []
  const last = coming.at(-1)
  // The last takes the residue, and a pause pays less: the one before the last is the instalment.
  const instalment = (coming.at(-2) ?? last)?.instalment ?? nothing
  const plan = { on: fact.on, instalments: coming.length, instalment }
  const { course, state } = booked ?? looked
  const { customerId } = looked.loan
  return { customerId, course, state, plan: { ...plan, ...(last && { lastDueOn: last.dueOn }) } }
}
type Deed<Why extends string> = LoanFact | Refused<Why>
