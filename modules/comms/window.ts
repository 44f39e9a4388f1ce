/**
 * When which kind of message may go out, in Indian time (SPEC §9.1, §11.1). Pure.
 *
 * Promotion: 10:00 to 21:00, never against a preference unless the person consented explicitly.
 * Recovery: 08:00 to 19:00, and within the hours the borrower asked for. Service: at any hour.
 */
import { addDays, atTime, businessDateOf, type Instant } from '#kernel/dates'

export type Asked = {
  kind: 'promotional' | 'recovery' | 'service'
  /** `HH:MM`, IST. */
  at: string
  /** The person's preference blocks the category. */
  blocked?: boolean
  consented?: boolean
  /** Whole hours, from and to. */
  hoursAsked?: readonly [number, number] | undefined
}

const PROMOTION = { from: '10:00', before: '21:00' }
const RECOVERY = { from: '08:00', to: '19:00' }

export function mayGoOut({ kind, at, blocked, consented, hoursAsked }: Asked): boolean {
  if (kind === 'service') return true
  if (kind === 'promotional')
    return at >= PROMOTION.from && at < PROMOTION.before && (!blocked || consented === true)
  if (at < RECOVERY.from || at > RECOVERY.to) return false
  return !hoursAsked || (at >= hour(hoursAsked[0]) && at <= hour(hoursAsked[1]))
}

/** When promotion may next go out: now, today at ten, or tomorrow at ten. */
export function promotionOpensAt(now: Instant): Instant {
  const today = businessDateOf(now)
  if (now < atTime(today, PROMOTION.from)) return atTime(today, PROMOTION.from)
  return now < atTime(today, PROMOTION.before) ? now : atTime(addDays(today, 1), PROMOTION.from)
}

const hour = (of: number): string => `${String(of).padStart(2, '0')}:00`
