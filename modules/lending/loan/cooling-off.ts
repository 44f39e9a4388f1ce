/** Leaving a loan within its cooling-off period (DL-09). */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { plus, sum, type Money } from '#kernel/money'
import { exact, toPaise } from '#kernel/rates'
import { daysInterest } from '../schedule/interest.ts'
import { billedRows, interestTo, unpaidOf, type Course, type Row } from './course.ts'
import type { LoanTerms } from './terms.ts'

export type Exit = {
  readonly principal: Money
  /** Contract interest for the days the money was with the borrower. */
  readonly interest: Money
  readonly payable: Money
  /** Fees, with their GST, that the KFS did not say we keep: owed to the borrower. */
  readonly feesRefunded: Money
}

/**
 * Leaving within the cooling-off period: principal and contract interest for the days, no penalty;
 * a disclosed one-time fee is kept (DL-09; the formula is the recommended one of COOL-1).
 */
export function exitOf(
  terms: Pick<LoanTerms, 'principal' | 'rate' | 'fees'>,
  startedOn: LocalDate,
  on: LocalDate,
): Exit {
  const { principal, rate, fees } = terms
  const interest = daysInterest(principal, rate, daysBetween(startedOn, on))
  const refunded = fees.filter((fee) => fee.onExit === 'refunded')
  const feesRefunded = sum(refunded.map((fee) => plus(fee.amount, fee.gst)))
  return { principal, interest, payable: plus(principal, interest), feesRefunded }
}

/**
 * The exit from a loan as it stands; undefined once an instalment fell due. Of one that is not what
 * was first lent, or that paid interest with its disbursal: all there is now, with the interest to
 * the day, less what was taken of days that have not run.
 */
export function exitNow(
  course: Course,
  terms: LoanTerms,
  on: LocalDate,
): Pick<Exit, 'payable' | 'interest'> | undefined {
  const { status, startedOn = on, billed, books } = course
  if (status !== 'active' && status !== 'disbursed') return undefined
  if (!billedRows(course).every(isPaidAhead)) return undefined
  const principal = books.principalUnbilled
  if (principal === terms.principal && billed === 0) return exitOf(terms, startedOn, on)
  const interest = interestTo(course, terms, on)
  return { interest, payable: plus(principal, interest) }
}

/** The disbursal paid it: it is no instalment of which the borrower had to think. */
const isPaidAhead = (row: Row): boolean => row.aheadTill !== undefined && unpaidOf(row) === 0

/** The Directions' literal words, "proportionate APR" for the days, to set beside ours (COOL-1). */
export const proportionateApr = (amount: Money, aprPercent: string, days: number): Money =>
  toPaise(exact(amount).times(aprPercent).times(days).dividedBy(36500))
