/**
 * The instalments to come, planned anew from a day on: after money beyond dues, another rate, days
 * without interest or more principal. What fell due stays due, and interest that has run until the
 * day is brought into the next instalment.
 */
import type { LocalDate } from '#kernel/dates'
import { minus, most, nothing, plus, sum, type Money } from '#kernel/money'
import { exact, type Rate } from '#kernel/rates'
import { dueDates } from '../schedule/due-date.ts'
import { instalmentOf, planRows, type PlanOptions } from '../schedule/plan.ts'
import { optionsLater } from '../schedule/plan-options.ts'
import { billedRows, interestTo, untouched, type Course, type Row } from './course.ts'
import { epiOfTerms, type LoanTerms } from './terms.ts'

export type Replanning = {
  readonly on: LocalDate
  /** The same instalment for as long as it takes, or the same dates at another instalment. */
  readonly keep: 'emi' | 'tenor'
  /** Another instalment, kept from now on. */
  readonly epi?: Money
  /** Of each row to come, where they are not all one. */
  readonly instalmentOfEach?: readonly Money[]
  /** The dates to come; absent: those planned. */
  readonly dueOns?: readonly LocalDate[]
  /** Interest until the day that is not paid. */
  readonly brought?: Money
  /** Interest in even parts with all of them: what has run, and what is to run in any case. */
  readonly evenly?: { readonly run: Money; readonly toRun: Money }
}

/** The rows to come repay what is left. `terms` are those of today: their rate is the new one. */
export function replan(course: Course, terms: LoanTerms, how: Replanning): void {
  const { on, keep, brought = nothing, evenly = evenlyLeft(course, terms, on) } = how
  const principal = course.books.principalUnbilled
  const coming = comingRows(course)
  const { rate, rounding, plan } = terms
  const options = planLeft(plan ?? {}, course.billed)
  const dueOns = how.dueOns ?? coming.map((row) => plannedOn(row, on))
  const left = { principal, rate, instalments: dueOns.length, rounding }
  const kept = keep === 'emi' ? (how.epi ?? course.epi ?? epiOfTerms(terms)) : undefined
  const epi = kept ?? equated(course, { ...left, options: plan && options }, how)
  const own = how.instalmentOfEach ?? (keep === 'emi' && how.epi === undefined && course.uneven)
  const instalmentOfEach = own === true ? coming.map(({ instalment }) => instalment) : own
  const rows = planRows({
    ...{ principal, rate, startOn: on, dueOns, brought, goesOn: true, options },
    ...{ firstN: course.billed + 1, pauses: course.pauses ?? [] },
    ...(epi !== undefined && { epi }),
    ...(rounding && { rounding }),
    ...(instalmentOfEach && { instalmentOfEach }),
    ...(evenly && { evenly }),
    ...(options.method === 'flat' && { flatOn: flatBase(course, terms) }),
  })
  if (kept === undefined || how.epi !== undefined) {
    course.epi = epi ?? rows[0]?.instalment ?? nothing
    delete course.uneven
  }
  if (how.instalmentOfEach) course.uneven = true
  course.accruesFrom = on
  course.rows = [...billedRows(course), ...rows.map(untouched)]
}

type Left = Parameters<typeof instalmentOf>[0]

/** Interest that was spread is owed although terms change again; only a pay-off spares the rest. */
export const evenlyLeft = (course: Course, terms: LoanTerms, on: LocalDate): Replanning['evenly'] =>
  course.evenly && { run: nothing, toRun: interestToRun(course, terms, on) }

/** Interest of the rows to come that has not run on a day. */
export const interestToRun = (course: Course, terms: LoanTerms, on: LocalDate): Money =>
  most(
    nothing,
    minus(sum(comingRows(course).map((row) => row.interest)), interestTo(course, terms, on)),
  )

/** Flat interest is of what was lent, not of what is left: its instalment comes with the rows. */
const equated = (course: Course, left: Left, { on }: Replanning): Money | undefined =>
  left.options?.method === 'flat' && on !== course.startedOn ? undefined : instalmentOf(left)

/**
 * What flat interest is charged on: all that was lent, less what was repaid before time, and less
 * what was repaid at all when the plan was made anew.
 */
export const flatBase = (
  { drawn = nothing, prepaidPrincipal, flatLess = nothing }: Course,
  { principal }: LoanTerms,
): Money => minus(minus(plus(principal, drawn), prepaidPrincipal), flatLess)

/** From now on it is charged on what is left. */
export function flatAnew(course: Course, terms: LoanTerms): void {
  const above = minus(flatBase(course, terms), course.books.principalUnbilled)
  course.flatLess = plus(course.flatLess ?? nothing, above)
}

export const comingRows = (course: Course): Row[] => course.rows.slice(course.billed)

/** The day agreed, unless that is past and only its holiday keeps it open. */
export const plannedOn = ({ agreedOn, dueOn }: Row, after: LocalDate): LocalDate =>
  agreedOn !== undefined && agreedOn > after ? agreedOn : dueOn

/** After some periods: what was agreed for the first of them is past. */
function planLeft(options: PlanOptions, billed: number): PlanOptions {
  const { grace } = options
  if (grace === undefined) return optionsLater(options)
  const left = (rows: number): number => Math.max(0, rows - billed)
  const { principalRows, interestRows } = grace
  const still = { principalRows: left(principalRows), interestRows: left(interestRows) }
  return { ...optionsLater(options), grace: still }
}

/** No loan of ours has more instalments to come. */
const INSTALMENTS_MAX = 480
/** Broken periods and whole rupees may take this many more than the formula says. */
const SPARE = 2

/**
 * The dates an instalment takes to repay what is left, counted from the next one; undefined where
 * it hardly covers its interest and never would: no loan may grow.
 */
export function datesOf(
  course: Course,
  terms: LoanTerms,
  { on, epi, rate }: { readonly on: LocalDate; readonly epi: Money; readonly rate: Rate },
): LocalDate[] | undefined {
  const next = course.rows[course.billed]
  if (next === undefined) return undefined
  const { plan = {} } = terms
  const flat = plan.method === 'flat'
  const base = flat ? flatBase(course, terms) : course.books.principalUnbilled
  const count = instalmentsFor(
    course.books.principalUnbilled,
    base,
    epi,
    periodic(rate, plan),
    flat,
  )
  if (count === undefined || count > INSTALMENTS_MAX) return undefined
  const dates = { instalments: count + SPARE, startOn: on, firstDueOn: plannedOn(next, on) }
  return dueDates(dates, plan)
}

/** A period's share of the yearly rate, near enough to count instalments. */
function periodic(rate: Rate, { every = 1, unit = 'months' }: PlanOptions): number {
  const perYear = unit === 'months' ? 12 : unit === 'weeks' ? 52 : 365
  return exact(rate)
    .times(every)
    .dividedBy(100 * perYear)
    .toNumber()
}

function instalmentsFor(
  left: Money,
  base: Money,
  epi: Money,
  share: number,
  flat: boolean,
): number | undefined {
  const interest = base * share
  if (epi <= interest) return undefined
  if (flat || share === 0) return Math.ceil(left / (epi - interest))
  return Math.ceil(-Math.log(1 - (left * share) / epi) / Math.log(1 + share))
}
