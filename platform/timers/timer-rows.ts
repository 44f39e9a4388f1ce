/** Every kind of timer as the Clocks page shows it: what waits, fired, failed, and whose it is. */
import type { Sql } from 'postgres'
import type { Instant } from '#kernel/dates'
import type { TimerRow, TimersOptions } from './index.ts'

type Kind = { readonly module: string; readonly kind: string }
type Waiting = Kind & { count: number; next: Instant; overdue: number }
type Stat = Kind & { fired: number; lastFiredAt: Instant }

export async function timerRows(
  owner: Sql,
  modules: TimersOptions['modules'],
  now: Instant,
): Promise<TimerRow[]> {
  const waiting = await owner<Waiting[]>`
    select module, split_part(name, ':', 1) as kind, count(*)::int as count, min(due) as next,
           count(*) filter (where due < ${now}::text::timestamptz)::int as overdue
      from platform.timer group by 1, 2`
  const stats = await owner<Stat[]>`
    select module, kind, fired, last_fired_at as "lastFiredAt" from platform.timer_stat`
  const failed = await owner<{ type: string; count: number }[]>`
    select type, count(*)::int as count from platform.parked where not behind group by type`
  const all = modules.flatMap(({ name: module, timers = [] }) =>
    timers.map((kind): TimerRow => {
      const same = (row: Kind) => row.module === module && row.kind === kind.kind
      const row = waiting.find(same)
      const stat = stats.find(same)
      return {
        ...kind,
        module,
        count: row?.count ?? 0,
        overdue: row?.overdue ?? 0,
        fired: Number(stat?.fired ?? 0),
        failed: failed.find((one) => one.type === kind.event)?.count ?? 0,
        ...(row && { next: row.next }),
        ...(stat && { lastFiredAt: stat.lastFiredAt }),
      }
    }),
  )
  return all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

const nameOf = ({ module, kind }: Kind): string => `${module} ${kind}`
