/**
 * Due timers become events: taken out of the table and put into the outbox in one transaction, so a
 * timer fires once wherever the process dies.
 */
import type { Sql, TransactionSql } from 'postgres'
import type { Fact } from '#kernel/contract'
import { businessDateOf, type Instant } from '#kernel/dates'
import { packed, partitionOf } from '#platform/log'

/** Timers fired in one transaction. */
export const FIRE_MAX = 2000

type Row = { module: string; name: string; key: string; due: Instant; body: string }

/** Fires what is due at `now`, the oldest first; how many it were. */
export async function fireDue(owner: Sql, now: Instant): Promise<number> {
  return owner.begin(async (sql) => {
    const rows = await sql<Row[]>`
      with due as (
        select module, name from platform.timer
         where due <= ${now}::text::timestamptz
         order by due limit ${FIRE_MAX}
           for update skip locked)
      delete from platform.timer t using due
       where t.module = due.module and t.name = due.name
      returning t.module, t.name, t.key, t.due, t.body`
    if (rows.length === 0) return 0
    const packs = packed(
      rows.toSorted(byDue).map((row) => {
        const { key } = row
        const fact = firedFact(row, now)
        return { topic: fact.topic, part: partitionOf(key), key, body: JSON.stringify(fact) }
      }),
    )
    await sql`
      insert into platform.outbox (topic, part, key, n, body)
      select t, p, k, c, b from unnest(
        string_to_array(${lines(packs.map(({ topic }) => topic))}::text, E'\\n'),
        string_to_array(${lines(packs.map(({ part }) => String(part)))}::text, E'\\n')::int[],
        string_to_array(${lines(packs.map(({ key }) => key))}::text, E'\\n'),
        string_to_array(${lines(packs.map(({ n }) => String(n)))}::text, E'\\n')::int[],
        string_to_array(${lines(packs.map(({ body }) => body))}::text, E'\\n')
      ) as line (t, p, k, c, b)`
    await count(sql, rows, now)
    return rows.length
  })
}

/** Recorded at its firing, by the module on its own; what set it stays its cause. */
function firedFact({ module, body }: Row, now: Instant): Omit<Fact, 'rx'> {
  const set = JSON.parse(body) as Omit<Fact, 'rx'>
  const actor = { kind: 'module', id: module } as const
  return { ...set, at: now, businessDate: businessDateOf(now), actor }
}

async function count(sql: TransactionSql, rows: readonly Row[], now: Instant): Promise<void> {
  const kinds = new Map<string, { module: string; kind: string; fired: number; due: Instant }>()
  for (const { module, name, due } of rows) {
    const kind = kindOfTimer(name)
    const one = kinds.get(`${module} ${kind}`) ?? { module, kind, fired: 0, due }
    one.fired += 1
    if (due > one.due) one.due = due
    kinds.set(`${module} ${kind}`, one)
  }
  const all = [...kinds.values()].toSorted((a, b) =>
    a.module + a.kind < b.module + b.kind ? -1 : 1,
  )
  await sql`
    insert into platform.timer_stat as s (module, kind, fired, last_fired_at, last_due)
    select m, k, f, ${now}::text::timestamptz, d from unnest(
      string_to_array(${lines(all.map((one) => one.module))}::text, E'\\n'),
      string_to_array(${lines(all.map((one) => one.kind))}::text, E'\\n'),
      string_to_array(${lines(all.map((one) => String(one.fired)))}::text, E'\\n')::bigint[],
      string_to_array(${lines(all.map((one) => one.due))}::text, E'\\n')::timestamptz[]
    ) as line (m, k, f, d)
    on conflict (module, kind) do update
       set fired = s.fired + excluded.fired, last_fired_at = excluded.last_fired_at,
           last_due = greatest(s.last_due, excluded.last_due)`
}

/** `pledge-due` of `pledge-due:loan_0192…`. */
export const kindOfTimer = (name: string): string => name.split(':', 1)[0] ?? name

const lines = (values: readonly string[]): string => values.join('\n')
const byDue = (a: Row, b: Row): number =>
  a.due < b.due ? -1 : a.due > b.due ? 1 : a.name < b.name ? -1 : 1
