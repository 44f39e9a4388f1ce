/**
 * Which facts are meant, in a language that can only read: no code of a person's runs in the house.
 * Three-valued, as SQL's `where` is, so that a question promoted to an aggregate says the same.
 */
import type { Path, Predicate, Scalar } from './aggregate.ts'

const DEPTH_MAX = 8
const PARTS_MAX = 60
const ANY_OF_MAX = 200
const TEXT_MAX = 200

/** What stands there, if it is a plain value; an object or a list is none. */
export function valueAt(of: object, path: Path): Scalar | undefined {
  let value: unknown = of
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as { readonly [name: string]: unknown })[step]
  }
  return isScalar(value) ? value : undefined
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

export type Read = (path: Path) => Scalar | undefined

/** True, false, or undefined where a value it needs is absent or of another kind. */
export function holds(predicate: Predicate, read: Read): boolean | undefined {
  if ('and' in predicate) return every(predicate.and.map((one) => holds(one, read)))
  if ('or' in predicate) return not(every(predicate.or.map((one) => not(holds(one, read)))))
  if ('not' in predicate) return not(holds(predicate.not, read))
  if ('exists' in predicate) return read(predicate.exists) !== undefined
  if ('in' in predicate) {
    const [path, values] = predicate.in
    const value = read(path)
    return value === undefined ? undefined : values.includes(value)
  }
  const [op, [path, wanted]] = Object.entries(predicate)[0] as [Op, readonly [Path, Scalar]]
  const value = asKind(read(path), wanted)
  return value === undefined ? undefined : compares[op](value, wanted)
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,12})?$/

/** What stands there, where it is of the kind wanted; a decimal's text (a rate) is a figure. */
function asKind(value: Scalar | undefined, wanted: Scalar): Scalar | undefined {
  if (typeof value === typeof wanted) return value
  const isFigure = typeof wanted === 'number' && typeof value === 'string' && DECIMAL.test(value)
  return isFigure ? Number(value) : undefined
}

const compares = {
  eq: (a: Scalar, b: Scalar) => a === b,
  ne: (a: Scalar, b: Scalar) => a !== b,
  lt: (a: Scalar, b: Scalar) => a < b,
  le: (a: Scalar, b: Scalar) => a <= b,
  gt: (a: Scalar, b: Scalar) => a > b,
  ge: (a: Scalar, b: Scalar) => a >= b,
}
type Op = keyof typeof compares

const not = (value: boolean | undefined) => (value === undefined ? undefined : !value)
const every = (values: readonly (boolean | undefined)[]): boolean | undefined =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true

/** A field, and what it is compared with: nothing where it only has to be told. */
export type Comparison = { readonly path: Path; readonly with: readonly Scalar[] }

/** Every comparison in it, however deep. */
export function comparisonsIn(predicate: Predicate): readonly Comparison[] {
  if ('and' in predicate) return predicate.and.flatMap(comparisonsIn)
  if ('or' in predicate) return predicate.or.flatMap(comparisonsIn)
  if ('not' in predicate) return comparisonsIn(predicate.not)
  if ('exists' in predicate) return [{ path: predicate.exists, with: [] }]
  const [[path, wanted]] = Object.values(predicate) as [readonly [Path, Scalar | readonly Scalar[]]]
  return [{ path, with: [wanted].flat() }]
}

/** Every path it reads. */
export const pathsIn = (predicate: Predicate): readonly Path[] =>
  comparisonsIn(predicate).map(({ path }) => path)

/** Whether any JSON is a predicate, and one of bearable size. */
export function isPredicate(told: unknown): told is Predicate {
  const left = { parts: PARTS_MAX }
  return isOne(told, DEPTH_MAX, left)
}

function isOne(told: unknown, depth: number, left: { parts: number }): boolean {
  if (depth === 0 || left.parts-- <= 0) return false
  if (typeof told !== 'object' || told === null || Object.keys(told).length !== 1) return false
  const [op, of] = Object.entries(told)[0] as [string, unknown]
  if (op === 'and' || op === 'or') {
    return Array.isArray(of) && of.length > 0 && of.every((one) => isOne(one, depth - 1, left))
  }
  if (op === 'not') return isOne(of, depth - 1, left)
  if (op === 'exists') return isPath(of)
  if (!Array.isArray(of) || of.length !== 2 || !isPath(of[0])) return false
  if (op !== 'in') return op in compares && isPlain(of[1])
  return Array.isArray(of[1]) && of[1].length <= ANY_OF_MAX && of[1].every(isPlain)
}

const isPath = (told: unknown): boolean =>
  typeof told === 'string' && /^[a-zA-Z][\w-]*(\.[\w-]+){0,5}$/.test(told) && told.length <= 120
const isPlain = (told: unknown): boolean =>
  isScalar(told) && (typeof told !== 'string' || told.length <= TEXT_MAX)
