/**
 * A loan's passage through its days. Facts come from outside; that an instalment falls due, a month
 * closes or a loan becomes an NPA follows from the dates, so those occurrences are derived here and
 * take their place among the facts. Nothing else moves a course.
 */
import { addDays, dateOf, daysInMonth, parts, type LocalDate } from '#kernel/dates'
import { least, minus, nothing, plus } from '#kernel/money'
import { exact, percentOf, toPaise } from '#kernel/rates'
import { dueDates, unitsOn } from '../schedule/due-date.ts'
import { NEVER_REPAID, planRows, type Instalment } from '../schedule/plan.ts'
import { resting, type PlanOptions } from '../schedule/plan-options.ts'
import { npaOn, NPA_DAYS } from './classification.ts'
import {
  copyOf,
  interestThrough,
  interestTo,
  oldestUnpaidRow,
  termsNow,
  unpaidOf,
  untouched,
  type Course,
  type Row,
} from './course.ts'
import { earn } from './earning.ts'
import { byPlace, placeOf, type LoanFact, type Place } from './fact.ts'
import { happen } from './happening.ts'
import { impossibleLoan } from './impossible.ts'
import { applyExcess, suspend } from './payment.ts'
import { levyPenal, nextPenalOn } from './penal.ts'
import { nextProvisionOn, provideOnDay } from './provision.ts'
import { epiOfTerms, type LoanTerms } from './terms.ts'

/** What follows from the dates alone; its id is its idempotency key within the loan. */
export type Occurrence = Place & {
  readonly kind:
    | 'instalment-due'
    | 'fee-recognised'
    | 'month-closed'
    | 'npa-marked'
    | 'penal-levied'
    | 'provided'
}

export type Step = { readonly cause: LoanFact | Occurrence; readonly after: Course }

/**
 * Carries a course through facts (standing, in order) and occurrences up to the end of a day.
 * `each`, when given, sees the course after every step; it goes on, so keep a copy or nothing.
 */
export function pass(
  from: Course,
  terms: LoanTerms,
  facts: readonly LoanFact[],
  on: LocalDate,
  each?: (step: Step) => void,
): Course {
  if (from.through === undefined && facts.length > 0) refuseImpossible(terms)
  const course = copyOf(from)
  let next = 0
  for (;;) {
    const fact = facts[next]
    const now = termsNow(course, terms)
    const occurrence = nextOccurrence(course, now)
    const derived = occurrence !== undefined && occurrence.on <= on
    if (fact === undefined && !derived) return course
    const first = fact === undefined || (derived && byPlace(occurrence, placeOf(fact)) < 0)
    const cause = first ? (occurrence as Occurrence) : fact
    if (first) occur(course, now, occurrence as Occurrence)
    else {
      happen(course, now, fact)
      start(course, now)
      next += 1
    }
    // What a fact brings about on its own day may have an earlier place there: it is no step back.
    const { on: day, rank, id } = first ? (occurrence as Occurrence) : placeOf(fact)
    const place = { on: day, rank, id }
    if (course.through === undefined || byPlace(course.through, place) < 0) course.through = place
    each?.({ cause, after: course })
  }
}

function refuseImpossible(terms: LoanTerms): void {
  const why = impossibleLoan(terms)
  if (why !== undefined) throw new RangeError(`schedule: ${why}`)
}

/** The next thing the dates alone will bring; undefined for a loan that is not running. */
export function nextOccurrence(course: Course, terms: LoanTerms): Occurrence | undefined {
  if (course.status !== 'active') return undefined
  const found: Occurrence[] = []
  const billedRow = course.rows[course.feesThrough]
  if (course.feesThrough < course.billed && billedRow !== undefined) {
    const id = `fee:${billedRow.n}`
    found.push({ kind: 'fee-recognised', on: billedRow.dueOn, rank: 11, id })
  }
  const row = course.rows[course.billed]
  if (row !== undefined) {
    found.push({ kind: 'instalment-due', on: row.dueOn, rank: 10, id: `due:${row.n}` })
    const on = monthEndAfter(course)
    found.push({ kind: 'month-closed', on, rank: 90, id: `month:${on.slice(0, 7)}` })
  }
  const oldest = oldestUnpaidRow(course)
  if (course.npaOn === undefined && oldest !== undefined) {
    const on = npaOn(oldest.dueOn, terms.npaDays ?? NPA_DAYS)
    found.push({ kind: 'npa-marked', on, rank: 80, id: `npa:${on}` })
  }
  const penalOn = nextPenalOn(course, terms)
  if (penalOn !== undefined) {
    found.push({ kind: 'penal-levied', on: penalOn, rank: 75, id: `penal:${penalOn}` })
  }
  const provideOn = nextProvisionOn(course, terms)
  if (provideOn !== undefined) {
    found.push({ kind: 'provided', on: provideOn, rank: 95, id: `provision:${provideOn}` })
  }
  return found.reduce<Occurrence | undefined>(
    (first, one) => (first === undefined || byPlace(one, first) < 0 ? one : first),
    undefined,
  )
}

/** The end of the month not yet closed; a month that ended before the loan began has none. */
function monthEndAfter(course: Course): LocalDate {
  const from = course.closedThrough
    ? addDays(course.closedThrough, 1)
    : (course.startedOn as LocalDate)
  const { year, month } = parts(from)
  return dateOf(year, month, daysInMonth(year, month))
}

function occur(course: Course, terms: LoanTerms, occurrence: Occurrence): void {
  switch (occurrence.kind) {
    case 'instalment-due':
      return fallDue(course, terms, occurrence.on)
    case 'fee-recognised':
      return recogniseFee(course, terms)
    case 'month-closed':
      course.closedThrough = occurrence.on
      course.books.interestAccrued = interestThrough(course, terms, occurrence.on)
      return
    case 'npa-marked':
      course.npaOn = occurrence.on
      return suspend(course)
    case 'penal-levied':
      return levyPenal(course, terms, occurrence.on)
    case 'provided':
      return provideOnDay(course, terms, occurrence.on)
  }
}

function fallDue(course: Course, terms: LoanTerms, on: LocalDate): void {
  const row = course.rows[course.billed]
  if (row === undefined) return
  course.billed += 1
  course.accruesFrom = row.aheadTill ?? on
  course.books.principalUnbilled = minus(course.books.principalUnbilled, row.principal)
  course.books.interestAccrued = row.waiting ?? least(nothing, interestTo(course, terms, on))
  levyInstalmentFee(course, terms, row)
  // Nothing may be asked for while it rests.
  if (unpaidOf(row) === 0) row.settledOn = on
  applyExcess(course, terms, on)
}

/** What is agreed to be charged with each instalment, and its GST. */
function levyInstalmentFee(course: Course, terms: LoanTerms, row: Row): void {
  if (terms.instalmentFee === undefined || course.status !== 'active') return
  if (course.calledInOn !== undefined || row.aheadTill !== undefined) return
  const { amount = nothing, percent = '0', of = 'instalment', gstPercent } = terms.instalmentFee
  const net = plus(amount, percentOf(row[of], percent))
  if (net === 0) return
  const gst = percentOf(net, gstPercent)
  const charge = { id: `with:${row.n}`, charge: 'other' as const, on: row.dueOn, net, gst }
  course.charges.push({ ...charge, paid: nothing, waived: nothing })
  earn(course, terms, 'other', net, gst)
}

/** Straight line over the agreed instalments; the effective-rate method comes with the books. */
function recogniseFee(course: Course, terms: LoanTerms): void {
  const { books } = course
  course.feesThrough += 1
  // More instalments than agreed, once rescheduled: the fee is earned by then.
  const fallen = course.rows.slice(0, course.feesThrough)
  const served = fallen.filter(({ aheadTill }) => aheadTill === undefined).length
  const through = Math.min(served, terms.instalments)
  const share = exact(course.feeTotal).times(through).dividedBy(terms.instalments)
  const recognised = toPaise(share)
  books.feeUnamortised = minus(course.feeTotal, recognised)
  books.feeRecognised = recognised
}

/** Once the payout is booked and the credit known, the rows stand and interest runs. */
function start(course: Course, terms: LoanTerms): void {
  if (course.status !== 'disbursed' || course.creditedOn === undefined) return
  const startOn = course.creditedOn
  const { principal, rate, instalments } = terms
  const { plan: options = {} } = terms
  const firstDueOn = firstDueAfter(startOn, terms)
  const dueOns = dueDates({ instalments, startOn, ...(firstDueOn && { firstDueOn }) }, options)
  // The money may come on another day than was reckoned with: it is lent, and has to be repaid.
  const plan = { principal, rate, startOn, dueOns, epi: epiOfTerms(terms), options }
  const rows = planRows({ ...plan, goesOn: true })
  if (neverRepays(rows, options)) throw new RangeError(NEVER_REPAID)
  course.status = 'active'
  course.startedOn = startOn
  course.accruesFrom = startOn
  course.rows = rows.map(untouched)
}

/** Money that came late moves the first due date on by whole steps. */
function firstDueAfter(
  startOn: LocalDate,
  { firstDueOn: agreed, plan = {} }: LoanTerms,
): LocalDate | undefined {
  if (agreed === undefined) return undefined
  for (let steps = 0; steps <= STEPS_MAX; steps++) {
    const on = unitsOn(agreed, steps, plan)
    if (on > startOn) return on
  }
  throw new RangeError(`schedule: The money came on ${startOn}, long after ${agreed}.`)
}

/** Ten years of days: no payout takes longer. */
const STEPS_MAX = 3660

/**
 * Whether interest eats a whole period's instalment, so that the terms are impossible whenever the
 * money comes. Of the first one the credit decides how many days it has; rows before it repay no
 * principal, or are none of the plan.
 */
function neverRepays(rows: readonly Instalment[], options: PlanOptions): boolean {
  const apart = options.broken === 'own' || options.broken === 'upfront'
  const before = [options.downPercent, apart].filter(Boolean).length
  const first = before + resting(options)
  return rows.slice(0, -1).some((row, i) => {
    const waited = rows[i - 1]?.waiting ?? nothing
    return i > first && row.principal === 0 && (row.waiting ?? nothing) >= waited
  })
}
