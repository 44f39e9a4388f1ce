/** What the house can tell of itself: for monitor, which shows it to people. */
import type { Instant } from '#kernel/dates'
import type { Fact } from '#kernel/contract'
import type { Chart } from '#platform/journeys'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { Timers } from '#platform/timers'
import type { BusinessClock } from './clock.ts'

export type Tower = {
  readonly log: Pick<Log, 'lag' | 'parked' | 'replay' | 'groups' | 'heads'>
  readonly timers: Pick<Timers, 'inspect' | 'runNow' | 'nextDue'>
  readonly queue: Pick<Queue, 'inspect' | 'health'>
  readonly clock: Pick<BusinessClock, 'now' | 'rate'>
  /** The journeys this process knows, as they are drawn. */
  readonly charts: readonly Chart[]
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
