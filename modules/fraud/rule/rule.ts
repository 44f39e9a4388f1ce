/** What a rule sees of a person, and whether it speaks. Pure. */
import type { Path, Predicate } from '#kernel/aggregate'
import { holds, isPredicate, pathsIn, valueAt } from '#kernel/predicate'
import type { Money } from '#kernel/money'

export type Rule = {
  readonly id: string
  readonly code: string
  readonly weight: 'review' | 'stop'
  readonly says: string
  readonly when: Predicate
  readonly lastsDays: number
}

/** Nothing is there where nobody told: then a rule that asks for it keeps silent. */
export type Seen = {
  readonly features?: object
  readonly claim?: { readonly salaryPercent: number }
  readonly device: { readonly customers: number }
}

export const speaks = ({ when }: Rule, seen: Seen): boolean =>
  holds(when, (path) => valueAt(seen, path)) === true

/** Whether it is a predicate of what rules see; `features` are the names device tells. */
export const isRule = (when: unknown, features: readonly string[]): when is Predicate =>
  isPredicate(when) && pathsIn(when).every((path) => isSeen(path, features))

const isSeen = (path: Path, features: readonly string[]): boolean =>
  path === 'claim.salaryPercent' ||
  path === 'device.customers' ||
  features.some((name) => path === `features.${name}`)

/** The claim in percent of what is paid each month; nothing where no salary is seen. */
export const claimOf = (claimed: Money, seen: Money | undefined): Seen['claim'] =>
  seen === undefined || seen === 0
    ? undefined
    : { salaryPercent: Math.round((claimed * 100) / seen) }
