/**
 * Terms that change while a loan runs, from any day: another rate, days without interest, and more
 * principal under the same loan (SPEC §3.3, SEMANTICS §5 and §9).
 */
import type { LocalDate } from '#kernel/dates'
import { minus, most, nothing, plus, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { dueDates } from '../schedule/due-date.ts'
import { instalmentOf, planRows, type Instalment } from '../schedule/plan.ts'
import { optionsLater } from '../schedule/plan-options.ts'
import { comingRows, datesOf, plannedOn, replan } from './coming.ts'
import {
  billedRows,
  bringInterest,
  interestTo,
  untouched,
  type Course,
  type Row,
} from './course.ts'
import { epiOfTerms, type LoanTerms } from './terms.ts'

export type RateChange = {
  /** Interest of this day is the first at the new rate. */
  readonly on: LocalDate
  readonly rate: Rate
  /** The same dates at another instalment, or the same instalment over other dates. */
  readonly keep: 'tenor' | 'emi'
  /** With `keep: 'emi'`: another instalment, so that both change. */
  readonly epi?: Money
}

/** An instalment that would not repay the loan is not kept: the dates are, and it is equated. */
export function changeRate(course: Course, terms: LoanTerms, changed: RateChange): void {
  const { on, rate, keep } = changed
  if (course.status !== 'active') return
  const brought = bringInterest(course, terms, on)
  course.rate = rate
  if (comingRows(course).length === 0) return
  const epi = changed.epi ?? course.epi ?? epiOfTerms(terms)
  const now = { ...terms, rate }
  const dueOns = keep === 'emi' ? datesOf(course, now, { on, epi, rate }) : undefined
  const how = dueOns ? ({ keep: 'emi', epi, dueOns } as const) : ({ keep: 'tenor' } as const)
  replan(course, now, { on, brought, ...how })
}

/** Days from `on` through `till` bear nothing; instalments stay, and the last one shrinks. */
export function pauseInterest(
  course: Course,
  terms: LoanTerms,
  { on, till }: { readonly on: LocalDate; readonly till: LocalDate },
): void {
  if (course.status !== 'active' || comingRows(course).length === 0 || till < on) return
  const brought = bringInterest(course, terms, on)
  course.pauses = [...(course.pauses ?? []), { from: on, till }]
  const instalmentOfEach = comingRows(course).map(({ instalment }) => instalment)
  replan(course, terms, { on, keep: 'emi', brought, instalmentOfEach })
}

export type Drawn = {
  /** The money reached the borrower: interest runs on it from this day. */
  readonly on: LocalDate
  readonly amount: Money
  /** Over a whole term of its own on the same days, or over the instalments to come. */
  readonly over: 'fresh-term' | 'coming'
}

/** More principal in the same loan. */
export function drawAgain(course: Course, terms: LoanTerms, drawn: Drawn): void {
  const { books } = course
  if (course.status !== 'active') return
  const { on, amount } = drawn
  const ahead = most(nothing, minus(nothing, interestTo(course, terms, on)))
  const brought = bringInterest(course, terms, on)
  const coming = comingRows(course)
  books.paidOut = plus(books.paidOut, amount)
  books.principalUnbilled = plus(books.principalUnbilled, amount)
  course.drawn = plus(course.drawn ?? nothing, amount)
  if (drawn.over === 'coming' && coming.length > 0) {
    return replan(course, terms, { on, keep: 'tenor', brought })
  }
  const own = freshRows(course, terms, drawn)
  const asked = coming.map((row, i) => (i === 0 ? askingAlso(row, ahead) : row))
  const added = Array.from({ length: Math.max(coming.length, own.length) }, (_, i) => {
    const [a, b] = [asked[i], own[i]]
    return a && b ? laidOnto(a, b) : ((a ?? b) as Instalment)
  })
  course.accruesFrom = on
  course.uneven = true
  course.rows = [...billedRows(course), ...numbered(course, added, brought)]
}

/** The drawdown alone, on the days to come and as many after them as its term takes. */
function freshRows(course: Course, terms: LoanTerms, { on, amount }: Drawn): Instalment[] {
  const { rate, rounding, instalments, plan } = terms
  const next = course.rows[course.billed]
  const firstDueOn = next && plannedOn(next, on)
  const { dueOn, ...calendar } = plan ?? {}
  const days = firstDueOn ? { ...calendar, ...(dueOn && { dueOn }) } : calendar
  const dueOns = dueDates({ instalments, startOn: on, ...(firstDueOn && { firstDueOn }) }, days)
  const options = optionsLater(plan ?? {})
  const own = { principal: amount, rate, ...(rounding && { rounding }), options }
  const epi = instalmentOf({ ...own, instalments, options: plan && options })
  const pauses = course.pauses ?? []
  return planRows({ ...own, startOn: on, dueOns, epi, goesOn: true, pauses })
}

/** Interest given back, of days that run all the same. */
const askingAlso = (row: Instalment, interest: Money): Instalment => ({
  ...row,
  interest: plus(row.interest, interest),
  instalment: plus(row.instalment, interest),
})

const laidOnto = (a: Instalment, b: Instalment): Instalment => ({
  ...a,
  opening: plus(a.opening, b.opening),
  principal: plus(a.principal, b.principal),
  interest: plus(a.interest, b.interest),
  instalment: plus(a.instalment, b.instalment),
  ...waitingOf(plus(a.waiting ?? nothing, b.waiting ?? nothing)),
})

const waitingOf = (waiting: Money) => (waiting > 0 ? { waiting } : {})

/** In one order; the first brings the interest that has run, others what the one before left. */
function numbered(course: Course, rows: readonly Instalment[], ran: Money): Row[] {
  let brought = ran
  return rows.map((row, i) => {
    const { brought: before, ...planned } = row
    void before
    const now = brought
    brought = most(nothing, row.waiting ?? nothing)
    const n = course.billed + 1 + i
    return untouched({ ...planned, n, ...(now > 0 && { brought: now }) })
  })
}
