/**
 * Quantiles that can be merged: buckets whose bounds grow by a fixed ratio, after DDSketch (Masson,
 * Rim and Lee, 2019). Any quantile it gives is within 1 % of a value of that rank, whatever the
 * distribution and however the values were split and merged again.
 */

/** How far an answer may be from the value of its rank, as a share of it. */
export const ERROR = 0.01
const RATIO = (1 + ERROR) / (1 - ERROR)
const LOG_RATIO = Math.log(RATIO)
/** Nearer to nothing than this counts as nothing. */
const LEAST = 1e-9

/** Counts by bucket: `up` of what is above nothing, `down` of what is below. */
export type Sketch = {
  readonly none: number
  readonly up: readonly Bucket[]
  readonly down: readonly Bucket[]
}
type Bucket = readonly [index: number, count: number]

export const emptySketch: Sketch = { none: 0, up: [], down: [] }

export function sketchOf(values: readonly number[]): Sketch {
  const near = values.filter((value) => Math.abs(value) < LEAST)
  const bucketed = (side: readonly number[]) => counted(side.map((value) => [indexOf(value), 1]))
  return {
    none: near.length,
    up: bucketed(values.filter((value) => value >= LEAST)),
    down: bucketed(values.filter((value) => value <= -LEAST).map((value) => -value)),
  }
}

export const mergedSketch = (a: Sketch, b: Sketch): Sketch => ({
  none: a.none + b.none,
  up: counted([...a.up, ...b.up]),
  down: counted([...a.down, ...b.down]),
})

/** The value of rank `q` (0 to 1), the lower of two between which it falls; nothing of nothing. */
export function quantileOf(sketch: Sketch, q: number): number | undefined {
  const downwards = sketch.down.toReversed().map(([i, n]) => [-middleOf(i), n] as const)
  const upwards = sketch.up.map(([i, n]) => [middleOf(i), n] as const)
  const all = [...downwards, [0, sketch.none] as const, ...upwards]
  const count = all.reduce((sum, [, n]) => sum + n, 0)
  if (count === 0) return undefined
  let left = Math.floor(q * (count - 1)) + 1
  for (const [value, n] of all) {
    left -= n
    if (left <= 0) return value
  }
  return undefined
}

const indexOf = (value: number): number => Math.ceil(Math.log(value) / LOG_RATIO)
/** The point of a bucket from which both its bounds are equally far, as shares. */
const middleOf = (index: number): number => (2 * RATIO ** index) / (RATIO + 1)

function counted(buckets: readonly Bucket[]): readonly Bucket[] {
  const by = new Map<number, number>()
  for (const [index, count] of buckets) by.set(index, (by.get(index) ?? 0) + count)
  return [...by].toSorted(([a], [b]) => a - b)
}
