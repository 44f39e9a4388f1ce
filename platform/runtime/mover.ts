/**
 * Moves business time by barrier (DESIGN §5): only when outbox, log, queue and open requests are at
 * rest, and then only to the next thing anybody waits for. So a day that is jumped over is lived
 * just as one that was waited for.
 */
import { later, msOf, type Instant } from '#kernel/dates'
import type { BusinessClock } from './clock.ts'

export type Barrier = {
  readonly clock: BusinessClock
  /** Nothing is under way in the house. */
  atRest(): Promise<boolean>
  /** The next timer and the next retry. */
  nextOwn(): Promise<Instant | undefined>
  /** The outside world's next act, and doing all of them up to an instant. */
  readonly outside: {
    next(): Promise<Instant | undefined>
    advance(to: Instant): Promise<void>
  }
}

export type Mover = {
  /** Resolves when business time is there, or when `until` says it is enough. */
  moveTo(to: Instant, each?: (at: Instant) => Promise<void> | void): Promise<void>
  /** Resolves when all is at rest at the present instant. */
  settle(): Promise<void>
}

const POLL_MS = 3
const REST_MS_MAX = 120_000
/** Rest must be seen twice in a row: a webhook may be on its way between two looks. */
const LOOKS = 2

export function mover(barrier: Barrier): Mover {
  const { clock, outside } = barrier
  let moving: Promise<void> = Promise.resolve()

  const settle = async () => {
    const until = performance.now() + REST_MS_MAX
    for (let calm = 0; calm < LOOKS;) {
      await outside.advance(clock.now())
      calm = (await barrier.atRest()) ? calm + 1 : 0
      if (calm < LOOKS) await pause(POLL_MS)
      if (performance.now() > until) throw new Error('the house did not come to rest')
    }
  }

  const move = async (to: Instant, each?: (at: Instant) => Promise<void> | void) => {
    const rate = clock.rate()
    clock.setRate(0)
    try {
      for (;;) {
        await settle()
        const no=await barrier.nextOwn(), oo=await outside.next(); const next = earliest(to, no, oo); console.error('STEP '+next+' '+(next===to?'to':oo===next?'outside':'own'))
        // What is due already and still not done has had its barrier: time must not stand still.
        const step = next > clock.now() ? next : later(clock.now(), 1000)
        if (clock.now() >= to) return
        clock.jump(step < to ? step : to)
        await each?.(clock.now())
      }
    } finally {
      clock.setRate(rate)
    }
  }

  return {
    settle,
    moveTo: (to, each) => {
      if (msOf(to) < clock.nowMs()) return Promise.reject(new RangeError('that is past'))
      // One move at a time: a second waits, and then goes on from where the first ended.
      const moved = moving.then(() => (msOf(to) > clock.nowMs() ? move(to, each) : undefined))
      moving = moved.catch(() => {})
      return moved
    },
  }
}

function earliest(to: Instant, ...others: (Instant | undefined)[]): Instant {
  return others.reduce<Instant>((soonest, at) => (at && at < soonest ? at : soonest), to)
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
