/** When this house is at rest and who has work next: its ports, the world, other processes. */
import type { Instant } from '#kernel/dates'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { Timers } from '#platform/timers'
import type { Doors } from '../http/doors.ts'
import type { PeerPort } from '../http/peer-door.ts'
import type { BusinessClock } from './clock.ts'
import type { Barrier } from './mover.ts'
import type { Outlets } from './outlets.ts'
import type { Sandbox } from './sandbox-child.ts'
import { followClock, type ToldClock } from './shared-clock.ts'
import type { Signals } from './signals.ts'

type Working = {
  readonly doors: Pick<Doors, 'inFlight'>
  readonly log: Pick<Log, 'drained'>
  readonly queue: Pick<Queue, 'drained' | 'nextRunAt'>
  readonly timers: Pick<Timers, 'nextDue'>
  readonly outlets: Pick<Outlets, 'inFlight'>
}
type Beside = {
  readonly clock: BusinessClock
  readonly sandbox?: Sandbox
  /** Where other processes follow our clock. */
  readonly told?: ToldClock
}

export function barrierOf(
  { clock, sandbox, told }: Beside,
  working: Working,
  signals: Signals,
): Barrier {
  const own = ownBarrier(clock, working, told ? signals : undefined)
  return {
    clock,
    atRest: async () => (await own.atRest()) && ((await told?.rest())?.atRest ?? true),
    nextOwn: async () => soonest(await own.next(), (await told?.rest())?.next),
    outside: {
      next: async () => (await sandbox?.agenda())?.next ?? undefined,
      advance: async (to) => sandbox?.advance(to),
    },
  }
}

/** What a follower answers to the owner of the clock: it is on your time, and at rest or not. */
export function restOf(
  clock: BusinessClock,
  working: () => Working,
  signals: Signals,
): NonNullable<PeerPort['rest']> {
  const follow = followClock(clock)
  let own: ReturnType<typeof ownBarrier> | undefined
  return async (word) => {
    follow(word)
    own ??= ownBarrier(clock, working(), signals)
    const [atRest, next] = [await own.atRest(), await own.next()]
    return { atRest, ...(next && { next }) }
  }
}

/** What another process left for us is looked at soon; but a house that is woken is not at rest. */
const WAKE_EACH_MS = 50

function ownBarrier(clock: BusinessClock, working: Working, shared?: Signals) {
  const { doors, log, queue, timers, outlets } = working
  let wokenMs = 0
  /** What is due this very instant counts: its firing may be under way and not yet to be seen. */
  const allFired = async (): Promise<boolean> => {
    const due = await timers.nextDue()
    return due === undefined || due > clock.now()
  }
  const isAtRest = async (): Promise<boolean> =>
    doors.inFlight() === 0 &&
    outlets.inFlight() === 0 &&
    (await log.drained()) &&
    (await Promise.all([allFired(), queue.drained()])).every((one) => one)
  return {
    atRest: async (): Promise<boolean> => {
      const atRest = await isAtRest()
      if (!atRest && shared && performance.now() - wokenMs > WAKE_EACH_MS) {
        wokenMs = performance.now()
        for (const name of ['outbox', 'effects', 'timers']) shared.wake(name)
      }
      return atRest
    },
    next: async () => soonest(...(await Promise.all([timers.nextDue(), queue.nextRunAt()]))),
  }
}

function soonest(...instants: (Instant | undefined)[]): Instant | undefined {
  return instants.filter((at) => at !== undefined).toSorted()[0]
}
