/** All SQL of collecting: presentments, pay links, receipts. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'

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
  more: { returnCode?: string; reason?: string } = {},
): Promise<void> {
  await tx.sql`
    update presentment
       set status = ${status}, return_code = coalesce(${more.returnCode ?? null}, return_code),
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
  rail: 'nach' | 'upi' | 'link'
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
