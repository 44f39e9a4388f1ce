/** Values drawn from a contract: one that fits each schema, and all the ways to spoil it. */
import type { TSchema } from 'typebox'
import { fits, type Node } from '../../platform/http/input.ts'

export type Fields = { readonly [field: string]: unknown }
/** A spoilt input, and what was done to it. */
export type Spoilt = { readonly how: string; readonly input: unknown }

/** By the look a field must have; the first that fits is taken. */
const TEXTS = [
  'plain', '9876543210', 'ABCPD1234F', 'Asha Rao', '12 MG Road, Pune 411001', 'asha@example.in',
  '1990-01-31', '2026-03-02', '2026-01-05T04:30:00.000Z', '18.5', '0'.repeat(64), '411001',
  'HDFC0001234', 'R07', 'DL-02', 'en', 'loan-processing', 'x', 'A', '1', 'some-code', '123456',
  'some.code', 'Chrome 142', '400002018', '2026-01-05T04:30:00.000Z~1', '29', 'fa_Sample1',
] // prettier-ignore

/** A value that fits; throws when it knows none, so that no case is tried in vain. */
export function sampleOf(schema: TSchema): unknown {
  const value = drawn(schema as Node)
  if (!fits(schema, value)) throw new Error(`no sample fits ${JSON.stringify(schema)}`)
  return value
}

function drawn(node: Node): unknown {
  if (node['x-id']) return `${node['x-id']}_nobody`
  if (node['x-kind'] === 'id') return 'cus_nobody'
  if (node['x-kind'] === 'json' || node['x-kind'] === 'map') return {}
  if (node.enum) return node.enum[0]
  switch (node.type) {
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return Math.max(node.minimum ?? 0, Math.min(node.maximum ?? 0, 100_000))
    case 'array':
      return node.items ? [drawn(node.items)] : []
    case 'object':
      return Object.fromEntries(
        (node.required ?? []).map((name) => [name, drawn(node.properties![name]!)]),
      )
    case 'string':
      return TEXTS.find((text) => fits(node, text))
  }
  return {}
}

/** The input with every field given, so that each can be spoilt. */
export function fullOf(schema: TSchema): Fields {
  const { properties = {} } = schema as Node
  return Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, sampleOf(of)]))
}

/** Each way in which one field, or one more, makes the input wrong; every one is a 400. */
export function spoiltOf(schema: TSchema): readonly Spoilt[] {
  const node = schema as Node
  const full = fullOf(schema)
  const whole = [null, 42, 'text', [], [full]].map((input) => ({ how: 'not an object', input }))
  const more = { how: 'one more field', input: { ...full, surprise: 1 } }
  const less = (node.required ?? []).map((name) => {
    const { [name]: _, ...input } = full
    return { how: `without ${name}`, input }
  })
  const each = Object.entries(node.properties ?? {}).flatMap(([name, of]) =>
    wrongOf(of).map(({ how, input }) => ({
      how: `${name}: ${how}`,
      input: { ...full, [name]: input },
    })),
  )
  return [...whole.slice(1), more, ...less, ...each].filter(({ input }) => !isFine(schema, input))
}

/** Never fine, whatever a schema says: what no table holds, and days there are none of. */
const NEVER = /\\u0000|\\ud8|"0000-|2026-13-45|2026-02-30T/

const isFine = (schema: TSchema, input: unknown): boolean =>
  fits(schema, input) && !NEVER.test(JSON.stringify(input))

/** Values the field must not take. */
function wrongOf(node: Node): readonly Spoilt[] {
  if (node['x-kind'] === 'json') return []
  const values: unknown[] = [null, { a: 1 }, [['x']], node.type === 'boolean' ? 'true' : true]
  if (node.type === 'string') {
    const { maxLength = 300 } = node
    values.push(42, `x${'y'.repeat(maxLength)}`, 'a\u0000b', '\ud800')
    if (node['x-kind'] !== 'text') values.push('', "'; drop table loan; --", '2026-02-30')
    if (node['x-kind'] === 'instant')
      values.push(
        '2026-13-45T25:61:61.000Z',
        '2026-02-30T04:30:00.000Z',
        '0000-01-01T00:00:00.000Z',
      )
    if (node['x-kind'] === 'date') values.push('2026-13-01', '0000-01-01')
  }
  if (node.type === 'integer' || node.type === 'number') {
    values.push('1', (node.minimum ?? 0) - 1, (node.maximum ?? 0) + 1, 1e21, -1e21)
    if (node.type === 'integer') values.push(1.5)
  }
  if (node.type === 'array') values.push('x', [null], Array((node.maxItems ?? 999) + 1).fill(0))
  const inner = node.items ?? (node.properties ? node : undefined)
  const nested = inner?.properties ? spoiltOf(inner).map(({ input }) => input) : []
  const list = node.type === 'array' ? nested.map((one) => [one]) : nested
  return [...values, ...list].map((input) => ({ how: brief(input), input }))
}

const brief = (value: unknown): string => JSON.stringify(value).slice(0, 60)

/** An input that fits and is not this one, or undefined where there is only one. */
export function otherOf(schema: TSchema, full: Fields): Fields | undefined {
  for (const [name, of] of Object.entries((schema as Node).properties ?? {})) {
    const others = [...TEXTS, `${of['x-id']}_another`, false, 100_001, 2, 1, {}, [], { a: 1 }]
    const known = [...others, ...(of.enum ?? [])]
    const value = known.find(
      (one) => JSON.stringify(one) !== JSON.stringify(full[name]) && fits(of, one),
    )
    if (value !== undefined) return { ...full, [name]: value }
  }
  return undefined
}
