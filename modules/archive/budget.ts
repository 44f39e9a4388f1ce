/** A schema's budget: when it will be full, and what the archive does before it is. Pure. */
import { daysBetween, type LocalDate } from '#kernel/dates'

/** What a schema may hold unless somebody says otherwise: 8 GB. */
export const BUDGET_BYTES = 8_000_000_000
/** From this share of its budget on a schema is short of room. */
const SHORT_SHARE = 0.8
/** Less than this of the log is never kept, however short room is. */
const WARM_DAYS_MIN = 7
const DAYS_OF_FORECAST = 28

export type Measured = { readonly on: LocalDate; readonly bytes: number }

export const isShort = (bytes: number, budget: number): boolean => bytes >= budget * SHORT_SHARE

/**
 * Days until the budget is full, by the straight line through the last four weeks; undefined when
 * fewer than two days were measured or it does not grow. 0: it is full.
 */
export function daysUntilFull(sizes: readonly Measured[], budget: number): number | undefined {
  const sorted = sizes.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const last = sorted.at(-1)
  if (!last) return undefined
  if (last.bytes >= budget) return 0
  const recent = sorted.filter(({ on }) => daysBetween(on, last.on) < DAYS_OF_FORECAST)
  if (recent.length < 2) return undefined
  const xs = recent.map(({ on }) => -daysBetween(on, last.on))
  const meanX = mean(xs)
  const meanY = mean(recent.map((one) => one.bytes))
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0)
  const slope =
    recent.reduce((sum, one, i) => sum + (xs[i]! - meanX) * (one.bytes - meanY), 0) / spread
  return slope > 0 ? Math.ceil((budget - last.bytes) / slope) : undefined
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Days the log stays warm: as the tier table says while there is room; when its schema is short, as
 * many fewer as it is beyond four fifths, and never less than a week.
 */
export function warmDaysNow(warmDays: number, bytes: number, budget: number): number {
  if (!isShort(bytes, budget)) return warmDays
  const kept = Math.floor((warmDays * budget * SHORT_SHARE) / (bytes * 2))
  return Math.min(warmDays, Math.max(WARM_DAYS_MIN, kept))
}
