/**
 * An offer that stands is weighed again when phone or bank tell something else. News within one
 * minute counts as one: all of it sets the same timer, at the minute's end.
 */
import { instantOf, msOf, type Instant } from '#kernel/dates'
import type { Application } from './application.ts'

const WINDOW_MS = 60_000

export const weighedAt = (now: Instant): Instant =>
  instantOf((Math.floor(msOf(now) / WINDOW_MS) + 1) * WINDOW_MS)

/** What the person asked for, as a decision wants it. */
export function askedBy(application: Application) {
  const { product, amountAsked, tenorAsked } = application as Required<Application>
  return { product, amountAsked, tenorMonths: tenorAsked }
}
