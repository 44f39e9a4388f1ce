/** How long a session lives. Wall time: business time may run hundreds of times faster. Pure. */
import { later, type Instant } from '#kernel/dates'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** At longest, whatever one does. */
const LIFE_MS = { customer: 30 * DAY_MS, staff: 12 * HOUR_MS }
/** Without a request; a customer's phone may rest. */
export const IDLE_MS = { customer: 30 * DAY_MS, staff: 30 * MINUTE_MS }

export type Kind = keyof typeof LIFE_MS
export type Session = {
  kind: Kind
  openedAt: Instant
  expiresAt: Instant
  closedAt: Instant | null
}

export const expiryOf = (kind: Kind, wallNow: Instant): Instant => later(wallNow, LIFE_MS[kind])

/** Live: not closed, not past its end, and seen lately enough. */
export function isLive(session: Session, seenAt: Instant | undefined, wallNow: Instant): boolean {
  if (session.closedAt !== null || wallNow >= session.expiresAt) return false
  return wallNow < later(seenAt ?? session.openedAt, IDLE_MS[session.kind])
}
