/**
 * What must hold at the end of every day, whoever lived it and whatever broke: the books balance,
 * the loans are what their facts say, no rupee left without its gates, nothing was done twice, and
 * nobody is left behind. Each is a sentence when it does not hold.
 */
import type { LocalDate } from '#kernel/dates'
import type { House } from '../../platform/runtime/house.ts'
import { brokenBooks } from './books.ts'
import { payoutGates } from './gates.ts'
import { brokenLoans } from './loans.ts'
import { brokenOutside } from './outside.ts'
import { brokenReplay } from './replay.ts'

export type Invariants = {
  /** The sentences of those that do not hold after the day; none, when the house is sound. */
  after(day: LocalDate): Promise<string[]>
  /** Once, at the end: also what is too dear for every day. */
  atTheEnd(day: LocalDate): Promise<string[]>
  close(): void
}

/** Reads along from now on: open it before the first person comes. */
export function openInvariants(house: House): Invariants {
  const gates = payoutGates()
  const close = house.log.watch('*', gates.see)
  const after = async (day: LocalDate) => [
    ...(await brokenFlow(house)),
    ...(await brokenBooks(house)),
    ...(await brokenLoans(house, day)),
    ...(await brokenOutside(house)),
    ...gates.broken(),
  ]
  return {
    close,
    after,
    atTheEnd: async (day) => [...(await after(day)), ...(await brokenReplay(house))],
  }
}

/** No fact parked, no group behind, nothing in the outbox, no timer late. */
async function brokenFlow({ db, log, timers }: House): Promise<string[]> {
  const parked = await db.owner<{ grp: string; type: string; problem: string }[]>`
    select grp, type, problem from platform.parked order by id limit 3`
  const { groups } = await log.lag()
  const [outbox] = await db.owner<{ waiting: number }[]>`
    select count(*)::int as waiting from platform.outbox`
  return [
    ...parked.map(({ grp, type, problem }) => `${grp} has parked a ${type}: ${problem}`),
    ...groups
      .filter(({ facts }) => facts > 0)
      .map(({ group, facts, problem = '' }) => `${group} is ${facts} facts behind ${problem}`),
    ...((outbox?.waiting ?? 0) > 0 ? [`${outbox?.waiting} facts wait in the outbox`] : []),
    ...((await timers.overdueMs()) > 0 ? ['a timer is overdue'] : []),
  ]
}
