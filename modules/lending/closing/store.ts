/** All SQL of closings. */
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { closingOf } from '../contract.ts'
import type { LoanRecord } from '../loan/store.ts'

type Told = NonNullable<OutputOf<typeof closingOf>['closing']>
export type Closing = Told & { readonly id: Id<'cls'> }

/** The one that stands, held until the end. */
export async function lockClosing(tx: Tx, loanId: string): Promise<Closing | undefined> {
  const [row] = await tx.sql<object[]>`${standing(tx, loanId)} for update`
  return row && toldOf(row)
}

export async function standingClosing(tx: Tx, loanId: string): Promise<Told | undefined> {
  const [row] = await tx.sql<object[]>`${standing(tx, loanId)}`
  if (!row) return undefined
  const { id: _id, ...told } = toldOf(row)
  return told
}

const standing = ({ sql }: Tx, loanId: string) => sql`
    select id, closed_on as "closedOn", status, mandate, mandate_on as "mandateOn",
           report_as_on as "reportAsOn", report_by as "reportBy", certify_by as "certifyBy",
           certified_on as "certifiedOn", document_id as "documentId",
           released_by as "releasedBy", reason
      from lending.closing where loan_id = ${loanId} and status <> 'reopened'`

/** What is not known yet is absent, not null. */
const toldOf = (row: object): Closing =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Closing

/** Absent where the loan has a standing one. */
export async function insertClosing(
  tx: Tx,
  { id: loanId, customerId, accountNumber }: LoanRecord,
  { closedOn, certifyBy }: { readonly closedOn: LocalDate; readonly certifyBy: LocalDate },
): Promise<Id<'cls'> | undefined> {
  const [row] = await tx.sql<{ id: Id<'cls'> }[]>`
    insert into lending.closing (id, loan_id, customer_id, account_number, closed_on, status,
                                 certify_by)
    values (${tx.newId('cls')}, ${loanId}, ${customerId}, ${accountNumber}, ${closedOn}, 'waiting',
            ${certifyBy})
    on conflict (loan_id) where status <> 'reopened' do nothing returning id`
  return row?.id
}

type Noted = Partial<Omit<Closing, 'id' | 'closedOn' | 'certifyBy'>> & {
  readonly reopenedOn?: LocalDate
}

/** What is new of it; what is not named stays. */
export async function noteClosing(tx: Tx, id: string, noted: Noted): Promise<void> {
  const of = (field: keyof Noted) => noted[field] ?? null
  await tx.sql`
    update lending.closing
       set status = coalesce(${of('status')}, status),
           mandate = coalesce(${of('mandate')}, mandate),
           mandate_on = coalesce(${of('mandateOn')}::date, mandate_on),
           report_as_on = coalesce(${of('reportAsOn')}::date, report_as_on),
           report_by = coalesce(${of('reportBy')}::date, report_by),
           document_id = coalesce(${of('documentId')}, document_id),
           certified_on = coalesce(${of('certifiedOn')}::date, certified_on),
           released_by = coalesce(${of('releasedBy')}, released_by),
           reason = coalesce(${of('reason')}, reason),
           reopened_on = coalesce(${of('reopenedOn')}::date, reopened_on)
     where id = ${id}`
}
