/**
 * What lender and borrower agreed, as data: how interest runs, in which order money is spread, what
 * is charged and what follows from falling behind. Plain JSON; nothing here is a product's name.
 */
import type { LocalDate } from '#kernel/dates'

import type { InterestTerms } from '../../schedule/model/interest-terms.ts'

export const COMPONENTS = ['principal', 'interest', 'fee', 'penalty'] as const
export type Component = (typeof COMPONENTS)[number]

/** Where a row stands when money comes: its due date past, that very day, or still to come. */
export type Timing = 'past-due' | 'due' | 'in-advance'

/**
 * Which coming row money meets: the next unpaid, the last unpaid, the running one (else the last),
 * or all of them evenly.
 */
export type FutureRule = 'next' | 'last' | 'running-or-last' | 'evenly'

export type SpreadOrder = {
  readonly steps: readonly { readonly timing: Timing; readonly component: Component }[]
  readonly future: FutureRule
}

/** What a credit to the loan is for; each may have an order of its own. */
export type PaymentKind =
  | 'repayment'
  | 'down-payment'
  | 'merchant-refund'
  | 'payout-refund'
  | 'goodwill'
  | 'interest-waiver'
  | 'charge-adjustment'
  | 'interest-refund'

export type Agreement = {
  readonly interest: InterestTerms
  /** Due dates count from the day of the first drawdown, or from that of the application. */
  readonly countsFrom: 'drawdown' | 'application'
  readonly appliedOn: LocalDate
  /** Maturity, in units of the instalments from the seed; absent: the last regular due date. */
  readonly fixedLength?: number
  /** Paid back on the day itself of each drawdown; `auto`: taken at once. */
  readonly downPayment?: { readonly percent: string; readonly auto: boolean }
  /** A drawdown on a due date, and its down payment, come before the instalment of that day. */
  readonly drawdownFirst?: boolean
  /** A further drawdown is spread over the instalments to come, or over all of the plan. */
  readonly tranchesOver?: 'coming' | 'all'
  readonly spread: { readonly default: SpreadOrder } & {
    readonly [kind in PaymentKind]?: SpreadOrder
  }
  /** A charge due after the last instalment is income at once, not at the end of its day. */
  readonly earnsLateCharges?: boolean
  /** What of a repayment is put back first when it is charged back; absent: principal alone. */
  readonly chargebackOrder?: readonly Component[]
  /** Refunds that give back the interest the refunded principal has borne. */
  readonly refundsInterest: readonly PaymentKind[]
  readonly chargeOff: 'keep' | 'no-interest' | 'accelerate'
  /** Days past due before a loan counts as delinquent. */
  readonly arrearsGraceDays: number
  /** Names for how far behind, by delinquent days; from the least on. */
  readonly arrearsRanges?: readonly {
    readonly name: string
    readonly from: number
    readonly to?: number
  }[]
}
