/** What aggregates tell: partitions' cells put together as figures. */
import type { Scalar } from '#kernel/aggregate'
import type { InputOf, OutputOf } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { answer, list, one } from '#platform/http'
import { features } from '#modules/device'
import { PARTITIONS } from '#platform/log'
import type { Tx } from '#platform/sql'
import {
  aggregateEntity,
  aggregateStandings,
  aggregateValues,
  countableFacts,
} from '../contract.ts'
import { envelope, fieldsOf, type Field } from '../field.ts'
import { mergedCell, valuesOf, type Cell } from './cell.ts'
import { cellsIn, named, progressOf, standings, type Kept } from './store.ts'
import { isAmong } from './wish.ts'

const ROWS_MAX = 1000

/** What a condition may read of the customer, besides the fact. */
export const featureFields: readonly Field[] = fieldsOf({
  ...{ type: '', topic: '', schema: features },
}).map((one) => ({ ...one, path: one.path.replace(/^data\./, 'features.') }))

export const aggregateQueries = [
  answer(aggregateValues, async (wish, tx) => {
    const kept = await named(tx, wish.name)
    if (!kept) return { found: false, key: [], facts: 0, rows: [], more: false }
    const { facts, latest } = await progressOf(tx, kept.id)
    return {
      ...{ found: true, state: kept.state, key: [...kept.spec.key], facts },
      ...(kept.spec.every && { every: kept.spec.every }),
      ...(latest && { latest }),
      ...(await rowsOf(tx, kept, wish)),
    }
  }),

  answer(aggregateStandings, async (_, tx) => {
    const heads = await tx.tower.log.heads()
    const aggregates = (await standings(tx)).map((one) => ({
      ...{ aggregateId: one.id as Id<'agg'>, name: one.name, state: one.state, spec: one.spec },
      ...{ origin: one.origin, facts: one.facts, cells: one.cells },
      ...(one.problem && { problem: one.problem }),
      ...(one.latest && { latest: one.latest }),
      read: sum(one.lanes.flatMap((next) => Object.values(next).map(Number))),
      of: sum(
        heads.filter(({ topic }) => isAmong(one.topics, topic)).map(({ next }) => Number(next)),
      ),
    }))
    return { at: tx.now, aggregates }
  }),

  answer(countableFacts, async (_, tx) => ({
    envelope: [...envelope],
    facts: tx.tower.kinds
      .map((kind) => ({ type: kind.type, fields: [...fieldsOf(kind)] }))
      .toSorted((a, b) => (a.type < b.type ? -1 : 1)),
    features: [...featureFields],
  })),

  list(aggregateEntity),
  one(aggregateEntity),
]

type Wish = InputOf<typeof aggregateValues>
type Rows = Pick<OutputOf<typeof aggregateValues>, 'rows' | 'more'>

/** One row more than asked for is read, of every partition: whether there is more is then known. */
export async function rowsOf(tx: Tx, { id, spec }: Kept, wish: Wish): Promise<Rows> {
  const max = wish.max ?? ROWS_MAX
  const cells = await cellsIn(tx, id, {
    ...(wish.from && { from: cut(spec.every, wish.from) }),
    // Above every hour of the day, and below the next day.
    ...(wish.to && { to: `${cut(spec.every, wish.to)}~` }),
    ...(wish.key !== undefined && { key: JSON.stringify(wish.key) }),
    max: (max + 1) * PARTITIONS,
  })
  const places = Map.groupBy(cells, ({ bucket, key }) => `${bucket} ${key}`)
  const rows = [...places.values()].slice(0, max).map((group) => {
    const whole = group.reduce((a, b) => mergedCell(spec.measures, a, b))
    return { bucket: whole.bucket, key: keyOf(whole), values: valuesOf(spec.measures, whole) }
  })
  return { rows, more: places.size > max }
}

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0)

const keyOf = ({ key }: Cell): readonly (Scalar | null)[] =>
  JSON.parse(key) as readonly (Scalar | null)[]

/** A month's bucket begins with the year and month alone; what has no time has an empty one. */
const cut = (every: Kept['spec']['every'], on: string): string =>
  every === undefined ? '' : every === 'month' ? on.slice(0, 7) : on
