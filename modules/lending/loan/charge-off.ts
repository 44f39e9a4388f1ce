/** A contract that ends before it is paid, and a loan given up for lost (SEMANTICS §11). */
import type { LocalDate } from '#kernel/dates'
import { plus, nothing } from '#kernel/money'
import { rate } from '#kernel/rates'
import { comingRows, replan } from './coming.ts'
import { billedRows, bringInterest, untouched, type Course } from './course.ts'
import { suspend } from './payment.ts'
import type { LoanTerms } from './terms.ts'

/**
 * All principal falls due on the day, with the interest that has run to it. What was overdue stays
 * so from its own day.
 */
export function terminate(course: Course, terms: LoanTerms, on: LocalDate): void {
  if (course.status !== 'active' || course.terminatedOn !== undefined) return
  course.terminatedOn = on
  callIn(course, terms, on)
}

function callIn(course: Course, terms: LoanTerms, on: LocalDate): void {
  if (comingRows(course).length === 0) return
  const principal = course.books.principalUnbilled
  const interest = bringInterest(course, terms, on)
  const called = { n: course.billed + 1, dueOn: on, opening: principal, principal, interest }
  const instalment = plus(principal, interest)
  const brought = interest > nothing && { brought: interest }
  course.accruesFrom = on
  course.calledInOn = on
  course.rows = [...billedRows(course), untouched({ ...called, instalment, ...brought })]
}

/**
 * What becomes of interest. `keep`: it runs on, in memory. `none`: no more of it runs, and
 * instalments stay, all principal. `accelerate`: everything falls due on the day.
 */
export type ChargedOffInterest = 'keep' | 'none' | 'accelerate'

/** A loss asset from the day on, provided for in full: it is no standard loan again until paid. */
export function chargeOff(
  course: Course,
  terms: LoanTerms,
  { on, interest }: { readonly on: LocalDate; readonly interest: ChargedOffInterest },
): void {
  if (course.status !== 'active' || course.chargedOffOn !== undefined) return
  course.chargedOffOn = on
  if (interest === 'accelerate') callIn(course, terms, on)
  if (interest === 'none' && comingRows(course).length > 0) bearNoMore(course, terms, on)
  if (course.npaOn !== undefined) return
  course.npaOn = on
  suspend(course)
}

function bearNoMore(course: Course, terms: LoanTerms, on: LocalDate): void {
  const brought = bringInterest(course, terms, on)
  const instalmentOfEach = comingRows(course).map(({ instalment }) => instalment)
  delete course.evenly
  course.rate = rate('0')
  replan(course, { ...terms, rate: course.rate }, { on, keep: 'emi', brought, instalmentOfEach })
}
