/** All SQL of merchants' orders and what was bought by them. */
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'

export type OrderKey = { readonly merchantId: string; readonly orderReference: string }
export type Order = {
  readonly amount: Money
  readonly isCancelled: boolean
  readonly isBought: boolean
}

/** Told twice, it was placed once: false the second time. */
export async function insertOrder(tx: Tx, order: OrderKey & { amount: Money }): Promise<boolean> {
  const { merchantId, orderReference, amount } = order
  const placed = await tx.sql`
    insert into lending.merchant_order (merchant_id, order_reference, amount, placed_at)
    values (${merchantId}, ${orderReference}, ${amount}, ${tx.now})
    on conflict do nothing returning 1 as placed`
  return placed.length > 0
}

/** False when more would be given back than the order cost. */
export async function noteRefund(tx: Tx, order: OrderKey & { amount: Money }): Promise<boolean> {
  const { merchantId, orderReference, amount } = order
  const noted = await tx.sql`
    update lending.merchant_order set refunded = refunded + ${amount}
     where merchant_id = ${merchantId} and order_reference = ${orderReference}
       and refunded + ${amount} <= amount returning 1 as noted`
  return noted.length > 0
}

export async function orderKnown(
  tx: Tx,
  { merchantId, orderReference }: OrderKey,
): Promise<Order | undefined> {
  const [row] = await tx.sql<Order[]>`
    select o.amount, o.cancelled_at is not null as "isCancelled",
           exists (select from lending.purchase p
                    where p.merchant_id = o.merchant_id
                      and p.order_reference = o.order_reference) as "isBought"
      from lending.merchant_order o
     where o.merchant_id = ${merchantId} and o.order_reference = ${orderReference}`
  return row
}

/** Whether somebody's draw for it is under way. */
export async function isOrderTaken(
  tx: Tx,
  { merchantId, orderReference }: OrderKey,
): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from lending.draw
     where merchant_id = ${merchantId} and order_reference = ${orderReference}
       and (status <> 'done' or state = 'drawn')`
  return rows.length > 0
}

export async function cancelOrder(tx: Tx, { merchantId, orderReference }: OrderKey): Promise<void> {
  await tx.sql`
    update lending.merchant_order set cancelled_at = ${tx.now}
     where merchant_id = ${merchantId} and order_reference = ${orderReference}
       and cancelled_at is null`
}

type Bought = { readonly loanId: Id<'loan'>; readonly customerId: Id<'cus'> }

export async function loanOfOrder(
  tx: Tx,
  { merchantId, orderReference }: OrderKey,
): Promise<Bought | undefined> {
  const [row] = await tx.sql<Bought[]>`
    select p.loan_id as "loanId", l.customer_id as "customerId"
      from lending.purchase p join lending.loan l on l.id = p.loan_id
     where p.merchant_id = ${merchantId} and p.order_reference = ${orderReference}`
  return row
}
