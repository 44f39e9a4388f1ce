/** A promoted question's answer from its aggregate's cells, and whether the lake's is equal. */
import { mergedCell, valuesOf, type Cell, type Value } from '../aggregate/cell.ts'
import type { Part, Plan } from './plan.ts'

export type Row = readonly Value[]

/** The answer from the aggregate's cells, of the plan's days. */
export function answered(plan: Plan, cells: readonly Cell[]): readonly Row[] {
  const { spec, columns, days, limit } = plan
  const time = columns.find(({ part }) => part.is === 'day' || part.is === 'month')?.part.is
  const within = cells.filter(
    ({ bucket }) => bucket >= (days.from ?? '') && (days.to === undefined || bucket <= days.to),
  )
  const shown = within.map((cell) => ({ ...cell, bucket: shownTime(time, cell.bucket) }))
  const groups = [...Map.groupBy(shown, ({ bucket, key }) => `${bucket} ${key}`).values()]
  const isOne = time === undefined && spec.key.length === 0
  const nothing = { bucket: '', key: '[]', states: {} }
  const whole = groups.length === 0 && isOne ? [[nothing]] : groups
  const rows = whole.map((group) => {
    const cell = group.reduce((a, b) => mergedCell(spec.measures, a, b))
    const values = valuesOf(spec.measures, cell)
    const key = JSON.parse(cell.key) as readonly Value[]
    return columns.map(({ part }) => valueIn(part, { cell, values, key }))
  })
  return rows.toSorted(byOrder(plan)).slice(0, limit)
}

/** A month is told by its first day, as SQL does. */
const shownTime = (time: string | undefined, bucket: string): string =>
  time === 'day' ? bucket : time === 'month' ? `${bucket.slice(0, 7)}-01` : ''

type Told = {
  readonly cell: Cell
  readonly values: { readonly [as: string]: Value }
  readonly key: readonly Value[]
}

function valueIn(part: Part, { cell, values, key }: Told): Value {
  if (part.is === 'key') return key[part.at] ?? null
  if (part.is === 'measure') return values[part.as] ?? null
  if (part.is !== 'average') return cell.bucket
  const count = Number(values[part.count] ?? 0)
  return count === 0 ? null : Number(values[part.sum]) / count
}

/** Nulls come last, whichever way, as in the lake's engine. */
function byOrder({ order }: Plan): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const { at, desc } of order) {
      const [x, y] = [a[at] ?? null, b[at] ?? null]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      const less = typeof x === 'number' && typeof y === 'string' ? x < Number(y) : x < y
      return less === desc ? 1 : -1
    }
    return 0
  }
}

const CLOSE = 1e-9
const SKETCHED = 0.02

/**
 * Whether both say the same: exactly, but for averages' last digits and quantiles' 1 %. Rows that
 * tie may stand in either order; cut off by a limit, either of them may be the one that is told.
 */
export function isEqual(
  plan: Plan,
  lake: readonly (readonly unknown[])[],
  live: readonly Row[],
): boolean {
  if (lake.length !== live.length) return false
  const isAlike = (at: number, a: readonly unknown[], b: readonly unknown[] | undefined) => {
    const isRough = plan.approximate.includes(plan.columns[at]?.name ?? '')
    return b !== undefined && isSame(a[at], b[at], isRough ? SKETCHED : CLOSE)
  }
  const isOrdered = lake.every((row, i) => plan.order.every(({ at }) => isAlike(at, row, live[i])))
  const known = new Map(live.map((row) => [placeOf(plan, row), row]))
  const isTold = lake.every((row) => {
    const other = known.get(placeOf(plan, row))
    if (other === undefined) return plan.limit !== undefined
    return plan.columns.every((_, at) => isAlike(at, row, other))
  })
  return isOrdered && isTold
}

/** Keys and time alone tell rows apart: figures must not decide which rows are compared. */
function placeOf({ columns }: Plan, row: readonly unknown[]): string {
  const isFigure = ({ is }: Part) => is === 'measure' || is === 'average'
  const places = columns.flatMap(({ part }, at) => (isFigure(part) ? [] : [at]))
  return JSON.stringify(places.map((at) => plain(row[at])))
}

const plain = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value).replace(/T00:00:00\.000Z$/, '')

function isSame(a: unknown, b: unknown, room: number): boolean {
  if (plain(a) === plain(b)) return true
  const [x, y] = [Number(a), Number(b)]
  if (a === null || b === null || Number.isNaN(x) || Number.isNaN(y)) return false
  return Math.abs(x - y) <= room * Math.max(Math.abs(x), Math.abs(y))
}
