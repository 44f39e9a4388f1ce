/**
 * The sandbox's copy of business time. Dhara tells it where the clock stands and how fast it runs
 * (POST /clock); at a rate above 0 it runs on by itself, at 0 it moves only by POST /advance.
 */
import { businessDateOf, instantOf, type Instant, type LocalDate } from '#kernel/dates'
import type { Store } from './store.ts'

export type Clock = {
  now(): number
  at(): Instant
  today(): LocalDate
  /** Business milliseconds a wall millisecond; 0 stands still. */
  rate(): number
  set(atMs: number, rate: number): void
  /** Moves forward only; the rate stays. */
  reach(atMs: number): void
}

const EPOCH_MS = Date.parse('2026-01-01T03:30:00.000Z')

/** Comes up standing still where it stood last, until Dhara says otherwise. */
export function openClock(store: Store): Clock {
  const kept = store.one(`select value from setting where name = 'clock'`)
  let base = kept ? Number(kept.value) : EPOCH_MS
  let wall = performance.now()
  let speed = 0
  const now = (): number => Math.floor(base + (performance.now() - wall) * speed)
  const set = (atMs: number, rate: number): void => {
    base = atMs
    wall = performance.now()
    speed = rate
    store.run(`insert or replace into setting values ('clock', ?)`, String(atMs))
  }
  return {
    now,
    at: () => instantOf(now()),
    today: () => businessDateOf(instantOf(now())),
    rate: () => speed,
    set,
    reach: (atMs) => {
      if (atMs > now()) set(atMs, speed)
    },
  }
}
