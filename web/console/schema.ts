/** What the contracts' JSON Schemas say about a field, for pages that draw it. */

export type Schema = {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly 'x-kind'?: string
  readonly 'x-class'?: string
  readonly 'x-id'?: string
}

export type Kind =
  | 'money'
  | 'rate'
  | 'date'
  | 'instant'
  | 'id'
  | 'int'
  | 'number'
  | 'text'
  | 'flag'
  | 'choice'
  | 'hash'
  | 'list'
  | 'shape'
  | 'map'
  | 'json'
  | 'secret'
  | 'file'
  | 'personal'

const KINDS: ReadonlySet<string> = new Set([
  ...['money', 'rate', 'date', 'instant', 'id', 'int', 'number', 'text', 'flag', 'choice'],
  ...['hash', 'list', 'shape', 'map', 'json', 'secret', 'file'],
])

export function kindOf(schema: Schema): Kind {
  if (schema['x-class'] === 'secret') return 'secret'
  if (schema['x-class'] === 'birth') return 'date'
  if (schema['x-class'] !== undefined) return 'personal'
  const kind = schema['x-kind']
  if (kind !== undefined && KINDS.has(kind)) return kind as Kind
  return schema.type === 'object' ? 'shape' : 'json'
}

export const isRequired = (of: Schema, field: string): boolean =>
  of.required?.includes(field) ?? false

export const fieldsOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(schema.properties ?? {})

/** Figures stand to the right, so that their digits stand under each other. */
export const isFigure = (schema: Schema): boolean =>
  ['money', 'int', 'number', 'rate'].includes(kindOf(schema))

/** Any field of it, at any depth, is personal: it must not stand in a URL. */
export function holdsPersonal(schema: Schema | undefined): boolean {
  if (!schema) return false
  if (schema['x-class'] !== undefined) return true
  if (holdsPersonal(schema.items)) return true
  return Object.values(schema.properties ?? {}).some(holdsPersonal)
}
