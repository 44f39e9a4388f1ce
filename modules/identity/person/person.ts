/** A person as numbers and texts: what is plausible, and how much of it is shown. Pure. */
import { date, daysBetween, parts, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'

const YEARS_MIN = 18
const YEARS_MAX = 100
const DAYS_A_YEAR = 365.25

/** Ten digits, without +91 or a leading zero: one phone, one text (SPEC §6 Formats). */
export const phoneOf = (given: string): string => given.replace(/^(\+91|0)(?=\d{10}$)/, '')

/** Whole years on the day, as calendars count: born on 29 February, a year older on 1 March. */
export function ageOn(born: LocalDate, today: LocalDate): number {
  const [from, to] = [parts(born), parts(today)]
  const had = to.month > from.month || (to.month === from.month && to.day >= from.day)
  return to.year - from.year - (had ? 0 : 1)
}

/** We lend to adults only (DPDP Act, Contract Act s.11). Undefined when all is well. */
export function birthRefusal(
  birthDate: string,
  today: LocalDate,
): Refused<'under-age' | 'birth-date-impossible'> | undefined {
  const born = dayOf(birthDate)
  if (born === undefined || born > today) return refuse('birth-date-impossible')
  if (daysBetween(born, today) > YEARS_MAX * DAYS_A_YEAR) return refuse('birth-date-impossible')
  return ageOn(born, today) < YEARS_MIN ? refuse('under-age') : undefined
}

/** The fourth letter says whose it is, `P` a person's; number 0000 was never issued (SPEC §6). */
export function panRefusal(pan: string): Refused<'not-a-person' | 'never-issued'> | undefined {
  if (pan.slice(5, 9) === '0000') return refuse('never-issued')
  return pan[3] === 'P' ? undefined : refuse('not-a-person')
}

/** `A•••• V••••`: enough to recognise someone one already knows. */
export const maskedName = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ''}••••`)
    .join(' ')
export const maskedPhone = (phone: string): string => `••••••${phone.slice(-4)}`
export const maskedPan = (pan: string): string => `${pan.slice(0, 3)}•••••${pan.slice(8)}`

function dayOf(text: string): LocalDate | undefined {
  try {
    return date(text)
  } catch {
    return undefined // 30 February: written like a day, but none.
  }
}
