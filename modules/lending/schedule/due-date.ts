/** The days instalments fall due. */
import { addDays, addMonths, dateOf, daysInMonth, parts, type LocalDate } from '#kernel/dates'

export type Unit = 'days' | 'weeks' | 'months'

/** What decides the due dates; absent fields are those of a monthly loan. */
export type Calendar = {
  readonly every?: number
  readonly unit?: Unit
  /**
   * Months end on their first or last day for everybody; absent: each loan has a day of its own.
   * The first due date is then the first such day after the start.
   */
  readonly dueOn?: 'first-of-month' | 'last-of-month'
}

export type Dates = {
  readonly instalments: number
  readonly startOn: LocalDate
  readonly firstDueOn?: LocalDate
}

/** The due dates, each counted from the first so that the 31st does not drift to the 28th. */
export function dueDates(terms: Dates, calendar: Calendar = {}): LocalDate[] {
  const { startOn, instalments } = terms
  const firstDueOn = terms.firstDueOn ?? aligned(startOn, calendar)
  if (firstDueOn !== undefined && firstDueOn <= startOn) {
    throw new RangeError(`schedule: the first due date ${firstDueOn} is not after ${startOn}`)
  }
  return Array.from({ length: instalments }, (_, i) => {
    if (firstDueOn === undefined) return unitsOn(startOn, i + 1, calendar)
    const on = unitsOn(firstDueOn, i, calendar)
    return calendar.dueOn === 'last-of-month' ? lastOfMonth(on) : on
  })
}

/** So many of the calendar's steps on, or back. */
export function unitsOn(from: LocalDate, count: number, calendar: Calendar): LocalDate {
  const { every = 1, unit = 'months' } = calendar
  if (unit === 'months') return addMonths(from, count * every)
  return addDays(from, count * every * (unit === 'weeks' ? 7 : 1))
}

/** Whether it is exactly one step from one day to the other, told from either end. */
export const isStep = (from: LocalDate, to: LocalDate, calendar: Calendar = {}): boolean =>
  unitsOn(from, 1, calendar) === to || unitsOn(to, -1, calendar) === from

/** A first period of exactly a month: the APR is then monthly IRR × 12, else daily × 365. */
export const isRegular = (startOn: LocalDate, firstDueOn: LocalDate): boolean =>
  isStep(startOn, firstDueOn)

function aligned(startOn: LocalDate, { dueOn }: Calendar): LocalDate | undefined {
  if (dueOn === undefined) return undefined
  const { year, month } = parts(startOn)
  if (dueOn === 'first-of-month') return addMonths(dateOf(year, month, 1), 1)
  const end = lastOfMonth(startOn)
  return end > startOn ? end : lastOfMonth(addMonths(dateOf(year, month, 1), 1))
}

function lastOfMonth(on: LocalDate): LocalDate {
  const { year, month } = parts(on)
  return dateOf(year, month, daysInMonth(year, month))
}
