/** All SQL of the vault: keys and what is sealed under them. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { RetentionClass, StreamedClass } from './retention.ts'

export type DataKey = { generation: number; wrapped: string }
export type Wanted = { customerId: Id<'cus'>; class: StreamedClass; generation: number }
export type Sealed = {
  field: string
  class: RetentionClass
  generation: number
  value: string
  wrapped: string | null
}

export async function liveKey(
  tx: Tx,
  holder: string,
  of: RetentionClass,
): Promise<DataKey | undefined> {
  const [row] = await tx.sql<DataKey[]>`
    select generation, wrapped from data_key
     where customer_id = ${holder} and class = ${of} and destroyed_at is null`
  return row
}

export async function lastGeneration(tx: Tx, holder: string, of: RetentionClass): Promise<number> {
  const [row] = await tx.sql<{ last: number }[]>`
    select coalesce(max(generation), 0)::int as last from data_key
     where customer_id = ${holder} and class = ${of}`
  return row?.last ?? 0
}

/** False when another transaction made it first. */
export async function insertKey(
  tx: Tx,
  holder: string,
  of: RetentionClass,
  key: DataKey,
): Promise<boolean> {
  const rows = await tx.sql<{ generation: number }[]>`
    insert into data_key (customer_id, class, generation, wrapped, made_at)
    values (${holder}, ${of}, ${key.generation}, ${key.wrapped}, ${tx.now})
    on conflict do nothing
    returning generation`
  return rows.length === 1
}

/** The wrapped key as it was, for the proof; undefined when there was none to destroy. */
export async function destroyKey(
  tx: Tx,
  holder: string,
  of: RetentionClass,
): Promise<DataKey | undefined> {
  const [key] = await tx.sql<DataKey[]>`
    select generation, wrapped from data_key
     where customer_id = ${holder} and class = ${of} and destroyed_at is null
       for update`
  if (!key) return undefined
  await tx.sql`
    delete from sealed where customer_id = ${holder} and class = ${of}`
  await tx.sql`
    update data_key set wrapped = null, destroyed_at = ${tx.now}
     where customer_id = ${holder} and class = ${of} and generation = ${key.generation}`
  return key
}

export async function keyOfGeneration(
  tx: Tx,
  holder: string,
  of: string,
  generation: number,
): Promise<string | undefined> {
  const [row] = await tx.sql<{ wrapped: string | null }[]>`
    select wrapped from data_key
     where customer_id = ${holder} and class = ${of} and generation = ${generation}`
  return row?.wrapped ?? undefined
}

/** Those of the wanted keys that are not destroyed, wrapped as they lie. */
export async function keysOf(
  tx: Tx,
  wanted: readonly Wanted[],
): Promise<readonly (Wanted & { wrapped: string })[]> {
  return await tx.sql<(Wanted & { wrapped: string })[]>`
    select k.customer_id as "customerId", k.class, k.generation, k.wrapped
      from unnest(${wanted.map((one) => one.customerId)}::text[],
                  ${wanted.map((one) => one.class)}::text[],
                  ${wanted.map((one) => one.generation)}::int[])
           as w (customer_id, class, generation)
      join data_key k using (customer_id, class, generation)
     where k.wrapped is not null`
}

export async function saveSealed(
  tx: Tx,
  holder: string,
  sealed: Omit<Sealed, 'wrapped'>,
): Promise<void> {
  const { field, class: of, generation, value } = sealed
  await tx.sql`
    insert into sealed (customer_id, field, class, generation, value, kept_at)
    values (${holder}, ${field}, ${of}, ${generation}, ${value}, ${tx.now})
    on conflict (customer_id, field) do update
       set class = excluded.class, generation = excluded.generation,
           value = excluded.value, kept_at = excluded.kept_at`
}

/** What is kept of these people under these fields, each with its wrapped key. */
export async function sealedOf(
  tx: Tx,
  holders: readonly string[],
  fields: readonly string[],
): Promise<readonly (Sealed & { holder: string })[]> {
  return await tx.sql<(Sealed & { holder: string })[]>`
    select s.customer_id as holder, s.field, s.class, s.generation, s.value, k.wrapped
      from sealed s
      join data_key k using (customer_id, class, generation)
     where s.customer_id = any (${holders}::text[]) and s.field = any (${fields}::text[])`
}
