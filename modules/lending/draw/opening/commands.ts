/** What a draw's loan opens with, and what is sent out for it. */
import { businessDateOf, type LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import { ruleAt } from '#modules/rules'
import type { Tx } from '#platform/sql'
import type { Terms } from '../../application/terms.ts'
import { paidToMerchant, subventionOf } from '../../limit/limit.ts'
import { lawFor, loanTermsOf } from '../../loan/opening/commands.ts'
import type { LoanTerms } from '../../loan/terms.ts'
import { merchantById } from '../../merchant/store.ts'
import { productOn } from '../../product/store.ts'
import type { Fee } from '../../schedule/kfs.ts'
import type { DrawRow } from '../store.ts'

/** Those of the accepted KFS under the rules of the day; a merchant bears its own share. */
export async function loanTerms(
  tx: Tx,
  draw: DrawRow,
  terms: Terms,
  on: LocalDate,
): Promise<LoanTerms> {
  const ours = loanTermsOf(terms, await lawFor(tx, draw.customerId, on))
  const fees = draw.merchantId ? await merchantFees(tx, draw, terms.principal) : undefined
  return fees ? { ...ours, fees } : ours
}

/** What is sent out: to the borrower less fees, to the merchant less its share. */
export async function payoutOf(tx: Tx, draw: DrawRow, terms: Terms): Promise<Money> {
  if (!draw.merchantId) return terms.netDisbursed
  return paidToMerchant(terms.principal, await merchantFees(tx, draw, terms.principal))
}

/** The merchant's share, by the product and the rules of the day the order was taken. */
async function merchantFees(
  tx: Tx,
  { merchantId, askedAt, context }: DrawRow,
  price: Money,
): Promise<Fee[]> {
  const on = businessDateOf(askedAt)
  const product = await productOn(tx, context.product, on)
  const merchant = await merchantById(tx, merchantId ?? '')
  if (!product || !merchant) throw new Error(`draw at ${merchantId} without product or merchant`)
  const { rule } = await tx.call(ruleAt, { code: 'lender.gst-state', on })
  const isHere = merchant.gstState === rule?.value['state']
  return subventionOf(product, price, isHere ? 'same-state' : 'other-state')
}
