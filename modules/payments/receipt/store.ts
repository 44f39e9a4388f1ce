/** All SQL of collecting: presentments, pay links, receipts. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'

export type Presentment = {
  id: Id<'pre'>
  customerId: Id<'cus'>
  loanId: Id<'loan'>
  mandateId: Id<'man'>
  number: number
  attempt: number
  amount: Money
  dueOn: LocalDate
  status: 'asked' | 'presented' | 'settled' | 'returned' | 'failed'
}

/** The id of the one presentment of (loan, instalment, attempt); `first` when it is this one. */
export async function insertPresentment(
  tx: Tx,
  presentment: Presentment,
): Promise<{ presentmentId: Id<'pre'>; first: boolean }> {
  const { id, customerId, loanId, mandateId, number, attempt, amount, dueOn, status } = presentment
  const born = await tx.sql<{ id: Id<'pre'> }[]>`
    insert into presentment (id, customer_id, loan_id, mandate_id, number, attempt, amount, due_on,
                             status, created_at)
    values (${id}, ${customerId}, ${loanId}, ${mandateId}, ${number}, ${attempt}, ${amount},
            ${dueOn}, ${status}, ${tx.now})
    on conflict (loan_id, number, attempt) do nothing
    returning id`
  if (born.length > 0) return { presentmentId: id, first: true }
  const [row] = await tx.sql<{ id: Id<'pre'> }[]>`
    select id from presentment
     where loan_id = ${loanId} and number = ${number} and attempt = ${attempt}`
  if (!row)
    throw new Error(`presentment ${number}/${attempt} of ${loanId} is neither new nor there`)
  return { presentmentId: row.id, first: false }
}

export async function lockPresentment(
  tx: Tx,
  presentmentId: Id<'pre'>,
): Promise<Presentment | undefined> {
  const [row] = await tx.sql<Presentment[]>`
    select id, customer_id as "customerId", loan_id as "loanId", mandate_id as "mandateId",
           number, attempt, amount, due_on as "dueOn", status
      from presentment where id = ${presentmentId} for update`
  return row
}

export async function notePresentment(
  tx: Tx,
  presentmentId: Id<'pre'>,
  status: Presentment['status'],
  more: { returnCode?: string; reason?: string; answeredOn?: LocalDate } = {},
): Promise<void> {
  await tx.sql`
    update presentment
       set status = ${status}, answered_on = coalesce(${more.answeredOn ?? null}, answered_on),
           return_code = coalesce(${more.returnCode ?? null}, return_code),
           reason = coalesce(${more.reason ?? null}, reason)
     where id = ${presentmentId}`
}

export type PayLink = {
  id: Id<'lnk'>
  customerId: Id<'cus'>
  loanId: Id<'loan'>
  amount: Money
  status: 'asked' | 'open' | 'paid' | 'failed'
  payAt: string | null
}

export async function insertPayLink(
  tx: Tx,
  link: Pick<PayLink, 'id' | 'customerId' | 'loanId' | 'amount'>,
): Promise<void> {
  const { id, customerId, loanId, amount } = link
  await tx.sql`
    insert into pay_link (id, customer_id, loan_id, amount, status, created_at)
    values (${id}, ${customerId}, ${loanId}, ${amount}, 'asked', ${tx.now})`
}

export async function payLinkKnown(tx: Tx, linkId: Id<'lnk'>): Promise<PayLink | undefined> {
  const [row] = await tx.sql<PayLink[]>`
    select id, customer_id as "customerId", loan_id as "loanId", amount, status,
           pay_at as "payAt"
      from pay_link where id = ${linkId}`
  return row
}

/** A link that was paid stays paid, whatever is told of it later. */
export async function notePayLink(
  tx: Tx,
  linkId: Id<'lnk'>,
  status: PayLink['status'],
  payAt?: string,
): Promise<void> {
  await tx.sql`
    update pay_link set status = ${status}, pay_at = coalesce(${payAt ?? null}, pay_at)
     where id = ${linkId} and status <> 'paid'`
}

export type Receipt = {
  id: Id<'rcp'>
  customerId: Id<'cus'>
  loanId: Id<'loan'>
  amount: Money
  rail: 'nach' | 'upi' | 'link' | 'transfer' | 'cheque' | 'cash'
  reference: string
  receivedOn: LocalDate
}

/** False when the provider's reference came in before: the same money is not received twice. */
export async function insertReceipt(tx: Tx, receipt: Receipt): Promise<boolean> {
  const { id, customerId, loanId, amount, rail, reference, receivedOn } = receipt
  const born = await tx.sql<{ id: string }[]>`
    insert into receipt (id, customer_id, loan_id, amount, rail, reference, received_on,
                         recorded_at)
    values (${id}, ${customerId}, ${loanId}, ${amount}, ${rail}, ${reference}, ${receivedOn},
            ${tx.now})
    on conflict (reference) do nothing
    returning id`
  return born.length > 0
}

/** Taken in for a loan, or waiting to be matched: the same bank reference is the same money. */
export async function isReferenceKnown(tx: Tx, reference: string): Promise<boolean> {
  const rows = await tx.sql<{ known: boolean }[]>`
    select true as known from receipt where reference = ${reference}
    union all
    select true from unmatched_receipt where reference = ${reference} and status = 'open'
    limit 1`
  return rows.length > 0
}

export async function lockReceipt(
  tx: Tx,
  id: Id<'rcp'>,
): Promise<(Receipt & { status: 'received' | 'reversed' }) | undefined> {
  const [row] = await tx.sql<(Receipt & { status: 'received' | 'reversed' })[]>`
    select id, customer_id as "customerId", loan_id as "loanId", amount, rail, reference,
           received_on as "receivedOn", status
      from receipt where id = ${id} for update`
  return row
}

/** Its bank reference may come again: for the right loan, or when a cheque is shown once more. */
export async function noteReversed(
  tx: Tx,
  id: Id<'rcp'>,
  { reason, on }: { reason: string; on: LocalDate },
): Promise<void> {
  await tx.sql`
    update receipt
       set status = 'reversed', reversed_on = ${on}, reversal = ${reason},
           reference = reference || ' reversed ' || right(id, 12)
     where id = ${id}`
}

export type Unmatched = Omit<Receipt, 'id' | 'customerId' | 'loanId' | 'rail'> & {
  id: Id<'umr'>
  rail: 'transfer' | 'cheque' | 'cash'
}

export async function insertUnmatched(
  tx: Tx,
  waiting: Unmatched,
  payers: readonly Id<'cus'>[],
): Promise<void> {
  const { id, amount, rail, reference, receivedOn } = waiting
  await tx.sql`
    insert into unmatched_receipt (id, amount, rail, reference, received_on, recorded_at, status,
                                   payers)
    values (${id}, ${amount}, ${rail}, ${reference}, ${receivedOn}, ${tx.now}, 'open',
            string_to_array(${column(payers)}, E'\\n'))`
}

/** Only one that still waits. */
export async function lockUnmatched(tx: Tx, id: Id<'umr'>): Promise<Unmatched | undefined> {
  const [row] = await tx.sql<Unmatched[]>`
    select id, amount, rail, reference, received_on as "receivedOn"
      from unmatched_receipt where id = ${id} and status = 'open' for update`
  return row
}

/** Those of them that there are, open or not. */
export async function unmatchedKnown(tx: Tx, ids: readonly Id<'umr'>[]): Promise<Unmatched[]> {
  return tx.sql<Unmatched[]>`
    select id, amount, rail, reference, received_on as "receivedOn"
      from unmatched_receipt where id = any(string_to_array(${column(ids)}, E'\\n'))`
}

export async function noteMatched(
  tx: Tx,
  id: Id<'umr'>,
  { loanId, receiptId }: { loanId: Id<'loan'>; receiptId: Id<'rcp'> },
): Promise<void> {
  await tx.sql`
    update unmatched_receipt
       set status = 'matched', loan_id = ${loanId}, receipt_id = ${receiptId}
     where id = ${id}`
}

/** Both days are included. */
export type Days = { readonly from: LocalDate; readonly to: LocalDate }
export type Heap = { readonly count: number; readonly amount: Money }

export async function presentedBetween(tx: Tx, { from, to }: Days) {
  return tx.sql<(Heap & { status: string })[]>`
    select status, count(*)::int as count, sum(amount)::bigint as amount
      from presentment where due_on between ${from} and ${to}
     group by status order by status`
}

export async function returnsBetween(tx: Tx, { from, to }: Days) {
  return tx.sql<(Heap & { code: string })[]>`
    select return_code as code, count(*)::int as count, sum(amount)::bigint as amount
      from presentment
     where answered_on between ${from} and ${to} and status = 'returned'
     group by return_code order by count(*) desc, return_code limit 60`
}

export async function receivedBetween(tx: Tx, { from, to }: Days) {
  return tx.sql<(Heap & { rail: string })[]>`
    select rail, count(*)::int as count, sum(amount)::bigint as amount
      from receipt
     where received_on between ${from} and ${to} and status = 'received'
     group by rail order by rail`
}

export async function reversedBetween(tx: Tx, { from, to }: Days): Promise<Heap> {
  const [row] = await tx.sql<Heap[]>`
    select count(*)::int as count, coalesce(sum(amount), 0)::bigint as amount
      from receipt where reversed_on between ${from} and ${to}`
  return row as Heap
}

export async function unmatchedNow(tx: Tx): Promise<Heap> {
  const [row] = await tx.sql<Heap[]>`
    select count(*)::int as count, coalesce(sum(amount), 0)::bigint as amount
      from unmatched_receipt where status = 'open'`
  return row as Heap
}

type Bounced = Pick<
  Presentment,
  'customerId' | 'loanId' | 'number' | 'attempt' | 'amount' | 'dueOn'
> & {
  presentmentId: Id<'pre'>
  accountNumber: string | null
  answeredOn: LocalDate
  code: string
}

export async function bouncedBetween(tx: Tx, { from, to }: Days): Promise<Bounced[]> {
  return tx.sql<Bounced[]>`
    select p.id as "presentmentId", p.customer_id as "customerId", p.loan_id as "loanId",
           l.account_number as "accountNumber", p.number, p.attempt, p.amount,
           p.due_on as "dueOn", p.answered_on as "answeredOn", p.return_code as code
      from presentment p left join loan l on l.id = p.loan_id
     where p.answered_on between ${from} and ${to} and p.status = 'returned'
     order by p.answered_on desc, p.id desc limit 200`
}
