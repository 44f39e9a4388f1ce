/** All SQL of the archive. */
import type { LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'

export type Tier = {
  readonly id: string
  readonly warmDays: number | null
  readonly chillAfterDays: number | null
  readonly movable: boolean
}

export async function tierOf(tx: Tx, id: string): Promise<Tier | undefined> {
  const [row] = await tx.sql<Tier[]>`
    select id, warm_days as "warmDays", chill_after_days as "chillAfterDays", movable
      from archive.tier where id = ${id}`
  return row
}

export async function saveTier(
  tx: Tx,
  { id, warmDays, chillAfterDays }: { id: string; warmDays: number; chillAfterDays: number },
): Promise<void> {
  await tx.sql`
    update archive.tier set warm_days = ${warmDays}, chill_after_days = ${chillAfterDays}
     where id = ${id}`
}

export async function saveBudget(tx: Tx, schema: string, bytes: number): Promise<void> {
  await tx.sql`
    insert into archive.budget (schema, bytes) values (${schema}, ${bytes})
    on conflict (schema) do update set bytes = excluded.bytes`
}

/** Bytes on disk, by schema. */
export async function sizesNow(tx: Tx): Promise<{ schema: string; bytes: number }[]> {
  return tx.sql<{ schema: string; bytes: number }[]>`
    select schema, bytes from platform.schema_sizes() order by bytes desc, schema`
}

export async function budgets(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.sql<{ schema: string; bytes: number }[]>`
    select schema, bytes from archive.budget`
  return new Map(rows.map(({ schema, bytes }) => [schema, bytes]))
}

export async function saveSizes(
  tx: Tx,
  sizes: readonly { schema: string; bytes: number }[],
): Promise<void> {
  for (const { schema, bytes } of sizes) {
    await tx.sql`
      insert into archive.schema_size (schema, on_date, bytes)
      values (${schema}, ${tx.today}, ${bytes})
      on conflict (schema, on_date) do update set bytes = excluded.bytes`
  }
}

const DAYS_READ = 60

/** What was measured lately, by schema. */
export async function measured(
  tx: Tx,
): Promise<{ schema: string; on: LocalDate; bytes: number }[]> {
  return tx.sql<{ schema: string; on: LocalDate; bytes: number }[]>`
    select schema, on_date as "on", bytes from archive.schema_size
     where on_date > ${tx.today}::date - ${DAYS_READ}::int order by on_date`
}

export async function saveRound(tx: Tx, on: LocalDate, customers: number): Promise<void> {
  await tx.sql`
    insert into archive.round (on_date, customers, ended_at)
    values (${on}, ${customers}, ${tx.now})
    on conflict (on_date) do update
       set customers = excluded.customers, ended_at = excluded.ended_at`
}

export async function lastRound(tx: Tx): Promise<{ on: LocalDate; customers: number } | undefined> {
  const [row] = await tx.sql<{ on: LocalDate; customers: number }[]>`
    select on_date as "on", customers from archive.round order by on_date desc limit 1`
  return row
}

export type InLake = {
  readonly topic: string
  readonly storage: 'standard' | 'cold'
  readonly files: number
  readonly facts: number
  readonly bytes: number
  readonly from: LocalDate
  readonly to: LocalDate
}

/** The lake by topic and storage class. */
export async function lakeNow(tx: Tx): Promise<InLake[]> {
  return tx.sql<InLake[]>`
    select topic, storage, count(*)::int as files, sum(facts)::bigint as facts,
           sum(bytes)::bigint as bytes, min(date) as "from", max(coalesce(until, date)) as "to"
      from archive.lake_file group by 1, 2 order by 1, 2`
}

/** The record that was merged, and the one that stands. A replay says the same again. */
export async function saveMerge(tx: Tx, customerId: string, into: string): Promise<void> {
  await tx.sql`
    insert into archive.alias (customer_id, into_id) values (${customerId}, ${into})
    on conflict (customer_id) do update set into_id = excluded.into_id`
}

const MERGES_MAX = 10

/** Every record of the person that this one is of, itself included. */
export async function recordsOf(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    with recursive elder (id, depth) as (
      select ${customerId}::text, 0
       union all
      select a.into_id, elder.depth + 1 from archive.alias a join elder on a.customer_id = elder.id
       where elder.depth < ${MERGES_MAX}::int),
    record (id, depth) as (
      (select id, 0 from elder order by depth desc limit 1)
       union all
      select a.customer_id, record.depth + 1
        from archive.alias a join record on a.into_id = record.id
       where record.depth < ${MERGES_MAX}::int)
    select distinct id from record
     union select ${customerId}::text`
  return rows.map(({ id }) => id)
}
