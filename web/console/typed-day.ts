/**
 * Days and moments as people in India type them, whatever language the browser speaks: `5/3/2026`
 * is the fifth of March. Read generously, kept as `2026-03-05` and `2026-03-05T14:05`.
 */
import { date } from '#kernel/dates'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const ISO = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/
const NUMBERS = /^(?<day>\d{1,2})[\s./-](?<month>\d{1,2})[\s./-](?<year>\d{4}|\d{2})$/
const WORDS = /^(?<day>\d{1,2})[\s./-]*(?<month>[a-z]{3,9})[\s.,/-]*(?<year>\d{4}|\d{2})$/
const MOMENT = /^(?<day>.+?)[\s,t]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?$/

/** `2026-03-05`, or undefined where the text is no day. */
export function dayTyped(text: string): string | undefined {
  const plain = text.trim().toLowerCase()
  const found = ISO.exec(plain) ?? NUMBERS.exec(plain) ?? WORDS.exec(plain)
  if (!found?.groups) return undefined
  const { year = '', month = '', day = '' } = found.groups
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1
  const whole = year.length === 2 ? `20${year}` : year
  const on = [whole, String(number).padStart(2, '0'), day.padStart(2, '0')].join('-')
  return isDay(on) ? on : undefined
}

function isDay(on: string): boolean {
  try {
    return date(on) === on
  } catch {
    return false
  }
}

/** `2026-03-05T14:05`, with seconds where they are typed; undefined where the text is no moment. */
export function momentTyped(text: string): string | undefined {
  const found = MOMENT.exec(text.trim().toLowerCase())
  const { day = '', hour = '', minute = '', second } = found?.groups ?? {}
  const on = dayTyped(day)
  if (on === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  if (second !== undefined && Number(second) > 59) return undefined
  return `${on}T${hour.padStart(2, '0')}:${minute}${second === undefined ? '' : `:${second}`}`
}
