/** What may be drawn under a limit, and how a purchase's money is shared. Pure. */
import type { LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { minus, type Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import type { Product } from '../product/product.ts'
import type { Fee } from '../schedule/kfs.ts'

export type Limit = {
  readonly available: Money
  readonly validTill: LocalDate
  readonly closedOn: LocalDate | null
  /** Of the worst draw: it decides for the borrower. */
  readonly assetClass: string
}

/** More than 30 days past due freezes a limit; an NPA ends it (SPEC §13A). */
const FREEZING = new Set(['SMA-1', 'SMA-2', 'NPA'])

/** Why an amount cannot be drawn on a day; undefined when it can. */
export function mayDraw(
  limit: Limit,
  amount: Money,
  on: LocalDate,
): Refused<'limit-over' | 'limit-frozen' | 'above-limit'> | undefined {
  if (limit.closedOn !== null || on > limit.validTill) return refuse('limit-over')
  if (FREEZING.has(limit.assetClass)) return refuse('limit-frozen')
  return amount > limit.available ? refuse('above-limit') : undefined
}

/**
 * What the merchant bears of a purchase: kept from what it is paid, earned over the tenor, and
 * given back if the borrower leaves. Its GST goes to the merchant's state.
 */
export function subventionOf(
  { subventionPercent, gstPercent }: Pick<Product, 'subventionPercent' | 'gstPercent'>,
  price: Money,
  place: 'same-state' | 'other-state',
): Fee[] {
  const amount = percentOf(price, subventionPercent)
  if (amount === 0) return []
  const gst = percentOf(amount, gstPercent)
  return [{ kind: 'subvention', amount, gst, payee: 'lender', onExit: 'refunded', place }]
}

export const paidToMerchant = (price: Money, fees: readonly Fee[]): Money =>
  fees.reduce((left, { amount, gst }) => minus(minus(left, amount), gst), price)
