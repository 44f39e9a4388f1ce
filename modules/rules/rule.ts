/**
 * A dated rule: in force from a day to a day, and superseded by the next of its code.
 *
 *     2024-03-31 ──── 150 days ──── 2025-03-30 │ 2025-03-31 ──── 120 days ──── …
 */
import type { InputOf, RefusalOf } from '#kernel/contract'
import { addDays, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import type { publishRule } from './contract.ts'

export type RuleValue = InputOf<typeof publishRule>['value']

/** Both ends count; without an end it holds until superseded. */
export type Rule = {
  readonly effectiveFrom: LocalDate
  readonly effectiveTo?: LocalDate
  readonly value: RuleValue
}

/** The one of these rules (all of one code) that holds on the day. */
export const inForce = <R extends Rule>(rules: readonly R[], on: LocalDate): R | undefined =>
  rules.find(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= on && (effectiveTo === undefined || on <= effectiveTo),
  )

/** What entering `next` does to the latest rule of the code: the last day it still holds. */
export function succeed(
  latest: Rule | undefined,
  next: Rule,
): { readonly endsOn?: LocalDate } | Refused<RefusalOf<typeof publishRule>> {
  if (!latest) return {}
  if (next.effectiveFrom <= latest.effectiveFrom) return refuse('not-later')
  if (fieldsOf(next.value) !== fieldsOf(latest.value)) return refuse('other-fields')
  return { endsOn: addDays(next.effectiveFrom, -1) }
}

const fieldsOf = (value: RuleValue): string => Object.keys(value).toSorted().join(' ')
