/** When this house is at rest and who has work next: its ports, the world, other processes. */
import type { Instant } from '#kernel/dates'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { Timers } from '#platform/timers'
import type { Doors } from '../http/doors.ts'
import type { PeerPort, Rest } from '../http/peer-door.ts'
import type { BusinessClock } from './clock.ts'
import type { Barrier } from './mover.ts'
import type { Outlets } from './outlets.ts'
import type { Sandbox } from './sandbox-child.ts'
import { followClock, type ToldClock } from './shared-clock.ts'
import type { Signals } from './signals.ts'

type Working = {
  readonly doors: Pick<Doors, 'inFlight'>
  readonly log: Pick<Log, 'calm' | 'drained'>
  readonly queue: Pick<Queue, 'calm' | 'nextRunAt'>
  readonly timers: Pick<Timers, 'calm' | 'nextDue'>
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
    // Between two looks a thing can pass from process to process, but not unseen within one.
    looks: told ? 2 : 1,
    rest: async () => {
      const here = await own()
      if (!here.atRest || !told) return here
      const there = await told.rest()
      return restAt(there.atRest, here.next, there.next)
    },
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
    return own()
  }
}

/** What another process left for us is looked at soon; but a house that is woken is not at rest. */
const WAKE_EACH_MS = 50

function ownBarrier(clock: BusinessClock, working: Working, shared?: Signals) {
  const { doors, log, queue, timers, outlets } = working
  let wokenMs = 0
  /** What memory knows costs nothing: while anything is under way the database is not asked. */
  const isCalm = (): boolean =>
    doors.inFlight() === 0 &&
    outlets.inFlight() === 0 &&
    log.calm() &&
    queue.calm() &&
    timers.calm()
  const look = async (): Promise<Rest> => {
    if (!isCalm()) return { atRest: false }
    const [due, retry, drained] = await Promise.all([
      timers.nextDue(),
      queue.nextRunAt(),
      log.drained(),
    ])
    const next = soonest(due, retry)
    // What is due this very instant is still to be done, though nobody may have begun.
    const allDone = next === undefined || next > clock.now()
    return restAt(drained && allDone && isCalm(), next)
  }
  return async (): Promise<Rest> => {
    const rest = await look()
    if (!rest.atRest && shared && performance.now() - wokenMs > WAKE_EACH_MS) {
      wokenMs = performance.now()
      for (const name of ['outbox', 'effects', 'timers']) shared.wake(name)
    }
    return rest
  }
}

function restAt(atRest: boolean, ...nexts: (Instant | undefined)[]): Rest {
  const next = soonest(...nexts)
  return { atRest, ...(next && { next }) }
}

function soonest(...instants: (Instant | undefined)[]): Instant | undefined {
  return instants.filter((at) => at !== undefined).toSorted()[0]
}
