/** What closes a loan on a day: the foreclosure quote (SPEC §3.4). */
import { addDays, type LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import {
  billedRows,
  interestTo,
  unpaidCharge,
  unpaidInterest,
  unpaidPrincipal,
  type Course,
} from './course.ts'
import { penalToDate } from './penal.ts'
import type { LoanTerms } from './terms.ts'

export type Payoff = {
  readonly on: LocalDate
  /** Unpaid of what fell due. */
  readonly principalOverdue: Money
  readonly interestOverdue: Money
  readonly charges: Money
  /**
   * Principal not yet due, and the interest on it to the day, which is not counted: below nothing
   * while interest taken at the disbursal has not run.
   */
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
    charges: plus(sum(course.charges.map(unpaidCharge)), penalToDate(course, terms, on)),
    principal,
    interestToDate: interestTo(course, terms, on),
    charge: charge.net,
    chargeGst: charge.gst,
  }
  const gross = sum(Object.values(parts))
  const { excess } = course.books
  const payable = excess >= gross ? nothing : minus(gross, excess)
  const perDay = minus(interestTo(course, terms, addDays(on, 1)), parts.interestToDate)
  return { on, ...parts, gross, excess, payable, perDay }
}

/** The charge for repaying before time, and its GST; nothing where the terms name none. */
export function foreclosureCharge(
  principal: Money,
  terms: Pick<LoanTerms, 'foreclosure'>,
): { net: Money; gst: Money } {
  const net = percentOf(principal, terms.foreclosure?.percent ?? '0')
  return { net, gst: percentOf(net, terms.foreclosure?.gstPercent ?? '0') }
}
