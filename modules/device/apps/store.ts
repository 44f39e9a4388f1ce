/** All SQL of people's apps and of the answers of the review. A batch is one statement. */
import type { Instant } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { AppKind } from './kind.ts'
import type { Presence } from './presence.ts'

export type KeptPresence = Presence & { readonly customerId: string; readonly mark: string }
export type Place = { readonly customerId: string; readonly mark: string }

/**
 * Holds the answers as they are until the transaction ends: who gives a new one waits for all that
 * was classified by the old ones, so that the replay after it finds every row there is.
 */
export async function holdAnswers(tx: Tx): Promise<void> {
  await tx.sql`lock table app_answer in share mode`
}

/** The answers that stand for these packages. */
export async function answersFor(
  tx: Tx,
  packages: readonly string[],
): Promise<ReadonlyMap<string, AppKind>> {
  const rows = await tx.sql<{ package: string; kind: AppKind }[]>`
    select distinct on (package) package, kind from app_answer
     where package = any (${tx.sql.array(packages)}::text[])
     order by package, version desc`
  return new Map(rows.map(({ package: name, kind }) => [name, kind]))
}

/** The packages answered at an instant or later, each with the answer that stands now. */
export async function answersSince(
  tx: Tx,
  from: Instant,
): Promise<{ readonly kinds: ReadonlyMap<string, AppKind>; readonly lastAt: Instant | undefined }> {
  const rows = await tx.sql<{ package: string; kind: AppKind; answeredAt: Instant }[]>`
    select distinct on (package) package, kind, answered_at as "answeredAt" from app_answer
     where answered_at >= ${from}
     order by package, version desc`
  const lastAt = rows
    .map(({ answeredAt }) => answeredAt)
    .toSorted()
    .at(-1)
  return { kinds: new Map(rows.map((row) => [row.package, row.kind])), lastAt }
}

/** What is known of these apps, held for the rest of the transaction, in one order always. */
export async function presencesAt(tx: Tx, places: readonly Place[]): Promise<KeptPresence[]> {
  return tx.sql<KeptPresence[]>`
    select customer_id as "customerId", mark, generation, kind, certainty, kind_at as "kindAt",
           declared, heard_at as "heardAt", first_seen_at as "firstSeenAt",
           last_seen_at as "lastSeenAt", installs, removals
      from app
     where (customer_id, mark) in (
       select * from unnest(${tx.sql.array(places.map((one) => one.customerId))}::text[],
                            ${tx.sql.array(places.map((one) => one.mark))}::text[]))
     order by customer_id, mark for update`
}

export async function presencesOf(tx: Tx, customerId: string): Promise<KeptPresence[]> {
  return tx.sql<KeptPresence[]>`
    select customer_id as "customerId", mark, generation, kind, certainty, kind_at as "kindAt",
           declared, heard_at as "heardAt", first_seen_at as "firstSeenAt",
           last_seen_at as "lastSeenAt", installs, removals
      from app where customer_id = ${customerId}`
}

export async function keepPresences(tx: Tx, kept: readonly KeptPresence[]): Promise<void> {
  if (kept.length === 0) return
  await tx.sql`
    insert into app (customer_id, mark, generation, kind, certainty, kind_at, declared, heard_at,
                     first_seen_at, last_seen_at, installs, removals)
    select "customerId", mark, generation, kind, certainty, "kindAt", declared, "heardAt",
           "firstSeenAt", "lastSeenAt", installs, removals
      from jsonb_to_recordset(${tx.sql.json(kept)}::jsonb) as one (
             "customerId" text, mark text, generation int, kind text, certainty int,
             "kindAt" timestamptz, declared boolean, "heardAt" timestamptz,
             "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, installs jsonb, removals jsonb)
     order by "customerId", mark
        on conflict (customer_id, mark) do update
           set generation = excluded.generation, kind = excluded.kind,
               certainty = excluded.certainty, kind_at = excluded.kind_at,
               declared = excluded.declared, heard_at = excluded.heard_at,
               first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at,
               installs = excluded.installs, removals = excluded.removals`
}

export type Reclassified = Place & { readonly kind: AppKind; readonly certainty: number }

/** Gives these apps another kind; whose became another, and how many of each. */
export async function setKinds(
  tx: Tx,
  answered: readonly Reclassified[],
): Promise<readonly { readonly customerId: string; readonly apps: number }[]> {
  return tx.sql<{ customerId: string; apps: number }[]>`
    with told as (
      select distinct on ("customerId", mark) *
        from jsonb_to_recordset(${tx.sql.json(answered)}::jsonb)
             as one ("customerId" text, mark text, kind text, certainty int)),
    held as (
      select app.customer_id, app.mark, told.kind, told.certainty
        from app join told on app.customer_id = told."customerId" and app.mark = told.mark
       where app.kind <> told.kind or app.certainty <> told.certainty
       order by app.customer_id, app.mark for update of app),
    changed as (
      update app set kind = held.kind, certainty = held.certainty
        from held where app.customer_id = held.customer_id and app.mark = held.mark
      returning app.customer_id)
    select customer_id as "customerId", count(*)::int as apps from changed group by 1 order by 1`
}

export type Generation = { readonly customerId: string; readonly generation: number }

/** Under which generations of their keys these people's apps are kept. */
export async function generationsOf(tx: Tx, customerIds: readonly string[]): Promise<Generation[]> {
  return tx.sql<Generation[]>`
    select distinct customer_id as "customerId", generation from app
     where customer_id = any (${tx.sql.array(customerIds)}::text[])`
}

/** Removes what rests on destroyed keys; whose, and how many apps. */
export async function dropGenerations(
  tx: Tx,
  dead: readonly Generation[],
): Promise<readonly { readonly customerId: string; readonly apps: number }[]> {
  return tx.sql<{ customerId: string; apps: number }[]>`
    with gone as (
      delete from app where (customer_id, generation) in (
        select * from unnest(${tx.sql.array(dead.map((one) => one.customerId))}::text[],
                             ${tx.sql.array(dead.map((one) => one.generation))}::int[]))
      returning customer_id)
    select customer_id as "customerId", count(*)::int as apps from gone group by 1 order by 1`
}
