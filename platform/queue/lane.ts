/**
 * A lane: so many at once, so many a second, and never in another lane's way. It sleeps until it is
 * woken: an effect was queued for it, or the business instant of one has come (`watch.ts`).
 */
import { backoffMs, loop, type Loop } from '#platform/log'
import type { Lane } from './index.ts'
import type { Taken } from './row.ts'

const RETRY_MS_MAX = 5000

export type LaneWorker = Loop & { readonly lane: string; inFlight(): number; idle(): Promise<void> }

export type LanePorts = {
  claim(room: number, sending: readonly string[]): Promise<readonly Taken[]>
  /** Sends and settles; never rejects. */
  run(taken: Taken): Promise<void>
  wallMs(): number
  warn(object: object, message: string): void
}

export function laneWorker(lane: Lane, ports: LanePorts): LaneWorker {
  const running = new Map<string, Promise<void>>()
  const bucket = tokens(lane, ports.wallMs)

  const look = async (): Promise<number> => {
    const room = Math.min(lane.atOnce - running.size, bucket.left())
    if (room <= 0) return running.size >= lane.atOnce ? Number.POSITIVE_INFINITY : bucket.msToNext()
    const taken = await ports.claim(room, [...running.keys()])
    bucket.take(taken.length)
    for (const one of taken) {
      const run = ports.run(one).finally(() => {
        running.delete(one.id)
        working.wake()
      })
      running.set(one.id, run)
    }
    return taken.length === room ? bucket.msToNext() : Number.POSITIVE_INFINITY
  }
  const onError = (error: unknown, failures: number) => {
    ports.warn({ lane: lane.name, err: error }, 'a lane stumbled')
    return backoffMs(failures, 50, RETRY_MS_MAX)
  }
  const working = loop(look, { restMs: 4, onError })
  return {
    ...working,
    lane: lane.name,
    inFlight: () => running.size,
    idle: async () => void (await Promise.all(running.values())),
  }
}

/** A second's worth may go at once; it refills evenly. */
function tokens({ perSecond }: Lane, wallMs: () => number) {
  const most = Math.max(1, perSecond)
  let left = most
  let at = wallMs()
  const refill = () => {
    const now = wallMs()
    left = Math.min(most, left + ((now - at) / 1000) * perSecond)
    at = now
  }
  return {
    left: (): number => {
      refill()
      return Math.floor(left)
    },
    take: (count: number) => void (left -= count),
    msToNext: (): number => (left >= 1 ? 1 : Math.ceil(((1 - left) / perSecond) * 1000)),
  }
}
