/** All SQL of paths. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { Carried, Hop, Walker } from './hop.ts'

export async function walkersOf(tx: Tx, ids: readonly string[]): Promise<Walker[]> {
  return tx.sql<Walker[]>`
    select id, customer_id as "customerId", screen, seen_at as "seenAt", app_version as version,
           device, language
      from walker where id = any(${ids}::text[]) order by id for update`
}

export async function saveWalkers(tx: Tx, walkers: readonly Walker[]): Promise<void> {
  await tx.sql`
    insert into walker (id, customer_id, screen, seen_at, app_version, device, language)
    select id, "customerId", screen, "seenAt", version, device, language
      from jsonb_to_recordset(${tx.sql.json(walkers)}::jsonb) as told (id text, "customerId" text,
             screen text, "seenAt" timestamptz, version text, device text, language text)
     order by id
        on conflict (id) do update
       set customer_id = coalesce(excluded.customer_id, walker.customer_id),
           screen = excluded.screen, seen_at = excluded.seen_at,
           app_version = excluded.app_version, device = excluded.device,
           language = excluded.language`
}

export async function linkWalkers(
  tx: Tx,
  links: readonly { installId: string; customerId: string; at: Instant }[],
): Promise<void> {
  await tx.sql`
    insert into walker (id, customer_id, seen_at)
    select "installId", "customerId", max(at)
      from jsonb_to_recordset(${tx.sql.json(links)}::jsonb)
             as link ("installId" text, "customerId" text, at timestamptz)
     group by 1, 2 order by 1
        on conflict (id) do update set customer_id = excluded.customer_id`
}

/** What each customer carries: the install of theirs that was seen last. */
export async function carriedBy(tx: Tx, customers: readonly string[]) {
  const rows = await tx.sql<(Carried & { customerId: string })[]>`
    select distinct on (customer_id) customer_id as "customerId", app_version as version, device,
           language
      from walker where customer_id = any(${customers}::text[])
     order by customer_id, seen_at desc`
  return new Map(rows.map(({ customerId, ...carried }) => [customerId, carried]))
}

/** Steps that are new; one told again is the same step. */
export async function addHops(tx: Tx, hops: readonly Hop[]): Promise<void> {
  const rows = hops.map((hop, n) => ({ ...hop, n }))
  await tx.sql`
    insert into hop (fact, way, walker, from_step, to_step, at, business_date, app_version, device,
                     language)
    select fact, way, walker, "from", "to", at, date, version, device, language
      from jsonb_to_recordset(${tx.sql.json(rows)}::jsonb) as hop (n int, fact text, way text,
             walker text, "from" text, "to" text, at timestamptz, date date, version text,
             device text, language text)
     order by n
        on conflict do nothing`
}

export async function addInstances(
  tx: Tx,
  instances: readonly { id: string; customerId: string }[],
): Promise<void> {
  await tx.sql`
    insert into journey_walker (id, customer_id)
    select distinct on (id) id, "customerId"
      from jsonb_to_recordset(${tx.sql.json(instances)}::jsonb) as told (id text, "customerId" text)
     order by id
        on conflict do nothing`
}

/** At the first fact of a business date: what is older than is kept here goes. */
export async function beginDay(tx: Tx, on: LocalDate, keptSince: LocalDate): Promise<void> {
  const begun = await tx.sql<{ on: LocalDate }[]>`
    insert into path_day (business_date)
    select ${on} where not exists (select from path_day where business_date >= ${on})
        on conflict do nothing returning business_date as on`
  if (begun.length === 0) return
  await tx.sql`delete from path_day where business_date < ${keptSince}`
  await tx.sql`delete from hop where business_date < ${keptSince}`
}

export type Chosen = {
  readonly way: string
  readonly since: LocalDate
  readonly until: LocalDate
  readonly version?: string
  readonly device?: string
  readonly language?: string
}

const among = (tx: Tx, { way, since, until, version, device, language }: Chosen) => tx.sql`
  way = ${way} and business_date between ${since} and ${until}
  and (${version ?? null}::text is null or app_version = ${version ?? null})
  and (${device ?? null}::text is null or device = ${device ?? null})
  and (${language ?? null}::text is null or language = ${language ?? null})`

/** The latest steps, in each walker's order. */
export async function hopsIn(tx: Tx, chosen: Chosen, max: number) {
  return tx.sql<{ walker: string; from: string; to: string }[]>`
    select walker, "from", "to" from (
      select walker, from_step as "from", to_step as "to", seq
        from hop where ${among(tx, chosen)} order by business_date desc, seq desc limit ${max}
    ) as latest order by walker, seq`
}

export async function edgesIn(tx: Tx, chosen: Chosen, max: number) {
  return tx.sql<{ from: string; to: string; moves: number; people: number }[]>`
    select from_step as "from", to_step as "to", count(*) as moves,
           count(distinct walker) as people
      from hop where ${among(tx, chosen)}
     group by 1, 2 order by people desc, moves desc limit ${max}`
}

type Choices = {
  readonly versions: string[] | null
  readonly devices: string[] | null
  readonly languages: string[] | null
}

/** What there is to choose from in these days. */
export async function choicesIn(tx: Tx, { way, since, until }: Chosen): Promise<Choices> {
  const [row] = await tx.sql<Choices[]>`
    select array_agg(distinct app_version) filter (where app_version is not null) as versions,
           array_agg(distinct device) filter (where device is not null) as devices,
           array_agg(distinct language) filter (where language is not null) as languages
      from hop where way = ${way} and business_date between ${since} and ${until}`
  return row ?? { versions: null, devices: null, languages: null }
}

export async function waysIn(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<{ way: string }[]>`
    with recursive ways (way) as (
      select min(way) from hop
       union all
      select (select min(way) from hop where hop.way > ways.way) from ways where way is not null)
    select way from ways where way is not null`
  return rows.map(({ way }) => way)
}

export async function walkersOn(
  tx: Tx,
  chosen: Chosen & { readonly from: string; readonly to: string },
  max: number,
) {
  return tx.sql<{ walker: string; customerId: string | null; times: number; at: Instant }[]>`
    select walker, coalesce(own.customer_id, of.customer_id) as "customerId", times, at
      from (select walker, count(*) as times, max(at) as at
              from hop
             where ${among(tx, chosen)} and from_step = ${chosen.from} and to_step = ${chosen.to}
             group by walker order by max(at) desc limit ${max}) as went
           left join walker own on own.id = went.walker
           left join journey_walker of on of.id = went.walker
     order by at desc`
}
