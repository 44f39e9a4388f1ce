/** All SQL of receipt files. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'
import type { FileRow, Judged, Known, Owner } from './sheet.ts'

export type ReceiptFile = {
  readonly fileId: Id<'rcf'>
  readonly name: string
  readonly status: 'waiting' | 'booked'
  readonly rows: number
  readonly ready: number
  readonly rejected: number
  readonly amount: Money
}

const fields = (tx: Tx) => tx.sql`id as "fileId", name, status, rows, ready, rejected, amount`

export async function fileOfContent(tx: Tx, csv: string): Promise<ReceiptFile | undefined> {
  const [row] = await tx.sql<ReceiptFile[]>`
    select ${fields(tx)} from receipt_file
     where content = encode(sha256(convert_to(${csv}, 'UTF8')), 'hex')`
  return row
}

export async function fileById(tx: Tx, id: Id<'rcf'>): Promise<ReceiptFile | undefined> {
  const [row] = await tx.sql<ReceiptFile[]>`select ${fields(tx)} from receipt_file where id = ${id}`
  return row
}

/** Nobody books it at the same time. */
export async function lockFile(tx: Tx, id: Id<'rcf'>): Promise<ReceiptFile | undefined> {
  const [row] = await tx.sql<ReceiptFile[]>`
    select ${fields(tx)} from receipt_file where id = ${id} for update`
  return row
}

/** False when the same content was taken at the same time. */
export async function insertFile(tx: Tx, file: ReceiptFile, csv: string): Promise<boolean> {
  const { fileId, name, status, rows, ready, rejected, amount } = file
  const born = await tx.sql<{ id: string }[]>`
    insert into receipt_file
      (id, name, content, status, rows, ready, rejected, amount, taken_by, taken_at)
    values (${fileId}, ${name}, encode(sha256(convert_to(${csv}, 'UTF8')), 'hex'), ${status},
            ${rows}, ${ready}, ${rejected}, ${amount}, ${tx.actor.id}, ${tx.now})
    on conflict (content) do nothing returning id`
  return born.length > 0
}

export async function insertRows(tx: Tx, fileId: string, rows: readonly Judged[]): Promise<void> {
  const texts = <T extends string | number | undefined>(of: (row: Judged) => T) =>
    tx.sql`string_to_array(${column(rows.map(of))}, E'\\n', '')`
  await tx.sql`
    insert into receipt_file_row (id, file_id, line, reference, loan, amount, received_on, rail,
                                  status, says, loan_id)
    select r.id, ${fileId}, r.line, coalesce(r.reference, ''), coalesce(r.loan, ''), r.amount,
           r.received_on, r.rail, case when r.says is null then 'ready' else 'refused' end, r.says,
           r.loan_id
      from unnest(${texts(() => tx.newId('rfr'))}, ${texts(({ line }) => line)}::int[],
                  ${texts((row) => row.reference)}, ${texts((row) => row.loan)},
                  ${texts((row) => row.amount)}::bigint[],
                  ${texts((row) => row.receivedOn)}::date[], ${texts((row) => row.rail)},
                  ${texts((row) => row.says)}, ${texts((row) => row.owner?.loanId)})
           as r (id, line, reference, loan, amount, received_on, rail, says, loan_id)`
}

/** What is known of the loans and references that rows name. */
export async function knownOf(tx: Tx, rows: readonly FileRow[]): Promise<Known> {
  type Named = Owner & { readonly named: string }
  const names = (byMandate: boolean) =>
    column(new Set(rows.flatMap((row) => (row.byMandate === byMandate ? row.loan : []))))
  const owner = tx.sql`l.id as "loanId", l.customer_id as "customerId", l.closed_on as "closedOn"`
  const loans = await tx.sql<Named[]>`
    select l.account_number as named, ${owner} from loan l
     where l.account_number = any(string_to_array(${names(false)}, E'\\n'))`
  const mandates = await tx.sql<Named[]>`
    select m.umrn as named, ${owner}
      from mandate m join loan l on coalesce(l.mandate_id = m.id,
                                             l.application_id = m.application_id)
     where m.umrn = any(string_to_array(${names(true)}, E'\\n'))`
  const asked = column(rows.map(({ reference }) => reference))
  const references = await tx.sql<{ reference: string }[]>`
    select reference from receipt where reference = any(string_to_array(${asked}, E'\\n'))
    union select reference from unmatched_receipt
     where status = 'open' and reference = any(string_to_array(${asked}, E'\\n'))`
  const byName = (all: readonly Named[]) => Map.groupBy(all, ({ named }) => named)
  return {
    ...{ loans: byName(loans), mandates: byName(mandates) },
    references: new Set(references.map(({ reference }) => reference)),
  }
}

export type KeptRow = {
  readonly id: string
  readonly line: number
  readonly reference: string
  readonly loan: string
  readonly amount: Money | null
  readonly receivedOn: LocalDate | null
  readonly rail: 'transfer' | 'cheque' | 'cash' | null
  readonly status: 'ready' | 'refused' | 'booked'
  readonly says: string | null
  readonly loanId: Id<'loan'> | null
}

export async function rowsKept(tx: Tx, fileId: string): Promise<KeptRow[]> {
  return tx.sql<KeptRow[]>`
    select id, line, reference, loan, amount, received_on as "receivedOn", rail, status, says,
           loan_id as "loanId"
      from receipt_file_row where file_id = ${fileId} order by line`
}

export type Booking = {
  readonly rowId: string
  readonly receiptId: Id<'rcp'>
  readonly customerId: Id<'cus'>
  readonly line: number
}

/**
 * Receives what is ready of a file, but of loans closed since and references that came since; gives
 * the rows that were.
 */
export async function bookReady(
  tx: Tx,
  fileId: string,
  ids: readonly (readonly [rowId: string, receiptId: string])[],
): Promise<(Booking & Pick<KeptRow, 'reference'> & Required<Paid>)[]> {
  return tx.sql<(Booking & Pick<KeptRow, 'reference'> & Required<Paid>)[]>`
    with given as (
      select * from unnest(string_to_array(${column(ids.map(([row]) => row))}, E'\\n'),
                           string_to_array(${column(ids.map(([, receipt]) => receipt))}, E'\\n'))
                    as g (row_id, receipt_id)),
    ready as (
      select r.*, g.receipt_id as given, l.customer_id
        from receipt_file_row r join given g on g.row_id = r.id join loan l on l.id = r.loan_id
       where r.file_id = ${fileId} and r.status = 'ready' and l.closed_on is null
         and not exists (select from unmatched_receipt u
                          where u.reference = r.reference and u.status = 'open')),
    born as (
      insert into receipt (id, customer_id, loan_id, amount, rail, reference, received_on,
                           recorded_at)
      select given, customer_id, loan_id, amount, rail, reference, received_on,
             ${tx.now}::timestamptz
        from ready order by line
      on conflict (reference) do nothing
      returning id)
    select r.id as "rowId", r.given as "receiptId", r.customer_id as "customerId", r.line,
           r.loan_id as "loanId", r.amount, r.rail, r.reference, r.received_on as "receivedOn"
      from ready r join born b on b.id = r.given order by r.line`
}
type Paid = {
  readonly loanId: Id<'loan'>
  readonly amount: Money
  readonly rail: 'transfer' | 'cheque' | 'cash'
  readonly receivedOn: LocalDate
}

/** Rows booked; those still ready were passed by meanwhile, and are refused. */
export async function noteBooked(
  tx: Tx,
  fileId: string,
  booked: readonly Booking[],
  late: string,
): Promise<void> {
  await tx.sql`
    update receipt_file_row r set status = 'booked', receipt_id = g.receipt_id
      from unnest(string_to_array(${column(booked.map(({ rowId }) => rowId))}, E'\\n'),
                  string_to_array(${column(booked.map(({ receiptId }) => receiptId))}, E'\\n'))
           as g (row_id, receipt_id)
     where r.id = g.row_id`
  await tx.sql`
    update receipt_file_row set status = 'refused', says = ${late}
     where file_id = ${fileId} and status = 'ready'`
  await tx.sql`
    update receipt_file f
       set status = 'booked', booked_by = ${tx.actor.id}, booked_at = ${tx.now},
           ready = s.booked, rejected = f.rows - s.booked, amount = s.amount
      from (select count(*)::int as booked, coalesce(sum(amount), 0)::bigint as amount
              from receipt_file_row where file_id = ${fileId} and status = 'booked') s
     where f.id = ${fileId}`
}
