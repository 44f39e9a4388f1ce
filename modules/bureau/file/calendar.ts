/**
 * When the credit bureaus hear of our loans (CIR-A p10(2), SPEC §5.1). Calendar days: the weekday
 * does not matter.
 */
import { addDays, addMonths, dateOf, daysInMonth, type LocalDate } from '#kernel/dates'

export type FileKind = 'incremental' | 'full'

export type Reporting = {
  readonly asOn: LocalDate
  readonly submitBy: LocalDate
  readonly kind: FileKind
}

const WEEKLY_FROM = '2026-07-01'
const WEEKLY_DAYS = [9, 16, 23] as const
const WEEKLY_DAYS_MAX = 4
/** The full file of a month's end goes by this day of the next. */
const FULL_BY_DAY = 5
const FORTNIGHTLY_DAYS_MAX = 7

/** The reference dates of a month with their last days, in order. */
export function reportingsOf(year: number, month: number): Reporting[] {
  const end = dateOf(year, month, daysInMonth(year, month))
  if (end < WEEKLY_FROM) return fortnightly(year, month, end)
  const weekly = WEEKLY_DAYS.map((day): Reporting => {
    const asOn = dateOf(year, month, day)
    return { asOn, submitBy: addDays(asOn, WEEKLY_DAYS_MAX), kind: 'incremental' }
  })
  return [...weekly, { asOn: end, submitBy: fullBy(year, month), kind: 'full' }]
}

/** The first reference date after a day. */
export function nextReporting(after: LocalDate): Reporting {
  const [year, month] = [Number(after.slice(0, 4)), Number(after.slice(5, 7))]
  const next = addMonths(dateOf(year, month, 1), 1)
  const coming = [
    ...reportingsOf(year, month),
    ...reportingsOf(Number(next.slice(0, 4)), Number(next.slice(5, 7))),
  ]
  return coming.find(({ asOn }) => asOn > after) as Reporting
}

/** Before July 2026; the last one falls under both rules, and the earlier day meets both. */
function fortnightly(year: number, month: number, end: LocalDate): Reporting[] {
  const middle = dateOf(year, month, 15)
  const within = addDays(end, FORTNIGHTLY_DAYS_MAX)
  const isLast = addDays(end, 1) >= WEEKLY_FROM
  const both = isLast && fullBy(year, month) < within
  return [
    { asOn: middle, submitBy: addDays(middle, FORTNIGHTLY_DAYS_MAX), kind: 'incremental' },
    { asOn: end, submitBy: both ? fullBy(year, month) : within, kind: 'full' },
  ]
}

const fullBy = (year: number, month: number): LocalDate =>
  addDays(addMonths(dateOf(year, month, 1), 1), FULL_BY_DAY - 1)
