/** Dates as alerts write them: 12-06-26, 03/08/2026, 17Feb26, 2026-02-01, July 24, 2024. */
import { matchesOf } from './match.ts'
import { dateOf, daysInMonth, type LocalDate } from '#kernel/dates'
import type { Found } from './parsed-sms.ts'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const month = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`
const forms = new RegExp(
  [
    String.raw`(20\d\d)-(\d\d)-(\d\d)(?!\d)`,
    String.raw`(\d{1,2})([/.-])(\d{1,2})\5(20\d\d|\d\d)(?!\d|[/-]\d)`,
    String.raw`(\d{1,2})(?:st|nd|rd|th)?[\s-]?${month}[\s,'-]*(20\d\d|\d\d)?(?![a-z\d:])`,
  ]
    .map((form) => `(?<![\\d./-])${form}`)
    .join('|'),
  'gi',
)
const american = new RegExp(String.raw`\b${month} (\d{1,2}),? (20\d\d)\b`, 'gi')
const dueCue =
  /(?:due|pay|payable|before|scheduled|be (?:debited|deducted|processed))\b[^\d]{0,16}$/i

export type SpokenDates = {
  readonly happenedOn?: Found<LocalDate>
  readonly dueOn?: Found<LocalDate>
}

/** A date without a year needs `at`, the instant the message came, to say which year. */
export function spokenDates(body: string, at: string | undefined): SpokenDates {
  let happenedOn: Found<LocalDate> | undefined
  let dueOn: Found<LocalDate> | undefined
  const found = matchesOf(forms, body)
  for (const match of found.length > 0 ? found : matchesOf(american, body)) {
    const value = dayOf(match, at)
    if (!value) continue
    const [from, to] = [match.index, match.index + match[0].length]
    const spoken = { value, from, to, confidence: 0.9 }
    if (dueCue.test(body.slice(Math.max(0, from - 34), from))) dueOn ??= spoken
    else happenedOn ??= spoken
  }
  return { ...(happenedOn && { happenedOn }), ...(dueOn && { dueOn }) }
}

function dayOf(match: RegExpExecArray, at: string | undefined): LocalDate | undefined {
  if (match.length < 5) return checked(full(match[3]), monthOf(match[1]), +(match[2] ?? 0))
  const [, isoYear, isoMonth, isoDay, d1, , m1, y1, d2, n2, y2] = match
  if (isoYear) return checked(+isoYear, +(isoMonth ?? 0), +(isoDay ?? 0))
  if (d1) {
    const [a, b] = [+d1, +(m1 ?? 0)]
    // Indian alerts write the day first; 3/18/26 can only be the other way about.
    return b > 12 ? checked(full(y1), a, b) : checked(full(y1), b, a)
  }
  const year = y2 ?? at?.slice(0, 4)
  return year === undefined ? undefined : checked(full(year), monthOf(n2), +(d2 ?? 0))
}

const monthOf = (name = ''): number => months.indexOf(name.toLowerCase()) + 1

const full = (year = '0'): number => (year.length === 2 ? 2000 + +year : +year)

function checked(year: number, month: number, day: number): LocalDate | undefined {
  const real = month >= 1 && month <= 12 && day >= 1 && year >= 2000 && year < 2100
  return real && day <= daysInMonth(year, month) ? dateOf(year, month, day) : undefined
}
