/**
 * The reset of a floating rate (RST23, SPEC §3.3): what the borrower may choose between. An
 * instalment that does not cover its month's interest is never offered: the loan would grow.
 */
import { minus, nothing, plus, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { monthInterest } from '../schedule/interest.ts'
import { epiOf, type Rounding } from '../schedule/annuity.ts'

export type ResetLoan = {
  /** Principal outstanding at the reset. */
  readonly balance: Money
  /** The instalment until now. */
  readonly emi: Money
  readonly monthsLeft: number
  readonly newRate: Rate
  readonly rounding?: Rounding
}

export type Reset = {
  /** The same term at another instalment, and how much that is more. */
  readonly emiSameTenor: Money
  readonly emiChange: Money
  /** The same instalment for so many months; absent where it would never repay the loan. */
  readonly sameEmiMonths?: number
  /** Of the first month. */
  readonly monthInterest: Money
}

/** What a new rate makes of the instalment, or of the term. */
export function resetOf({ balance, emi, monthsLeft, newRate, rounding }: ResetLoan): Reset {
  const interest = monthInterest(balance, newRate)
  const months = monthsToRepay(balance, emi, newRate)
  const emiSameTenor = epiOf(balance, newRate, monthsLeft, rounding)
  return {
    emiSameTenor,
    emiChange: minus(emiSameTenor, emi),
    ...(months !== undefined && { sameEmiMonths: months }),
    monthInterest: interest,
  }
}

/** No loan of ours runs longer; beyond it a longer term is no offer. */
const MONTHS_MAX = 480

/** How many months an instalment takes; undefined where it would never repay the loan. */
export function monthsToRepay(balance: Money, emi: Money, rate: Rate): number | undefined {
  let left = balance
  for (let months = 1; months <= MONTHS_MAX; months++) {
    const interest = monthInterest(left, rate)
    if (emi <= interest) return undefined
    left = minus(plus(left, interest), emi)
    if (left <= nothing) return months
  }
  return undefined
}
