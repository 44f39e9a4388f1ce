/** All SQL of the bureau files. */
import type { InputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { addRecords } from '../contract.ts'
import type { Reporting } from './calendar.ts'

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

export async function recordById(
  tx: Tx,
  id: string,
): Promise<{ loan: Reported; status: BureauFile['status'] } | undefined> {
  const [row] = await tx.sql<{ loan: Reported; status: BureauFile['status'] }[]>`
    select r.tradeline as loan, f.status
      from bureau.file_record r join bureau.file f on f.id = r.file_id
     where r.id = ${id} for update of r`
  return row
}

export async function noteRecord(tx: Tx, id: string, faults: readonly string[]): Promise<void> {
  await tx.sql`
    update bureau.file_record
       set status = ${faults.length === 0 ? 'ready' : 'rejected'}, faults = ${faults.join(' ')},
           checked_at = ${tx.now}
     where id = ${id}`
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
