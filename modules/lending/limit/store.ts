/** All SQL of limits. */
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
  readonly amount: Money
  readonly rate: Rate
  readonly restores: boolean
}

/** Held until the transaction ends: two draws at once see each other. */
export async function lockLimit(tx: Tx, id: string): Promise<LimitRecord | undefined> {
  await tx.sql`select id from lending.limit_granted where id = ${id} for update`
  return limitById(tx, id)
}

export async function limitById(tx: Tx, id: string): Promise<LimitRecord | undefined> {
  const [row] = await tx.sql<LimitRecord[]>`
    select id, customer_id as "customerId", product, amount, rate, restores, available,
           valid_till as "validTill",
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
