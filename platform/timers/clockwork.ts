/**
 * The port `timers` at work: sleeps until the next due business instant, and looks at once when a
 * transaction sets a timer or the clock is moved. There is no other clockwork, and no cron.
 */
import { msOf, type Instant } from '#kernel/dates'
import { backoffMs, loop } from '#platform/log'
import { FIRE_MAX, fireDue } from './fire.ts'
import type { Timers, TimersOptions } from './index.ts'
import { timerRows } from './timer-rows.ts'

/** Another process may set an earlier one: we look at least so often. */
const LOOK_MS_MAX = 500
const RETRY_MS_MAX = 5000

export function openTimers({ db, clock, signals, modules, logger }: TimersOptions): Timers {
  const { owner } = db
  let looked = false

  const next = async (): Promise<Instant | undefined> => {
    const [row] = await owner<{ due: Instant }[]>`
      select due from platform.timer order by due limit 1`
    return row?.due
  }
  const look = async (): Promise<number> => {
    looked = true
    let due = await next()
    if (due !== undefined && due <= clock.now()) {
      const fired = await fireDue(owner, clock.now())
      if (fired > 0) signals.wake('outbox')
      if (fired === FIRE_MAX) return 0
      due = await next()
    }
    return due === undefined ? LOOK_MS_MAX : Math.min(LOOK_MS_MAX, clock.wallMsUntil(due))
  }
  const onError = (error: unknown, failures: number) => {
    logger.warn({ err: error }, 'timers could not be fired')
    return backoffMs(failures, 50, RETRY_MS_MAX)
  }
  const looking = loop(look, { restMs: 4, onError })
  const undo: (() => void)[] = []

  return {
    start: async () => {
      undo.push(signals.on('timers', looking.wake), clock.onChange(looking.wake))
      looking.wake()
    },
    stop: async () => {
      for (const off of undo.splice(0)) off()
      await looking.stop()
    },
    calm: looking.calm,
    nextDue: next,
    overdueMs: async () => {
      const due = await next()
      const late = due === undefined ? 0 : clock.nowMs() - msOf(due)
      return looked ? Math.max(0, late) : 0
    },
    inspect: () => timerRows(owner, modules, clock.now()),
    runNow: async ({ module, name }) => {
      const rows = await owner`
        update platform.timer set due = least(due, ${clock.now()}::text::timestamptz)
         where module = ${module}
           and (name = ${name} or split_part(name, ':', 1) = ${name})
        returning name`
      looking.wake()
      return rows.length
    },
  }
}
