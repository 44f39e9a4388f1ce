/** `bin/dhara jump`: moves a sandbox house's business time, by barrier: nothing is skipped. */
import { atTime, date, instant, later, msOf, type Instant } from '#kernel/dates'
import { askHouse, type AtHouse } from './errand.ts'

export const help = `bin/dhara jump TO [--json]

Moves the running house's business time forward. All that is due on the way happens in its order,
as if it had been waited for; the command answers when time is there. Only with a sandbox clock.

  TO   2026-12-05             that day, 9 in the morning in India
       2026-12-05T18:30:00Z   that instant
       +10d  +6h  +45m        so much later`

const YEARS_MAX = 3

export const run = (args: readonly string[]): Promise<number> => askHouse('jump', args)

export const atHouse: AtHouse = async (house, [to], say) => {
  const now = house.clock.now()
  const target = to === undefined ? undefined : targetOf(to, now)
  if (!target) {
    say('Say where to: a day, an instant or a span; see bin/dhara jump --help.')
    return 2
  }
  if (!house.tower.sandbox) {
    say('This house lives by the wall clock: it can’t be moved.')
    return 1
  }
  if (target < now || msOf(target) - msOf(now) > YEARS_MAX * 366 * 86_400_000) {
    say(`It is ${now}: only a later time may be named, at most ${YEARS_MAX} years on.`)
    return 1
  }
  await house.tower.sandbox.moveTo(target)
  say(`It is ${house.clock.now()}.`, { from: now, now: house.clock.now() })
  return 0
}

const SPANS: { readonly [unit: string]: number } = { d: 86_400_000, h: 3_600_000, m: 60_000 }

function targetOf(text: string, now: Instant): Instant | undefined {
  const [, count, unit = ''] = /^\+(\d{1,5})([dhm])$/.exec(text) ?? []
  if (count) return later(now, Number(count) * (SPANS[unit] ?? 0))
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? atTime(date(text), '09:00') : instant(text)
  } catch {
    return undefined
  }
}
