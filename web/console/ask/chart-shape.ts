/** What of an answer is drawn: one column along the foot, figures as lines or bars. */
import type { AskAnswer } from './ask.tsx'

/** What a chart is drawn of: an answer, or anything told in its form. */
export type Drawable = Pick<AskAnswer, 'columns' | 'rows'>

/** The name of what is put together as the rest. */
export const REST = 'others'

export type Shape = 'table' | 'bars' | 'line'
export type Drawn = {
  readonly along: string
  readonly labels: readonly string[]
  readonly series: readonly {
    readonly name: string
    readonly figures: readonly (number | null)[]
  }[]
}

const SERIES_MAX = 6
const POINTS_MAX = 400
const FIGURE = /INT|DOUBLE|FLOAT|DECIMAL/

/** The first column that is no figure stands along the foot; dates in their order. */
export function drawnOf({ columns, rows }: Drawable): Drawn {
  const isFigure = columns.map(({ type }) => FIGURE.test(type))
  const found = isFigure.indexOf(false)
  const foot = found < 0 ? 0 : found
  const all = rows as (readonly unknown[])[]
  const isTime = /DATE|TIMESTAMP/.test(columns[foot]?.type ?? '')
  const sorted = isTime ? all.toSorted((a, b) => (String(a[foot]) < String(b[foot]) ? -1 : 1)) : all
  const points = isTime ? sorted.slice(-POINTS_MAX) : sorted.slice(0, POINTS_MAX)
  const figures = columns.flatMap(({ name }, at) =>
    isFigure[at] && at !== foot ? [{ name, at }] : [],
  )
  return {
    along: columns[foot]?.name ?? '',
    labels: points.map((row) => String(row[foot] ?? 'none').replace(/T00:00:00\.000Z$/, '')),
    series: figures.slice(0, SERIES_MAX).map(({ name, at }) => ({
      name,
      figures: points.map((row) => (row[at] === null ? null : Number(row[at]))),
    })),
  }
}

/** A chart says one thing in its title. */
export function titleOf(answer: Drawable, title?: string): string {
  const { along, series } = drawnOf(answer)
  return title ?? `${series.map(({ name }) => name).join(', ') || 'Rows'} by ${along}`
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const size = bytes / 1000 ** step
  return `${size < 10 && step > 0 ? size.toFixed(1) : Math.round(size)} ${UNITS[step]}`
}
