/**
 * Which due a payment meets first: policy, and so data. The house's order is oldest instalment
 * first and charges last, so that days past due fall with every rupee (penal_waterfall.json).
 */
import type { LocalDate } from '#kernel/dates'
import { least, minus, nothing, type Money } from '#kernel/money'
import type { ChargeKind } from '../ledger/position.ts'
import type { AssetClass } from './classification.ts'

export type Part = 'interest' | 'principal' | ChargeKind

/**
 * Stages in turn. `by: 'due'` (vertical) meets all parts of the oldest due before the next;
 * `by: 'part'` (horizontal) meets one part of every due before the next part.
 */
export type AllocationOrder = readonly {
  readonly by: 'due' | 'part'
  readonly parts: readonly Part[]
}[]

/** What money it is that meets dues, and how the loan stands when it comes. */
export type Occasion = {
  readonly money: 'instalments' | 'part-prepayment' | 'foreclosure' | 'excess'
  readonly assetClass: AssetClass
}

/** One order for all, or rules: the first that fits; without one the house's order. */
export type AllocationPolicy =
  | AllocationOrder
  | { readonly rules: readonly (Partial<OccasionSet> & { readonly order: AllocationOrder })[] }

type OccasionSet = { readonly [field in keyof Occasion]: readonly Occasion[field][] }

export function orderFor(occasion: Occasion, policy: AllocationPolicy = VERTICAL): AllocationOrder {
  if (!('rules' in policy)) return policy
  const fits = policy.rules.find(
    ({ money, assetClass }) =>
      (money?.includes(occasion.money) ?? true) &&
      (assetClass?.includes(occasion.assetClass) ?? true),
  )
  return fits?.order ?? VERTICAL
}

const CHARGES = ['bounce', 'penal', 'foreclosure', 'other'] as const

export const VERTICAL: AllocationOrder = [
  { by: 'due', parts: ['interest', 'principal'] },
  { by: 'part', parts: CHARGES },
]
export const HORIZONTAL: AllocationOrder = [
  { by: 'part', parts: ['interest', 'principal', ...CHARGES] },
]

export type Due = {
  readonly ref: string
  readonly dueOn: LocalDate
  readonly parts: { readonly [part in Part]?: Money }
}
export type Taking = { readonly ref: string; readonly part: Part; readonly amount: Money }

/** Spreads an amount over dues (given oldest first); what no due takes is excess. */
export function allocate(
  dues: readonly Due[],
  amount: Money,
  order: AllocationOrder = VERTICAL,
): { takings: Taking[]; excess: Money } {
  const takings: Taking[] = []
  let left = amount
  for (const [due, part] of order.flatMap((stage) => pairs(dues, stage))) {
    const taken = least(left, due.parts[part] ?? nothing)
    if (taken <= 0) continue
    takings.push({ ref: due.ref, part, amount: taken })
    left = minus(left, taken)
    if (left === 0) break
  }
  return { takings, excess: left }
}

const pairs = (dues: readonly Due[], stage: AllocationOrder[number]): [Due, Part][] =>
  stage.by === 'due'
    ? dues.flatMap((due) => stage.parts.map((part): [Due, Part] => [due, part]))
    : stage.parts.flatMap((part) => dues.map((due): [Due, Part] => [due, part]))
