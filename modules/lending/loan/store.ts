/** All SQL of loans. */
import { businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'
import type { AssetClass } from './classification.ts'
import type { LoanFact } from './fact.ts'
import type { LoanState } from './loan.ts'
import type { Snapshot } from './snapshot.ts'
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
  /** The last instalment whose coming was told. */
  readonly noticed: number
  readonly nocDocumentId: Id<'doc'> | null
}

/** With its course as it is kept. */
export type LoanLocked = LoanRecord & { readonly snapshot: Snapshot }

const columns = (tx: Tx) => tx.sql`
  id, account_number as "accountNumber", customer_id as "customerId",
  application_id as "applicationId", product, mandate_id as "mandateId", terms,
  cooling_off_until as "coolingOffUntil", bounce_charge as "bounceCharge",
  bounce_gst_percent as "bounceGstPercent", status, principal, asset_class as "assetClass",
  disbursed_on as "disbursedOn", noticed, noc_document_id as "nocDocumentId"`

/** The loans, held until the transaction ends; always in one order: no two wait crosswise. */
export async function lockLoans(tx: Tx, ids: readonly string[]): Promise<LoanLocked[]> {
  const rows = await tx.sql<(LoanRecord & Snapshot)[]>`
    select ${columns(tx)}, course, plan from lending.loan
     where id = any(string_to_array(${column(ids)}, E'\\n'))
     order by id for update`
  return rows.map(({ course, plan, ...loan }) => ({ ...loan, snapshot: { course, plan } }))
}

export async function loanById(tx: Tx, id: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan where id = ${id}`
  return row
}

/** The customer's running loan, or else their last; draws and purchases come after it. */
export async function loanOfCustomer(tx: Tx, customerId: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<LoanRecord[]>`
    select ${columns(tx)} from lending.loan l where customer_id = ${customerId}
     order by (exists (select from lending.drawdown where loan_id = l.id)
               or exists (select from lending.purchase where loan_id = l.id)),
              (status in ('disbursed', 'active')) desc, disbursed_on desc, id desc
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

export async function loanOfFact(tx: Tx, factId: string): Promise<LoanRecord | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    select loan_id as id from lending.loan_fact where id = ${factId}`
  return row && loanById(tx, row.id)
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
  loan: Omit<LoanLocked, 'status' | 'noticed' | 'nocDocumentId'>,
): Promise<void> {
  await tx.sql`
    insert into lending.loan
      (id, account_number, customer_id, application_id, product, mandate_id, terms,
       cooling_off_until, bounce_charge, bounce_gst_percent, status, principal, outstanding,
       overdue, asset_class, disbursed_on, course, plan)
    values (${loan.id}, ${loan.accountNumber}, ${loan.customerId}, ${loan.applicationId},
            ${loan.product}, ${loan.mandateId}, ${tx.sql.json(loan.terms)},
            ${loan.coolingOffUntil}, ${loan.bounceCharge}, ${loan.bounceGstPercent},
            'sanctioned', ${loan.principal}, 0, 0, ${loan.assetClass}, ${loan.disbursedOn},
            ${loan.snapshot.course}, ${loan.snapshot.plan})`
}

/** What `loanAt` said when something last happened, for lists; and the course to go on from. */
export type Kept = {
  readonly id: string
  /** Without its plan where that stands already. */
  readonly snapshot: Snapshot
  readonly state: LoanState
  readonly assetClass: AssetClass
  readonly noticed: number
}

export async function saveStates(tx: Tx, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return
  const open = ({ state: { status } }: Kept) => status === 'active' || status === 'disbursed'
  const of = (value: (one: Kept) => string | number | null | undefined) => column(kept.map(value))
  /** What only an open loan has. */
  const due = (value: (state: LoanState) => string | number | undefined) =>
    of((one) => (open(one) ? value(one.state) : null))
  await tx.sql`
    update lending.loan l
       set status = n.status, outstanding = n.outstanding, overdue = n.overdue,
           asset_class = n.asset_class, overdue_since = n.overdue_since,
           next_due_on = n.next_due_on, next_due_amount = n.next_due_amount,
           closed_on = n.closed_on, noticed = n.noticed, course = n.course,
           plan = coalesce(n.plan, l.plan)
      from unnest(
        string_to_array(${of(({ id }) => id)}, E'\\n'),
        string_to_array(${of(({ state }) => state.status)}, E'\\n'),
        string_to_array(${of((one) => (open(one) ? one.state.outstanding.total : 0))},
                        E'\\n')::bigint[],
        string_to_array(${of((one) => (open(one) ? one.state.dues.total : 0))}, E'\\n')::bigint[],
        string_to_array(${of(({ assetClass }) => assetClass)}, E'\\n'),
        string_to_array(${due((now) => now.dues.oldestOn)}, E'\\n', '')::date[],
        string_to_array(${due((now) => now.nextDue?.on)}, E'\\n', '')::date[],
        string_to_array(${due((now) => now.nextDue?.amount)}, E'\\n', '')::bigint[],
        string_to_array(${of(({ state }) => state.closure?.on)}, E'\\n', '')::date[],
        string_to_array(${of(({ noticed }) => noticed)}, E'\\n')::int[],
        string_to_array(${of(({ snapshot }) => snapshot.course)}, E'\\n'),
        string_to_array(${of(({ snapshot }) => snapshot.plan)}, E'\\n', '')
      ) as n(id, status, outstanding, overdue, asset_class, overdue_since, next_due_on,
             next_due_amount, closed_on, noticed, course, plan)
     where l.id = n.id`
}

/** Null: the one it had is void. */
export async function saveNoc(tx: Tx, id: string, documentId: string | null): Promise<void> {
  await tx.sql`update lending.loan set noc_document_id = ${documentId} where id = ${id}`
}

/** Which of these facts are on our books already. */
export async function factsKnown(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.sql<{ id: string }[]>`
    select id from lending.loan_fact where id = any(string_to_array(${column(ids)}, E'\\n'))`
  return rows.map(({ id }) => id)
}

export async function insertFacts(
  tx: Tx,
  facts: readonly { readonly loanId: string; readonly fact: LoanFact }[],
): Promise<void> {
  if (facts.length === 0) return
  const of = (value: (fact: LoanFact) => string) => column(facts.map(({ fact }) => value(fact)))
  await tx.sql`
    insert into lending.loan_fact (id, loan_id, kind, value_on, known_at, body)
    select n.id, n.loan_id, n.kind, n.value_on, ${tx.now}, n.body
      from unnest(
        string_to_array(${of(({ id }) => id)}, E'\\n'),
        string_to_array(${column(facts.map(({ loanId }) => loanId))}, E'\\n'),
        string_to_array(${of(({ kind }) => kind)}, E'\\n'),
        string_to_array(${of(({ on }) => on)}, E'\\n')::date[],
        string_to_array(${of((fact) => JSON.stringify(fact))}, E'\\n')::jsonb[]
      ) as n(id, loan_id, kind, value_on, body)`
}

export async function factsOf(tx: Tx, loanId: string): Promise<LoanFact[]> {
  const rows = await tx.sql<{ body: LoanFact }[]>`
    select body from lending.loan_fact where loan_id = ${loanId} order by value_on, id`
  return rows.map((row) => row.body)
}

/** The day each fact of a loan was entered on our books, by the fact's id. */
export async function bookingDaysOf(tx: Tx, loanId: string): Promise<Map<string, LocalDate>> {
  const rows = await tx.sql<{ id: string; knownAt: Instant }[]>`
    select id, known_at as "knownAt" from lending.loan_fact where loan_id = ${loanId}`
  return new Map(rows.map(({ id, knownAt }) => [id, businessDateOf(knownAt)]))
}

/** The next number of a branch's year, without gaps: the row is held until the commit. */
export async function nextSequence(tx: Tx, branch: string, year: number): Promise<number> {
  const [row] = await tx.sql<{ last: number }[]>`
    insert into lending.account_sequence (branch, year, last) values (${branch}, ${year}, 1)
    on conflict (branch, year) do update set last = account_sequence.last + 1
    returning last`
  return row?.last ?? 0
}
