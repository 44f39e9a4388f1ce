/** What an order costs whoever pays it later: its price, in parts, at the product's rate. Pure. */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { termsOf, type Terms } from '../../application/terms.ts'
import type { Product } from '../../product/product.ts'

/** The product orders are bought under. */
export const PAY_LATER = 'pay-later'

/**
 * No fee can be kept of what a merchant is paid. What the merchant bears is no part of it: the KFS
 * and its APR are of the borrower's own payments, at 0 % too (SPEC §13A).
 */
export const purchaseTerms = (
  product: Product,
  principal: Money,
  tenorMonths: number,
  on: LocalDate,
): Terms =>
  termsOf(
    product,
    { principal, tenorMonths, rate: rate(product.purchaseRate), processingFeePercent: '0' },
    on,
  )
