/** When a trigger fires, and with what: pure. */
import type { Path, Predicate, Scalar } from '#kernel/aggregate'
import type { Fact } from '#kernel/contract'
import { msOf, type Instant } from '#kernel/dates'
import { holds, valueAt } from '#kernel/predicate'

export type Trigger = {
  readonly on: string
  readonly when: Predicate
  readonly cooldownHours: number
  readonly command: 'comms.send-message' | 'fraud.raise-signal'
  /** The command's input; `{path}` in it stands for a value of the fact. */
  readonly input: unknown
}

const FEATURES = 'features.'
const HOUR_MS = 3_600_000
const DEPTH_MAX = 5

const isFeature = (path: Path): boolean => path.startsWith(FEATURES)

/**
 * Whether it holds of the fact; `features` where it can't be said without them. Given what they
 * are, or nothing where the customer has none, it is said.
 */
export function holdsOf(
  { on, when }: Trigger,
  fact: Fact,
  features?: { readonly known: object | undefined },
): boolean | 'features' {
  if (fact.type !== on || !fact.key.startsWith('cus_')) return false
  let missed = false
  const read = (path: Path): Scalar | undefined => {
    if (!isFeature(path)) return valueAt(fact, path)
    if (!features) missed = true
    return features?.known && valueAt({ features: features.known }, path)
  }
  const said = holds(when, read)
  if (said !== undefined) return said
  return missed ? 'features' : false
}

/** It fired for them too short a while ago. */
export const rests = (
  { cooldownHours }: Trigger,
  last: Instant | undefined,
  at: Instant,
): boolean => last !== undefined && msOf(at) - msOf(last) < cooldownHours * HOUR_MS

/** The command's input for this fact; what has no value in it is left out. */
export function inputFor(template: unknown, fact: Fact, depth = DEPTH_MAX): unknown {
  if (depth === 0 || typeof template !== 'object' || template === null) return template
  if (Array.isArray(template)) return template.map((one) => inputFor(one, fact, depth - 1))
  const { path, ...others } = template as { readonly path?: unknown }
  if (typeof path === 'string' && Object.keys(others).length === 0) return valueAt(fact, path)
  const fields = Object.entries(template).map(
    ([field, value]) => [field, inputFor(value, fact, depth - 1)] as const,
  )
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

/** The paths an input's template reads. */
export function pathsOf(template: unknown, depth = DEPTH_MAX): readonly Path[] {
  if (depth === 0 || typeof template !== 'object' || template === null) return []
  const { path } = template as { readonly path?: unknown }
  if (typeof path === 'string' && Object.keys(template).length === 1) return [path]
  return Object.values(template).flatMap((value) => pathsOf(value, depth - 1))
}
