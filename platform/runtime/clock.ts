/**
 * The two clocks (DESIGN §5). Wall time is for sockets, leases, tokens, limits and log lines;
 * business time is for everything a lender would call time, and may run fast, jump or stop.
 */
import { businessDateOf, instantOf, msOf, type Instant, type LocalDate } from '#kernel/dates'

export type BusinessClock = {
  now(): Instant
  nowMs(): number
  today(): LocalDate
  /** Business milliseconds a wall millisecond; 1 in production, 0 when stopped. */
  rate(): number
  setRate(rate: number): void
  /** Moves to a later instant; an earlier one is refused: facts are not unmade. */
  jump(to: Instant): void
  /** Wall milliseconds until the business instant; 0 when past, Infinity when stopped. */
  wallMsUntil(at: Instant): number
  onChange(listener: () => void): () => void
}

export const wallClock = {
  nowMs: (): number => Date.now(),
  now: (): Instant => instantOf(Date.now()),
}

/** A business clock that reads `start` now and runs at `rate`. */
export function businessClock(start: Instant, rate = 1): BusinessClock {
  let anchor = { wallMs: wallClock.nowMs(), businessMs: msOf(start), rate }
  const listeners = new Set<() => void>()
  const nowMs = () => anchor.businessMs + (wallClock.nowMs() - anchor.wallMs) * anchor.rate
  const set = (businessMs: number, newRate: number) => {
    anchor = { wallMs: wallClock.nowMs(), businessMs, rate: newRate }
    for (const listener of listeners) listener()
  }
  const now = () => instantOf(Math.floor(nowMs()))
  return {
    now,
    nowMs: () => Math.floor(nowMs()),
    today: () => businessDateOf(now()),
    rate: () => anchor.rate,
    setRate: (r) => set(nowMs(), r),
    jump: (to) => {
      if (msOf(to) < nowMs()) throw new RangeError(`the clock can't go back to ${to}`)
      set(msOf(to), anchor.rate)
    },
    wallMsUntil: (at) => {
      const ahead = msOf(at) - nowMs()
      if (ahead <= 0) return 0
      return anchor.rate === 0 ? Number.POSITIVE_INFINITY : ahead / anchor.rate
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
