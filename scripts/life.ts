/** Days lived by barrier: people come, an officer works, and each day is closed before the next. */
import { addDays, atTime, businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import type { House } from '../platform/runtime/house.ts'
import type { Officer } from './officer.ts'

/** Most people of a life arrive within its first weeks: their loans grow old in it. */
const ARRIVAL_DAYS = 14
/** The others come on all its days, so that its last weeks have applications too. */
const LATER_SHARE = 0.4
/** When the officer works; people look in the morning and in the evening. */
const DESK_HOURS = ['11:00', '16:00'] as const

/** Sends for so many people of a life of so many days. */
export async function bringPeople({ sandbox }: House, people: number, days: number): Promise<void> {
  const later = Math.floor(people * LATER_SHARE)
  const crowds = [
    { people: people - later, within: Math.min(ARRIVAL_DAYS, days) },
    { people: later, within: days },
  ]
  for (const { people: some, within } of crowds) {
    if (some === 0) continue
    const waves = Math.max(1, Math.min(within, some))
    await sandbox?.send('POST', '/people', { people: some, seconds: within * 86_400, waves })
  }
}

/**
 * Lives day after day until the instant. `dayEnded` is told of each day once all of it is at rest;
 * where it answers false, or `stopped` says so, life stands still there.
 */
export async function live(
  house: House,
  life: {
    readonly until: Instant
    readonly officer?: Officer
    readonly stopped?: () => boolean
    dayEnded(day: LocalDate): Promise<boolean> | boolean
  },
): Promise<void> {
  const { until, officer, stopped = () => false, dayEnded } = life
  const reach = async (at: Instant) => {
    if (at > house.clock.now()) await house.mover.moveTo(at, () => !stopped())
  }
  while (house.clock.now() < until && !stopped()) {
    const today = businessDateOf(house.clock.now())
    const midnight = atTime(addDays(today, 1), '00:00')
    for (const hour of DESK_HOURS) {
      const at = atTime(today, hour)
      if (!officer || at <= house.clock.now() || at >= until) continue
      await reach(at)
      if (!stopped() && (await officer.work()) > 0) await house.mover.settle()
    }
    await reach(midnight < until ? midnight : until)
    if (stopped() || !(await dayEnded(today))) return
  }
}
