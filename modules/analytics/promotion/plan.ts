/**
 * A question as a live aggregate: what is counted, and how the answer is put together from it.
 * Cells are kept by business day, so that the days a question names are chosen when it is asked.
 */
import type { Aggregate, Measure, Path, Predicate } from '#kernel/aggregate'
import { isRefused, refuse } from '#kernel/decider'
import { NO_FACT, type AskView, type Column } from '../question/view.ts'
import { parse, type Condition, type How, type No, type Parsed, type Term } from './grammar.ts'

/** What stands in a column of the answer. */
export type Part =
  | { readonly is: 'day' | 'month' }
  | { readonly is: 'key'; readonly at: number }
  | { readonly is: 'measure'; readonly as: string }
  | { readonly is: 'average'; readonly sum: string; readonly count: string }

export type Plan = {
  readonly spec: Aggregate
  readonly columns: readonly { readonly name: string; readonly part: Part }[]
  readonly days: { readonly from?: string; readonly to?: string }
  readonly order: readonly { readonly at: number; readonly desc: boolean }[]
  readonly limit?: number
  /** Figures that are within 1 %, and not exact. */
  readonly approximate: readonly string[]
}

const DAY = 'business_date'
const KEYS_MAX = 3

/** The plan, or why the question stays with the lake. `name` is the aggregate's. */
export function planOf(sql: string, views: readonly AskView[], name: string): Plan | No {
  const parsed = parse(sql)
  if (isRefused(parsed)) return parsed
  const view = views.find((one) => one.name === parsed.view)
  if (!view) return refuse(`There is no view ${parsed.view}.`)
  if (view.type === NO_FACT) return refuse('Its rows are no facts: none of them pass.')
  const keys = keysIn(parsed)
  if (isRefused(keys)) return keys
  const wrong = wrongColumn(parsed, keys, view)
  if (wrong !== undefined) return refuse(wrong)
  const days = parsed.where ? splitDays(parsed.where) : { days: {}, rest: undefined }
  if (isRefused(days)) return days
  const pathOf = (column: string): Path =>
    (view.columns.find((one) => one.name === column) as Column).path
  const measured = measuresOf(parsed, pathOf)
  const columns = parsed.items.map(({ term, as }) => ({
    name: as,
    part: partOf(term, keys, measured),
  }))
  const order = orderOf(parsed)
  if (isRefused(order)) return order
  return {
    spec: {
      ...{ name, from: [view.type], key: keys.map(pathOf), every: 'day' },
      measures: measured.map(({ measure }) => measure),
      ...(days.rest && { filter: predicateOf(days.rest, pathOf) }),
    },
    ...{ columns, days: days.days, order },
    ...(parsed.limit !== undefined && { limit: parsed.limit }),
    approximate: parsed.items.filter(isQuantile).map(({ as }) => as),
  }
}

/** The same plan, of no other days than these as well; both are counted. */
export function within(plan: Plan, { from, to }: Plan['days']): Plan {
  const days = {
    ...plan.days,
    ...(from !== undefined && { from: later(plan.days.from, from) }),
    ...(to !== undefined && { to: earlier(plan.days.to, to) }),
  }
  return { ...plan, days }
}

const isQuantile = ({ term }: Parsed['items'][number]): boolean =>
  term.kind === 'measure' && term.how === 'quantile'

/** Plain columns of the answer are its keys, and they are what it is grouped by. */
function keysIn({ items, group }: Parsed): readonly string[] | No {
  const shown = items.flatMap(({ term }, at) => (term.kind === 'measure' ? [] : [{ term, at }]))
  if (shown.length === items.length) return refuse('It counts nothing: an aggregate keeps figures.')
  if (group !== 'all') {
    const named = group.map((term) =>
      term.kind === 'column' && /^\d+$/.test(term.name)
        ? (items[Number(term.name) - 1]?.term ?? term)
        : (items.find(({ as }) => term.kind === 'column' && as === term.name)?.term ?? term),
    )
    const names = new Set(named.map(nameOf))
    if (names.size !== shown.length || !shown.every(({ term }) => names.has(nameOf(term)))) {
      return refuse('It is grouped by other columns than it shows.')
    }
  }
  const keys = shown.flatMap(({ term }) =>
    term.kind === 'column' && term.name !== DAY ? [term.name] : [],
  )
  const times = shown.length - keys.length
  if (times > 1) return refuse('It shows time twice, by day and by month.')
  if (keys.length > KEYS_MAX) return refuse('It is grouped by more than three columns.')
  return keys
}

const nameOf = (term: Term): string => JSON.stringify(term)

const COUNTED: { readonly [how in How]: readonly string[] | 'any' } = {
  ...{ count: 'any', min: ['int', 'money', 'number', 'text', 'date', 'instant', 'id', 'choice'] },
  ...{ max: ['int', 'money', 'number', 'text', 'date', 'instant', 'id', 'choice'] },
  ...{ sum: ['int', 'money', 'number', 'rate'], avg: ['int', 'money', 'number', 'rate'] },
  quantile: ['int', 'money', 'number', 'rate'],
}
const KEPT_AS_TEXT = new Set(['instant', 'rate', 'number'])

/** The first column that does not exist, or can't be counted or compared as the view has it. */
function wrongColumn(
  { items, where }: Parsed,
  keys: readonly string[],
  { name, columns }: AskView,
): string | undefined {
  const of = (column: string) => columns.find((one) => one.name === column)
  const measures = items.flatMap(({ term }) => (term.kind === 'measure' ? [term] : []))
  const months = items.flatMap(({ term }) => (term.kind === 'month' ? [term.name] : []))
  const compares = where ? columnsIn(where) : []
  const used = [...keys, ...measures.flatMap((one) => one.of ?? []), ...compares, ...months]
  const unknown = used.find((column) => !of(column))
  if (unknown !== undefined) return `${name} has no column ${unknown}.`
  if (months.some((month) => month !== DAY)) return `Time is kept by ${DAY} alone.`
  if (used.includes('fact_id')) return 'It names single facts: an aggregate keeps figures of many.'
  const uncountable = measures.find(({ how, of: column }) => {
    const kinds = COUNTED[how]
    return kinds !== 'any' && (column === undefined || !kinds.includes(of(column)?.kind ?? ''))
  })
  if (uncountable) return `${uncountable.how} of ${uncountable.of ?? 'nothing'} can’t be kept up.`
  const vague = [...keys, ...compares].find((one) => KEPT_AS_TEXT.has(of(one)?.kind ?? ''))
  return (
    vague && `${vague} is too fine to be grouped by or compared: use ${DAY}, or a whole figure.`
  )
}

const columnsIn = (condition: Condition): readonly string[] => {
  if ('column' in condition) return [condition.column]
  return condition.op === 'not' ? columnsIn(condition.of) : condition.of.flatMap(columnsIn)
}

type Split = { readonly days: { from?: string; to?: string }; readonly rest: Condition | undefined }

/** Days named at the top of the condition are chosen when it is asked; the rest is the filter. */
function splitDays(where: Condition): Split | No {
  const terms = flat(where)
  const days: { from?: string; to?: string } = {}
  const rest: Condition[] = []
  for (const term of terms) {
    if (!columnsIn(term).includes(DAY)) rest.push(term)
    else if ('value' in term && typeof term.value === 'string') {
      if (term.op === 'ge' || term.op === 'eq') days.from = later(days.from, term.value)
      if (term.op === 'le' || term.op === 'eq') days.to = earlier(days.to, term.value)
      if (!['ge', 'le', 'eq'].includes(term.op)) return refuse(`${DAY} is bounded by >=, <= or =.`)
    } else return refuse(`${DAY} may only be bounded, at the top of WHERE.`)
  }
  const [only] = rest
  return { days, rest: rest.length > 1 ? { op: 'and', of: rest } : only }
}

const flat = (condition: Condition): readonly Condition[] =>
  condition.op === 'and' ? condition.of.flatMap(flat) : [condition]
const later = (a: string | undefined, b: string) => (a !== undefined && a > b ? a : b)
const earlier = (a: string | undefined, b: string) => (a !== undefined && a < b ? a : b)

function predicateOf(condition: Condition, pathOf: (column: string) => Path): Predicate {
  const inner = (one: Condition) => predicateOf(one, pathOf)
  if (!('column' in condition)) {
    if (condition.op === 'not') return { not: inner(condition.of) }
    return condition.op === 'and'
      ? { and: condition.of.map(inner) }
      : { or: condition.of.map(inner) }
  }
  const path = pathOf(condition.column)
  if (condition.op === 'exists') return { exists: path }
  if ('values' in condition) return { in: [path, condition.values] }
  return { [condition.op]: [path, condition.value] } as Predicate
}

type Measured = { readonly term: Term; readonly measure: Measure }

/** An average is kept as its sum and its count: averages don't merge. */
function measuresOf({ items }: Parsed, pathOf: (column: string) => Path): readonly Measured[] {
  return items.flatMap(({ term }, at): readonly Measured[] => {
    if (term.kind !== 'measure') return []
    const as = `m${at}`
    const of = term.of === undefined ? {} : { of: pathOf(term.of) }
    if (term.how === 'quantile') return [{ term, measure: { as, ...of, how: { q: term.q ?? 0 } } }]
    if (term.how !== 'avg') return [{ term, measure: { as, ...of, how: term.how } }]
    return [
      { term, measure: { as: `${as}s`, ...of, how: 'sum' } },
      { term, measure: { as: `${as}n`, ...of, how: 'count' } },
    ]
  })
}

function partOf(term: Term, keys: readonly string[], measured: readonly Measured[]): Part {
  if (term.kind === 'month') return { is: 'month' }
  if (term.kind === 'column') {
    return term.name === DAY ? { is: 'day' } : { is: 'key', at: keys.indexOf(term.name) }
  }
  const [first, second] = measured.filter((one) => one.term === term)
  if (second) return { is: 'average', sum: first?.measure.as ?? '', count: second.measure.as }
  return { is: 'measure', as: first?.measure.as ?? '' }
}

function orderOf({ items, order }: Parsed): Plan['order'] | No {
  const found = order.map(({ by, desc }) => {
    if (typeof by === 'number') return { at: by - 1, desc }
    const at = items.findIndex(({ term, as }) =>
      typeof by === 'string'
        ? as === by || (term.kind === 'column' && term.name === by)
        : nameOf(term) === nameOf(by),
    )
    return { at, desc }
  })
  const isShown = found.every(({ at }) => at >= 0 && at < items.length)
  return isShown ? found : refuse('It is ordered by something it does not show.')
}
