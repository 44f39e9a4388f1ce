/** All SQL of adjustments. */
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'

export type Purchase = {
  readonly merchantId: string
  readonly orderReference: string
  readonly price: Money
}

/** What a loan bought, at its price; undefined for one that bought nothing. */
export async function purchaseOf(tx: Tx, loanId: string): Promise<Purchase | undefined> {
  const [row] = await tx.sql<Purchase[]>`
    select p.merchant_id as "merchantId", p.order_reference as "orderReference",
           coalesce(o.amount, l.principal) as price
      from lending.purchase p
      join lending.loan l on l.id = p.loan_id
      left join lending.merchant_order o
        on o.merchant_id = p.merchant_id and o.order_reference = p.order_reference
     where p.loan_id = ${loanId}`
  return row
}
