/** An aggregate's figures as a chart draws them: time along the foot, a line for each key. Pure. */
import type { aggregateValues } from '#modules/analytics'
import type { OutputOf } from '#kernel/contract'
import { addDays, addMonths, date } from '#kernel/dates'
import { REST, type Drawable } from '../ask/chart-shape.ts'
import { worded } from '../words.ts'

export type Values = OutputOf<typeof aggregateValues>

/** As many lines as can be told apart; the rest are one. */
const LINES_MAX = 5

type Row = Values['rows'][number]
const keyText = ({ key }: Row): string =>
  (key as readonly unknown[])
    .map((part) => (part === null ? 'none' : worded(`${part}`)))
    .join(' · ')
export const figureIn = ({ values }: Row, measure: string): number | null => {
  const told = (values as { readonly [as: string]: unknown })[measure]
  return told === null || told === undefined ? null : Number(told)
}

/**
 * The largest keys each have a line. `isAdding` says whether figures of several keys may be put
 * together: counts and sums may, a least or a quantile may not, and then the rest is not drawn.
 */
export function drawnFrom(
  values: Values,
  { measure, isAdding, unit = 1 }: { measure: string; isAdding: boolean; unit?: number },
): Drawable {
  const figures = values.rows.map((row) => ({
    bucket: row.bucket,
    key: keyText(row),
    figure: figureIn(row, measure),
  }))
  const weights = new Map<string, number>()
  for (const { key, figure } of figures) weights.set(key, (weights.get(key) ?? 0) + (figure ?? 0))
  const keys = [...weights].toSorted(([, a], [, b]) => b - a).map(([key]) => key)
  const own = keys.slice(0, LINES_MAX)
  const lines = keys.length > own.length && isAdding ? [...own, REST] : own
  const told = [...new Set(figures.map(({ bucket }) => bucket))].toSorted()
  const buckets = isAdding ? withoutGaps(told, values.every) : told
  const cells = new Map<string, number | null>()
  for (const { bucket, key, figure } of figures) {
    const line = own.includes(key) ? key : REST
    const place = `${bucket}/${line}`
    const before = cells.get(place)
    cells.set(place, figure === null ? (before ?? null) : (before ?? 0) + figure / unit)
  }
  const name = (line: string) => (line === '' ? worded(measure) : line)
  return {
    columns: [
      { name: values.every ?? 'all', type: values.every === undefined ? 'VARCHAR' : 'DATE' },
      ...lines.map((line) => ({ name: name(line), type: 'DOUBLE' })),
    ],
    rows: buckets.map((bucket) => [
      bucket === '' ? 'all' : bucket,
      ...lines.map((line) => cells.get(`${bucket}/${line}`) ?? (isAdding ? 0 : null)),
    ]),
  }
}

/** As many places along the foot as are drawn. */
const PLACES_MAX = 400

/** Days and months on which nothing happened are there too: nought is a figure. */
function withoutGaps(told: readonly string[], every: Values['every']): readonly string[] {
  const [first, last] = [told[0], told.at(-1)]
  if (first === undefined || last === undefined) return told
  if (every !== 'day' && every !== 'month') return told
  const all: string[] = []
  for (let at = first; at <= last && all.length <= PLACES_MAX;) {
    all.push(at)
    at = every === 'day' ? addDays(date(at), 1) : addMonths(date(`${at}-01`), 1).slice(0, 7)
  }
  return all.length <= PLACES_MAX ? all : told
}
