/** A product as it stands on a day: its bounds, fees and clocks. Data, never code (DESIGN §3). */
import type { Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import type { Fee } from '../schedule/kfs.ts'

export type Product = {
  readonly code: string
  readonly name: string
  readonly amountMin: Money
  readonly amountMax: Money
  readonly tenorMonthsMin: number
  readonly tenorMonthsMax: number
  readonly coolingOffDays: number
  readonly bounceCharge: Money
  readonly bounceGstPercent: string
  readonly penalPercent: string
  readonly penalGraceDays: number
  /** For repaying before time, where the law allows one (`loan/prepayment.ts`). */
  readonly foreclosurePercent: string
  readonly floating: boolean
  readonly processingFeePercent: string
  readonly gstPercent: string
  readonly stampDuty: Money
}

/** Whether an amount and a tenor lie inside the product's bounds. */
export function fits(product: Product, amount: Money, tenorMonths: number): boolean {
  const { amountMin, amountMax, tenorMonthsMin, tenorMonthsMax } = product
  const amountFits = amount >= amountMin && amount <= amountMax
  return amountFits && tenorMonths >= tenorMonthsMin && tenorMonths <= tenorMonthsMax
}

/**
 * The fees taken out of a disbursal: processing (ours, kept on a cooling-off exit as DL-09 allows
 * when the KFS says so) and stamp duty at cost (a third party's, through us).
 */
export function feesOf(product: Product, principal: Money, processingFeePercent: string): Fee[] {
  const processing = percentOf(principal, processingFeePercent)
  const gst = percentOf(processing, product.gstPercent)
  const none = 0 as Money
  return [
    { kind: 'processing', amount: processing, gst, payee: 'lender', onExit: 'kept' },
    {
      kind: 'stamp-duty',
      amount: product.stampDuty,
      gst: none,
      payee: 'third-party',
      onExit: 'kept',
    },
  ]
}
