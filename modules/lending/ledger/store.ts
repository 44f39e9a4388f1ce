/** All SQL of the ledger. It is only ever added to; the database sees to that. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { sum, type Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'
import { LINES_A_FILE } from '../contract.ts'
import type { AccountCode } from './account.ts'
import type { JournalLine } from './journal-file.ts'
import type { Entry } from './posting.ts'

/** An entry as the books keep it. */
export type Posted = {
  readonly id: Id<'jrn'>
  readonly loanId: string
  readonly entry: Entry
  readonly says: string
}

/** Posts entries; the database refuses one that does not balance, or a fact posted twice. */
export async function post(tx: Tx, posted: readonly Posted[]): Promise<void> {
  if (posted.length === 0) return
  const lines = posted.flatMap(({ id, entry }) =>
    entry.lines.map((line, i) => ({ id, n: i + 1, ...line })),
  )
  const journals = tx.sql`
    insert into lending.journal
      (id, loan_id, fact, says, amount, value_on, booked_on, known_at)
    select *, ${tx.now}::timestamptz from unnest(
      string_to_array(${column(posted.map(({ id }) => id))}, E'\\n'),
      string_to_array(${column(posted.map(({ loanId }) => loanId))}, E'\\n'),
      string_to_array(${column(posted.map(({ entry }) => entry.factId))}, E'\\n'),
      string_to_array(${column(posted.map(({ says }) => says))}, E'\\n'),
      string_to_array(${column(posted.map(({ entry }) => amountOf(entry)))}, E'\\n')::bigint[],
      string_to_array(${column(posted.map(({ entry }) => entry.on))}, E'\\n')::date[],
      string_to_array(${column(posted.map(({ entry }) => entry.bookedOn))}, E'\\n')::date[])`
  const postings = tx.sql`
    insert into lending.posting (journal_id, line, account, debit, credit)
    select * from unnest(
      string_to_array(${column(lines.map(({ id }) => id))}, E'\\n'),
      string_to_array(${column(lines.map(({ n }) => n))}, E'\\n')::int[],
      string_to_array(${column(lines.map(({ account }) => account))}, E'\\n')::int[],
      string_to_array(${column(lines.map(({ debit }) => debit))}, E'\\n')::bigint[],
      string_to_array(${column(lines.map(({ credit }) => credit))}, E'\\n')::bigint[])`
  await Promise.all([journals, postings])
}

/** What an entry moves: its debits, which are its credits. */
export const amountOf = (entry: Entry): Money => sum(entry.lines.map((line) => line.debit))

export type Balance = {
  readonly account: AccountCode
  readonly debit: Money
  readonly credit: Money
}

/** Which entries a question is about. */
export type AsOf = {
  readonly on: LocalDate
  readonly knownAt: Instant
  readonly by: 'value' | 'booked'
}

/** Sums by account of what counts for, or was booked on, a day or before; as known then. */
export async function balancesOn(tx: Tx, asOf: AsOf): Promise<Balance[]> {
  return tx.sql<Balance[]>`
    select p.account, sum(p.debit)::bigint as debit, sum(p.credit)::bigint as credit
      from lending.posting p join lending.journal j on j.id = p.journal_id
     where ${counted(tx, asOf)}
     group by p.account order by p.account`
}

/** An entry from before this was kept was known by the end of its day (IST). */
const counted = (tx: Tx, { on, knownAt, by }: AsOf) => tx.sql`
  ${by === 'value' ? tx.sql`j.value_on` : tx.sql`j.booked_on`} <= ${on}
  and coalesce(j.known_at,
               (j.booked_on + 1)::timestamp at time zone 'Asia/Kolkata') <= ${knownAt}`

/**
 * What is still claimed of loans written off by then: what the entry took off the books, less what
 * was recovered. A write-off that was itself reversed by then is none (docs/decisions/0017).
 */
export async function writtenOffOn(tx: Tx, asOf: AsOf): Promise<{ loans: number; claim: Money }> {
  const [row] = await tx.sql<{ loans: number; claim: Money }[]>`
    with written as (
      select j.loan_id, sum(p.credit) as claim
        from lending.loan_fact f
        join lending.journal j
          on j.loan_id = f.loan_id and j.fact = f.id and ${counted(tx, asOf)}
        join lending.posting p on p.journal_id = j.id and p.account in (1100, 1130, 1140)
       where f.kind = 'written-off'
         and not exists (select 1 from lending.loan_fact r
                          where r.loan_id = f.loan_id and r.kind = 'reversed'
                            and r.body ->> 'of' = f.id and r.value_on <= ${asOf.on}
                            and r.known_at <= ${asOf.knownAt})
       group by j.loan_id),
    claims as (
      select greatest(w.claim - coalesce(
               (select sum(p.credit - p.debit)
                  from lending.journal j join lending.posting p on p.journal_id = j.id
                 where j.loan_id = w.loan_id and p.account = 4300 and ${counted(tx, asOf)}),
               0), 0) as claim
        from written w)
    select count(*) filter (where claim > 0)::int as loans,
           coalesce(sum(claim), 0)::bigint as claim
      from claims`
  return row as { loans: number; claim: Money }
}

export async function closedThrough(tx: Tx): Promise<LocalDate | undefined> {
  const [row] = await tx.sql<{ through: LocalDate | null }[]>`
    select max(through) as through from lending.period`
  return row?.through ?? undefined
}

/** All that was booked through a day. */
export async function bookedThrough(
  tx: Tx,
  through: LocalDate,
): Promise<{ entries: number; debit: Money; credit: Money }> {
  const [row] = await tx.sql<{ entries: number; debit: Money; credit: Money }[]>`
    select count(distinct j.id)::int as entries, coalesce(sum(p.debit), 0)::bigint as debit,
           coalesce(sum(p.credit), 0)::bigint as credit
      from lending.journal j join lending.posting p on p.journal_id = j.id
     where j.booked_on <= ${through}`
  return row as { entries: number; debit: Money; credit: Money }
}

export async function insertPeriod(
  tx: Tx,
  period: { id: string; through: LocalDate; closedBy: string; entries: number; debit: Money },
): Promise<void> {
  const { id, through, closedBy, entries, debit } = period
  await tx.sql`
    insert into lending.period (id, through, closed_at, closed_by, entries, debit)
    values (${id}, ${through}, ${tx.now}, ${closedBy}, ${entries}, ${debit})`
}

/** Lines in the order they were booked, one more than a file holds, after an entry's place. */
export async function journalLines(
  tx: Tx,
  span: {
    from: LocalDate
    through: LocalDate
    after: { afterOn: LocalDate; afterId: string } | undefined
  },
): Promise<JournalLine[]> {
  const { from, through } = span
  const { afterOn, afterId } = span.after ?? { afterOn: from, afterId: '' }
  return tx.sql<JournalLine[]>`
    select j.id as "journalId", coalesce(l.account_number, '') as "accountNumber",
           j.fact, j.says, j.value_on as "valueOn", j.booked_on as "bookedOn",
           p.line, p.account, p.debit, p.credit
      from lending.journal j
      join lending.posting p on p.journal_id = j.id
      left join lending.loan l on l.id = j.loan_id
     where j.booked_on between ${from} and ${through}
       and (j.booked_on, j.id) > (${afterOn}::date, ${afterId})
     order by j.booked_on, j.id, p.line
     limit ${LINES_A_FILE + 1}`
}
