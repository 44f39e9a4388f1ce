/** All SQL of monitor. Batches are sets: one statement each, whatever their size. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Bucket } from './dwell.ts'
import type { Alias, Line } from './path.ts'
import type { Flow, Move, Settled } from './river.ts'

// The trail.

export async function insertLines(tx: Tx, lines: readonly Line[]): Promise<void> {
  const rows = lines.map((line, n) => ({ ...line, n }))
  await tx.sql`
    insert into trail (id, key, type, v, topic, at, rx, business_date, actor, cause, correlation,
                       policy_version, data)
    select id, key, type, v, topic, at, rx, date, actor, cause, correlation, policy, data
      from jsonb_to_recordset(${tx.sql.json(rows)}::jsonb) as line (
             id text, key text, type text, v int, topic text, at timestamptz, rx timestamptz,
             date date, actor text, cause text, correlation text, policy text, data jsonb, n int)
     order by n
        on conflict (id) do nothing`
}

export async function insertAliases(tx: Tx, aliases: readonly Alias[]): Promise<void> {
  await tx.sql`
    insert into alias (key, customer_id, at)
    select key, "customerId", at
      from jsonb_to_recordset(${tx.sql.json(aliases)}::jsonb)
             as alias (key text, "customerId" text, at timestamptz)
        on conflict do nothing`
}

export type Marked = { readonly mark: string; readonly customerId: string; readonly what: string }

/** In one order always: two processes that meet the same ones must not wait for each other. */
export async function insertHandles(tx: Tx, handles: readonly Marked[]): Promise<void> {
  await tx.sql`
    insert into handle (mark, customer_id, what)
    select mark, "customerId", what
      from jsonb_to_recordset(${tx.sql.json(handles)}::jsonb)
             as handle (mark text, "customerId" text, what text)
     order by mark, "customerId"
        on conflict do nothing`
}

export async function handlesByMark(tx: Tx, mark: string, max: number) {
  return tx.sql<{ customerId: Id<'cus'>; what: string }[]>`
    select customer_id as "customerId", what from handle where mark = ${mark}
     order by customer_id limit ${max}`
}

const MERGES_MAX = 10

/** Every record of the person, and the installs once tied to one, as known at the instant. */
export async function keysOf(
  tx: Tx,
  customerId: string,
  knownAt: Instant,
): Promise<{ customers: string[]; installs: string[] }> {
  const rows = await tx.sql<{ key: string }[]>`
    with recursive known as (select key, customer_id from alias where at <= ${knownAt}),
    elder (key, depth) as (
      select ${customerId}::text, 0
       union all
      select known.customer_id, elder.depth + 1 from known join elder on known.key = elder.key
       where elder.depth < ${MERGES_MAX}),
    person (key, depth) as (
      (select key, 0 from elder order by depth desc limit 1)
       union all
      select known.key, person.depth + 1 from known join person on known.customer_id = person.key
       where person.depth < ${MERGES_MAX})
    select distinct key from person`
  const keys = rows.map(({ key }) => key)
  return {
    customers: keys.filter((key) => key.startsWith('cus_')),
    installs: keys.filter((key) => !key.startsWith('cus_')),
  }
}

export type PathRow = Omit<Line, 'key' | 'v' | 'topic' | 'correlation' | 'date'> & {
  readonly seq: number
  readonly date: LocalDate
  readonly causedAt: Instant | null
}
export type Place = { readonly at: Instant; readonly seq: number }

/**
 * The facts of these keys in the order in which they came to be known. A fact of an install belongs
 * to whoever signed in on it next; after the last sign-in, to whoever that was.
 */
export async function linesOf(
  tx: Tx,
  whose: { customers: readonly string[]; installs: readonly string[]; knownAt: Instant },
  page: { after: Place; max: number },
): Promise<readonly PathRow[]> {
  const { customers, installs, knownAt } = whose
  const { after, max } = page
  return tx.sql<PathRow[]>`
    select t.id, t.seq, t.type, t.at, t.rx, t.business_date as date, t.actor, t.cause,
           t.policy_version as policy, t.data, c.at as "causedAt"
      from trail t left join trail c on c.id = t.cause
     where t.key = any(${[...customers, ...installs]}::text[])
       and t.at <= ${knownAt}
       and (t.at, t.seq) > (${after.at}::timestamptz, ${after.seq}::bigint)
       and (t.key = any(${customers}::text[]) or coalesce(
             (select a.customer_id from alias a
               where a.key = t.key and a.at >= t.at and a.at <= ${knownAt}
               order by a.at limit 1),
             (select a.customer_id from alias a
               where a.key = t.key and a.at < t.at
               order by a.at desc limit 1)) = any(${customers}::text[]))
     order by t.at, t.seq
     limit ${max}`
}

/** The last fact of each, of those who have any. */
export async function lastOf(tx: Tx, customerIds: readonly string[]) {
  return tx.sql<{ customerId: string; type: string; at: Instant }[]>`
    select key as "customerId", last.type, last.at
      from unnest(${customerIds}::text[]) as key,
           lateral (select type, at from trail where trail.key = key.key
                     order by at desc, seq desc limit 1) last`
}

// The river.

/** At the first fact of a business date: how many stand in each step. */
export async function beginDay(tx: Tx, day: LocalDate): Promise<void> {
  await tx.sql`
    with begun as (
      insert into river_day (business_date)
      select ${day} where not exists (select from river_day where business_date >= ${day})
          on conflict do nothing
      returning business_date)
    insert into step_day (business_date, journey, step, people)
    select begun.business_date, step.journey, step.step, count(*)
      from begun, step group by 1, 2, 3`
}

/** Keeps the moves that are new, and counts those. */
export async function insertMoves(tx: Tx, moves: readonly Move[]): Promise<void> {
  const rows = moves.map((move, n) => ({ ...move, n }))
  await tx.sql`
    with told as (
      select * from jsonb_to_recordset(${tx.sql.json(rows)}::jsonb) as move (
        n int, fact text, journey text, id text, "customerId" text, "from" text, "to" text,
        trigger text, at timestamptz, date date, since timestamptz, "sameDay" boolean,
        bucket int, review boolean)),
    fresh as (
      insert into move (fact, journey, id, customer_id, from_step, to_step, trigger, at,
                        business_date, same_day, bucket, review)
      select fact, journey, id, "customerId", "from", "to", trigger, at, date, "sameDay", bucket,
             review
        from told order by n
          on conflict (fact) do nothing
      returning *),
    gone as (
      select * from fresh where from_step <> to_step),
    flows as (
      insert into flow_day as f (journey, business_date, from_step, to_step, trigger, moves,
                                 same_day)
      select journey, business_date, from_step, to_step, trigger, count(*),
             count(*) filter (where same_day)
        from gone group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
          on conflict (journey, business_date, from_step, to_step, trigger) do update
         set moves = f.moves + excluded.moves, same_day = f.same_day + excluded.same_day),
    dwells as (
      insert into dwell_day as d (journey, business_date, step, bucket, moves)
      select journey, business_date, from_step, bucket, count(*)
        from gone where from_step <> '' group by 1, 2, 3, 4 order by 1, 2, 3, 4
          on conflict (journey, business_date, step, bucket) do update
         set moves = d.moves + excluded.moves)
    insert into step as s (journey, id, customer_id, step, since, moved_at, review)
    select distinct on (fresh.journey, fresh.id)
           fresh.journey, fresh.id, fresh.customer_id, fresh.to_step, told.since, fresh.at,
           fresh.review
      from fresh join told using (fact)
     order by fresh.journey, fresh.id, fresh.at desc, fresh.seq desc
        on conflict (journey, id) do update
       set step = excluded.step, since = excluded.since, moved_at = excluded.moved_at,
           review = excluded.review, customer_id = excluded.customer_id
     where excluded.moved_at >= s.moved_at`
}

/** What a review held goes on; one that has moved since is another matter. */
export async function settleReviews(tx: Tx, settled: readonly Settled[]): Promise<void> {
  await tx.sql`
    update step set review = false
      from jsonb_to_recordset(${tx.sql.json(settled)}::jsonb)
             as done (journey text, id text, at timestamptz)
     where step.journey = done.journey and step.id = done.id and step.moved_at <= done.at`
}

export async function peopleNow(tx: Tx, journey: string) {
  return tx.sql<{ step: string; people: number; review: number }[]>`
    select step, count(*) as people, count(*) filter (where review) as review
      from step where journey = ${journey} group by step`
}

/** How many stood in each step at an earlier instant: that day's first count, and its moves. */
export async function peopleAt(tx: Tx, journey: string, at: Instant, on: LocalDate) {
  return tx.sql<{ step: string; people: number }[]>`
    with base as (select max(business_date) as day from river_day where business_date <= ${on})
    select step, sum(people)::bigint as people from (
      select step, people from step_day join base on business_date = day
       where journey = ${journey}
       union all
      select to_step, 1 from move join base on business_date >= day
       where journey = ${journey} and business_date <= ${on} and at <= ${at}
       union all
      select from_step, -1 from move join base on business_date >= day
       where journey = ${journey} and business_date <= ${on} and at <= ${at}
    ) as counted (step, people)
     where step <> '' group by step`
}

export async function flowsOn(tx: Tx, journey: string, on: LocalDate): Promise<readonly Flow[]> {
  return tx.sql<Flow[]>`
    select from_step as "from", to_step as "to", trigger, moves as count, same_day as "sameDay"
      from flow_day where journey = ${journey} and business_date = ${on}
     order by moves desc, from_step, to_step, trigger limit 500`
}

export async function dwellsSince(tx: Tx, journey: string, from: LocalDate) {
  return tx.sql<(Bucket & { step: string })[]>`
    select step, bucket, sum(moves)::bigint as moves
      from dwell_day where journey = ${journey} and business_date >= ${from}
     group by step, bucket`
}

export type Standing = {
  readonly customerId: Id<'cus'>
  readonly id: string
  readonly since: Instant
  readonly review: boolean
}

/** Who stands in a step, the longest there first. */
export async function peopleInStep(
  tx: Tx,
  { journey, step }: { journey: string; step: string },
  page: { after: { since: Instant; id: string }; max: number },
): Promise<readonly Standing[]> {
  const { after, max } = page
  return tx.sql<Standing[]>`
    select customer_id as "customerId", id, since, review from step
     where journey = ${journey} and step = ${step}
       and (since, id) > (${after.since}::timestamptz, ${after.id}::text)
     order by since, id limit ${max}`
}

/** Where a person's journeys stood at an instant, the latest moved first. */
export async function journeysOf(tx: Tx, customerIds: readonly string[], knownAt: Instant) {
  return tx.sql<{ journey: string; id: string; state: string; since: Instant }[]>`
    select journey, id, state, since from (
      select distinct on (journey, id) journey, id, to_step as state, at as since
        from move where customer_id = any(${customerIds}::text[]) and at <= ${knownAt}
       order by journey, id, at desc, seq desc) as latest
     order by since desc limit 50`
}
