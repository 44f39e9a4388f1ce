/**
 * One look for all lanes: which have something to send now, and when the next will. A dozen lanes
 * that each looked twice a second were a fifth of all a resting house asked its database.
 */
import type { Instant } from '#kernel/dates'
import { backoffMs, loop, type Loop } from '#platform/log'
import type { LaneNext } from './row.ts'

/** Looking unwoken: for effects another process queued or let go. */
const LOOK_MS_MAX = 500
const RETRY_MS_MAX = 5000

export type WatchPorts = {
  next(): Promise<readonly LaneNext[]>
  wakeLanes(lanes: ReadonlySet<string>): void
  now(): Instant
  wallMsUntil(at: Instant): number
  warn(object: object, message: string): void
}

/** Woken when the clock is moved, and when an effect was sent or put off. */
export function watch(ports: WatchPorts): Loop {
  const look = async (): Promise<number> => {
    const lanes = await ports.next()
    const now = ports.now()
    ports.wakeLanes(new Set(lanes.flatMap(({ lane, runAt }) => (runAt <= now ? lane : []))))
    const waits = lanes.filter(({ runAt }) => runAt > now).map(({ runAt }) => runAt)
    return Math.min(LOOK_MS_MAX, ...waits.map(ports.wallMsUntil))
  }
  const onError = (error: unknown, failures: number) => {
    ports.warn({ err: error }, 'the lanes could not be watched')
    return backoffMs(failures, 50, RETRY_MS_MAX)
  }
  return loop(look, { restMs: 4, onError })
}
