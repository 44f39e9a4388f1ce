/**
 * The money of one loan, as the cumulative amounts its books are made of. The ledger is a function
 * of it; what a fact posts is the difference it makes (DESIGN §7).
 */
import { nothing, type Money } from '#kernel/money'

export type ChargeKind = 'bounce' | 'penal' | 'foreclosure' | 'other'

export type Tax = { readonly cgst: Money; readonly sgst: Money; readonly igst: Money }

export type Position = {
  /** Net paid to the borrower, and given back to them since. */
  readonly paidOut: Money
  readonly refunded: Money
  /** Received in the collection account, whatever it was for. */
  readonly received: Money
  /** Presented to a bank and not yet answered. */
  readonly clearing: Money
  readonly principalUnbilled: Money
  /** Billed, not yet paid. */
  readonly principalBilled: Money
  readonly interestBilled: Money
  /** Booked at month ends, not yet billed; below nothing: taken of days that have not run. */
  readonly interestAccrued: Money
  readonly interestReceived: Money
  /** NPA or written off: unpaid interest is no income (SPEC §4.3). */
  readonly suspended: boolean
  /** Of the unpaid interest, what was income and was taken back; only the rest stands in memo. */
  readonly interestReversed: Money
  readonly chargesUnpaid: Money
  /** Net of GST and of waivers. */
  readonly chargeIncome: Readonly<Record<ChargeKind, Money>>
  readonly tax: Tax
  readonly stampDuty: Money
  /** Owed to insurers, valuers and other third parties. */
  readonly thirdParty: Money
  readonly feeUnamortised: Money
  readonly feeRecognised: Money
  /** The borrower's money with us beyond all dues. */
  readonly excess: Money
  readonly provision: Money
  readonly provisionExpense: Money
  readonly badDebts: Money
  /** Our gifts to the borrower; absent: none. */
  readonly goodwill?: Money
  readonly recovered: Money
}

export const noTax: Tax = { cgst: nothing, sgst: nothing, igst: nothing }

/** A loan nothing has happened to. */
export const noPosition: Position = {
  paidOut: nothing,
  refunded: nothing,
  received: nothing,
  clearing: nothing,
  principalUnbilled: nothing,
  principalBilled: nothing,
  interestBilled: nothing,
  interestAccrued: nothing,
  interestReceived: nothing,
  suspended: false,
  interestReversed: nothing,
  chargesUnpaid: nothing,
  chargeIncome: { bounce: nothing, penal: nothing, foreclosure: nothing, other: nothing },
  tax: noTax,
  stampDuty: nothing,
  thirdParty: nothing,
  feeUnamortised: nothing,
  feeRecognised: nothing,
  excess: nothing,
  provision: nothing,
  provisionExpense: nothing,
  badDebts: nothing,
  recovered: nothing,
}
