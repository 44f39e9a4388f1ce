/** A condition as a form holds it, line by line, and the predicate it comes to. Pure. */
import type { Predicate, Scalar } from '#kernel/aggregate'
import { moneyText } from '#web/kit/figures.ts'
import { worded } from '../words.ts'
import type { CountableField } from './ask.ts'

export const OPS = {
  eq: 'is',
  ne: 'is not',
  ge: 'is at least',
  gt: 'is more than',
  le: 'is at most',
  lt: 'is less than',
  in: 'is one of',
  exists: 'is told',
} as const
export type Op = keyof typeof OPS
export type Line = { readonly path: string; readonly op: Op; readonly value: string }

const FIGURES = new Set(['money', 'int', 'number', 'rate'])

/** A figure, a yes or no, or a text, as the field is; money is typed in rupees. */
function valueIn(typed: string, kind: string): Scalar | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  if (kind === 'flag') return text === 'yes' || text === 'true'
  if (!FIGURES.has(kind)) return text
  const figure = Number(text.replaceAll(',', ''))
  if (!Number.isFinite(figure)) return undefined
  return kind === 'money' ? Math.round(figure * 100) : figure
}

/** All lines together; undefined where there are none, or one of them is not finished. */
export function predicateOf(
  lines: readonly Line[],
  fields: readonly CountableField[],
): Predicate | undefined {
  const parts = lines.map((line) => partOf(line, fields))
  if (parts.length === 0 || parts.includes(undefined)) return undefined
  const [one, ...more] = parts as Predicate[]
  return more.length === 0 ? one : { and: parts as Predicate[] }
}

function partOf({ path, op, value }: Line, fields: readonly CountableField[]) {
  const kind = fields.find((field) => field.path === path)?.kind
  if (kind === undefined) return undefined
  if (op === 'exists') return { exists: path }
  if (op !== 'in') {
    const told = valueIn(value, kind)
    return told === undefined ? undefined : ({ [op]: [path, told] } as Predicate)
  }
  const values = value.split(',').map((one) => valueIn(one, kind))
  return values.includes(undefined) ? undefined : { in: [path, values as Scalar[]] as const }
}

/** A predicate in words, for a line of a table: `newLenders30 ≥ 3 and apps is "full"`. */
export function inWords(predicate: Predicate, fields: readonly CountableField[] = []): string {
  const words = (one: Predicate) => inWords(one, fields)
  if ('and' in predicate) return predicate.and.map(words).join(' and ')
  if ('or' in predicate) return `(${predicate.or.map(words).join(' or ')})`
  if ('not' in predicate) return `not (${words(predicate.not)})`
  if ('exists' in predicate) return `${bare(predicate.exists)} is told`
  const [[op, [path, value]]] = Object.entries(predicate) as [[Op, [string, unknown]]]
  const isMoney = fields.some((field) => field.path === path && field.kind === 'money')
  const said = (one: unknown) => (isMoney ? moneyText(Number(one)) : String(one))
  const values = (Array.isArray(value) ? value : [value]).map(said)
  return `${bare(path)} ${OPS[op]} ${values.join(', ')}`
}

const bare = (path: string): string => worded(path.replace(/^(data|features)\./, '')).toLowerCase()
