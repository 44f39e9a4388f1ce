/** The tower of this house: what monitor may look at, and the reins it holds in a sandbox. */
import type { Log } from '#platform/log'
import type { Lake } from '#platform/olap'
import type { Queue } from '#platform/queue'
import type { Timers } from '#platform/timers'
import type { BusinessClock } from './clock.ts'
import type { Tower } from './index.ts'
import type { Mover } from './mover.ts'
import type { Sandbox } from './sandbox-child.ts'

/** Parts are looked up when asked for: the tower stands before all of them are open. */
export function towerOf(parts: {
  log(): Log
  queue(): Queue
  timers(): Timers
  lake?(): Lake
  clock: BusinessClock
  charts: Tower['charts']
  kinds?: Tower['kinds']
  aggregates?: Tower['aggregates']
  sandbox?: Sandbox
  mover(): Mover
}): Tower {
  const { clock, charts, kinds = [], aggregates = [], sandbox } = parts
  return {
    get log() {
      return parts.log()
    },
    get queue() {
      return parts.queue()
    },
    get timers() {
      return parts.timers()
    },
    get lake() {
      if (parts.lake) return parts.lake()
      throw new Error('this house has no lake')
    },
    ...{ clock, charts, kinds, aggregates },
    ...(sandbox && { sandbox: reins(sandbox, parts) }),
  }
}

function reins(
  sandbox: Sandbox,
  parts: { clock: BusinessClock; mover(): Mover },
): NonNullable<Tower['sandbox']> {
  return {
    moveTo: (at) => parts.mover().moveTo(at),
    setSpeed: (rate) => parts.clock.setRate(rate),
    breakVendor: async (fault) => void (await sandbox.send('POST', '/faults', fault)),
    faults: async () =>
      (await sandbox.send<{ faults: { vendor: string; kind: string }[] }>('GET', '/faults')).faults,
    crowd: async (people) =>
      (await sandbox.send<{ people: number }>('POST', '/people', { people })).people,
  }
}
