/** All SQL of the bureau files. */
import type { InputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { column, type Tx } from '#platform/sql'
import type { addRecords } from '../contract.ts'
import type { Reporting } from './calendar.ts'
import type { SentBack } from './sent-back.ts'

export type Reported = InputOf<typeof addRecords>['tradelines'][number]

export type BureauFile = {
  readonly id: Id<'fil'>
  readonly asOn: LocalDate
  readonly submitBy: LocalDate
  readonly status: 'planned' | 'building' | 'built' | 'submitted'
}

/** The new file's id; undefined when that day has one. */
export async function planFile(tx: Tx, file: Reporting): Promise<Id<'fil'> | undefined> {
  const [row] = await tx.sql<{ id: Id<'fil'> }[]>`
    insert into bureau.file (id, as_on, kind, submit_by, status)
    values (${tx.newId('fil')}, ${file.asOn}, ${file.kind}, ${file.submitBy}, 'planned')
    on conflict (as_on) do nothing returning id`
  return row?.id
}

export async function isPlannedAfter(tx: Tx, on: LocalDate): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from bureau.file where as_on >= ${on} and status = 'planned' limit 1`
  return rows.length > 0
}

/** The reference dates before one: the last, and the last of a full file. */
export async function datesBefore(
  tx: Tx,
  on: LocalDate,
): Promise<{ since?: LocalDate; fullSince?: LocalDate }> {
  const [row] = await tx.sql<{ since: LocalDate | null; fullSince: LocalDate | null }[]>`
    select max(as_on) as since, max(as_on) filter (where kind = 'full') as "fullSince"
      from bureau.file where as_on < ${on}`
  const { since, fullSince } = row ?? { since: null, fullSince: null }
  return { ...(since && { since }), ...(fullSince && { fullSince }) }
}

export async function lockFile(tx: Tx, id: string): Promise<BureauFile | undefined> {
  const [row] = await tx.sql<BureauFile[]>`
    select id, as_on as "asOn", submit_by as "submitBy", status
      from bureau.file where id = ${id} for update`
  return row
}

export async function noteFile(
  tx: Tx,
  id: string,
  status: BureauFile['status'],
  reference: string | null = null,
): Promise<void> {
  await tx.sql`
    update bureau.file
       set status = ${status}, reference = ${reference},
           built_at = case when ${status} = 'built' then ${tx.now}::timestamptz else built_at end,
           submitted_at = case when ${status} = 'submitted' then ${tx.now}::timestamptz end
     where id = ${id}`
}

export type Checked = { readonly loan: Reported; readonly faults: readonly string[] }

/** False for a loan that stands in the file already. */
export async function insertRecord(tx: Tx, fileId: string, record: Checked): Promise<boolean> {
  const { loan, faults } = record
  const rows = await tx.sql<{ id: string }[]>`
    insert into bureau.file_record
      (id, file_id, loan_id, customer_id, account_number, tradeline, status, faults, checked_at)
    values (${tx.newId('rec')}, ${fileId}, ${loan.loanId}, ${loan.customerId},
            ${loan.accountNumber}, ${tx.sql.json(loan)},
            ${faults.length === 0 ? 'ready' : 'rejected'}, ${faults.join(' ')}, ${tx.now})
    on conflict (file_id, loan_id) do nothing returning id`
  return rows.length > 0
}

export type RecordStatus = 'ready' | 'rejected' | 'corrected' | 'carried'
type Kept = {
  readonly loan: Reported
  readonly status: RecordStatus
  readonly isSubmitted: boolean
}

export async function recordById(tx: Tx, id: string): Promise<Kept | undefined> {
  const [row] = await tx.sql<Kept[]>`
    select r.tradeline as loan, r.status, f.status = 'submitted' as "isSubmitted"
      from bureau.file_record r join bureau.file f on f.id = r.file_id
     where r.id = ${id} for update of r`
  return row
}

export async function noteRecord(
  tx: Tx,
  id: string,
  { status, faults }: { readonly status: RecordStatus; readonly faults: readonly string[] },
): Promise<void> {
  await tx.sql`
    update bureau.file_record
       set status = ${status}, faults = ${faults.join(' ')}, checked_at = ${tx.now},
           looked_again = true
     where id = ${id}`
}

/** Each is the desk's work from now on; none is when one of them does not stand in the file. */
export async function rejectRecords(
  tx: Tx,
  fileId: string,
  sentBack: readonly SentBack[],
): Promise<number> {
  const of = (text: (one: SentBack) => string) =>
    tx.sql`string_to_array(${column(sentBack.map(text))}, E'\\n')`
  const rows = await tx.sql<{ id: string }[]>`
    with standing as (
      select r.id, s.codes, s.fields
        from unnest(${of((one) => one.accountNumber)}, ${of(({ codes }) => codes.join(' '))},
                    ${of(({ fields }) => fields.join('; '))}) s (account_number, codes, fields)
        join bureau.file_record r
          on r.file_id = ${fileId} and r.account_number = s.account_number
         and r.status <> 'carried')
    update bureau.file_record r
       set status = 'rejected', faults = s.codes, fields = s.fields, checked_at = ${tx.now}
      from standing s
     where r.id = s.id and (select count(*) from standing) = ${sentBack.length}::int
    returning r.id`
  return rows.length
}

/**
 * What earlier files still owe goes with this one: as the loan stands now where the file has it,
 * else as it stood when it was sent back. What a bureau refused and nobody has mended stays the
 * desk's work here; what we refused ourselves was looked at anew.
 */
export async function carryOver(tx: Tx, fileId: string): Promise<void> {
  await tx.sql`
    with owed as (
      select r.* from bureau.file_record r join bureau.file f on f.id = r.file_id
       where f.status = 'submitted' and r.status in ('rejected', 'corrected')
       order by r.id for update of r),
    newest as (
      select distinct on (o.loan_id) o.* from owed o join bureau.file f on f.id = o.file_id
       order by o.loan_id, f.as_on desc),
    taken as (
      insert into bureau.file_record as kept
        (id, file_id, loan_id, customer_id, account_number, tradeline, status, faults, fields,
         checked_at)
      select 'rec_' || md5(${fileId} || n.id), ${fileId}, n.loan_id, n.customer_id,
             n.account_number, n.tradeline,
             case n.status when 'corrected' then 'ready' else n.status end, n.faults, n.fields,
             n.checked_at
        from newest n
      on conflict (file_id, loan_id) do update
        set status = excluded.status, faults = excluded.faults, fields = excluded.fields
        where kept.status = 'ready' and excluded.status = 'rejected' and excluded.fields <> '')
    update bureau.file_record r set status = 'carried', carried_to = ${fileId}
      from owed o where o.id = r.id`
}

/** What may go, by account number; and how many there are in all. */
export async function readyOf(
  tx: Tx,
  fileId: string,
  { part, size }: { readonly part: number; readonly size: number },
): Promise<{ loans: Reported[]; all: number }> {
  const rows = await tx.sql<{ loan: Reported }[]>`
    select tradeline as loan from bureau.file_record
     where file_id = ${fileId} and status = 'ready'
     order by account_number limit ${size} offset ${(part - 1) * size}`
  const [count] = await tx.sql<{ all: number }[]>`
    select count(*)::int as all from bureau.file_record
     where file_id = ${fileId} and status = 'ready'`
  return { loans: rows.map(({ loan }) => loan), all: count?.all ?? 0 }
}
