/**
 * Moves business time by barrier (DESIGN §5): only when outbox, log, queue and open requests are at
 * rest, and then only to the minute of the next thing anybody waits for. So a day that is jumped
 * over is lived just as one that was waited for, and equal runs are equal.
 */
import { instantOf, later, msOf, type Instant } from '#kernel/dates'
import type { Rest } from '../http/peer-door.ts'
import type { BusinessClock } from './clock.ts'

export type Barrier = {
  readonly clock: BusinessClock
  /** Whether nothing is under way in the house, and its next timer or retry. */
  rest(): Promise<Rest>
  /** How often in a row it must be at rest. */
  readonly looks: number
  /** The outside world's next act, and doing all of them up to an instant. */
  readonly outside: {
    next(): Promise<Instant | undefined>
    advance(to: Instant): Promise<void>
  }
}

type Each = (at: Instant) => Promise<boolean | void> | boolean | void

export type Mover = {
  /** Resolves when business time is there; sooner when `each`, told of every step, says false. */
  moveTo(to: Instant, each?: Each): Promise<void>
  /** Resolves when all is at rest at the present instant. */
  settle(): Promise<void>
}

const POLL_MS = 2
const REST_MS_MAX = 120_000
/**
 * Time goes from minute to minute, so that whatever is due within one happens side by side. At the
 * pace of `npm start` a minute is 83 ms of the wall: nobody could tell it more exactly there.
 */
const STEP_MS = 60_000

export function mover(barrier: Barrier): Mover {
  const { clock, outside } = barrier
  let moving: Promise<void> = Promise.resolve()

  /** Says what the house next has to do. */
  const rest = async (): Promise<Instant | undefined> => {
    const until = performance.now() + REST_MS_MAX
    for (let calm = 0; ;) {
      const { atRest, next } = await barrier.rest()
      calm = atRest ? calm + 1 : 0
      if (calm === barrier.looks) return next
      if (calm === 0) await pause(POLL_MS)
      if (performance.now() > until) throw new Error('the house did not come to rest')
    }
  }
  /** Until neither the house nor the world has anything to do now; says when one of them has. */
  const settle = async (): Promise<Instant | undefined> => {
    for (;;) {
      await outside.advance(clock.now())
      const own = await rest()
      const next = await outside.next()
      if (next === undefined || next > clock.now()) return soonest(own, next)
    }
  }

  const move = async (to: Instant, each: Each) => {
    const rate = clock.rate()
    clock.setRate(0)
    try {
      for (;;) {
        const next = await settle()
        if (clock.now() >= to) return
        // What is due already and still not done has had its barrier: time must not stand still.
        const due = next === undefined || next > clock.now() ? next : later(clock.now(), 1000)
        const step = due === undefined ? to : wholeMinute(due)
        clock.jump(step < to ? step : to)
        if ((await each(clock.now())) === false) return
      }
    } finally {
      clock.setRate(rate)
    }
  }

  return {
    settle: async () => void (await settle()),
    moveTo: (to, each = () => {}) => {
      if (msOf(to) < clock.nowMs()) return Promise.reject(new RangeError('that is past'))
      // One move at a time: a second waits, and then goes on from where the first ended.
      const moved = moving.then(() => (msOf(to) > clock.nowMs() ? move(to, each) : undefined))
      moving = moved.catch(() => {})
      return moved
    },
  }
}

const soonest = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one

const wholeMinute = (at: Instant): Instant => instantOf(Math.ceil(msOf(at) / STEP_MS) * STEP_MS)

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
