/**
 * The instalments to come planned anew: more or fewer, some paused, at another rate. What fell due
 * before stays due, and what has run in the period is brought into the next.
 */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { dueDates } from '../schedule/due-date.ts'
import { instalmentOf, planRows, type PlanOptions } from '../schedule/plan.ts'
import { optionsLater } from '../schedule/plan-options.ts'
import { evenlyLeft, flatAnew, plannedOn } from './coming.ts'
import { billedRows, bringInterest, untouched, type Course } from './course.ts'
import { suspend } from './payment.ts'
import type { LoanTerms } from './terms.ts'

export type Rescheduling = {
  readonly on: LocalDate
  /** The next one falls due on another day, and those after it follow; absent: as planned. */
  readonly nextDueOn?: LocalDate
  /** To come, the paused ones among them. */
  readonly instalments: number
  /** First ones without principal; first ones without anything, their interest collected later. */
  readonly pause?: { readonly principalRows: number; readonly interestRows: number }
  /**
   * Done for financial difficulty, it is a restructuring: an NPA from that day, until it was served
   * well to here (SPEC §4.5).
   */
  readonly monitoredTill?: LocalDate
  /** The rate from then on (RST23, SPEC §3.3), and the instalment kept; absent: equated. */
  readonly rate?: Rate
  readonly epi?: Money
}

export function reschedule(course: Course, terms: LoanTerms, changed: Rescheduling): void {
  const { on, instalments, monitoredTill } = changed
  const next = course.rows[course.billed]
  if (course.status !== 'active' || next === undefined) return
  if (instalments < 1) return
  const pause = changed.pause && pauseWithin(changed.pause, instalments)
  const { rounding } = terms
  const { rate = terms.rate } = changed
  const options = optionsOf(terms.plan, pause)
  const brought = bringInterest(course, terms, on)
  const left = { principal: course.books.principalUnbilled, rate, instalments }
  const how = { ...(rounding && { rounding }), ...(options && { options }) }
  const epi = changed.epi ?? instalmentOf({ ...left, ...how })
  const dates = {
    instalments,
    startOn: on,
    firstDueOn: nextDueAfter(changed) ?? plannedOn(next, on),
  }
  const pauses = course.pauses ?? []
  const evenly = evenlyLeft(course, terms, on)
  const plan = {
    ...left,
    ...how,
    startOn: on,
    pauses,
    dueOns: dueDates(dates, options),
    epi,
    brought,
    ...(evenly && { evenly }),
  }
  const rows = planRows({ ...plan, firstN: course.billed + 1, goesOn: true })
  course.epi = epi
  course.accruesFrom = on
  delete course.uneven
  if (changed.rate !== undefined) course.rate = changed.rate
  course.rows = [...billedRows(course), ...rows.map(untouched)]
  if (options) course.plan = { ...options, ...(pause && { grace: graceFrom(course, pause) }) }
  flatAnew(course, terms)
  if (monitoredTill !== undefined) watch(course, on, monitoredTill)
}

/** A restructuring is watched for so long (SPEC §4.5). */
export const MONITORED_MONTHS = 12

/** An NPA from a day on, and at least until another. */
export function watch(course: Course, on: LocalDate, till: LocalDate): void {
  const { monitoredTill, npaOn } = course
  course.monitoredTill = monitoredTill !== undefined && monitoredTill > till ? monitoredTill : till
  if (npaOn !== undefined) return
  course.npaOn = on
  suspend(course)
}

/** Some instalment repays principal, and interest rests only while principal does. */
function pauseWithin(pause: NonNullable<Rescheduling['pause']>, instalments: number) {
  const principalRows = Math.min(Math.max(pause.principalRows, pause.interestRows), instalments - 1)
  return { principalRows, interestRows: Math.min(pause.interestRows, principalRows) }
}

/** A moratorium is counted from the first row of the loan. */
const graceFrom = (
  { billed }: Course,
  { principalRows, interestRows }: NonNullable<Rescheduling['pause']>,
) => ({ principalRows: billed + principalRows, interestRows: billed + interestRows })

/** Never the day itself or one before: such a fact moves nothing. */
const nextDueAfter = ({ on, nextDueOn }: Rescheduling): LocalDate | undefined =>
  nextDueOn !== undefined && nextDueOn > on ? nextDueOn : undefined

/** What was agreed for the beginning is past. */
function optionsOf(
  plan: PlanOptions | undefined,
  pause: Rescheduling['pause'],
): PlanOptions | undefined {
  if (plan === undefined) return pause && { grace: pause }
  return { ...optionsLater(plan), ...(pause && { grace: pause }) }
}
