/**
 * What a fact has to read: its envelope, and the plain fields of its data as its contract declares
 * them. What is personal or sealed is not there, for nobody (DESIGN §10).
 */
import type { Path, Predicate, Scalar } from '#kernel/aggregate'
import { comparisonsIn } from '#kernel/predicate'

export type Field = {
  readonly path: Path
  /** The contract's word for it: money, date, instant, int, text, flag, id … */
  readonly kind: string
  readonly meaning: string
  /** All it can be, where the contract lists its words. */
  readonly values?: string[]
}
/** What of an event kind is needed to know its fields. */
export type FieldSource = { readonly type: string; readonly topic: string; readonly schema: object }

/** Envelope fields that may be read, and what they mean. */
export const envelope: readonly Field[] = [
  { path: 'key', kind: 'id', meaning: 'Whom it is about: the customer' },
  { path: 'type', kind: 'text', meaning: 'What happened' },
  { path: 'topic', kind: 'text', meaning: 'The stream it stands in' },
  { path: 'v', kind: 'int', meaning: 'The version of its shape' },
  { path: 'at', kind: 'instant', meaning: 'When we recorded it, in business time' },
  { path: 'businessDate', kind: 'date', meaning: 'The Indian business date of that' },
  { path: 'policyVersion', kind: 'text', meaning: 'The policy it was decided by' },
  { path: 'actor.kind', kind: 'text', meaning: 'Who did it: customer, staff, partner or module' },
  { path: 'actor.id', kind: 'text', meaning: 'Which of them' },
]

type Node = {
  readonly 'x-kind'?: string
  readonly 'x-class'?: string
  readonly 'x-id'?: string
  readonly description?: string
  readonly title?: string
  readonly enum?: readonly string[]
  readonly properties?: { readonly [name: string]: Node }
}

const SEALED = /sealed$|^token$|secret|password/i
const DEPTH_MAX = 4

/** The plain fields of an event's data: `data.amount`, `data.verdict.outcome`. */
export const fieldsOf = ({ schema }: FieldSource): readonly Field[] =>
  plainIn(schema as Node, 'data', DEPTH_MAX)

function plainIn({ properties = {} }: Node, at: string, depth: number): readonly Field[] {
  return Object.entries(properties).flatMap(([name, node]): readonly Field[] => {
    const path = `${at}.${name}`
    if (node['x-class'] !== undefined || SEALED.test(name)) return []
    if (node.properties !== undefined) return depth > 0 ? plainIn(node, path, depth - 1) : []
    const kind = node['x-kind'] ?? 'json'
    if (kind === 'list' || kind === 'map' || kind === 'json' || kind === 'shape') return []
    const values = node.enum && { values: [...node.enum] }
    return [{ path, kind, meaning: meaningOf(name, node), ...values }]
  })
}

/** The contract's own words where it has some; else its field's name, and what values there are. */
function meaningOf(name: string, node: Node): string {
  const own = node.description ?? node.title
  if (own !== undefined) return own
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const said = words.replace(/^./, (letter) => letter.toUpperCase())
  if (node.enum !== undefined) return `${said}: ${node.enum.slice(0, 12).join(', ')}`
  return node['x-id'] === undefined ? said : `${said} (${node['x-id']}_…)`
}

const FIGURES = new Set(['money', 'int', 'number'])

/** Whether figures stand there: they may be added up and ranked. */
export const isFigure = ({ kind }: Field): boolean => FIGURES.has(kind) || kind === 'rate'

/** Whether each field is one of these and compared only with what it can be. */
export const isPossible = (when: Predicate, fields: readonly Field[]): boolean =>
  comparisonsIn(when).every(({ path, with: values }) => {
    const own = fields.filter((field) => field.path === path)
    return values.every((value) => own.some((field) => mayBe(field, value)))
  })

function mayBe(field: Field, value: Scalar): boolean {
  if (typeof value === 'number') return isFigure(field)
  if (typeof value === 'boolean') return field.kind === 'flag'
  if (field.kind === 'flag' || FIGURES.has(field.kind)) return false
  return field.values?.includes(value) ?? true
}

/** Money stands in paise, times in milliseconds; `%` a year for rates. */
export function unitOf({ path, kind }: Field): string | undefined {
  if (kind === 'money') return 'paise'
  if (kind === 'rate') return '% a year'
  if (kind === 'instant') return 'UTC'
  if (kind === 'date') return 'IST day'
  if (/Ms$|\.ms$/.test(path)) return 'ms'
  if (/Months$/.test(path)) return 'months'
  return /Days$/.test(path) ? 'days' : undefined
}
