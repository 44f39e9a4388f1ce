/** Terms that the staff change on a running loan, as facts; or why they cannot be. Pure. */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { plus, type Money } from '#kernel/money'
import { exact, type Rate } from '#kernel/rates'
import { comingRows, datesOf } from '../loan/coming.ts'
import { termsNow } from '../loan/course.ts'
import type { LoanFact } from '../loan/fact.ts'
import type { Course, LoanState } from '../loan/loan.ts'
import { epiOfTerms, type LoanTerms } from '../loan/terms.ts'

type Named = { readonly id: string; readonly on: LocalDate }
type Standing = {
  readonly course: Course
  readonly state: LoanState
  readonly terms: LoanTerms
}

type NewRate = Named & {
  readonly rate: Rate
  readonly keep: 'dates' | 'instalment'
  readonly instalment?: Money | undefined
  readonly floating: boolean
}
export function rateChangeOf(
  { course, state, terms }: Standing,
  { id, on, rate, keep, instalment, floating }: NewRate,
):
  | LoanFact
  | Refused<
      | ('loan-not-running' | 'nothing-to-come' | 'fixed-rate-rises')
      | ('would-grow' | 'instalment-not-kept')
    > {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (comingRows(course).length === 0) return refuse('nothing-to-come')
  const now = termsNow(course, terms)
  if (!floating && exact(rate).greaterThan(now.rate)) return refuse('fixed-rate-rises')
  const named = { id, on, kind: 'rate-changed', rate } as const
  if (keep === 'dates') {
    return instalment === undefined ? { ...named, keep: 'tenor' } : refuse('instalment-not-kept')
  }
  const epi = instalment ?? course.epi ?? epiOfTerms(terms)
  const dates = datesOf(course, { ...now, rate }, { on, epi, rate })
  return dates ? { ...named, keep: 'emi', epi } : refuse('would-grow')
}

/** A longer pause is a moratorium: the loan is rescheduled. */
const PAUSE_DAYS_MAX = 92

export function pauseOf(
  { course, state }: Pick<Standing, 'course' | 'state'>,
  { id, on, till }: Named & { readonly till: LocalDate },
): LoanFact | Refused<'loan-not-running' | 'nothing-to-come' | 'day-gone-by' | 'pause-too-long'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (comingRows(course).length === 0) return refuse('nothing-to-come')
  if (till < on) return refuse('day-gone-by')
  if (daysBetween(on, till) >= PAUSE_DAYS_MAX) return refuse('pause-too-long')
  return { id, on, kind: 'interest-paused', till }
}

type More = Named & {
  readonly amount: Money
  readonly over: 'fresh-term' | 'coming'
  /** The most the product lends. */
  readonly amountMax: Money
}
export function drawOf(
  state: LoanState,
  { id, on, amount, over, amountMax }: More,
): LoanFact | Refused<'loan-not-running' | 'in-arrears' | 'above-product'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (state.dpd > 0) return refuse('in-arrears')
  const owed = plus(state.outstanding.principal, amount)
  return owed > amountMax ? refuse('above-product') : { id, on, kind: 'drawn', amount, over }
}
