/** What aggregates tell: partitions' cells put together as figures. */
import type { Scalar } from '#kernel/aggregate'
import type { InputOf, OutputOf } from '#kernel/contract'
import { answer, list, one } from '#platform/http'
import { PARTITIONS } from '#platform/log'
import type { Tx } from '#platform/sql'
import { aggregateEntity, aggregateValues } from '../contract.ts'
import { mergedCell, valuesOf, type Cell } from './cell.ts'
import { cellsIn, named, progressOf, type Kept } from './store.ts'

const ROWS_MAX = 1000

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

const keyOf = ({ key }: Cell): readonly (Scalar | null)[] =>
  JSON.parse(key) as readonly (Scalar | null)[]

/** A month's bucket begins with the year and month alone; what has no time has an empty one. */
const cut = (every: Kept['spec']['every'], on: string): string =>
  every === undefined ? '' : every === 'month' ? on.slice(0, 7) : on
