/** What closes a loan on a day: the foreclosure quote (SPEC §3.4), the cooling-off exit (DL-09). */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { exact, percentOf, toPaise } from '#kernel/rates'
import { daysInterest } from '../schedule/interest.ts'
import {
  billedRows,
  interestTo,
  unpaidCharge,
  unpaidInterest,
  unpaidPrincipal,
  type Course,
} from './course.ts'
import type { LoanTerms } from './terms.ts'

export type Payoff = {
  readonly on: LocalDate
  /** Unpaid of what fell due. */
  readonly principalOverdue: Money
  readonly interestOverdue: Money
  readonly charges: Money
  /** Principal not yet due, and the interest on it to the day, which is not counted. */
  readonly principal: Money
  readonly interestToDate: Money
  /** The foreclosure charge on that principal, and its GST. */
  readonly charge: Money
  readonly chargeGst: Money
  readonly gross: Money
  /** The borrower's money with us, set against it. */
  readonly excess: Money
  /** What is to be paid: this closes the loan, one paisa less does not. */
  readonly payable: Money
  /** Interest each further day adds until the next due date. */
  readonly perDay: Money
}

/** The quote for the day a course has come to. */
export function payoffOf(course: Course, terms: LoanTerms, on: LocalDate): Payoff {
  const rows = course.status === 'written-off' ? [] : billedRows(course)
  const principal = course.books.principalUnbilled
  const charge = foreclosureCharge(principal, terms)
  const parts = {
    principalOverdue: sum(rows.map(unpaidPrincipal)),
    interestOverdue: sum(rows.map(unpaidInterest)),
    charges: sum(course.charges.map(unpaidCharge)),
    principal,
    interestToDate: interestTo(course, terms, on),
    charge: charge.net,
    chargeGst: charge.gst,
  }
  const gross = sum(Object.values(parts))
  const { excess } = course.books
  const payable = excess >= gross ? nothing : minus(gross, excess)
  return { on, ...parts, gross, excess, payable, perDay: daysInterest(principal, terms.rate, 1) }
}

/** The charge for repaying before time, and its GST; nothing where the terms name none. */
export function foreclosureCharge(
  principal: Money,
  terms: Pick<LoanTerms, 'foreclosure'>,
): { net: Money; gst: Money } {
  const net = percentOf(principal, terms.foreclosure?.percent ?? '0')
  return { net, gst: percentOf(net, terms.foreclosure?.gstPercent ?? '0') }
}

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

/** The Directions' literal words, "proportionate APR" for the days, to set beside ours (COOL-1). */
export const proportionateApr = (amount: Money, aprPercent: string, days: number): Money =>
  toPaise(exact(amount).times(aprPercent).times(days).dividedBy(36500))

/** A penal charge: simple, on the overdue instalments only, never on charges (PEN-1, PEN-2). */
export const penalCharge = (overdue: Money, percentAYear: string, days: number): Money =>
  toPaise(exact(overdue).times(percentAYear).times(days).dividedBy(36500))
