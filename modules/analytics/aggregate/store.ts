/** All SQL of aggregates. A batch costs a fixed number of statements, whatever its size. */
import type { Aggregate } from '#kernel/aggregate'
import type { Instant } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { Cell } from './cell.ts'

type State = 'catching-up' | 'live' | 'stopped'
export type Kept = {
  readonly id: string
  readonly name: string
  readonly spec: Aggregate
  readonly topics: readonly string[]
  readonly state: State
  readonly origin: 'module' | 'staff' | 'question'
  /** Why it was stopped. */
  readonly problem: string | null
}

const columns = 'id, name, spec, topics, state, origin, problem'.split(', ')

/** Those that count. */
export const running = (tx: Tx): Promise<Kept[]> =>
  tx.sql<Kept[]>`select ${tx.sql(columns)} from aggregate where state <> 'stopped' order by id`

export async function named(tx: Tx, name: string): Promise<Kept | undefined> {
  const [row] = await tx.sql<Kept[]>`
    select ${tx.sql(columns)} from aggregate where name = ${name}`
  return row
}

export async function aggregateOf(tx: Tx, id: string): Promise<Kept | undefined> {
  const [row] = await tx.sql<Kept[]>`select ${tx.sql(columns)} from aggregate where id = ${id}`
  return row
}

/** Locked: nobody else changes its state before we commit. */
export async function lockAggregate(tx: Tx, id: string): Promise<Kept | undefined> {
  const [row] = await tx.sql<Kept[]>`
    select ${tx.sql(columns)} from aggregate where id = ${id} for no key update`
  return row
}

/** False when the name is taken. */
export async function addAggregate(
  tx: Tx,
  kept: Omit<Kept, 'state' | 'problem'>,
): Promise<boolean> {
  const { id, name, spec, topics, origin } = kept
  const rows = await tx.sql<{ id: string }[]>`
    insert into aggregate (id, name, spec, topics, state, origin, made_at)
    values (${id}, ${name}, ${tx.sql.json(spec)}, ${tx.sql.array(topics)}, 'catching-up',
            ${origin}, ${tx.now})
        on conflict (name) do nothing
    returning id`
  return rows.length > 0
}

/** True for who changed it. */
export async function setState(
  tx: Tx,
  id: string,
  { from, to }: { from: State; to: 'catching-up' | 'live' },
): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update aggregate set state = ${to} where id = ${id} and state = ${from} returning id`
  return rows.length > 0
}

export async function stop(tx: Tx, id: string, why: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update aggregate set state = 'stopped', problem = ${why}
     where id = ${id} and state <> 'stopped' returning id`
  return rows.length > 0
}

/** Questions it answered are the lake's again. */
export async function unpromote(tx: Tx, id: string): Promise<void> {
  await tx.sql`
    update question set state = 'lake', aggregate_id = null where aggregate_id = ${id}`
}

/** Of one that is declared anew under its name: what it has counted is no longer asked for. */
export async function forget(tx: Tx, id: string): Promise<void> {
  await unpromote(tx, id)
  await tx.sql`delete from aggregate where id = ${id}`
}

/** How far an aggregate has come in one partition. */
export type Lane = {
  readonly aggregateId: string
  readonly part: number
  readonly next: { readonly [topic: string]: string }
  readonly cells: number
  readonly facts: number
  readonly latest: Instant | null
}
type LaneName = Pick<Lane, 'aggregateId' | 'part'>

/** Makes what is missing and locks them all, always in one order. */
export async function lockLanes(tx: Tx, names: readonly LaneName[]): Promise<Lane[]> {
  const wanted = tx.sql.json(names)
  await tx.sql`
    insert into lane (aggregate_id, part)
    select "aggregateId", part
      from jsonb_to_recordset(${wanted}::jsonb) as lane ("aggregateId" text, part int)
     order by 1, 2
        on conflict do nothing`
  return tx.sql<Lane[]>`
    select aggregate_id as "aggregateId", part, next, cells, facts, latest
      from lane join jsonb_to_recordset(${wanted}::jsonb) as named ("aggregateId" text, part int)
             using (part)
     where lane.aggregate_id = named."aggregateId"
     order by aggregate_id, part for update of lane`
}

export async function saveLanes(tx: Tx, lanes: readonly Lane[]): Promise<void> {
  await tx.sql`
    update lane
       set next = saved.next, cells = saved.cells, facts = saved.facts, latest = saved.latest
      from jsonb_to_recordset(${tx.sql.json(lanes)}::jsonb) as saved
             ("aggregateId" text, part int, next jsonb, cells int, facts bigint, latest timestamptz)
     where lane.aggregate_id = saved."aggregateId" and lane.part = saved.part`
}

export type PlacedCell = Cell & LaneName

/** What is kept already at the places of these. */
export async function cellsAt(tx: Tx, places: readonly PlacedCell[]): Promise<PlacedCell[]> {
  const wanted = places.map(({ aggregateId, part, bucket, key }) => ({
    ...{ aggregateId, part, bucket, key },
  }))
  return tx.sql<PlacedCell[]>`
    select cell.aggregate_id as "aggregateId", part, bucket, key, states
      from cell join jsonb_to_recordset(${tx.sql.json(wanted)}::jsonb) as wanted
                  ("aggregateId" text, part int, bucket text, key text) using (part, bucket, key)
     where cell.aggregate_id = wanted."aggregateId"`
}

export async function saveCells(tx: Tx, cells: readonly PlacedCell[]): Promise<void> {
  await tx.sql`
    insert into cell (aggregate_id, bucket, key, part, states)
    select "aggregateId", bucket, key, part, states
      from jsonb_to_recordset(${tx.sql.json(cells)}::jsonb) as saved
             ("aggregateId" text, part int, bucket text, key text, states jsonb)
     order by 1, 2, 3, 4
        on conflict (aggregate_id, bucket, key, part) do update set states = excluded.states`
}

/** Cells of all partitions, a place's together, latest bucket first. */
export async function cellsIn(
  tx: Tx,
  id: string,
  { from, to, key, max }: { from?: string; to?: string; key?: string; max: number },
): Promise<readonly Cell[]> {
  const one = key === undefined ? tx.sql`true` : tx.sql`key = ${key}`
  const low = from === undefined ? tx.sql`true` : tx.sql`bucket >= ${from}`
  const high = to === undefined ? tx.sql`true` : tx.sql`bucket <= ${to}`
  return tx.sql<Cell[]>`
    select bucket, key, states from cell
     where aggregate_id = ${id} and ${one} and ${low} and ${high}
     order by bucket desc, key limit ${max}`
}

export type Standing = Kept & {
  readonly facts: number
  readonly cells: number
  readonly latest: Instant | null
  /** Each partition's position in each topic. */
  readonly lanes: readonly { readonly [topic: string]: string }[]
}

const STANDINGS_MAX = 500

export const standings = (tx: Tx): Promise<Standing[]> =>
  tx.sql<Standing[]>`
    select a.id, a.name, a.spec, a.topics, a.state, a.origin, a.problem,
           coalesce(sum(l.facts), 0)::bigint as facts, coalesce(sum(l.cells), 0)::int as cells,
           max(l.latest) as latest, coalesce(jsonb_agg(l.next) filter (where l.next is not null),
           '[]') as lanes
      from aggregate a left join lane l on l.aggregate_id = a.id
     group by a.id order by a.name limit ${STANDINGS_MAX}`

export async function progressOf(
  tx: Tx,
  id: string,
): Promise<{ facts: number; latest: Instant | null }> {
  const [row] = await tx.sql<{ facts: number; latest: Instant | null }[]>`
    select coalesce(sum(facts), 0)::bigint as facts, max(latest) as latest
      from lane where aggregate_id = ${id}`
  return row ?? { facts: 0, latest: null }
}
