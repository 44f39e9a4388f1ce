/**
 * Dates and instants as ISO strings, with whole-day arithmetic.
 *
 * Phones lack `Temporal`, and a loan knows days, not moments: a business date is an Indian calendar
 * day (IST, UTC+05:30, no daylight saving), so all of this is integers.
 */

/** A calendar day, `2026-11-22`. Compares with `<` and `===`. */
export type LocalDate = `${number}-${number}-${number}` & { readonly kind: 'local-date' }

/** A moment in UTC to the millisecond, `2026-11-22T04:30:00.000Z`. Compares with `<`. */
export type Instant = string & { readonly kind: 'instant' }

const DAY_MS = 86_400_000
const IST_MS = 19_800_000

/** Checks that the text is a day which exists; throws a RangeError for 2026-02-30. */
export function date(iso: string): LocalDate {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) {
    const day = new Date(`${iso}T00:00:00.000Z`)
    if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso)) return iso as LocalDate
  }
  throw new RangeError(`date: ${iso}`)
}

/** Checks an ISO instant with any offset and brings it to UTC. */
export function instant(iso: string): Instant {
  const at = /^\d{4}-\d{2}-\d{2}T/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at)) throw new RangeError(`instant: ${iso}`)
  return new Date(at).toISOString() as Instant
}

export const instantOf = (ms: number): Instant => new Date(ms).toISOString() as Instant
export const msOf = (at: Instant): number => Date.parse(at)
export const later = (at: Instant, ms: number): Instant => instantOf(msOf(at) + ms)

/** Days since 1970-01-01; NaN for a text that is no day. */
export function dayNumber(on: LocalDate): number {
  const known = numbers.get(on)
  if (known !== undefined) return known
  const n = Date.parse(`${on}T00:00:00.000Z`) / DAY_MS
  if (numbers.size < DAYS_KEPT_MAX && !Number.isNaN(n)) numbers.set(on, n)
  return n
}

/** The day of that number, counted from 1 January 1970: `dayNumber` backwards. */
export function ofDayNumber(n: number): LocalDate {
  const known = days.get(n)
  if (known !== undefined) return known
  const on = new Date(n * DAY_MS).toISOString().slice(0, 10) as LocalDate
  if (days.size < DAYS_KEPT_MAX) days.set(n, on)
  return on
}

/** A fold asks for the same few days over and over: looking one up is ten times as fast. */
const DAYS_KEPT_MAX = 20_000
const numbers = new Map<string, number>()
const days = new Map<number, LocalDate>()

export const addDays = (on: LocalDate, days: number): LocalDate => ofDayNumber(dayNumber(on) + days)

/** Whole days from one to the other; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  dayNumber(to) - dayNumber(from)

/** The same day so many months on; the 31st becomes the month's last where it must. */
export function addMonths(on: LocalDate, months: number): LocalDate {
  const { year, month, day } = parts(on)
  const index = year * 12 + (month - 1) + months
  const [y, m] = [Math.floor(index / 12), ((index % 12) + 12) % 12]
  return dateOf(y, m + 1, Math.min(day, daysInMonth(y, m + 1)))
}

/** Year, month (1–12) and day of the month, as whole numbers. */
export function parts(on: LocalDate): { year: number; month: number; day: number } {
  return { year: +on.slice(0, 4), month: +on.slice(5, 7), day: +on.slice(8, 10) }
}

export const dateOf = (year: number, month: number, day: number): LocalDate =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as LocalDate

/** `month` from 1 to 12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month - 1] ?? Number.NaN)

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** 0 is Sunday. */
export const weekday = (on: LocalDate): number => (((dayNumber(on) + 4) % 7) + 7) % 7

/** The Indian calendar day on which the instant falls. */
export const businessDateOf = (at: Instant): LocalDate =>
  instantOf(msOf(at) + IST_MS).slice(0, 10) as LocalDate

/** An Indian wall time on a day: `atTime('2026-12-05', '09:00')` is 03:30 UTC. */
export function atTime(on: LocalDate, hhmm: string): Instant {
  const text = `${on}T${hhmm}:00.000Z`
  const known = times.get(text)
  if (known !== undefined) return known
  const at = instantOf(Date.parse(text) - IST_MS)
  if (times.size < DAYS_KEPT_MAX) times.set(text, at)
  return at
}

/** A day-end sets a hundred thousand timers at the hours of a few days. */
const times = new Map<string, Instant>()

const two = (n: number): string => String(n).padStart(2, '0')
