/** All SQL of people's apps and of the answers of the review. A batch is one statement. */
import type { Instant } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { AppKind } from './kind.ts'
import type { Presence } from './presence.ts'

/** Whose phone, as it was told of under which generation of their key. */
export type Place = { readonly customerId: string; readonly generation: number }
/** What is known of its apps, by mark. */
export type Phone = Place & { readonly apps: ReadonlyMap<string, Presence> }

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

/** What is known of these phones, held for the rest of the transaction, in one order always. */
export async function phonesAt(tx: Tx, places: readonly Place[]): Promise<Phone[]> {
  const rows = await tx.sql<Row[]>`
    select customer_id as "customerId", generation, apps from phone
     where (customer_id, generation) in (
       select * from unnest(${tx.sql.array(places.map((one) => one.customerId))}::text[],
                            ${tx.sql.array(places.map((one) => one.generation))}::int[]))
     order by customer_id, generation for update`
  return rows.map(phoneOf)
}

/** All apps of someone, whatever key they were told of under, on whichever of their phones. */
export async function presencesOf(tx: Tx, customerId: string): Promise<Presence[]> {
  const rows = await tx.sql<Row[]>`
    select customer_id as "customerId", generation, apps from phone
     where customer_id = any (array(
             select ${customerId}::text union
             select id from person_family where asked = ${customerId}))
     order by customer_id, generation`
  return rows.flatMap((row) => [...phoneOf(row).apps.values()])
}

export async function keepPhones(tx: Tx, phones: readonly Phone[]): Promise<void> {
  if (phones.length === 0) return
  // JSON text holds no raw line break: the texts travel as lines of one, and nothing is escaped.
  const texts = phones.map((phone) => JSON.stringify(linesOf(phone))).join('\n')
  await tx.sql`
    insert into phone (customer_id, generation, apps)
    select customer_id, generation, apps::json
      from unnest(${tx.sql.array(phones.map((one) => one.customerId))}::text[],
                  ${tx.sql.array(phones.map((one) => one.generation))}::int[],
                  string_to_array(${texts}, E'\n')) as one (customer_id, generation, apps)
     order by customer_id, generation
        on conflict (customer_id, generation) do update set apps = excluded.apps`
}

type Row = Place & { readonly apps: readonly Line[] }
/** A presence as it is kept: the names of its fields would be most of it. */
type Line = readonly [
  mark: string,
  kind: AppKind,
  certainty: number,
  kindAt: Instant,
  declared: boolean,
  heardAt: Instant,
  firstSeenAt: Instant | null,
  lastSeenAt: Instant | null,
  installs: readonly Instant[],
  removals: readonly Instant[],
]

function phoneOf({ customerId, generation, apps: lines }: Row): Phone {
  const apps = new Map<string, Presence>()
  for (const line of lines) {
    const [mark, kind, certainty, kindAt, declared, heardAt, ...moments] = line
    const [firstSeenAt, lastSeenAt, installs, removals] = moments
    const known = { generation, kind, certainty, kindAt, declared, heardAt }
    apps.set(mark, { ...known, firstSeenAt, lastSeenAt, installs, removals })
  }
  return { customerId, generation, apps }
}

/** In one order: however they were told of, the same apps are the same text. */
const linesOf = ({ apps }: Phone): Line[] =>
  [...apps].map(lineOf).sort(([a], [b]) => (a < b ? -1 : 1))

const lineOf = ([mark, one]: readonly [string, Presence]): Line => [
  ...([mark, one.kind, one.certainty, one.kindAt, one.declared, one.heardAt] as const),
  ...([one.firstSeenAt, one.lastSeenAt, one.installs, one.removals] as const),
]

/** Under which generations of their keys these people's apps are kept. */
export async function generationsOf(tx: Tx, customerIds: readonly string[]): Promise<Place[]> {
  return tx.sql<Place[]>`
    select customer_id as "customerId", generation from phone
     where customer_id = any (${tx.sql.array(customerIds)}::text[])
     order by customer_id, generation`
}

/** Removes what rests on destroyed keys; whose, and how many apps. */
export async function dropGenerations(
  tx: Tx,
  dead: readonly Place[],
): Promise<readonly { readonly customerId: string; readonly apps: number }[]> {
  return tx.sql<{ customerId: string; apps: number }[]>`
    with gone as (
      delete from phone where (customer_id, generation) in (
        select * from unnest(${tx.sql.array(dead.map((one) => one.customerId))}::text[],
                             ${tx.sql.array(dead.map((one) => one.generation))}::int[]))
      returning customer_id, json_array_length(apps) as apps)
    select customer_id as "customerId", sum(apps)::int as apps from gone group by 1 order by 1`
}
