/** Arrears planned anew, contracts ended, loans charged off: as facts, or why not. Pure. */
import { addDays, addMonths, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import type { ChargedOffInterest } from '../loan/charge-off.ts'
import { comingRows } from '../loan/coming.ts'
import { termsNow } from '../loan/course.ts'
import type { LoanFact } from '../loan/fact.ts'
import type { Course, LoanState } from '../loan/loan.ts'
import type { ReAgedInterest, ReAmortisation } from '../loan/re-ageing.ts'
import { MONITORED_MONTHS } from '../loan/reschedule.ts'
import type { LoanTerms } from '../loan/terms.ts'

type Named = { readonly id: string; readonly on: LocalDate }
type Standing = { readonly course: Course; readonly state: LoanState; readonly terms: LoanTerms }

/** Longer without an instalment is a moratorium: the loan is rescheduled. */
const FIRST_DAYS_MAX = 92

const monitored = (forDifficulty: boolean, on: LocalDate) =>
  forDifficulty && { monitoredTill: addMonths(on, MONITORED_MONTHS) }

export function reAgeingOf(
  { course, state, terms }: Standing,
  asked: Named & {
    readonly startOn: LocalDate
    readonly instalments: number
    readonly interest: ReAgedInterest
    readonly forDifficulty: boolean
  },
): LoanFact | Refused<'loan-not-running' | 'day-gone-by' | 'too-far'> {
  const { id, on, startOn, instalments, interest, forDifficulty } = asked
  if (state.status !== 'active') return refuse('loan-not-running')
  if (startOn <= on) return refuse('day-gone-by')
  if (startOn > addDays(on, FIRST_DAYS_MAX)) return refuse('too-far')
  const { every = 1, unit = 'months' } = termsNow(course, terms).plan ?? {}
  const planned = { startOn, every, unit, instalments, interest }
  return { id, on, kind: 're-aged', ...planned, ...monitored(forDifficulty, on) }
}

export function reAmortisationOf(
  { course, state }: Pick<Standing, 'course' | 'state'>,
  asked: Named & Pick<ReAmortisation, 'interest'> & { readonly forDifficulty: boolean },
): LoanFact | Refused<'loan-not-running' | 'nothing-to-come' | 'nothing-overdue'> {
  const { id, on, interest, forDifficulty } = asked
  if (state.status !== 'active') return refuse('loan-not-running')
  if (comingRows(course).length === 0) return refuse('nothing-to-come')
  if (state.dpd === 0) return refuse('nothing-overdue')
  return { id, on, kind: 're-amortised', interest, ...monitored(forDifficulty, on) }
}

export function endingOf(
  { course, state }: Pick<Standing, 'course' | 'state'>,
  named: Named,
): LoanFact | Refused<'loan-not-running' | 'nothing-to-come'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  return comingRows(course).length === 0
    ? refuse('nothing-to-come')
    : { ...named, kind: 'terminated' }
}

export function chargeOffOf(
  state: LoanState,
  asked: Named & { readonly interest: ChargedOffInterest },
): LoanFact | Refused<'loan-not-running' | 'not-a-lost-loan' | 'already-charged-off'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (state.chargedOffOn !== undefined) return refuse('already-charged-off')
  if (state.npaOn === undefined) return refuse('not-a-lost-loan')
  return { ...asked, kind: 'charged-off' }
}

type Asked = {
  readonly act: 're-age' | 're-amortise' | 'end-contract' | 'charge-off'
  readonly startOn?: LocalDate
  readonly instalments?: number
  readonly interest?: ReAgedInterest | ReAmortisation['interest'] | ChargedOffInterest
  readonly forDifficulty?: boolean
}

/** The fact an act would book; too little of it known yet, nothing is to be seen. */
export function arrearsDeed(
  { act, startOn, instalments, interest, forDifficulty = false }: Asked,
  standing: Standing,
  named: Named,
): LoanFact | Refused<string> {
  if (act === 'end-contract') return endingOf(standing, named)
  if (act === 're-age' && startOn && instalments && isReAged(interest)) {
    return reAgeingOf(standing, { ...named, startOn, instalments, interest, forDifficulty })
  }
  if (act === 're-amortise' && (interest === 'anew' || interest === 'spread')) {
    return reAmortisationOf(standing, { ...named, interest, forDifficulty })
  }
  if (act === 'charge-off' && isChargedOff(interest)) {
    return chargeOffOf(standing.state, { ...named, interest })
  }
  return refuse('nothing-to-see')
}

const isReAged = (interest: Asked['interest']): interest is ReAgedInterest =>
  interest === 'anew' || interest === 'accrued-spread' || interest === 'all-spread'
const isChargedOff = (interest: Asked['interest']): interest is ChargedOffInterest =>
  interest === 'keep' || interest === 'none' || interest === 'accelerate'
