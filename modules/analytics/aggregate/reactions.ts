/**
 * How aggregates come by their facts: as they pass, and by walking the log from its beginning. Both
 * end in `take`, which counts a stretch from the aggregate's own position on.
 */
import type { EventOf, Fact } from '#kernel/contract'
import type { Aggregate } from '#kernel/aggregate'
import { EARLIEST, on, onBatch, type Stretch } from '#platform/log'
import type { Tx } from '#platform/sql'
import { AggregateMade, AggregateStopped, AggregateWalked } from '../contract.ts'
import { mergedCell } from './cell.ts'
import { counted, untaken } from './counting.ts'
import {
  addAggregate,
  cellsAt,
  forget,
  lockAggregate,
  lockLanes,
  running,
  saveCells,
  saveLanes,
  setState,
  stop,
  unpromote,
  type Kept,
  type Lane,
  type PlacedCell,
} from './store.ts'
import { isAmong, topicsOf } from './wish.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
export const ourKey = 'sys_analytics'
/** Facts a step of the walk reads: it holds a partition's lane, and live facts wait behind it. */
const STEP_FACTS_MAX = 10_000
const PAGE_FACTS = 2000
/** More keys than these in one partition are no aggregate any more but a copy. */
const CELLS_MAX = 20_000

export const aggregateReactions = [
  onBatch('*', 'aggregates', countLive),
  on([AggregateMade, AggregateWalked], 'walk-log', walk),
]

async function countLive(
  _facts: readonly Fact[],
  tx: Tx,
  where: () => readonly Stretch[],
): Promise<void> {
  const all = await running(tx)
  await enterDeclared(tx, all)
  const stretches = where()
  const due = all.filter(({ topics }) => stretches.some(({ topic }) => isAmong(topics, topic)))
  const behind = await take(tx, due, stretches)
  for (const { id, state } of behind) {
    // What is catching up comes here by itself; a live one that was left out starts walking again.
    if (state !== 'live' || !(await setState(tx, id, { from: 'live', to: 'catching-up' }))) continue
    await tx.emit(ourKey, [AggregateWalked({ aggregateId: id as never, facts: 0, done: false })])
  }
}

/** What the modules declare is entered with the first batch after a start. */
async function enterDeclared(tx: Tx, all: readonly Kept[]): Promise<void> {
  const { aggregates, kinds } = tx.tower
  for (const spec of aggregates) {
    const known = all.find(({ name }) => name === spec.name)
    if (known && isSame(known.spec, spec)) continue
    if (known?.origin === 'module') await forget(tx, known.id)
    await enter(tx, spec, topicsOf(spec, kinds), 'module')
  }
}

/** Postgres keeps the fields of a document in an order of its own. */
const isSame = (a: Aggregate, b: Aggregate): boolean => sorted(a) === sorted(b)
const sorted = (of: unknown): string =>
  JSON.stringify(of, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

/** Undefined when the name is taken. */
export async function enter(
  tx: Tx,
  spec: Aggregate,
  topics: readonly string[],
  origin: Kept['origin'],
) {
  const aggregateId = tx.newId('agg')
  const { name } = spec
  if (!(await addAggregate(tx, { id: aggregateId, name, spec, topics, origin }))) return undefined
  await tx.emit(ourKey, [AggregateMade({ aggregateId, name })])
  return aggregateId
}

/** Counts the stretches for each; gives back those that have to walk first. */
async function take(
  tx: Tx,
  aggregates: readonly Kept[],
  stretches: readonly Stretch[],
): Promise<readonly Kept[]> {
  const parts = [...new Set(stretches.map(({ part }) => part))].toSorted((a, b) => a - b)
  const names = aggregates.flatMap(({ id }) => parts.map((part) => ({ aggregateId: id, part })))
  if (names.length === 0) return []
  const behind = new Set<Kept>()
  const fresh: PlacedCell[] = []
  const lanes = (await lockLanes(tx, names)).map((lane): Lane => {
    const kept = aggregates.find(({ id }) => id === lane.aggregateId) as Kept
    const own = stretches.filter(
      ({ part, topic }) => part === lane.part && isAmong(kept.topics, topic),
    )
    const { facts, next, gap } = untaken(lane.next, own, EARLIEST)
    if (gap) behind.add(kept)
    const told = counted(kept.spec, facts)
    fresh.push(...told.cells.map((cell) => ({ ...cell, ...placeOf(lane) })))
    return moved(lane, { ...told, next })
  })
  await keep(tx, aggregates, { lanes, fresh })
  return [...behind]
}

const placeOf = ({ aggregateId, part }: Lane) => ({ aggregateId, part })
const placeName = ({ aggregateId, part, bucket, key }: PlacedCell): string =>
  `${aggregateId} ${part} ${bucket} ${key}`

function moved(lane: Lane, { next, facts, latest }: Pick<Lane, 'next' | 'facts' | 'latest'>): Lane {
  const last = (lane.latest ?? '') > (latest ?? '') ? lane.latest : latest
  return { ...lane, next, facts: lane.facts + facts, latest: last }
}

async function keep(
  tx: Tx,
  aggregates: readonly Kept[],
  { lanes, fresh }: { lanes: readonly Lane[]; fresh: readonly PlacedCell[] },
): Promise<void> {
  const before = fresh.length === 0 ? [] : await cellsAt(tx, fresh)
  const stored = new Map(before.map((cell) => [placeName(cell), cell]))
  const merged = fresh.map((cell) => {
    const old = stored.get(placeName(cell))
    const { measures } = (aggregates.find(({ id }) => id === cell.aggregateId) as Kept).spec
    return old ? { ...cell, ...mergedCell(measures, old, cell) } : cell
  })
  const saved = lanes.map((lane) => ({
    ...lane,
    cells: lane.cells + fresh.filter((cell) => isNewIn(cell, lane, stored)).length,
  }))
  if (merged.length > 0) await saveCells(tx, merged)
  await saveLanes(tx, saved)
  for (const { aggregateId: id, cells } of saved) {
    if (cells > CELLS_MAX) await end(tx, id, 'too-many-keys')
  }
}

const isNewIn = (cell: PlacedCell, lane: Lane, stored: ReadonlyMap<string, PlacedCell>): boolean =>
  cell.aggregateId === lane.aggregateId && cell.part === lane.part && !stored.has(placeName(cell))

export type Why = EventOf<typeof AggregateStopped>['data']['why']

/** Counts no more: what it answered, the lake answers again. */
export async function end(tx: Tx, id: string, why: Why): Promise<void> {
  if (!(await stop(tx, id, why))) return
  await unpromote(tx, id)
  await tx.emit(ourKey, [AggregateStopped({ aggregateId: id as never, why })])
}

type Step = EventOf<typeof AggregateMade> | EventOf<typeof AggregateWalked>

/**
 * One step from where the aggregate stands towards where the log is now. A partition read to its
 * end under its lane's lock stays caught up: live facts follow without a gap. So one round that
 * came to the end of each makes it live.
 */
async function walk({ data }: Fact<Step>, tx: Tx): Promise<void> {
  if ('done' in data && data.done) return
  const kept = await lockAggregate(tx, data.aggregateId)
  if (kept?.state !== 'catching-up') return
  const { log } = tx.tower
  const heads = (await log.heads()).filter(({ topic }) => isAmong(kept.topics, topic))
  let room = STEP_FACTS_MAX
  for (const { topic, part } of heads) {
    if (room <= 0) break
    room -= await walkPlace(tx, kept, { topic, part, room })
  }
  const facts = STEP_FACTS_MAX - Math.max(0, room)
  const done = room > 0
  if (done) await setState(tx, kept.id, { from: 'catching-up', to: 'live' })
  await tx.emit(ourKey, [AggregateWalked({ aggregateId: kept.id as never, facts, done })])
}

/** Reads one partition of a topic to its end, or until there is no room; says how many facts. */
async function walkPlace(
  tx: Tx,
  kept: Kept,
  { topic, part, room }: { topic: string; part: number; room: number },
): Promise<number> {
  const [lane] = await lockLanes(tx, [{ aggregateId: kept.id, part }])
  let from = lane?.next[topic] ?? EARLIEST
  let read = 0
  while (read < room) {
    const page = await tx.tower.log.read({ topic, part, from, max: PAGE_FACTS })
    if (page.facts.length === 0) return read
    await take(tx, [kept], [{ topic, part, from, next: page.next, facts: page.facts }])
    read += page.facts.length
    from = page.next
  }
  return read
}
