/** Checks input against its contract, without coercion; says in words what is wrong where. */
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import { shown, type Money } from '#kernel/money'
import { Fault, type FieldFault } from './faults.ts'

type Checker = { Check(value: unknown): boolean; Errors(value: unknown): Wrong[] }
type Wrong = { keyword: string; instancePath: string; params: object }
/** JSON Schema as far as we read it. */
export type Node = TSchema & {
  type?: string
  title?: string
  description?: string
  enum?: readonly string[]
  properties?: { readonly [name: string]: Node }
  required?: readonly string[]
  items?: Node
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  'x-kind'?: string
  'x-class'?: string
  'x-id'?: string
}

const FIELDS_MAX = 50
const compiled = new WeakMap<object, Checker>()

/** Throws `invalid-input` with every field that is wrong (≤ 50). */
export function checkInput(schema: TSchema, value: unknown, at = ''): void {
  const wrong = faultsIn(schema, value)
  if (wrong.length === 0) return
  const fields = wrong.map((field) => ({ ...field, path: joined(at, field.path) }))
  throw new Fault('invalid-input', { fields: fields.slice(0, FIELDS_MAX) })
}

/**
 * Every field that is wrong, where a value is to be told of rather than thrown at. `text` is the
 * value as JSON, from who has it at hand.
 */
export function faultsIn(schema: TSchema, value: unknown, text?: string): readonly FieldFault[] {
  const checker = checkerOf(schema)
  if (!checker.Check(value)) return wrongFields(schema as Node, checker.Errors(value))
  if (isPlain(text ?? JSON.stringify(value))) return []
  return unkeepableIn(value).map((steps) => unkeepable(dotted(steps)))
}

/**
 * Where a value holds text that no table can: a NUL, or half of a character. Schemas let both
 * through, in values and in names of a map, and a fact with one would stop whoever reads it.
 */
export function unkeepableIn(value: unknown, steps: readonly string[] = []): string[][] {
  if (typeof value === 'string') return isKeepable(value) ? [] : [[...steps]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    isKeepable(name) ? unkeepableIn(inner, [...steps, name]) : [[...steps]],
  )
}

/** As JSON such characters stand escaped, others seldom do: most values need no closer look. */
const isPlain = (text: string | undefined): boolean => !text?.includes('\\u')

const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
const unkeepable = (path: string): FieldFault => ({
  path,
  code: 'wrong-format',
  message: 'holds a character that cannot be kept',
})

export const fits = (schema: TSchema, value: unknown): boolean => checkerOf(schema).Check(value)

/** Compiled at first use: a hundred contracts compiled at start would be felt. */
function checkerOf(schema: TSchema): Checker {
  const known = compiled.get(schema)
  if (known) return known
  const checker = Compile(schema) as unknown as Checker
  compiled.set(schema, checker)
  return checker
}

function wrongFields(schema: Node, errors: readonly Wrong[]): FieldFault[] {
  const fields = new Map<string, FieldFault>()
  for (const { keyword, instancePath, params } of errors) {
    const steps = instancePath.split('/').slice(1).map(unescaped)
    const more = params as { requiredProperties?: string[]; additionalProperties?: string[] }
    const said = (path: string[], code: string, message: string) => {
      const field = { path: dotted(path), code, message }
      if (!fields.has(field.path)) fields.set(field.path, field)
    }
    if (keyword === 'boolean') continue // Told by `additionalProperties`, with the name.
    for (const name of more.requiredProperties ?? [])
      said([...steps, name], 'missing', 'is missing')
    for (const name of more.additionalProperties ?? []) {
      said([...steps, name.slice(0, 60)], 'unknown-field', 'is not a field we know')
    }
    if (more.requiredProperties || more.additionalProperties) continue
    const node = nodeAt(schema, steps) ?? {}
    said(steps, codeOf(keyword), wordsOf(node as Node, keyword))
  }
  return [...fields.values()]
}

const CODES: { readonly [keyword: string]: string } = {
  type: 'wrong-type',
  enum: 'not-one-of',
  minimum: 'too-small',
  maximum: 'too-large',
  minLength: 'too-short',
  maxLength: 'too-long',
  maxItems: 'too-many',
  maxProperties: 'too-many',
  pattern: 'wrong-format',
  format: 'wrong-format',
  anyOf: 'wrong-type',
}
const codeOf = (keyword: string): string => CODES[keyword] ?? 'invalid'

/** What each kind of field has to be, for a person who fills it in. */
const KINDS: { readonly [kind: string]: string } = {
  phone: 'must be an Indian mobile number of ten digits',
  pan: 'must be a PAN such as ABCPD1234F',
  name: 'must be a name of letters',
  account: 'must be an account number of 6 to 20 digits',
  address: 'must be an address of at most 300 characters',
  email: 'must be an email address',
  birth: 'must be a date such as 1990-01-31',
  secret: 'is not of the right form',
  date: 'must be a date that exists, such as 2026-01-31',
  instant: 'must be an instant such as 2026-01-31T09:30:00.000Z',
  rate: 'must be a percentage such as "18.5", as text',
  hash: 'must be 64 hexadecimal digits',
  flag: 'must be true or false',
  id: 'must be an id',
}

function wordsOf(node: Node, keyword: string): string {
  const kind = node['x-kind'] ?? ''
  if (kind === 'money') return moneyWords(node)
  if (kind === 'id' && node['x-id']) return `must be an id that starts with ${node['x-id']}_`
  const known = KINDS[kind]
  if (known !== undefined) return known
  if (node.enum) return `must be one of ${node.enum.join(', ')}`
  if (node.type === 'integer' || node.type === 'number') return numberWords(node)
  if (keyword === 'minLength') return `must have at least ${node.minLength} characters`
  if (keyword === 'maxLength') return `must have at most ${node.maxLength} characters`
  if (keyword === 'maxItems') return `must have at most ${node.maxItems} entries`
  if (keyword === 'pattern') return 'is not of the right form'
  if (node.type === 'string') return 'must be text'
  if (node.type === 'array') return 'must be a list'
  if (node.type === 'object') return 'must be an object'
  return 'is not valid'
}

const bounded = (node: Node) => ({
  low: node.minimum === undefined || node.minimum <= -1e15 ? undefined : node.minimum,
  high: node.maximum === undefined || node.maximum >= 1e15 ? undefined : node.maximum,
})

function moneyWords(node: Node): string {
  const { low, high } = bounded(node)
  const text = (paise: number) => shown(paise as Money)
  if (low !== undefined && high !== undefined) {
    return `must be whole paise between ${text(low)} and ${text(high)}`
  }
  if (low !== undefined) return `must be whole paise, at least ${text(low)}`
  if (high !== undefined) return `must be whole paise, at most ${text(high)}`
  return 'must be whole paise'
}

function numberWords(node: Node): string {
  const what = node.type === 'integer' ? 'a whole number' : 'a number'
  const { low, high } = bounded(node)
  if (low !== undefined && high !== undefined) return `must be ${what} from ${low} to ${high}`
  if (low !== undefined) return `must be ${what}, at least ${low}`
  if (high !== undefined) return `must be ${what}, at most ${high}`
  return `must be ${what}`
}

function nodeAt(schema: Node, steps: readonly string[]): Node | undefined {
  let node: Node | undefined = schema
  for (const step of steps) node = node?.properties?.[step] ?? node?.items
  return node
}

const dotted = (steps: readonly string[]): string =>
  steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : joined(path, step)), '')

const joined = (a: string, b: string): string => (a && b ? `${a}.${b}` : a || b)
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** Whether the schema holds a classed field at any depth: then nothing of it may stand in a URL. */
export function holdsClassed(schema: TSchema): boolean {
  const node = schema as Node
  if (node['x-class'] !== undefined) return true
  if (node.items && holdsClassed(node.items)) return true
  return Object.values(node.properties ?? {}).some(holdsClassed)
}
