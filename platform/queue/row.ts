/** All SQL of the effect table. */
import type { Sql, TransactionSql } from 'postgres'
import type { Fact } from '#kernel/contract'
import { instantOf, type Instant } from '#kernel/dates'

/** An effect taken to be sent. */
export type Taken = {
  readonly id: string
  readonly module: string
  readonly name: string
  readonly subject: string
  readonly body: string
  readonly attempt: number
}

/** What a fact on topic `effects` asks for. */
export type Requested = { readonly effect: string; readonly lane: string; readonly input: unknown }

const lines = (values: readonly string[]): string => values.join('\n')

/** Queues what the facts ask for; one that is there already stays as it is. */
export async function enqueue(sql: TransactionSql | Sql, facts: readonly Fact[]): Promise<void> {
  const rows = facts.map((fact) => ({ fact, asked: fact.data as Requested }))
  await sql`
    insert into platform.effect (id, module, name, lane, subject, body, run_at)
    select i, m, n, l, s, b, r from unnest(
      string_to_array(${lines(rows.map(({ fact }) => fact.id))}::text, E'\\n'),
      string_to_array(${lines(rows.map(({ fact }) => moduleIn(fact.type)))}::text, E'\\n'),
      string_to_array(${lines(rows.map(({ asked }) => asked.effect))}::text, E'\\n'),
      string_to_array(${lines(rows.map(({ asked }) => asked.lane))}::text, E'\\n'),
      string_to_array(${lines(rows.map(({ fact }) => fact.key))}::text, E'\\n'),
      string_to_array(${lines(rows.map(({ fact }) => JSON.stringify(fact)))}::text, E'\\n'),
      string_to_array(${lines(rows.map(({ fact }) => fact.at))}::text, E'\\n')::timestamptz[]
    ) as line (i, m, n, l, s, b, r)
    on conflict (id) do nothing`
}

const moduleIn = (type: string): string => type.slice(0, type.indexOf('.'))

type Claim = {
  readonly lane: string
  readonly modules: readonly string[]
  readonly now: Instant
  readonly room: number
  /** The claiming process, and what it is sending already. */
  readonly by: number
  readonly sending: readonly string[]
}

/** Takes due effects of a lane, the longest due first; those of a dead process are free again. */
export async function claim(owner: Sql, wanted: Claim): Promise<Taken[]> {
  const { lane, modules, now, room, by, sending } = wanted
  const rows = await owner<Taken[]>`
    with due as (
      select id from platform.effect
       where state = 'queued' and lane = ${lane} and run_at <= ${now}::text::timestamptz
         and module = any(string_to_array(${lines(modules)}::text, E'\\n'))
         and (taken_by is null or taken_by = ${by} or not platform.log_alive(taken_by))
         and not id = any(string_to_array(${lines(sending)}::text, E'\\n'))
       order by run_at, id limit ${room}
         for update skip locked)
    update platform.effect e set taken_by = ${by}, attempt = e.attempt + 1
      from due where e.id = due.id
    returning e.id, e.module, e.name, e.subject, e.body, e.attempt, e.run_at`
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The outside world failed for now: again at a later business instant. */
export async function putOff(owner: Sql, id: string, runAt: Instant, problem: string) {
  await owner`
    update platform.effect
       set run_at = ${runAt}::text::timestamptz, last_problem = ${problem}, taken_by = null
     where id = ${id} and state = 'queued'`
}

/** What this process had taken when it stopped. */
export async function letGo(owner: Sql, by: number): Promise<void> {
  await owner`
    update platform.effect set taken_by = null where state = 'queued' and taken_by = ${by}`
}

/** The earliest business instant at which something is to be sent. */
export async function nextRun(
  owner: Sql,
  modules: readonly string[],
): Promise<Instant | undefined> {
  const [row] = await owner<{ runAt: Instant }[]>`
    select run_at as "runAt" from platform.effect
     where state = 'queued' and taken_by is null
       and module = any(string_to_array(${lines(modules)}::text, E'\\n'))
     order by run_at limit 1`
  return row?.runAt
}

export type LaneNext = { readonly lane: string; readonly runAt: Instant }

/**
 * Of each lane that has any, its first effect, taken or not: who took it may have died, and only a
 * claim looks into that.
 */
export async function nextOfLanes(
  owner: Sql,
  lanes: readonly string[],
  modules: readonly string[],
): Promise<LaneNext[]> {
  return owner<LaneNext[]>`
    select l.lane, e.run_at as "runAt"
      from unnest(string_to_array(${lines(lanes)}::text, E'\\n')) l (lane),
           lateral (
             select run_at from platform.effect
              where state = 'queued' and lane = l.lane
                and module = any(string_to_array(${lines(modules)}::text, E'\\n'))
              order by run_at limit 1) e`
}

/** Settled effects are facts in the log; here they are kept a week to be looked at. */
const KEPT_MS = 7 * 86_400_000
const SWEEP_MAX = 5000

export async function sweep(owner: Sql, wallMs: number): Promise<void> {
  await owner`
    delete from platform.effect where id in (
      select id from platform.effect
       where state = 'done' and settled_at < ${instantOf(wallMs - KEPT_MS)}::text::timestamptz
       limit ${SWEEP_MAX})`
}

export type EffectCount = {
  readonly module: string
  readonly name: string
  readonly lane: string
  readonly queued: number
  readonly exhausted: number
  readonly done: number
  /** Attempts that failed among those still queued. */
  readonly retrying: number
  readonly next?: Instant
}

export async function countEffects(owner: Sql): Promise<EffectCount[]> {
  const rows = await owner<(Omit<EffectCount, 'next'> & { next: Instant | null })[]>`
    select module, name, lane,
           count(*) filter (where state = 'queued')::int as queued,
           count(*) filter (where state = 'exhausted')::int as exhausted,
           count(*) filter (where state = 'done')::int as done,
           count(*) filter (where state = 'queued' and attempt > 0)::int as retrying,
           min(run_at) filter (where state = 'queued') as next
      from platform.effect group by 1, 2, 3 order by 1, 2`
  return rows.map(({ next, ...row }) => ({ ...row, ...(next !== null && { next }) }))
}
