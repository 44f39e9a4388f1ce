/** All SQL of loans. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'
import type { AssetClass } from './classification.ts'
import type { Course } from './course.ts'
import type { LoanFact } from './fact.ts'
import type { LoanState } from './loan.ts'
import type { LoanTerms } from './terms.ts'

export type LoanRecord = {
  readonly id: Id<'loan'>
  readonly accountNumber: string
  readonly customerId: Id<'cus'>
  readonly applicationId: Id<'app'>
  readonly product: string
  readonly mandateId: Id<'man'> | null
  readonly terms: LoanTerms
  readonly coolingOffUntil: LocalDate
  readonly bounceCharge: Money
  readonly bounceGstPercent: string
  readonly status: LoanState['status']
  readonly principal: Money
  readonly assetClass: AssetClass
  readonly disbursedOn: LocalDate
  readonly nocDocumentId: Id<'doc'> | null
  readonly course: Course
}

const columns = (tx: Tx) => tx.sql`
  id, account_number as "accountNumber", customer_id as "customerId",
  application_id as "applicationId", product, mandate_id as "mandateId", terms,
  cooling_off_until as "coolingOffUntil", bounce_charge as "bounceCharge",
  bounce_gst_percent as "bounceGstPercent", status, principal, asset_class as "assetClass",
  disbursed_on as "disbursedOn", noc_document_id as "nocDocumentId", course`

/** The loan, held until the transaction ends. */
export async function lockLoan(tx: Tx, id: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan where id = ${id} for update`
  return row
}

export async function loanById(tx: Tx, id: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan where id = ${id}`
  return row
}

/** The customer's running loan, or else their last. */
export async function loanOfCustomer(tx: Tx, customerId: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan where customer_id = ${customerId}
     order by (status in ('disbursed', 'active')) desc, disbursed_on desc, id desc
     limit 1`
  return row
}

export async function loanOfApplication(tx: Tx, id: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan where application_id = ${id}`
  return row
}

export async function loanByAccount(
  tx: Tx,
  accountNumber: string,
): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan where account_number = ${accountNumber}`
  return row
}

export async function hasOpenLoan(tx: Tx, customerId: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from lending.loan
     where customer_id = ${customerId} and status in ('disbursed', 'active') limit 1`
  return rows.length > 0
}

export async function hasLoan(tx: Tx, applicationId: string): Promise<boolean> {
  return (await loanOfApplication(tx, applicationId)) !== undefined
}

export async function insertLoan(
  tx: Tx,
  loan: Omit<LoanRecord, 'status' | 'nocDocumentId'>,
): Promise<void> {
  await tx.sql`
    insert into lending.loan
      (id, account_number, customer_id, application_id, product, mandate_id, terms,
       cooling_off_until, bounce_charge, bounce_gst_percent, status, principal, outstanding,
       overdue, asset_class, disbursed_on, course)
    values (${loan.id}, ${loan.accountNumber}, ${loan.customerId}, ${loan.applicationId},
            ${loan.product}, ${loan.mandateId}, ${tx.sql.json(loan.terms)},
            ${loan.coolingOffUntil}, ${loan.bounceCharge}, ${loan.bounceGstPercent},
            'sanctioned', ${loan.principal}, 0, 0, ${loan.assetClass}, ${loan.disbursedOn},
            ${tx.sql.json(loan.course)})`
}

/** What `loanAt` says now, kept for lists; the course, kept to go on from. */
export async function saveState(
  tx: Tx,
  id: string,
  kept: { course: Course; state: LoanState; assetClass: AssetClass },
): Promise<void> {
  const { course, state, assetClass } = kept
  const open = state.status === 'active' || state.status === 'disbursed'
  await tx.sql`
    update lending.loan
       set status = ${state.status}, outstanding = ${open ? state.outstanding.total : 0},
           overdue = ${open ? state.dues.total : 0}, asset_class = ${assetClass},
           overdue_since = ${(open && state.dues.oldestOn) || null},
           next_due_on = ${(open && state.nextDue?.on) || null},
           closed_on = ${state.closure?.on ?? null}, course = ${tx.sql.json(course)}
     where id = ${id}`
}

/** True for the one who may tell that this instalment is near. */
export async function claimNotice(tx: Tx, id: string, number: number): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update lending.loan set noticed = ${number}
     where id = ${id} and noticed < ${number} returning id`
  return rows.length > 0
}

export async function saveNoc(tx: Tx, id: string, documentId: string): Promise<void> {
  await tx.sql`update lending.loan set noc_document_id = ${documentId} where id = ${id}`
}

/** False for a fact that is known already. */
export async function insertFact(tx: Tx, loanId: string, fact: LoanFact): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into lending.loan_fact (id, loan_id, kind, value_on, known_at, body)
    values (${fact.id}, ${loanId}, ${fact.kind}, ${fact.on}, ${tx.now}, ${tx.sql.json(fact)})
    on conflict (id) do nothing
    returning id`
  return rows.length > 0
}

export async function factsOf(tx: Tx, loanId: string): Promise<LoanFact[]> {
  const rows = await tx.sql<{ body: LoanFact }[]>`
    select body from lending.loan_fact where loan_id = ${loanId} order by value_on, id`
  return rows.map((row) => row.body)
}

/** The next number of a branch's year, without gaps: the row is held until the commit. */
export async function nextSequence(tx: Tx, branch: string, year: number): Promise<number> {
  const [row] = await tx.sql<{ last: number }[]>`
    insert into lending.account_sequence (branch, year, last) values (${branch}, ${year}, 1)
    on conflict (branch, year) do update set last = account_sequence.last + 1
    returning last`
  return row?.last ?? 0
}
