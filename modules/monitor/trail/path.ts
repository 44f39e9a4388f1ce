/** A person's path: what of a fact is kept as its line, and what of it is shown. */
import type { Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { kindOf } from '#kernel/ids'

export type Line = {
  readonly id: string
  readonly key: string
  readonly type: string
  readonly v: number
  readonly topic: string
  readonly at: Instant
  readonly rx: Instant
  readonly date: string
  readonly actor: string
  readonly cause: string | null
  readonly correlation: string
  readonly policy: string | null
  readonly data: unknown
}

export function lineOf(fact: Fact): Line {
  const { id, key, type, v, topic, at, actor, correlation } = fact
  const data = fact.data as { policyVersion?: unknown } | null
  const own = typeof data?.policyVersion === 'string' ? data.policyVersion : null
  return {
    ...{ id, key, type, v, topic, at, correlation },
    rx: fact.rx ?? at,
    date: fact.businessDate,
    actor: actor.kind === actor.id ? actor.kind : `${actor.kind} ${actor.id}`,
    cause: fact.cause ?? null,
    policy: fact.policyVersion ?? own,
    data: storable(fact.data),
  }
}

/** PostgreSQL's jsonb has no place for the character NUL; whoever sent it gains nothing by it. */
export function storable(data: unknown): unknown {
  const text = JSON.stringify(data ?? null)
  if (!text.includes('\\u0000')) return data ?? null
  return JSON.parse(text.replaceAll(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1'))
}

export type Handle = { readonly value: string; readonly customerId: string; readonly what: string }

/** Words of facts by which people look for a person; ids are found by their look. */
const NAMED = new Set(['accountNumber', 'umrn', 'utr', 'reference', 'providerRef'])
/** Passing things nobody has in hand: an ask, a fact, an intention, a session. */
const PASSING = new Set(['ask', 'evt', 'cor', 'ses', 'cus', 'sys'])
const ID = /^[a-z]{2,12}_[0-9A-Za-z-]{8,64}$/

/** What a fact about a customer calls things by. */
export function handlesOf({ key, data }: Fact): readonly Handle[] {
  if (!key.startsWith('cus_') || typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([what, value]): Handle[] => {
    if (typeof value !== 'string' || value.length === 0) return []
    const isId = ID.test(value) && !PASSING.has(kindOf(value))
    return isId || NAMED.has(what) ? [{ value, customerId: key, what }] : []
  })
}

export type Alias = { readonly key: string; readonly customerId: string; readonly at: Instant }

/** A fact that says whose another key's facts are. */
export function aliasOf({ type, data, at }: Fact): Alias | undefined {
  const told = data as { installId?: string; customerId?: string; into?: string }
  if (type === 'identity.install-linked' && told.installId && told.customerId) {
    return { key: told.installId, customerId: told.customerId, at }
  }
  if (type === 'identity.person-merged' && told.customerId && told.into) {
    return { key: told.customerId, customerId: told.into, at }
  }
  return undefined
}

const SECRET = /sealed$|^token$|secret|password/i

/** What staff see of a fact's data: nothing sealed or secret, at any depth. */
export function shown(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(shown)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      SECRET.test(name) && typeof value === 'string' ? '••••' : shown(value),
    ]),
  )
}
