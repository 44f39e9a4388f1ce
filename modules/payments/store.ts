/** Mandates, payouts and loans as payments keeps them. Collecting has `receipt/store.ts`. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'

export type Mandate = {
  id: Id<'man'>
  customerId: Id<'cus'>
  applicationId: Id<'app'>
  accountId: Id<'acc'>
  status: 'created' | 'registered' | 'rejected' | 'cancelled'
  umrn: string | null
  amountMax: Money
  endsOn: LocalDate
  authoriseAt: string | null
  providerRef: string | null
  /** Once it has ended: whether the provider struck it too. */
  strike: 'asked' | 'unanswered' | 'struck' | null
}
type NewMandate = Pick<
  Mandate,
  'id' | 'customerId' | 'applicationId' | 'accountId' | 'amountMax' | 'endsOn'
>

export async function insertMandate(tx: Tx, mandate: NewMandate): Promise<void> {
  const { id, customerId, applicationId, accountId, amountMax, endsOn } = mandate
  await tx.sql`
    insert into mandate (id, customer_id, application_id, account_id, status,
                         amount_max, ends_on, created_at)
    values (${id}, ${customerId}, ${applicationId}, ${accountId}, 'created',
            ${amountMax}, ${endsOn}, ${tx.now})`
}

const mandates = ({ sql }: Tx) => sql`
    select id, customer_id as "customerId", application_id as "applicationId",
           account_id as "accountId", status, umrn, amount_max as "amountMax",
           ends_on as "endsOn", authorise_at as "authoriseAt", provider_ref as "providerRef",
           strike
      from mandate`

/** The mandate of an application that is neither rejected nor cancelled, held until the end. */
export async function lockLiveMandate(
  tx: Tx,
  applicationId: Id<'app'>,
): Promise<Mandate | undefined> {
  const [row] = await tx.sql<Mandate[]>`
    ${mandates(tx)}
     where application_id = ${applicationId} and status in ('created', 'registered')
       for update`
  return row
}

export async function lockMandate(tx: Tx, mandateId: Id<'man'>): Promise<Mandate | undefined> {
  const [row] = await tx.sql<Mandate[]>`
    ${mandates(tx)}
     where id = ${mandateId} for update`
  return row
}

/** What a loan was or is collected through, held until the end, in one order. */
export async function lockMandatesOf(tx: Tx, loan: Loan): Promise<Mandate[]> {
  return tx.sql<Mandate[]>`
    ${mandates(tx)}
     where (id = ${loan.mandateId} or application_id = ${loan.applicationId})
       and status <> 'rejected'
     order by id for update`
}

type Found = Pick<Mandate, 'id' | 'status' | 'accountId' | 'umrn' | 'authoriseAt'>

/** The application's living mandate, or else its last. */
export async function mandateOfApplication(
  tx: Tx,
  applicationId: Id<'app'>,
): Promise<Found | undefined> {
  const [row] = await tx.sql<Found[]>`
    select id, status, account_id as "accountId", umrn, authorise_at as "authoriseAt"
      from mandate
     where application_id = ${applicationId}
     order by status in ('created', 'registered') desc, created_at desc, id desc
     limit 1`
  return row
}

type Standing = Pick<Mandate, 'accountId' | 'amountMax' | 'endsOn'> & { mandateId: Id<'man'> }

/** Those that are registered; more than a page nobody has. */
export async function mandatesStanding(tx: Tx, customerId: Id<'cus'>): Promise<Standing[]> {
  return tx.sql<Standing[]>`
    select id as "mandateId", account_id as "accountId", amount_max as "amountMax",
           ends_on as "endsOn"
      from mandate
     where customer_id = ${customerId} and status = 'registered'
     order by created_at desc, id desc
     limit 50`
}

export async function noteMandateAddress(
  tx: Tx,
  mandateId: Id<'man'>,
  authoriseAt: string,
  providerRef: string | undefined,
): Promise<void> {
  await tx.sql`
    update mandate set authorise_at = ${authoriseAt}, provider_ref = ${providerRef ?? null}
     where id = ${mandateId}`
}

export async function settleMandate(
  tx: Tx,
  mandateId: Id<'man'>,
  status: 'registered' | 'rejected' | 'cancelled',
  more: { umrn?: string; reason?: string; providerRef?: string } = {},
): Promise<void> {
  await tx.sql`
    update mandate
       set status = ${status}, umrn = coalesce(${more.umrn ?? null}, umrn),
           reason = coalesce(${more.reason ?? null}, reason),
           provider_ref = coalesce(${more.providerRef ?? null}, provider_ref)
     where id = ${mandateId}`
}

export type Payout = {
  id: Id<'pay'>
  customerId: Id<'cus'>
  applicationId: Id<'app'>
  accountId?: Id<'acc'>
  fundAccount?: string
  /** What its loan will be collected through. */
  mandateId?: Id<'man'> | null
  amount: Money
  status: 'created' | 'sent' | 'pending' | 'succeeded' | 'failed' | 'returned'
}

/** The id of the one payout of the application; `first` when it is this one. */
export async function insertPayout(
  tx: Tx,
  payout: Omit<Payout, 'status'>,
): Promise<{ payoutId: Id<'pay'>; first: boolean }> {
  const { id, customerId, applicationId, accountId = null, fundAccount = null, amount } = payout
  const { mandateId = null } = payout
  const born = await tx.sql<{ id: Id<'pay'> }[]>`
    insert into payout (id, customer_id, application_id, account_id, fund_account, mandate_id,
                        amount, status, created_at)
    values (${id}, ${customerId}, ${applicationId}, ${accountId}, ${fundAccount}, ${mandateId},
            ${amount}, 'created', ${tx.now})
    on conflict (application_id) where status <> 'failed' do nothing
    returning id`
  if (born.length > 0) return { payoutId: id, first: true }
  const [row] = await tx.sql<{ id: Id<'pay'> }[]>`
    select id from payout where application_id = ${applicationId} and status <> 'failed'`
  if (!row) throw new Error(`the payout of ${applicationId} is neither new nor there`)
  return { payoutId: row.id, first: false }
}

export async function payoutKnown(tx: Tx, payoutId: Id<'pay'>): Promise<Payout | undefined> {
  const [row] = await tx.sql<Payout[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           account_id as "accountId", mandate_id as "mandateId", amount, status
      from payout where id = ${payoutId}`
  return row
}

export async function notePayout(
  tx: Tx,
  payoutId: Id<'pay'>,
  status: Payout['status'],
  more: { utr?: string; reason?: string; settledAt?: Instant } = {},
): Promise<void> {
  await tx.sql`
    update payout
       set status = ${status}, utr = coalesce(${more.utr ?? null}, utr),
           reason = coalesce(${more.reason ?? null}, reason),
           settled_at = coalesce(${more.settledAt ?? null}::timestamptz, settled_at)
     where id = ${payoutId}`
}

export type Loan = {
  id: Id<'loan'>
  customerId: Id<'cus'>
  applicationId: Id<'app'>
  /** Where it leans on another application's: draws under one limit share a mandate. */
  mandateId: Id<'man'> | null
}

export async function keepLoan(
  tx: Tx,
  loan: Loan & { accountNumber: string; instalment: Money | null },
): Promise<void> {
  const { id, customerId, applicationId, accountNumber, mandateId, instalment } = loan
  await tx.sql`
    insert into loan (id, customer_id, application_id, account_number, mandate_id, instalment)
    values (${id}, ${customerId}, ${applicationId}, ${accountNumber}, ${mandateId},
            ${instalment})
    on conflict (id) do nothing`
}

/** Whether an open loan, or one whose money is on its way, is to be collected through a mandate. */
export async function isMandateNeeded(
  tx: Tx,
  { id, applicationId }: Pick<Mandate, 'id' | 'applicationId'>,
): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from loan
     where closed_on is null and (mandate_id = ${id} or application_id = ${applicationId})
    union all
    select 1 from payout p
     where p.status not in ('failed', 'returned')
       and (p.mandate_id = ${id} or p.application_id = ${applicationId})
       and not exists (select 1 from loan l where l.application_id = p.application_id)
     limit 1`
  return rows.length > 0
}

export async function loanKnown(tx: Tx, loanId: Id<'loan'>): Promise<Loan | undefined> {
  const [row] = await tx.sql<Loan[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           mandate_id as "mandateId"
      from loan where id = ${loanId}`
  return row
}

/** A loan money may be meant for, and the day it was closed, if it is. */
export async function loanWithEnd(
  tx: Tx,
  loanId: Id<'loan'>,
): Promise<(Loan & { closedOn: LocalDate | null }) | undefined> {
  const [row] = await tx.sql<(Loan & { closedOn: LocalDate | null })[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           mandate_id as "mandateId", closed_on as "closedOn"
      from loan where id = ${loanId}`
  return row
}

export async function closeLoan(tx: Tx, loanId: Id<'loan'>, closedOn: LocalDate): Promise<void> {
  await tx.sql`update loan set closed_on = ${closedOn} where id = ${loanId}`
}
