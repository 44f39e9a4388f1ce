/**
 * How long records as they came are kept: the consent's life, and no longer than the law's longest
 * for what a device tells (SPEC §7.1: 30 to 90 days). Features are made of what is read meanwhile.
 */
import { addDays, atTime, businessDateOf, later, type Instant } from '#kernel/dates'

const KEPT_MS = 90 * 86_400_000
const HOUR = '03:30'

/** From when on a record that came at this instant is never given again. */
export const expiryOf = (cameAt: Instant): Instant => later(cameAt, KEPT_MS)

/** When room is made next: in the night. */
export function nextSweep(now: Instant): Instant {
  const today = businessDateOf(now)
  const tonight = atTime(today, HOUR)
  return tonight > now ? tonight : atTime(addDays(today, 1), HOUR)
}
