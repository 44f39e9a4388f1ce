/** All SQL of entries and of the features made of them. A batch is one statement. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { Entry } from './entry.ts'
import type { Features } from './features.ts'

/** An entry as it is kept: whose, by which reading, and since when and how long it was taken so. */
export type KeptEntry = Entry & {
  readonly customerId: string
  readonly reading: number
  /** Which reader brought it: each reads in the order things were recorded. */
  readonly lane: Lane
  readonly confidence: number
  /** Of the key its words are sealed under: with that key it goes. */
  readonly generation: number
  readonly knownAt: Instant
  readonly supersededAt?: Instant
}

export type Lane = 'live' | 'history' | 'answer' | 'statement'
/** The latest known of each lane: all of it up to there was read, and nothing after. */
export type ReadTo = { readonly [lane in Lane]?: Instant }
/** At an instant; and, where it is told, only what had been read by then. */
export type Then = { readonly at: Instant; readonly readTo?: ReadTo }
type Told = Entry & { readonly lane: Lane; readonly knownAt: Instant }

export type Read = { readonly customerId: string; readonly on: LocalDate }

/**
 * Holds these people's consent where it is: whoever erases one of them waits, and what is read
 * after that finds its key destroyed. In one order always.
 */
export async function holdConsents(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(customerIds)].toSorted()
  await tx.sql`
    select pg_advisory_xact_lock_shared(hashtextextended(id, 2))
      from unnest(${tx.sql.array(ids)}::text[]) as id`
}

/** Waits until nobody reads anything of theirs. */
export async function awaitReaders(tx: Tx, customerId: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${customerId}, 2))`
}

/**
 * Keeps entries; one told again is known since the earlier time, and one read anew is superseded.
 * Answers those that say something new.
 */
export async function keepEntries(tx: Tx, entries: readonly KeptEntry[]): Promise<Read[]> {
  if (entries.length === 0) return []
  return tx.sql<Read[]>`
    insert into entry as kept
      (customer_id, id, reading, source, happened_on, happened_at, place, kind, amount, balance,
       account, party, party_kind, channel, teller, reference, confidence, generation, lane,
       known_at, superseded_at)
    select "customerId", id, reading, source, "on", at, place, kind, amount, balance,
           account, party, "partyKind", channel, teller, reference, confidence, generation,
           lane, "knownAt", "supersededAt"
      from jsonb_to_recordset(${tx.sql.json(onceEach(entries))}::jsonb) as one (
             "customerId" text, id text, reading int, source text, "on" date, at timestamptz,
             place int, kind text, amount bigint, balance bigint, account text, party text,
             "partyKind" text, channel text, teller text, reference text, confidence real,
             generation int, lane text, "knownAt" timestamptz, "supersededAt" timestamptz)
     order by "customerId", id, reading
        on conflict (customer_id, id, reading) do update
           set known_at = least(kept.known_at, excluded.known_at),
               superseded_at = coalesce(kept.superseded_at, excluded.superseded_at)
         where kept.known_at > excluded.known_at
            or (kept.superseded_at is null and excluded.superseded_at is not null)
    returning customer_id as "customerId", happened_on as "on"`
}

/** A batch that repeats itself: the earliest telling stands. */
function onceEach(entries: readonly KeptEntry[]): KeptEntry[] {
  const once = new Map<string, KeptEntry>()
  for (const entry of entries) {
    const name = `${entry.customerId}/${entry.reading}/${entry.id}`
    const other = once.get(name)
    if (!other || entry.knownAt < other.knownAt) once.set(name, entry)
  }
  return [...once.values()]
}

const ENTRIES_MAX = 20_000

/**
 * Entries of people between two days, whichever record of theirs told them, as known then (now,
 * when left out); the latest ones where someone has more than anybody's money tells.
 */
export async function entriesOfMany(
  tx: Tx,
  customerIds: readonly string[],
  span: { from: LocalDate; to: LocalDate },
  then?: Then,
): Promise<ReadonlyMap<string, Told[]>> {
  const at = then?.at ?? null
  const readTo = then?.readTo ? tx.sql.json(then.readTo) : null
  const rows = await tx.sql<(Row & { customerId: string })[]>`
    select one.* from jsonb_array_elements_text(${tx.sql.json(customerIds)}::jsonb) as whose (id)
     cross join lateral (
       select whose.id as "customerId", customer_id as record, id, source,
              happened_on as "on", happened_at as at,
              place, kind, amount, balance, account, party, party_kind as "partyKind", channel,
              teller, reference, lane, known_at as "knownAt"
         from entry
        where customer_id = any (array(
                select whose.id union
                select f.id from person_family f
                 where f.asked = whose.id
                   and (${at}::timestamptz is null or f.since <= ${at})))
          and happened_on between ${span.from} and ${span.to}
          and (${at}::timestamptz is null or known_at <= ${at})
          and (${readTo}::jsonb is null
               or known_at <= (${readTo}::jsonb ->> lane)::timestamptz)
          and (superseded_at is null or superseded_at > ${at})
        order by happened_on desc
        limit ${ENTRIES_MAX}) as one`
  const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId)
  return new Map([...byCustomer].map(([customerId, theirs]) => [customerId, theirs.map(entryOf)]))
}

type Row = { [field in keyof Told]: Told[field] | null }
const entryOf = (row: Row & { customerId?: string }): Told => {
  const { customerId: _, ...fields } = row
  const known = Object.entries(fields).filter(([, value]) => value !== null)
  return Object.fromEntries(known) as unknown as Told
}

/** How far each lane had been read for who was told these. */
export function readToOf(entries: readonly Told[]): ReadTo {
  const lanes: { [lane in Lane]?: Instant } = {}
  for (const { lane, knownAt } of entries) {
    if (knownAt > (lanes[lane] ?? '')) lanes[lane] = knownAt
  }
  return lanes
}

/** What was taken for so until now: features as known before are still made of it. */
export async function supersedeEntries(
  tx: Tx,
  customerId: string,
  ids: readonly string[],
): Promise<number> {
  const rows = await tx.sql<{ id: string }[]>`
    update entry set superseded_at = ${tx.now}
     where customer_id = ${customerId} and id = any (${tx.sql.array(ids)}::text[])
       and superseded_at is null
    returning id`
  return rows.length
}

/** How often each of these was read already, and whether one reading of it still stands. */
export async function readingsOf(
  tx: Tx,
  customerId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readings: number; stands: boolean }>> {
  const rows = await tx.sql<{ id: string; readings: number; stands: boolean }[]>`
    select id, max(reading) + 1 as readings, bool_or(superseded_at is null) as stands
      from entry
     where customer_id = ${customerId} and id = any (${tx.sql.array(ids)}::text[])
     group by id`
  return new Map(rows.map(({ id, ...of }) => [id, of]))
}

/** The keys that what a source told of someone rests under. */
export async function generationsOf(
  tx: Tx,
  customerId: string,
  source: Entry['source'],
): Promise<number[]> {
  const rows = await tx.sql<{ generation: number }[]>`
    select distinct generation from entry
     where customer_id = ${customerId} and source = ${source}
     order by generation`
  return rows.map(({ generation }) => generation)
}

/** What a source told of someone under keys that are gone, gone with them. */
export async function dropEntries(
  tx: Tx,
  customerId: string,
  source: Entry['source'],
  generations: readonly number[],
): Promise<number> {
  const rows = await tx.sql<{ id: string }[]>`
    delete from entry
     where customer_id = ${customerId} and source = ${source}
       and generation in (
             select value::int from jsonb_array_elements_text(${tx.sql.json(generations)}::jsonb))
    returning id`
  return rows.length
}

export type FeatureRow = {
  readonly id: string
  readonly version: string
  readonly asOf: LocalDate
  readonly source: string
  readonly entries: number
  readonly features: Features
  /** How far each lane was read for them; null in rows that were kept before it was asked. */
  readonly readTo: ReadTo | null
  readonly knownAt: Instant
}

export async function featureRows(tx: Tx, customerIds: readonly string[]): Promise<FeatureRow[]> {
  return tx.sql<FeatureRow[]>`
    select id, version, as_of as "asOf", source, entries, features,
           read_to as "readTo", known_at as "knownAt"
      from feature
     where id in (select jsonb_array_elements_text(${tx.sql.json(customerIds)}::jsonb))`
}

export async function keepFeatures(tx: Tx, rows: readonly FeatureRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.sql`
    insert into feature (id, version, as_of, source, entries, features, read_to, known_at)
    select id, version, "asOf", source, entries, features, "readTo", "knownAt"
      from jsonb_to_recordset(${tx.sql.json(rows)}::jsonb) as one (
             id text, version text, "asOf" date, source text, entries int, features jsonb,
             "readTo" jsonb, "knownAt" timestamptz)
     order by id
        on conflict (id) do update
           set version = excluded.version, as_of = excluded.as_of, source = excluded.source,
               entries = excluded.entries, features = excluded.features,
               read_to = excluded.read_to, known_at = excluded.known_at`
}

export async function dropFeatures(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await tx.sql`delete from feature
     where id in (select jsonb_array_elements_text(${tx.sql.json(customerIds)}::jsonb))`
}

/** Whoever was merged into the younger before is merged into the elder now. */
export async function keepAlias(
  tx: Tx,
  merge: { customerId: string; into: string; at: Instant },
): Promise<void> {
  const { customerId, into, at } = merge
  await tx.sql`
    insert into person_alias (customer_id, into_id, merged_at)
    values (${customerId}, coalesce(
              (select into_id from person_alias where customer_id = ${into}), ${into}), ${at})
        on conflict (customer_id) do nothing`
  await tx.sql`
    update person_alias as elder set into_id = kept.into_id
      from person_alias as kept
     where kept.customer_id = ${customerId} and elder.into_id = ${customerId}`
}

/**
 * These people and those they are merged into, held for the rest of the transaction where there
 * are any: two of one person are never put together at once.
 */
export async function withElders(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select distinct into_id as id from person_alias
     where customer_id = any (${tx.sql.array(customerIds)}::text[])
        or into_id = any (${tx.sql.array(customerIds)}::text[])
     order by 1`
  if (rows.length === 0) return [...customerIds]
  const elders = rows.map(({ id }) => id)
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(id, 4))
      from unnest(${tx.sql.array(elders)}::text[]) as id`
  return [...new Set([...customerIds, ...elders])]
}
