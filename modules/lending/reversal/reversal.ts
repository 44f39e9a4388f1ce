/** Which changes of a loan can be taken back, and the fact that does it. Pure. */
import type { LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { standing, type LoanFact, type LoanFactKind } from '../loan/fact.ts'
import type { LoanState } from '../loan/loan.ts'

export const CHANGES = [
  ...(['re-ageing', 're-amortisation', 'contract-end', 'charge-off'] as const),
  ...(['rescheduling', 'rate-change', 'interest-pause'] as const),
] as const
export type Change = (typeof CHANGES)[number]

const KINDS: { readonly [change in Change]: LoanFactKind } = {
  're-ageing': 're-aged',
  're-amortisation': 're-amortised',
  'contract-end': 'terminated',
  'charge-off': 'charged-off',
  rescheduling: 'rescheduled',
  'rate-change': 'rate-changed',
  'interest-pause': 'interest-paused',
}

/** The last change of a kind that stands; money that moved is no change of terms. */
export const changeStanding = (
  facts: readonly LoanFact[],
  change: Change,
  on: LocalDate,
): LoanFact | undefined => standing(facts, on).findLast(({ kind }) => kind === KINDS[change])

export function reversalOf(
  { state, facts }: { readonly state: LoanState; readonly facts: readonly LoanFact[] },
  { change, ...named }: { readonly id: string; readonly on: LocalDate; readonly change: Change },
): LoanFact | Refused<'loan-not-running' | 'nothing-to-reverse'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  const made = changeStanding(facts, change, named.on)
  return made ? { ...named, kind: 'reversed', of: made.id } : refuse('nothing-to-reverse')
}
