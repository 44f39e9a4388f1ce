/** All SQL of triggers. */
import type { Instant } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { Trigger } from './trigger.ts'

export type Kept = {
  readonly id: string
  readonly name: string
  readonly spec: Trigger
  readonly state: 'off' | 'on'
  readonly onSince: Instant | null
  readonly backtest: object | null
  readonly fired: number
}

const columns = (tx: Tx) => tx.sql`id, name, spec, state, on_since as "onSince", backtest, fired`

export const switchedOn = (tx: Tx, types: readonly string[]): Promise<Kept[]> =>
  tx.sql<Kept[]>`
    select ${columns(tx)} from trigger
     where state = 'on' and event_type = any(${types}::text[]) order by id`

export async function triggerOf(tx: Tx, id: string): Promise<Kept | undefined> {
  const [row] = await tx.sql<Kept[]>`select ${columns(tx)} from trigger where id = ${id}`
  return row
}

export async function isNamed(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from trigger where name = ${name}`
  return rows.length > 0
}

export async function lockTrigger(tx: Tx, id: string): Promise<Kept | undefined> {
  const [row] = await tx.sql<Kept[]>`
    select ${columns(tx)} from trigger where id = ${id} for update`
  return row
}

/** False when the name is taken. */
export async function addTrigger(
  tx: Tx,
  { id, name, spec }: Pick<Kept, 'id' | 'name' | 'spec'>,
): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into trigger (id, name, event_type, spec, command, cooldown_hours, made_at)
    values (${id}, ${name}, ${spec.on}, ${tx.sql.json(spec)}, ${spec.command},
            ${spec.cooldownHours}, ${tx.now})
        on conflict (name) do nothing returning id`
  return rows.length > 0
}

export async function setSwitch(tx: Tx, id: string, on: boolean): Promise<void> {
  await tx.sql`
    update trigger set state = ${on ? 'on' : 'off'}, on_since = ${on ? tx.now : null}
     where id = ${id}`
}

export async function keepBacktest(tx: Tx, id: string, found: object): Promise<void> {
  await tx.sql`
    update trigger set backtest = ${tx.sql.json(found)}, backtested_at = ${tx.now}
     where id = ${id}`
}

/** When each last fired for these; locked, so that two batches do not fire it twice. */
export async function lastFirings(
  tx: Tx,
  id: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tx.sql<{ key: string; at: Instant }[]>`
    select key, at from firing where trigger_id = ${id} and key = any(${keys}::text[])
     order by key for update`
  return new Map(rows.map(({ key, at }) => [key, at]))
}

export type Firing = { readonly key: string; readonly at: Instant; readonly fact: string }

/** The last of each customer, and how often it fired in all. */
export async function keepFirings(
  tx: Tx,
  id: string,
  { latest, times }: { readonly latest: readonly Firing[]; readonly times: number },
): Promise<void> {
  await tx.sql`
    insert into firing as f (trigger_id, key, at, fact)
    select ${id}, key, at, fact
      from jsonb_to_recordset(${tx.sql.json(latest)}::jsonb)
             as told (key text, at timestamptz, fact text)
     order by key
        on conflict (trigger_id, key) do update set at = excluded.at, fact = excluded.fact`
  await tx.sql`
    update trigger
       set fired = fired + ${times},
           last_fired_at = greatest(last_fired_at, ${latest.at(-1)?.at ?? null}::timestamptz)
     where id = ${id}`
}
