/** Money that is no repayment of the borrower's, as the fact it becomes; or why not. Pure. */
import type { LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { sum, type Money } from '#kernel/money'
import { reversedBy, standing, type LoanFact } from '../loan/fact.ts'
import type { LoanState } from '../loan/loan.ts'

type Came = { readonly id: string; readonly on: LocalDate; readonly amount: Money }

export function goodwillOf(
  state: LoanState,
  given: Came,
): LoanFact | Refused<'loan-not-running' | 'more-than-owed'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (given.amount > state.payoff.payable) return refuse('more-than-owed')
  return { ...given, kind: 'goodwill' }
}

/** Of a repayment that stands, no more than it was, in however many parts. */
export function chargebackOf(
  { state, facts }: { readonly state: LoanState; readonly facts: readonly LoanFact[] },
  { receiptId: of, ...came }: Came & { readonly receiptId: string },
): LoanFact | Refused<'loan-not-running' | 'receipt-unknown' | 'more-than-received'> {
  const { status } = state
  if (status !== 'active' && status !== 'written-off') return refuse('loan-not-running')
  const standingFacts = standing(facts, came.on, reversedBy(facts, came.on))
  const paid = standingFacts.find((fact) => fact.kind === 'repaid' && fact.id === of)
  if (paid?.kind !== 'repaid') return refuse('receipt-unknown')
  const before = standingFacts.flatMap((fact) =>
    fact.kind === 'charged-back' && fact.of === of ? [fact.amount] : [],
  )
  const all = sum([...before, came.amount])
  return all > paid.amount ? refuse('more-than-received') : { ...came, kind: 'charged-back', of }
}

/** Of a purchase, no more than its price, in however many parts. */
export function merchantRefundOf(
  {
    state,
    facts,
    price,
  }: {
    readonly state: LoanState
    readonly facts: readonly LoanFact[]
    readonly price: Money | undefined
  },
  came: Came,
): LoanFact | Refused<'loan-not-running' | 'no-purchase' | 'more-than-price'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (price === undefined) return refuse('no-purchase')
  const before = standing(facts, came.on, reversedBy(facts, came.on)).flatMap((fact) =>
    fact.kind === 'merchant-refunded' ? [fact.amount] : [],
  )
  if (sum([...before, came.amount]) > price) return refuse('more-than-price')
  return { ...came, kind: 'merchant-refunded', interestToo: true }
}
