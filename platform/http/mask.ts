/**
 * What staff see of personal data: enough to recognise, not enough to use (DESIGN §10). Customers
 * see their own as it is; a view of the whole value is a query that asks for its `purpose`.
 */
import type { Actor } from '#kernel/contract'
import type { Class } from '#kernel/fields'
import type { Node } from './input.ts'

const dots = (n: number): string => '•'.repeat(Math.max(0, n))
const last = (text: string, n: number): string =>
  dots(Math.min(text.length, 10) - n) + text.slice(-n)

const masks: { readonly [of in Class]: (text: string) => string } = {
  phone: (text) => `••••••${text.slice(-4)}`,
  pan: (text) => (text.length === 10 ? `${text.slice(0, 3)}xxxxx${text.slice(8)}` : dots(10)),
  name: (text) => text,
  account: (text) => last(text, 4),
  address: (text) => `${dots(6)}${/\d{6}\s*$/.exec(text)?.[0] ?? ''}`,
  email: (text) => `${text.slice(0, 1)}••••${text.slice(text.lastIndexOf('@'))}`,
  birth: (text) => text.slice(0, 4),
  income: () => '••••',
  secret: () => '••••',
}

/** One value as its class is shown; an already masked one keeps its look. */
export function masked(of: Class, value: unknown): unknown {
  if (value === null || value === undefined) return value
  const text = typeof value === 'string' ? value : ''
  if (of !== 'secret' && text.includes('•')) return text
  return (masks[of] ?? masks.secret)(text)
}

/** The answer with every classed field masked, at any depth. The stored one is left as it is. */
export function maskedAnswer(schema: Node | undefined, value: unknown): unknown {
  if (schema === undefined || value === null || value === undefined) return value
  if (schema['x-class'] !== undefined) return masked(schema['x-class'] as Class, value)
  if (Array.isArray(value)) return value.map((item) => maskedAnswer(schema.items, item))
  if (typeof value !== 'object' || !schema.properties) return value
  const out: { [name: string]: unknown } = {}
  for (const [name, inner] of Object.entries(value)) {
    out[name] = maskedAnswer(schema.properties[name], inner)
  }
  return out
}

/** Whether the actor gets an answer masked: staff and partners, unless they state a purpose. */
export function isMaskedFor(actor: Actor, input: Node): boolean {
  if (actor.kind !== 'staff' && actor.kind !== 'partner') return false
  return input.properties?.['purpose'] === undefined
}
