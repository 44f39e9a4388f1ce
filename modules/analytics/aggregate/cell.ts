/**
 * What an aggregate keeps: a cell for each bucket of time and each combination of its keys. Cells
 * merge in any order to the same figures, so each partition of the log keeps its own.
 */
import type { Aggregate, Every, Measure, Scalar } from '#kernel/aggregate'
import type { Fact } from '#kernel/contract'
import { later, type Instant, type LocalDate } from '#kernel/dates'
import { exact } from '#kernel/rates'
import { holds, valueAt } from '#kernel/predicate'
import { emptySketch, mergedSketch, quantileOf, sketchOf, type Sketch } from './sketch.ts'

/** A count; a sum as exact decimal text; a least or greatest value; a sketch. Null: of nothing. */
type State = number | string | boolean | Sketch | null
export type Cell = {
  /** `2026-01-31`, `2026-01` or `2026-01-31T09`, in India; empty where time plays no part. */
  readonly bucket: string
  /** The key's values as JSON, null where a fact has none: `["MH",null]`. */
  readonly key: string
  readonly states: { readonly [as: string]: State }
}
type Spec = Pick<Aggregate, 'from' | 'key' | 'every' | 'measures' | 'filter'>

const IST_MS = 19_800_000

/** What these facts come to; facts that are not meant leave no trace. */
export function cellsOf(spec: Spec, facts: readonly Fact[]): readonly Cell[] {
  const meant = facts.filter((fact) => isMeant(spec, fact))
  const groups = Map.groupBy(meant, (fact) => JSON.stringify(placeOf(spec, fact)))
  return [...groups.values()].map((group) => {
    const { bucket, key } = placeOf(spec, group[0] as Fact)
    const states = spec.measures.map((one) => [one.as, stateOf(one, group)] as const)
    return { bucket, key, states: Object.fromEntries(states) }
  })
}

const isMeant = ({ from, filter }: Spec, fact: Fact): boolean =>
  from.includes(fact.type) &&
  (filter === undefined || holds(filter, (path) => valueAt(fact, path)) === true)

function placeOf({ key, every }: Spec, fact: Fact): { bucket: string; key: string } {
  const values = key.map((path) => valueAt(fact, path) ?? null)
  return { bucket: bucketOf(every, fact), key: JSON.stringify(values) }
}

export function bucketOf(
  every: Every | undefined,
  { at, businessDate }: { readonly at: Instant; readonly businessDate: LocalDate },
): string {
  if (every === undefined) return ''
  if (every === 'hour') return later(at, IST_MS).slice(0, 13)
  return every === 'day' ? businessDate : businessDate.slice(0, 7)
}

function stateOf({ how, of }: Measure, facts: readonly Fact[]): State {
  if (how === 'count' && of === undefined) return facts.length
  const values = facts.flatMap((fact) => valueAt(fact, of ?? '') ?? [])
  if (how === 'count') return values.length
  if (how === 'min' || how === 'max')
    return values.reduce<State>((a, b) => furthest(how, a, b), null)
  const figures = values.flatMap(figureOf)
  if (how === 'sum') return figures.reduce<string | null>(added, null)
  return sketchOf(figures.map(Number))
}

/** Beyond these a figure is no measure of ours, and a sum of them would not be exact any more. */
const FIGURE_MAX = 1e16
const DECIMALS_MAX = 12

/** A number, or the text of a decimal one, such as a rate; what else there is adds to no sum. */
function figureOf(value: Scalar): readonly string[] {
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,12})?$/.test(value)) return [value]
  if (typeof value !== 'number' || Math.abs(value) > FIGURE_MAX) return []
  return [Number.isSafeInteger(value) ? String(value) : roundedText(value)]
}
const roundedText = (value: number) => exact(value).toDecimalPlaces(DECIMALS_MAX).toFixed()

const WHOLE = /^-?\d+$/

function added(sum: string | null, figure: string): string {
  if (sum === null) return exact(figure).toFixed()
  if (WHOLE.test(sum) && WHOLE.test(figure)) return String(BigInt(sum) + BigInt(figure))
  return exact(sum).plus(figure).toFixed()
}

/** Numbers stand before text, so that the least of a mixture doesn't hang on who came first. */
function furthest(how: 'min' | 'max', a: State, b: State): State {
  if (a === null || b === null) return a ?? b
  const isLess = typeof a === typeof b ? a < b : typeof a === 'number'
  return isLess === (how === 'min') ? a : b
}

/** Two cells of one place as one. */
export function mergedCell(measures: readonly Measure[], a: Cell, b: Cell): Cell {
  const states = measures.map((measure) => {
    const { as } = measure
    return [as, mergedState(measure, a.states[as] ?? null, b.states[as] ?? null)] as const
  })
  return { bucket: a.bucket, key: a.key, states: Object.fromEntries(states) }
}

function mergedState({ how }: Measure, a: State, b: State): State {
  if (how === 'count') return Number(a) + Number(b)
  if (how === 'min' || how === 'max') return furthest(how, a, b)
  if (how === 'sum') return b === null ? a : added(a as string | null, b as string)
  return mergedSketch((a ?? emptySketch) as Sketch, (b ?? emptySketch) as Sketch)
}

export type Value = number | string | boolean | null

/** As people read it; a sum beyond what a number holds exactly stays text. */
export function valuesOf(
  measures: readonly Measure[],
  { states }: Cell,
): { readonly [as: string]: Value } {
  const value = ({ how, as }: Measure): Value => {
    const state = states[as] ?? null
    if (how === 'count') return Number(state)
    if (how === 'min' || how === 'max') return state as Value
    if (how === 'sum') return state === null ? null : numberOrText(state as string)
    return quantileOf((state ?? emptySketch) as Sketch, how.q) ?? null
  }
  return Object.fromEntries(measures.map((measure) => [measure.as, value(measure)]))
}

function numberOrText(text: string): number | string {
  const number = Number(text)
  const isExact = WHOLE.test(text) ? Number.isSafeInteger(number) : exact(number).toFixed() === text
  return isExact ? number : text
}
