/**
 * How PostgreSQL's values become ours: `bigint` a number that is safe or refused, `date` a
 * `LocalDate`, `timestamptz` an `Instant`, `numeric` its decimal string.
 */
import { dayNumber, instant, type LocalDate } from '#kernel/dates'

/** A whole number that a double holds exactly; anything else would be silently another amount. */
function safeInteger(value: unknown): number {
  const whole = typeof value === 'number' ? value : Number(value)
  if (!Number.isSafeInteger(whole)) throw new RangeError(`bigint: ${value} is not a safe integer`)
  return whole
}

/** `2026-01-31 18:30:00.123456+00` (the session's zone is UTC) as `2026-01-31T18:30:00.123Z`. */
function instantOfText(text: string): string {
  const [, day, time, part = ''] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text) ?? []
  if (time === undefined) throw new RangeError(`timestamptz: ${text}`)
  return `${day}T${time}.${part.slice(0, 3).padEnd(3, '0')}Z`
}

const textOfInstant = (value: unknown): string => {
  if (typeof value !== 'string') throw new TypeError(`timestamptz: ${value} is not an instant`)
  return instant(value)
}

const textOfDate = (value: unknown): string => {
  if (typeof value !== 'string' || Number.isNaN(dayNumber(value as LocalDate)))
    throw new TypeError(`date: ${value} is not a day`)
  return value
}

// PostgreSQL's own numbers for its types (pg_type.oid); they never change.
const BIGINT = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184

const refuseTimestamp = (): never => {
  throw new TypeError('timestamp without time zone: declare the column timestamptz')
}

export const values = {
  bigint: {
    to: BIGINT,
    from: [BIGINT],
    parse: safeInteger,
    serialize: (value: unknown) => String(typeof value === 'bigint' ? value : safeInteger(value)),
  },
  day: { to: DATE, from: [DATE], parse: (text: string) => text, serialize: textOfDate },
  date: {
    to: TIMESTAMPTZ,
    from: [TIMESTAMPTZ],
    parse: instantOfText,
    serialize: textOfInstant,
  },
  zoneless: {
    to: TIMESTAMP,
    from: [TIMESTAMP],
    parse: refuseTimestamp,
    serialize: refuseTimestamp,
  },
}
