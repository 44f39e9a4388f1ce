/**
 * Working days (the validity of a KFS, SPEC §2.1; NPCI's T+1). Holidays and weekly days off are
 * dated data of this module; here is only the counting.
 */
import { addDays, parts, weekday, type LocalDate } from '#kernel/dates'

/**
 * A weekly day off: 0 is Sunday. With `weeks`, only those of the month: India's banks close on
 * every Sunday and on the second and fourth Saturday.
 */
export type DayOff = { readonly weekday: number; readonly weeks?: readonly number[] }

export const BANK_DAYS_OFF: readonly DayOff[] = [{ weekday: 0 }, { weekday: 6, weeks: [2, 4] }]

/** Whether the day is neither a holiday nor a weekly day off. */
export function isWorkingDay(
  on: LocalDate,
  holidays: ReadonlySet<LocalDate> = new Set(),
  daysOff: readonly DayOff[] = BANK_DAYS_OFF,
): boolean {
  if (holidays.has(on)) return false
  const week = Math.ceil(parts(on).day / 7)
  return !daysOff.some(
    (off) => off.weekday === weekday(on) && (off.weeks === undefined || off.weeks.includes(week)),
  )
}

/**
 * The n-th working day after a day, which itself never counts; n below zero counts back. With 0,
 * the day itself, or the first working day after it.
 */
export function addWorkingDays(
  on: LocalDate,
  n: number,
  holidays: ReadonlySet<LocalDate> = new Set(),
  daysOff: readonly DayOff[] = BANK_DAYS_OFF,
): LocalDate {
  const step = n < 0 ? -1 : 1
  let day = on
  let left = Math.abs(n)
  for (let tried = 0; tried < DAYS_TRIED_MAX; tried++) {
    if (left === 0 && isWorkingDay(day, holidays, daysOff)) return day
    day = addDays(day, step)
    if (left > 0 && isWorkingDay(day, holidays, daysOff)) left -= 1
  }
  throw new RangeError(`addWorkingDays: no working day found ${n} from ${on}`)
}

/** Ten years: a calendar without working days is a fault of the data, not an endless loop. */
const DAYS_TRIED_MAX = 3660
