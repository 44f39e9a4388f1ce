/**
 * The instalments to come planned anew: more or fewer, some paused, at another rate. From the last
 * due date on; what fell due before stays due.
 */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { dueDates } from '../schedule/due-date.ts'
import { instalmentOf, planRows, type PlanOptions } from '../schedule/plan.ts'
import { optionsLater } from '../schedule/plan-options.ts'
import { plannedOn } from './coming.ts'
import { billedRows, interestTo, untouched, type Course } from './course.ts'
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
  const { on, instalments, pause, monitoredTill } = changed
  const next = course.rows[course.billed]
  if (course.status !== 'active' || next === undefined || course.accruesFrom !== on) return
  const { rounding } = terms
  const { rate = terms.rate } = changed
  const options = optionsOf(terms.plan, pause)
  const brought = interestTo(course, terms, on)
  const left = { principal: course.books.principalUnbilled, rate, instalments }
  const how = { ...(rounding && { rounding }), ...(options && { options }) }
  const epi = changed.epi ?? instalmentOf({ ...left, ...how })
  const dates = {
    instalments,
    startOn: on,
    firstDueOn: nextDueAfter(changed) ?? plannedOn(next, on),
  }
  const pauses = course.pauses ?? []
  const plan = {
    ...left,
    ...how,
    startOn: on,
    pauses,
    dueOns: dueDates(dates, options),
    epi,
    brought,
  }
  const rows = planRows({ ...plan, firstN: course.billed + 1, goesOn: true })
  course.epi = epi
  delete course.uneven
  if (changed.rate !== undefined) course.rate = changed.rate
  course.rows = [...billedRows(course), ...rows.map(untouched)]
  if (monitoredTill === undefined) return
  course.monitoredTill = monitoredTill
  if (course.npaOn !== undefined) return
  course.npaOn = on
  suspend(course)
}

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
