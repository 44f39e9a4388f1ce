/** What the house can tell of itself: for monitor and analytics, which show it to people. */
import type { Aggregate } from '#kernel/aggregate'
import type { Instant } from '#kernel/dates'
import type { EventKind, Fact } from '#kernel/contract'
import type { Chart } from '#platform/journeys'
import type { Log } from '#platform/log'
import type { Lake } from '#platform/olap'
import type { Queue } from '#platform/queue'
import type { Timers } from '#platform/timers'
import type { BusinessClock } from './clock.ts'

export type Tower = {
  readonly log: Pick<Log, 'lag' | 'parked' | 'replay' | 'groups' | 'heads' | 'read'>
  readonly timers: Pick<Timers, 'inspect' | 'runNow' | 'nextDue'>
  readonly queue: Pick<Queue, 'inspect' | 'health'>
  /** What rests in Parquet: the archive's to show, and analytics' to ask. */
  readonly lake: Pick<Lake, 'files' | 'history'>
  readonly clock: Pick<BusinessClock, 'now' | 'rate'>
  /** The journeys this process knows, as they are drawn. */
  readonly charts: readonly Chart[]
  /** The facts the contracts declare, and the aggregates of them that modules declare. */
  // oxlint-disable-next-line no-explicit-any -- events of any data
  readonly kinds: readonly EventKind<string, any>[]
  readonly aggregates: readonly Aggregate[]
  /** Present with a sandbox clock only. */
  readonly sandbox?: {
    /** Moves business time by barrier to a later instant; answers when it is there. */
    moveTo(at: Instant): Promise<void>
    setSpeed(rate: number): void
    breakVendor(fault: { vendor: string; kind: string; seconds: number }): Promise<void>
    faults(): Promise<readonly { vendor: string; kind: string }[]>
    crowd(people: number): Promise<number>
  }
}

/** A live screen of a module: facts as they come, pushed on as it likes. */
export type Watch = (topics: readonly string[] | '*', listener: (fact: Fact) => void) => () => void

/** Acts so often until told to stop: for screens only; nothing of the business waits on it. */
export type Beat = (everyMs: number, act: () => void) => () => void
