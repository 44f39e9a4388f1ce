/** All SQL of the river. A batch is one statement, whatever its size. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Stretch } from '../find/standing.ts'
import type { Bucket } from './dwell.ts'
import type { Flow, Move, Settled } from './river.ts'

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

/** Those in each step; late are who entered it within one of its stretches. */
export async function peopleNow(tx: Tx, journey: string, late: readonly Stretch[]) {
  return tx.sql<{ step: string; people: number; review: number; late: number }[]>`
    with stretch as (
      select * from jsonb_to_recordset(${tx.sql.json(late)}::jsonb)
               as one (journey text, state text, "from" timestamptz, until timestamptz))
    select step, count(*) as people, count(*) filter (where review) as review,
           count(stretch.state) as late
      from step left join stretch
        on stretch.journey = step.journey and stretch.state = step.step
       and step.since between stretch."from" and stretch.until
     where step.journey = ${journey} group by step`
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
