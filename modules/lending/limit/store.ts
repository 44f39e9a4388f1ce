/** All SQL of limits, draws, merchants and purchases. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import type { Tx } from '#platform/sql'
import type { Limit } from './limit.ts'

export type LimitRecord = Limit & {
  readonly id: Id<'lim'>
  readonly customerId: Id<'cus'>
  readonly product: string
  readonly rate: Rate
}

/** Held until the transaction ends: two draws at once see each other. */
export async function lockLimit(tx: Tx, id: string): Promise<LimitRecord | undefined> {
  await tx.sql`select id from lending.limit_granted where id = ${id} for update`
  const [row] = await tx.sql<LimitRecord[]>`
    select id, customer_id as "customerId", product, rate, available, valid_till as "validTill",
           closed_on as "closedOn", asset_class as "assetClass"
      from lending.credit_limit where id = ${id}`
  return row
}

type Granted = {
  readonly id: string
  readonly customerId: string
  readonly product: string
  readonly amount: Money
  readonly rate: Rate
  readonly restores: boolean
  readonly validTill: LocalDate
}

/** False when the customer has one of the product already. */
export async function insertLimit(tx: Tx, granted: Granted): Promise<boolean> {
  const { id, customerId, product, amount, rate, restores, validTill } = granted
  const rows = await tx.sql`
    insert into lending.limit_granted
      (id, customer_id, product, amount, rate, restores, granted_on, valid_till)
    values (${id}, ${customerId}, ${product}, ${amount}, ${rate}, ${restores}, ${tx.today},
            ${validTill})
    on conflict (customer_id, product) where closed_on is null do nothing returning id`
  return rows.length > 0
}

export async function endLimit(tx: Tx, id: string): Promise<void> {
  await tx.sql`update lending.limit_granted set closed_on = ${tx.today} where id = ${id}`
}

export async function insertDrawdown(
  tx: Tx,
  { loanId, limitId, reference }: { loanId: string; limitId: string; reference: string },
): Promise<void> {
  await tx.sql`
    insert into lending.drawdown (loan_id, limit_id, reference)
    values (${loanId}, ${limitId}, ${reference})`
}

/** Whether the bank's reference paid a draw or a purchase out already. */
export async function isPaidOut(tx: Tx, reference: string): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from lending.drawdown where reference = ${reference}
     union all select 1 from lending.purchase where reference = ${reference}`
  return rows.length > 0
}

export async function insertMerchant(
  tx: Tx,
  merchant: { id: string; name: string; gstState: string; verification: string; by: string },
): Promise<void> {
  const { id, name, gstState, verification, by } = merchant
  await tx.sql`
    insert into lending.merchant
      (id, name, gst_state, verification, registered_by, registered_at)
    values (${id}, ${name}, ${gstState}, ${verification}, ${by}, ${tx.now})`
}

export async function merchantById(
  tx: Tx,
  id: string,
): Promise<{ readonly gstState: string } | undefined> {
  const [row] = await tx.sql<{ gstState: string }[]>`
    select gst_state as "gstState" from lending.merchant where id = ${id}`
  return row
}

type Purchase = {
  readonly loanId: string
  readonly merchantId: string
  readonly orderReference: string
  readonly reference: string
}

export async function isOrderPaid(
  tx: Tx,
  { merchantId, orderReference }: Pick<Purchase, 'merchantId' | 'orderReference'>,
): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from lending.purchase
     where merchant_id = ${merchantId} and order_reference = ${orderReference}`
  return rows.length > 0
}

export async function insertPurchase(tx: Tx, purchase: Purchase): Promise<void> {
  const { loanId, merchantId, orderReference, reference } = purchase
  await tx.sql`
    insert into lending.purchase (loan_id, merchant_id, order_reference, reference)
    values (${loanId}, ${merchantId}, ${orderReference}, ${reference})`
}
