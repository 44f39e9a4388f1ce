/** What an order costs whoever pays it later: its price, in parts, and nothing beside it. Pure. */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { termsOf, type Terms } from '../../application/terms.ts'
import type { Product } from '../../product/product.ts'

/** The product orders are bought under. */
export const PAY_LATER = 'pay-later'

/** What it costs us the merchant bears (SPEC §13A); a KFS states the borrower's nothing. */
export const purchaseTerms = (
  product: Product,
  principal: Money,
  tenorMonths: number,
  on: LocalDate,
): Terms =>
  termsOf(product, { principal, tenorMonths, rate: rate('0'), processingFeePercent: '0' }, on)
