/**
 * The pace of a sandbox house (DESIGN §5): business time runs fast, but at 1× while a person who is
 * no sandbox person has a journey under way, so that nobody's code or KFS lapses under their hands.
 *
 *     a trace of theirs ─▶ 1× ─ done, or still for too long ─▶ fast again
 */
import type { Fact } from '#kernel/contract'
import type { Log } from '#platform/log'
import type { BusinessClock } from './clock.ts'

/** Whoever has not touched the app for so long has put the phone away. */
const STILL_MS_MAX = 5 * 60_000
const LOOK_MS = 500
/** States and screens where nothing is under way. */
const OVER = new Set(['disbursed', 'rejected', 'stopped', 'withdrawn', 'expired'])
const RESTING = new Set(['active', 'rejected', 'closed'])

export type PaceParts = {
  readonly clock: BusinessClock
  readonly log: Pick<Log, 'watch'>
  readonly wall: { nowMs(): number }
}

type Human = { seenMs: number; over: boolean }
type Seen = (who: string, over: boolean) => void

/** Keeps the pace until the returned function is called; `humans` tells how many are on the way. */
export function keepPace({ clock, log, wall }: PaceParts): { stop(): void; humans(): number } {
  const people = new Map<string, Human>()
  let fast: number | undefined
  const seen: Seen = (who, over) => void people.set(who, { seenMs: wall.nowMs(), over })
  const unwatch = log.watch(['app.trace', 'identity', 'lending'], (fact) => {
    notice(fact, people, seen)
    adjust()
  })
  const humans = () => {
    const since = wall.nowMs() - STILL_MS_MAX
    for (const [who, { seenMs }] of people) if (seenMs < since) people.delete(who)
    return [...people.values()].filter(({ over }) => !over).length
  }
  const adjust = () => {
    const rate = clock.rate()
    if (rate === 0) return // Time is being moved, or somebody stopped it: they know better.
    if (humans() > 0 && rate > 1) {
      fast = rate
      clock.setRate(1)
    } else if (humans() === 0 && fast !== undefined) {
      if (rate === 1) clock.setRate(fast)
      fast = undefined
    }
  }
  const timer = setInterval(adjust, LOOK_MS)
  timer.unref()
  return {
    humans,
    stop: () => {
      clearInterval(timer)
      unwatch()
    },
  }
}

/** A human is known by an install that is no sandbox phone's; once signed in, by customer id. */
function notice(fact: Fact, people: Map<string, Human>, seen: Seen): void {
  const { type, key } = fact
  const data = fact.data as { installId?: string; screen?: string; to?: string }
  const install = data.installId ?? (key.startsWith('ins_') ? key : undefined)
  const isHuman = install !== undefined && !install.startsWith('ins_sandbox-')
  if (isHuman && key !== install) people.delete(install)
  const known = people.get(key)
  if (type === 'lending.application-moved') {
    if (known) seen(key, OVER.has(data.to ?? ''))
  } else if (isHuman) {
    const at = data.screen
    seen(key, at === undefined ? (known?.over ?? false) : RESTING.has(at))
  }
}
