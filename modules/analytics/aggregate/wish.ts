/** Whether an aggregate that somebody wishes for can be kept: its facts and fields exist. */
import type { Aggregate, Every, Measure, Path } from '#kernel/aggregate'
import { refuse, type Refused } from '#kernel/decider'
import { isPredicate, pathsIn } from '#kernel/predicate'
import { envelope, fieldsOf, isFigure, isPossible, type Field, type FieldSource } from '../field.ts'

/** As a person sends it: all fields plain. */
export type Wish = {
  readonly name: string
  readonly from: readonly string[]
  readonly key: readonly Path[]
  readonly every?: Every
  readonly measures: readonly {
    readonly as: string
    readonly of?: Path
    readonly how: 'count' | 'sum' | 'min' | 'max' | 'quantile'
    readonly q?: number
  }[]
  readonly filter?: unknown
}
type Why = 'unknown-event' | 'unknown-field' | 'filter-invalid' | 'measure-invalid'

/** The aggregate it comes to, or why there can be none. */
export function granted(wish: Wish, kinds: readonly FieldSource[]): Aggregate | Refused<Why> {
  const { filter, measures, every, ...rest } = wish
  const of = wish.from.map((type) => kinds.find((kind) => kind.type === type))
  const known = of.filter((kind) => kind !== undefined)
  if (known.length === 0 || known.length < of.length) return refuse('unknown-event')
  if (filter !== undefined && !isPredicate(filter)) return refuse('filter-invalid')
  const measured = measures.map(measureOf)
  const names = new Set(measures.map(({ as }) => as))
  if (measured.includes(undefined) || names.size < measures.length) return refuse('measure-invalid')
  const fields = [...envelope, ...known.flatMap(fieldsOf)]
  const used = [...wish.key, ...measures.flatMap((one) => one.of ?? [])]
  const paths = [...used, ...(filter === undefined ? [] : pathsIn(filter))]
  if (!paths.every((path) => fields.some((field) => field.path === path))) {
    return refuse('unknown-field')
  }
  if (filter !== undefined && !isPossible(filter, fields)) return refuse('filter-invalid')
  if (!measures.every((one) => isMeasurable(one, fields))) return refuse('measure-invalid')
  return {
    ...{ ...rest, measures: measured as Measure[] },
    ...(every !== undefined && { every }),
    ...(filter !== undefined && { filter }),
  }
}

/** Only a count can do without a field, only a quantile has a rank. */
function measureOf({ as, of, how, q }: Wish['measures'][number]): Measure | undefined {
  if ((how === 'quantile') !== (q !== undefined)) return undefined
  if (of === undefined) return how === 'count' ? { as, how } : undefined
  return { as, of, how: how === 'quantile' ? { q: q ?? 0 } : how }
}

/** Only figures are added up and ranked; the least of anything can be told. */
const isMeasurable = ({ of, how }: Wish['measures'][number], fields: readonly Field[]): boolean =>
  (how !== 'sum' && how !== 'quantile') ||
  fields.some((field) => field.path === of && isFigure(field))

/** The topics that may hold its facts. */
export const topicsOf = (
  { from }: Pick<Aggregate, 'from'>,
  kinds: readonly FieldSource[],
): readonly string[] => [
  ...new Set(kinds.filter(({ type }) => from.includes(type)).map(({ topic }) => topic)),
]

/** A topic's lanes for bulk are topics too: `device.sms.historical` of `device.sms`. */
export const isAmong = (topics: readonly string[], topic: string): boolean =>
  topics.some((one) => topic === one || topic.startsWith(`${one}.`))
