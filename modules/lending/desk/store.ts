/** All SQL of the desk: facts and entries as they were known at an instant. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'
import type { AccountCode } from '../ledger/account.ts'
import type { LoanFact } from '../loan/fact.ts'

export type KnownFact = { readonly fact: LoanFact; readonly knownAt: Instant }

/** The facts of a loan that were on record by an instant. */
export async function factsKnown(tx: Tx, loanId: string, by: Instant): Promise<KnownFact[]> {
  return tx.sql<KnownFact[]>`
    select body as fact, known_at as "knownAt" from lending.loan_fact
     where loan_id = ${loanId} and known_at <= ${by} order by value_on, id`
}

export async function firstKnownAt(tx: Tx, loanId: string): Promise<Instant | undefined> {
  const [row] = await tx.sql<{ at: Instant | null }[]>`
    select min(known_at) as at from lending.loan_fact where loan_id = ${loanId}`
  return row?.at ?? undefined
}

/** On whatever loan. */
export async function isFactKnown(tx: Tx, factId: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from lending.loan_fact where id = ${factId}`
  return rows.length > 0
}

export type ClassChange = {
  readonly from: string
  readonly to: string
  readonly dpd: number
  readonly on: LocalDate
}

export async function insertClassChange(
  tx: Tx,
  fact: string,
  loanId: string,
  { from, to, dpd, on }: ClassChange,
): Promise<void> {
  await tx.sql`
    insert into lending.class_change (fact, loan_id, from_class, to_class, dpd, on_day, known_at)
    values (${fact}, ${loanId}, ${from}, ${to}, ${dpd}, ${on}, ${tx.now})
    on conflict (fact) do nothing`
}

export async function classesOf(
  tx: Tx,
  loanId: string,
  { on, by }: { on: LocalDate; by: Instant },
): Promise<ClassChange[]> {
  return tx.sql<ClassChange[]>`
    select from_class as "from", to_class as "to", dpd, on_day as "on"
      from lending.class_change
     where loan_id = ${loanId} and on_day <= ${on} and known_at <= ${by}
     order by on_day, known_at limit 200`
}

export async function loanIdsOf(tx: Tx, customerId: string): Promise<Id<'loan'>[]> {
  const rows = await tx.sql<{ id: Id<'loan'> }[]>`
    select id from lending.loan where customer_id = ${customerId}
     order by disbursed_on desc, id desc limit 100`
  return rows.map(({ id }) => id)
}

/** The loans of a loan's borrower that run, or were written off with a claim that stays. */
export async function unfinishedLoansWith(tx: Tx, loanId: string): Promise<Id<'loan'>[]> {
  const rows = await tx.sql<{ id: Id<'loan'> }[]>`
    select l.id from lending.loan l join lending.loan asked on asked.customer_id = l.customer_id
     where asked.id = ${loanId} and l.status in ('active', 'written-off')
     order by l.id limit 100`
  return rows.map(({ id }) => id)
}

/** Facts that made a loan standard again with its borrower's others, from a day on. */
export async function raisesSince(tx: Tx, loanId: string, since: LocalDate): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select f.id from lending.loan_fact f
     where f.loan_id = ${loanId} and f.kind = 'borrower-performing' and f.value_on >= ${since}
       and not exists (select from lending.loan_fact r
                        where r.loan_id = f.loan_id and r.kind = 'reversed'
                          and r.body ->> 'of' = f.id)
     order by f.value_on, f.id`
  return rows.map(({ id }) => id)
}

export type BookedLine = {
  readonly journalId: Id<'jrn'>
  readonly says: string
  readonly valueOn: LocalDate
  readonly bookedOn: LocalDate
  readonly account: AccountCode
  readonly debit: Money
  readonly credit: Money
}

/**
 * Lines of value dates up to a day, booked by an instant, in their order. An entry from before its
 * instant was kept was known by the end of its day (IST).
 */
export async function linesOf(
  tx: Tx,
  loanId: string,
  { on, by }: { on: LocalDate; by: Instant },
): Promise<BookedLine[]> {
  return tx.sql<BookedLine[]>`
    select j.id as "journalId", j.says, j.value_on as "valueOn", j.booked_on as "bookedOn",
           p.account, p.debit, p.credit
      from lending.journal j join lending.posting p on p.journal_id = j.id
     where j.loan_id = ${loanId} and j.value_on <= ${on}
       and coalesce(j.known_at,
                    (j.booked_on + 1)::timestamp at time zone 'Asia/Kolkata') <= ${by}
     order by j.value_on, j.booked_on, j.id, p.line limit 20000`
}
