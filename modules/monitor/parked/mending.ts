/** Other data for a parked fact: whether it may be, and what of it is new. Pure. */
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'

/** What stands where staff may not see the value. */
export const DOTS = '••••'

/** A fact no contract of this house declares, as an ask is, keeps the names it has. */
export function isFit(schema: TSchema | undefined, recorded: unknown, data: unknown): boolean {
  if (schema) return Check(schema, data)
  return isNamed(data) && namesOf(data).join() === namesOf(recorded).join()
}

/** The data with each value that was shown as dots put back, found by its name. */
export function restored(data: unknown, recorded: unknown): unknown {
  if (data === DOTS) return recorded
  if (Array.isArray(data)) {
    const items = Array.isArray(recorded) ? recorded : []
    return data.map((item, at) => restored(item, items[at]))
  }
  if (!isNamed(data)) return data
  const of = isNamed(recorded) ? recorded : {}
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, restored(value, of[name])]),
  )
}

/** Names at the top that do not say the same in both. */
export function differing(data: unknown, recorded: unknown): readonly string[] {
  const [a, b] = [isNamed(data) ? data : {}, isNamed(recorded) ? recorded : {}]
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name])).toSorted()
}

type Named = { readonly [name: string]: unknown }
const isNamed = (data: unknown): data is Named =>
  typeof data === 'object' && data !== null && !Array.isArray(data)
const namesOf = (data: unknown): readonly string[] =>
  isNamed(data) ? Object.keys(data).toSorted() : []
