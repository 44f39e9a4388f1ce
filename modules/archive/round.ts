/** When the next round is, and what it may do. Pure. */
import { addDays, atTime, businessDateOf, type Instant, type LocalDate } from '#kernel/dates'

/** At night in India, when little is asked. */
const ROUND_AT = '02:00'

/** The next round after the instant. */
export function nextRound(now: Instant): { at: Instant; on: LocalDate } {
  const today = businessDateOf(now)
  const at = atTime(today, ROUND_AT)
  if (at > now) return { at, on: today }
  const on = addDays(today, 1)
  return { at: atTime(on, ROUND_AT), on }
}

/** Facts recorded before it may leave Postgres. */
export const warmFrom = (today: LocalDate, warmDays: number): Instant =>
  atTime(addDays(today, -warmDays), '00:00')
