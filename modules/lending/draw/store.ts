/** All SQL of draws. Where one stands is its journey's row (`platform/journeys`). */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import type { Tx } from '#platform/sql'
import type { Terms } from '../application/terms.ts'
import type { Draw } from './draw.ts'

export type DrawRow = {
  readonly id: Id<'app'>
  readonly customerId: Id<'cus'>
  readonly limitId: Id<'lim'>
  readonly merchantId: Id<'mer'> | null
  readonly orderReference: string | null
  readonly askedAt: Instant
  readonly state: string
  readonly status: 'active' | 'held' | 'done'
  readonly since: Instant
  readonly context: Draw
}

const columns = ({ sql }: Tx) => sql`
  id, customer_id as "customerId", limit_id as "limitId", merchant_id as "merchantId",
  order_reference as "orderReference", asked_at as "askedAt", state, status, since, context`

export async function insertDraw(
  tx: Tx,
  draw: Pick<DrawRow, 'id' | 'customerId'> & {
    readonly product: string
    readonly limitId: Id<'lim'>
    readonly merchantId?: Id<'mer'>
    readonly orderReference?: string
    readonly terms: Terms
    readonly termsHash: string
  },
): Promise<void> {
  const { id, customerId, product, limitId, merchantId, orderReference, terms, termsHash } = draw
  await tx.sql`
    insert into lending.draw_asked
      (id, customer_id, product, limit_id, merchant_id, order_reference, amount, tenor_months,
       terms, terms_hash, asked_at)
    values (${id}, ${customerId}, ${product}, ${limitId}, ${merchantId ?? null},
            ${orderReference ?? null}, ${terms.principal}, ${terms.tenorMonths},
            ${tx.sql.json(terms)}, ${termsHash}, ${tx.now})`
}

export async function drawById(tx: Tx, id: string): Promise<DrawRow | undefined> {
  const [row] = await tx.sql<DrawRow[]>`select ${columns(tx)} from lending.draw where id = ${id}`
  return row
}

/** The customer's running draw or purchase, or else their last. */
export async function latestDraw(tx: Tx, customerId: string): Promise<DrawRow | undefined> {
  const [row] = await tx.sql<DrawRow[]>`
    select ${columns(tx)} from lending.draw
     where customer_id = ${customerId}
     order by (status <> 'done') desc, asked_at desc, id desc
     limit 1`
  return row
}

/** The running one only. */
export async function runningDraw(tx: Tx, customerId: string): Promise<DrawRow | undefined> {
  const row = await latestDraw(tx, customerId)
  return row && row.status !== 'done' ? row : undefined
}

export async function termsOfDraw(tx: Tx, id: string): Promise<Terms> {
  const [row] = await tx.sql<{ terms: Terms }[]>`
    select terms from lending.draw_asked where id = ${id}`
  if (!row) throw new Error(`lending knows no draw ${id}`)
  return row.terms
}

/** The bank's reference, or our payout's: told twice, it was drawn once. */
type Paid = { readonly loanId: string; readonly reference: string }

export async function insertDrawdown(tx: Tx, drawn: Paid & { limitId: string }): Promise<void> {
  const { loanId, limitId, reference } = drawn
  await tx.sql`
    insert into lending.drawdown (loan_id, limit_id, reference)
    values (${loanId}, ${limitId}, ${reference})`
}

export async function insertPurchase(
  tx: Tx,
  purchase: Paid & { readonly merchantId: string; readonly orderReference: string },
): Promise<void> {
  const { loanId, merchantId, orderReference, reference } = purchase
  await tx.sql`
    insert into lending.purchase (loan_id, merchant_id, order_reference, reference)
    values (${loanId}, ${merchantId}, ${orderReference}, ${reference})`
}

/** Whether the bank's reference paid a draw or a purchase out already. */
export async function isPaidOut(tx: Tx, reference: string): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from lending.drawdown where reference = ${reference}
     union all select 1 from lending.purchase where reference = ${reference}`
  return rows.length > 0
}

export type LimitHeld = {
  readonly id: Id<'lim'>
  readonly product: string
  readonly amount: Money
  readonly available: Money
  readonly rate: Rate
  readonly restores: boolean
  readonly validTill: LocalDate
  readonly closedOn: LocalDate | null
  readonly assetClass: string
}

/** Those that run, and those with something still owed. */
export async function limitsOf(tx: Tx, customerId: string): Promise<LimitHeld[]> {
  return tx.sql<LimitHeld[]>`
    select id, product, amount, available, rate, restores, valid_till as "validTill",
           closed_on as "closedOn", asset_class as "assetClass"
      from lending.credit_limit
     where customer_id = ${customerId} and (closed_on is null or owed > 0)
     order by granted_on desc, id desc
     limit 20`
}

export type Drawn = {
  readonly limitId: Id<'lim'>
  readonly loanId: Id<'loan'>
  readonly accountNumber: string
  readonly principal: Money
  readonly outstanding: Money
  readonly overdue: Money
  readonly drawnOn: LocalDate
  readonly status: string
  readonly nextDueOn: LocalDate | null
  readonly nextDueAmount: Money | null
}

export async function drawnUnder(tx: Tx, limitIds: readonly string[]): Promise<Drawn[]> {
  return tx.sql<Drawn[]>`
    select w.limit_id as "limitId", l.id as "loanId", l.account_number as "accountNumber",
           l.principal, l.outstanding, l.overdue, l.disbursed_on as "drawnOn", l.status,
           l.next_due_on as "nextDueOn", l.next_due_amount as "nextDueAmount"
      from lending.drawdown w join lending.loan l on l.id = w.loan_id
     where w.limit_id = any (${tx.sql.array([...limitIds])}::text[])
     order by l.disbursed_on desc, l.id desc`
}
