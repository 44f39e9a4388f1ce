/**
 * Days as whole numbers since 1970-01-01: a schedule is stepped and measured millions of times, and
 * a subtraction is all that costs. Texts come in and go out at the face only.
 */
import { dayNumber, ofDayNumber, type LocalDate } from '#kernel/dates'

export type Day = number
export type Unit = 'days' | 'weeks' | 'months' | 'years'

const known = new Map<LocalDate, Day>()

/** The number of a date; remembered, for the same few thousand days come again and again. */
export function dayOf(on: LocalDate): Day {
  let day = known.get(on)
  if (day === undefined) {
    day = dayNumber(on)
    if (known.size < DAYS_REMEMBERED_MAX) known.set(on, day)
  }
  return day
}

export const dateOfDay = (day: Day): LocalDate => ofDayNumber(day)

const DAYS_REMEMBERED_MAX = 100_000

type Civil = { readonly year: number; readonly month: number; readonly day: number }

/** Year, month and day of the month of a day: the era arithmetic of the proleptic calendar. */
export function civil(day: Day): Civil {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const moved = Math.floor((5 * ofYear + 2) / 153)
  const month = moved < 10 ? moved + 3 : moved - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day: ofYear - Math.floor((153 * moved + 2) / 5) + 1 }
}

export function dayOfCivil(year: number, month: number, day: number): Day {
  const moved = month <= 2 ? year - 1 : year
  const era = Math.floor(moved / 400)
  const ofEra = moved - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const inEra = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear
  return era * 146_097 + inEra - 719_468
}

export const isLeap = (year: number): boolean =>
  (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const lastOfMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** So many units on (or back); a month's 31st becomes its last day where it must. */
export function stepped(from: Day, count: number, unit: Unit): Day {
  if (unit === 'days') return from + count
  if (unit === 'weeks') return from + 7 * count
  const { year, month, day } = civil(from)
  const index = year * 12 + month - 1 + count * (unit === 'years' ? 12 : 1)
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return dayOfCivil(y, m, Math.min(day, lastOfMonth(y, m)))
}

/** Whole units from one day to another; a month is whole when its day of the month is reached. */
export function wholeUnits(from: Day, to: Day, unit: Unit): number {
  if (unit === 'days') return to - from
  if (unit === 'weeks') return Math.trunc((to - from) / 7)
  const [a, b] = [civil(from), civil(to)]
  const months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0)
  return unit === 'months' ? months : Math.trunc(months / 12)
}
