/**
 * The port `timers`: `tx.at` sets one inside a transaction; when its business instant comes it
 * becomes an event of its module. There is no other clockwork in the house, and no cron.
 */
import type { EventKind } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Logger } from '#platform/log'
import type { Database } from '#platform/sql'
import type { BusinessClock } from '../runtime/clock.ts'
import type { Signals } from '../runtime/signals.ts'

/** A kind of timer, for the Clocks page: a timer's name is `<kind>:<ids…>`. */
export type TimerKind = {
  readonly kind: string
  /** The event it becomes. */
  readonly event: string
  /** The staff role that answers for it. */
  readonly owner: string
  /** One sentence: what happens when it fires, with its rule id where there is one. */
  readonly says: string
}

/** Declares a kind of timer; `tx.at` then uses names that begin with it. */
export function timer(
  kind: string,
  // oxlint-disable-next-line no-explicit-any -- events of any type and data
  event: EventKind<string, any>,
  words: { owner: string; says: string },
): TimerKind {
  return { kind, event: event.type, ...words }
}

// The port itself.

export type TimersOptions = {
  readonly db: Pick<Database, 'owner'>
  readonly clock: BusinessClock
  readonly signals: Signals
  /** Whose kinds the Clocks page shows. */
  readonly modules: readonly { readonly name: string; readonly timers?: readonly TimerKind[] }[]
  readonly logger: Logger
}

/** A kind of timer as the Clocks page shows it. */
export type TimerRow = TimerKind & {
  readonly module: string
  /** How many wait, and how many of them should have fired. */
  readonly count: number
  readonly overdue: number
  /** How many ever fired, and when the last did. */
  readonly fired: number
  readonly lastFiredAt?: Instant
  /** The earliest that waits. */
  readonly next?: Instant
  /** Facts of its event that some reaction has parked. */
  readonly failed: number
}

export type Timers = {
  start(): Promise<void>
  stop(): Promise<void>
  /** It has looked since it was last told to. */
  calm(): boolean
  /** The earliest business instant at which something fires. */
  nextDue(): Promise<Instant | undefined>
  /** How late, in business milliseconds, the earliest is. */
  overdueMs(): Promise<number>
  inspect(): Promise<TimerRow[]>
  /** Fires one timer by its name, or all of a kind, before its time; says how many. */
  runNow(which: { module: string; name: string }): Promise<number>
}
