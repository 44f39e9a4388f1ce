/**
 * What was done to a loan: dated by the day it counts for, and by the day it became known. In
 * whatever order deeds are told, they are taken in the order of their dates.
 */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import { dayOf, type Unit } from '../../schedule/model/day.ts'
import type { PaymentKind } from './agreement.ts'

type Dated = {
  readonly id: string
  /** The day it counts for. */
  readonly on: LocalDate
  /** The day it was entered; a later one than `on` makes it backdated. */
  readonly knownOn: LocalDate
}

/** A charge is a sum, or a share of principal, interest or both. */
export type ChargeBasis = 'flat' | 'principal' | 'interest' | 'principal-and-interest'

export type ChargeTerms = {
  readonly penalty: boolean
  /** On a day, with each instalment, or taken out of a drawdown. */
  readonly when: 'dated' | 'instalment' | 'drawdown'
  /** With `drawdown`: out of every one, not only the first. */
  readonly eachDrawdown?: boolean
  readonly basis: ChargeBasis
  /** For a flat charge; a share says its percent. */
  readonly amount?: Money
  readonly percent?: string
  readonly dueOn?: LocalDate
}

export type Deed = Dated &
  (
    | { readonly kind: 'drawn'; readonly amount: Money; readonly withoutDownPayment?: boolean }
    | {
        readonly kind: 'paid'
        readonly as: PaymentKind
        readonly amount: Money
        readonly for?: string
      }
    | ({ readonly kind: 'charged' } & ChargeTerms)
    | {
        readonly kind: 'charge-waived'
        readonly of: string
        readonly amount: Money
        /** It had been booked as income. */
        readonly booked: boolean
      }
    /** The bank took a repayment back. */
    | { readonly kind: 'charged-back'; readonly of: string; readonly amount: Money }
    | { readonly kind: 'excess-returned'; readonly amount: Money }
    | { readonly kind: 'rate-changed'; readonly ratePercent: string }
    | { readonly kind: 'due-date-moved'; readonly to: LocalDate }
    | { readonly kind: 'extended'; readonly instalments: number }
    | { readonly kind: 'interest-paused'; readonly to: LocalDate }
    | {
        readonly kind: 're-aged'
        readonly startOn: LocalDate
        readonly every: number
        readonly unit: Unit
        readonly instalments: number
        readonly interest: 'anew' | 'all-spread' | 'accrued-spread'
      }
    | { readonly kind: 're-amortised'; readonly interest: 'anew' | 'spread' }
    | { readonly kind: 'charged-off' }
    | { readonly kind: 'terminated' }
    | { readonly kind: 'written-off' }
    /** It never happened. */
    | { readonly kind: 'reversed'; readonly of: string }
  )

export type DeedOf<Kind extends Deed['kind']> = Deed & { readonly kind: Kind }

const VARIATIONS = new Set<Deed['kind']>([
  ...(['rate-changed', 'interest-paused', 'extended', 'due-date-moved'] as const),
])

/**
 * The deeds that stand, in order: by the day they count for; on one day changes of terms first,
 * then what was known earlier, then by id. A charge counts from the day it was entered, or from
 * its due date when that is earlier.
 */
export function inOrder(deeds: readonly Deed[]): Deed[] {
  const gone = reversedBy(deeds)
  const kept = new Map<string, Deed>()
  for (const deed of deeds) {
    if (deed.kind !== 'reversed' && !gone.has(deed.id)) kept.set(deed.id, deed)
  }
  return [...kept.values()].toSorted(byDate)
}

/** Deeds that never happened: those reversed, and what was done because of them. */
export function reversedBy(deeds: readonly Deed[]): Set<string> {
  const gone = new Set(deeds.flatMap((deed) => (deed.kind === 'reversed' ? [deed.of] : [])))
  for (const deed of deeds) {
    if (deed.kind === 'paid' && deed.for !== undefined && gone.has(deed.for)) gone.add(deed.id)
  }
  return gone
}

function byDate(a: Deed, b: Deed): number {
  const days = dayOf(effectiveOn(a)) - dayOf(effectiveOn(b))
  if (days !== 0) return days
  if (a.kind === 'drawn' && isInstalmentFee(b)) return -1
  if (b.kind === 'drawn' && isInstalmentFee(a)) return 1
  if (a.kind === 'drawn' && isTakenOut(b)) return 1
  if (b.kind === 'drawn' && isTakenOut(a)) return -1
  const varied = rankOf(a) - rankOf(b)
  if (varied !== 0) return varied
  if (a.knownOn !== b.knownOn) return a.knownOn < b.knownOn ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

export const isVariation = ({ kind }: Deed): boolean => VARIATIONS.has(kind)
const rankOf = (deed: Deed): number => (isVariation(deed) ? 0 : 1)
const isTakenOut = (deed: Deed): boolean => deed.kind === 'charged' && deed.when === 'drawdown'
const isInstalmentFee = (deed: Deed): boolean =>
  deed.kind === 'charged' && deed.when === 'instalment'

export function effectiveOn(deed: Deed): LocalDate {
  // More instalments are there from the day they were agreed.
  if (deed.kind === 'extended') return deed.on < deed.knownOn ? deed.on : deed.knownOn
  if (deed.kind !== 'charged') return deed.on
  const { dueOn, knownOn, when } = deed
  return when === 'dated' && dueOn !== undefined && dueOn < knownOn ? dueOn : knownOn
}
