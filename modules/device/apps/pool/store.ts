/** All SQL of the pool. Packages are locked in one statement a batch, in one order always. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { AppKind, Classified } from '../kind.ts'
import type { Holding, Move } from './holding.ts'

export type Seen = {
  readonly id: string
  readonly package: string
  readonly label: string
  readonly firstSeenAt: Instant
  readonly guess: string
  readonly surePercent: number
  readonly wantsReview: boolean
} & Pick<Classified, 'kind' | 'basis'>

type Packages = ReadonlyMap<string, Holding>
/** A holding as it is kept, of a package: the names of its fields would be most of it. */
type Line = readonly [
  packageId: string,
  generation: number,
  seenAt: Instant | null,
  removedAt: Instant | null,
]

/** What is known of these holders, held for the rest of the transaction. */
export async function holdersAt(
  tx: Tx,
  holders: readonly string[],
): Promise<ReadonlyMap<string, Packages>> {
  const rows = await tx.sql<{ holder: string; packages: readonly Line[] }[]>`
    select holder, packages from app_holder
     where holder = any (${tx.sql.array(holders)}::text[])
     order by holder for update`
  return new Map(rows.map(({ holder, packages }) => [holder, new Map(packages.map(holdingOf))]))
}

const holdingOf = ([packageId, generation, seenAt, removedAt]: Line) =>
  [packageId, { generation, seenAt, removedAt }] as const

export async function keepHolders(tx: Tx, kept: ReadonlyMap<string, Packages>): Promise<void> {
  if (kept.size === 0) return
  // JSON text holds no raw line break: the texts travel as lines of one, and nothing is escaped.
  const texts = [...kept.values()].map((packages) => JSON.stringify(linesOf(packages))).join('\n')
  await tx.sql`
    insert into app_holder (holder, packages)
    select holder, packages::json
      from unnest(${tx.sql.array([...kept.keys()])}::text[],
                  string_to_array(${texts}, E'\n')) as one (holder, packages)
     order by holder
        on conflict (holder) do update set packages = excluded.packages`
}

/** In one order: however they were told of, the same packages are the same text. */
const linesOf = (packages: Packages): Line[] =>
  [...packages]
    .map(([id, { generation, seenAt, removedAt }]) => [id, generation, seenAt, removedAt] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))

export async function dropHolders(tx: Tx, holders: readonly string[]): Promise<void> {
  if (holders.length === 0) return
  await tx.sql`delete from app_holder where holder = any (${tx.sql.array(holders)}::text[])`
}

/** Of these packages, those the pool has not, or of which it learns a label or an earlier day. */
export async function newsIn(tx: Tx, seen: readonly Seen[]): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ id: string }[]>`
    select one.id
      from unnest(${tx.sql.array(seen.map(({ id }) => id))}::text[],
                  ${tx.sql.array(seen.map(({ firstSeenAt }) => firstSeenAt))}::timestamptz[],
                  ${tx.sql.array(seen.map(({ label }) => label !== ''))}::boolean[])
             as one (id, first_seen_at, labelled)
      left join app_package p on p.id = one.id
     where p.id is null or one.first_seen_at < p.first_seen_at
        or (p.label = '' and one.labelled)`
  return new Set(rows.map(({ id }) => id))
}

/** Takes in packages, and moves their populations; a label is taken from the first who has one. */
export async function movePackages(
  tx: Tx,
  packages: readonly (Seen & { readonly gain: number })[],
): Promise<void> {
  if (packages.length === 0) return
  await tx.sql`
    insert into app_package as p (id, package, label, kind, basis, guess, sure_percent,
                                  wants_review, population, first_seen_at)
    select id, package, label, kind, basis, guess, "surePercent", "wantsReview",
           gain, "firstSeenAt"
      from jsonb_to_recordset(${tx.sql.json(packages)}::jsonb) as one (
             id text, package text, label text, kind text, basis text, guess text,
             "surePercent" int, "wantsReview" boolean, gain int, "firstSeenAt" timestamptz)
     order by id
        on conflict (id) do update
           set population = p.population + excluded.population,
               first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
               label = case when p.label = '' then excluded.label else p.label end,
               kind = case when p.label = '' then excluded.kind else p.kind end,
               guess = case when p.label = '' then excluded.guess else p.guess end,
               sure_percent = case when p.label = '' then excluded.sure_percent
                                   else p.sure_percent end,
               wants_review = case when p.label = '' then excluded.wants_review
                                   else p.wants_review end`
}

export async function addMoves(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  await tx.sql`
    insert into app_package_day as d (package_id, day, gain)
    select "packageId", day, gain
      from jsonb_to_recordset(${tx.sql.json(moves)}::jsonb)
             as one ("packageId" text, day date, gain int)
     order by "packageId", day
        on conflict (package_id, day) do update set gain = d.gain + excluded.gain`
}

/** Moves populations of packages the pool has already. */
export async function movePopulations(tx: Tx, moves: readonly Move[]): Promise<void> {
  await tx.sql`
    with held as (
      select p.id, moved.gain
        from app_package p
        join jsonb_to_recordset(${tx.sql.json(moves)}::jsonb) as moved ("packageId" text, gain int)
          on p.id = moved."packageId"
       order by p.id for update of p)
    update app_package p set population = p.population + held.gain
      from held where p.id = held.id`
}

export type Pooled = {
  readonly package: string
  readonly answered: AppKind | null
  readonly version: number
}

export async function packageOf(tx: Tx, packageId: string): Promise<Pooled | undefined> {
  const [row] = await tx.sql<Pooled[]>`
    select p.package, a.kind as answered, coalesce(a.version, 0) as version
      from app_package p
      left join lateral (
        select kind, version from app_answer
         where package = p.package order by version desc limit 1) a on true
     where p.id = ${packageId}`
  return row
}

/** Waits for all that classifies by the answers of now, and holds off what would. */
export async function insertAnswer(
  tx: Tx,
  answer: { package: string; version: number; kind: AppKind; reason: string },
): Promise<void> {
  await tx.sql`
    insert into app_answer (package, version, kind, reason, answered_by, answered_at)
    values (${answer.package}, ${answer.version}, ${answer.kind}, ${answer.reason},
            ${tx.actor.id}, ${tx.now})`
}

/** One answer at a time: the next sees the version of the last. */
export async function holdPool(tx: Tx): Promise<void> {
  await tx.sql`lock table app_answer in share row exclusive mode`
}

export async function populationOf(
  tx: Tx,
  packageId: string,
  from: LocalDate,
): Promise<{ population: number; moves: readonly { day: LocalDate; gain: number }[] }> {
  const [row] = await tx.sql<{ population: number }[]>`
    select population from app_package where id = ${packageId}`
  const moves = await tx.sql<{ day: LocalDate; gain: number }[]>`
    select day, gain from app_package_day where package_id = ${packageId} and day >= ${from}`
  return { population: row?.population ?? 0, moves }
}
