/** The days instalments fall due. */
import {
  addDays,
  addMonths,
  dateOf,
  daysInMonth,
  parts,
  weekday,
  type LocalDate,
} from '#kernel/dates'

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
  /** What falls on one of them falls due on a working day; its interest stays as agreed. */
  readonly holidays?: Holidays
}

export type Holidays = {
  readonly days: readonly LocalDate[]
  /** Days off every week, or in these weeks of the month; 0 for Sunday to 6 for Saturday. */
  readonly weekly?: readonly { readonly weekday: number; readonly weeks?: readonly number[] }[]
  readonly moves: 'next' | 'previous'
}

/** No stretch of holidays is longer. */
const DAYS_OFF_MAX = 31

/** The working day an instalment agreed for `on` falls due; never on or before `after`. */
export function workingDay(on: LocalDate, after: LocalDate, holidays?: Holidays): LocalDate {
  if (holidays === undefined) return on
  const { days, weekly = [], moves } = holidays
  const isOff = (day: LocalDate): boolean =>
    days.includes(day) ||
    weekly.some((off) => {
      const week = Math.ceil(parts(day).day / 7)
      return off.weekday === weekday(day) && (off.weeks?.includes(week) ?? true)
    })
  const found = (step: 1 | -1): LocalDate | undefined => {
    for (let far = 0; far <= DAYS_OFF_MAX; far++) {
      const day = addDays(on, far * step)
      if (day > after && !isOff(day)) return day
    }
    return undefined
  }
  return (moves === 'previous' ? found(-1) : undefined) ?? found(1) ?? on
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
    throw new RangeError(`schedule: The first due date ${firstDueOn} is not after ${startOn}.`)
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
