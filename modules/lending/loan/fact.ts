/**
 * The facts of a loan: what happened, dated by the day it counts for. They may become known in any
 * order; a backdated one is inserted by its date, and all after it follows (DESIGN §7).
 */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { ChargeKind } from '../ledger/position.ts'
import type { Part } from './allocation.ts'
import type { ChargedOffInterest } from './charge-off.ts'
import type { ReAgeing, ReAmortisation } from './re-ageing.ts'
import type { Rescheduling } from './reschedule.ts'
import type { Drawn, RateChange } from './term-change.ts'

type Dated = {
  readonly id: string
  /** Value date. */
  readonly on: LocalDate
}

export type LoanFact = Dated &
  (
    | {
        /** The payout left our bank. */
        readonly kind: 'disbursed'
        readonly amount: Money
      }
    /** It reached the borrower's account: interest runs from this day (SPEC §3.2). */
    | { readonly kind: 'credited' }
    /** The payout came back: the loan never was. */
    | { readonly kind: 'disbursal-returned' }
    /** A debit was presented on the mandate; nothing is paid yet. */
    | { readonly kind: 'presented'; readonly amount: Money }
    /** The bank returned the presentment `of`. */
    | { readonly kind: 'bounced'; readonly of: string; readonly code: string }
    | {
        readonly kind: 'repaid'
        readonly amount: Money
        /** The presentment that settled. */
        readonly of?: string
        /** The bank's own, as the statement of account shows it. */
        readonly reference?: string
        /** Absent: instalments and charges that are due; the rest waits as excess. */
        readonly purpose?: 'instalments' | 'part-prepayment' | 'foreclosure'
        /** After a part-prepayment: the same EMI for a shorter time, or a lower EMI. */
        readonly keep?: 'emi' | 'tenor'
      }
    | {
        readonly kind: 'charged'
        readonly charge: ChargeKind
        /** Without tax. */
        readonly amount: Money
        readonly gst: Money
      }
    /** Forgiven, of what is due now; a charge's GST is credited with it. */
    | { readonly kind: 'waived'; readonly part: Part; readonly amount: Money }
    /** Excess given back. */
    | { readonly kind: 'refunded'; readonly amount: Money }
    /** The borrower left within the cooling-off period and paid (DL-09). */
    | { readonly kind: 'cooled-off'; readonly amount: Money; readonly reference?: string }
    /** The provision held from now on, not its change. */
    | { readonly kind: 'provisioned'; readonly amount: Money }
    /** The instalments to come were planned anew, from the last due date. */
    | ({ readonly kind: 'rescheduled' } & Omit<Rescheduling, 'on'>)
    /** Another rate from this day on. */
    | ({ readonly kind: 'rate-changed' } & Omit<RateChange, 'on'>)
    /** From this day through `till` no interest runs. */
    | { readonly kind: 'interest-paused'; readonly till: LocalDate }
    /** More principal in the same loan reached the borrower on this day. */
    | ({ readonly kind: 'drawn' } & Omit<Drawn, 'on'>)
    /** Our gift: it meets what is due. */
    | { readonly kind: 'goodwill'; readonly amount: Money }
    /** A merchant gave back what was bought, and we, with `interestToo`, what that has borne. */
    | { readonly kind: 'merchant-refunded'; readonly amount: Money; readonly interestToo?: true }
    /** The bank took the repayment `of`, or part of it, back. */
    | { readonly kind: 'charged-back'; readonly of: string; readonly amount: Money }
    /** What is left moved onto new dates. */
    | ({ readonly kind: 're-aged' } & Omit<ReAgeing, 'on'>)
    /** What is overdue was laid onto the dates to come. */
    | ({ readonly kind: 're-amortised' } & Omit<ReAmortisation, 'on'>)
    /** The contract was ended: all falls due. */
    | { readonly kind: 'terminated' }
    /** Given up for lost; the claim and its schedule stay. */
    | { readonly kind: 'charged-off'; readonly interest: ChargedOffInterest }
    | { readonly kind: 'written-off' }
    /** A loan of the same borrower is an NPA: so is this, until none has arrears (SPEC §4.1). */
    | { readonly kind: 'borrower-npa' }
    /** No loan of the borrower has arrears any more. */
    | { readonly kind: 'borrower-performing' }
    /** The fact `of` was wrong: from this day on we know it never happened. */
    | { readonly kind: 'reversed'; readonly of: string }
  )

export type LoanFactKind = LoanFact['kind']

/** A place in a loan's time. Facts and occurrences of one day follow each other by rank. */
export type Place = { readonly on: LocalDate; readonly rank: number; readonly id: string }

const RANKS: Record<LoanFactKind, number> = {
  disbursed: 0,
  credited: 1,
  'disbursal-returned': 2,
  rescheduled: 12, // After what falls due on its day, before what is paid.
  'rate-changed': 13,
  'interest-paused': 14,
  drawn: 15,
  presented: 20,
  bounced: 25,
  charged: 30,
  waived: 35,
  repaid: 40,
  goodwill: 41,
  'merchant-refunded': 42,
  'charged-back': 43,
  'cooled-off': 45,
  // After what was paid that day: only the rest moves.
  're-aged': 46,
  're-amortised': 47,
  terminated: 48,
  refunded: 50,
  provisioned: 60,
  'charged-off': 64,
  'written-off': 65,
  'borrower-performing': 66,
  reversed: 70,
  'borrower-npa': 81,
}

/** Whether such facts are known. */
export const isKind = (kind: unknown): kind is LoanFactKind =>
  typeof kind === 'string' && Object.hasOwn(RANKS, kind)

export const placeOf = (fact: LoanFact): Place => ({
  on: fact.on,
  rank: RANKS[fact.kind],
  id: fact.id,
})

/** Below zero when `a` comes first. */
export function byPlace(a: Place, b: Place): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1
  if (a.rank !== b.rank) return a.rank - b.rank
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The ids of facts that reversals known on a day take back. */
export const reversedBy = (facts: readonly LoanFact[], on: LocalDate): string[] =>
  facts.flatMap((fact) => (fact.kind === 'reversed' && fact.on <= on ? [fact.of] : []))

/** The facts that stand on a day, in order: none dated later, none reversed by then, each once. */
export function standing(
  facts: readonly LoanFact[],
  on: LocalDate,
  reversed: readonly string[] = [],
): LoanFact[] {
  const known = facts.filter((fact) => fact.on <= on)
  const gone = new Set([...reversed, ...reversedBy(facts, on)])
  const kept = new Map<string, LoanFact>()
  for (const fact of known) {
    if (fact.kind !== 'reversed' && !gone.has(fact.id)) kept.set(fact.id, fact)
  }
  return [...kept.values()].toSorted((a, b) => byPlace(placeOf(a), placeOf(b)))
}
