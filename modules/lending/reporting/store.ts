/** Which loans a bureau file is about. */
import { addDays, atTime, date, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { LoanFact } from '../loan/fact.ts'
import type { LoanTerms } from '../loan/terms.ts'

export type Asked = {
  readonly asOn: LocalDate
  readonly kind: 'incremental' | 'full'
  readonly since?: LocalDate
  readonly fullSince?: LocalDate
  readonly after?: Id<'loan'>
}

export type Reportable = {
  readonly id: Id<'loan'>
  readonly customerId: Id<'cus'>
  readonly accountNumber: string
  readonly openedOn: LocalDate
  readonly terms: LoanTerms
  readonly facts: LoanFact[]
}

/** Before any loan of ours. */
const EVER = date('1900-01-01')

/**
 * A page of loans by id. Full: all that are open, and those closed since the last full file.
 * Incremental: those the borrower or a date changed since the file before, those of a borrower
 * whose own data changed, and all in arrears, for their days past due are others each time; what
 * only we book (a month's interest, a fee's share, a provision) changes nothing a bureau hears of.
 */
export async function reportable(tx: Tx, asked: Asked, limit: number): Promise<Reportable[]> {
  const { asOn, kind, since = EVER, fullSince = EVER, after = '' } = asked
  const closedAfter = kind === 'full' ? fullSince : since
  const changed =
    kind === 'full'
      ? tx.sql`true`
      : tx.sql`(l.overdue > 0
                or exists (select 1 from lending.journal j
                         where j.loan_id = l.id and j.booked_on > ${since}
                           and j.fact !~ '^(month|fee|provision):')
                or exists (select 1 from lending.loan_fact f
                         where f.loan_id = l.id and f.kind <> 'provisioned'
                           and f.known_at >= ${atTime(addDays(since, 1), '00:00')})
                or exists (select 1 from lending.borrower_change b
                            where b.customer_id = l.customer_id and b.changed_on > ${since})
                or exists (select 1 from lending.class_change c
                            where c.loan_id = l.id and c.on_day > ${since}))`
  return tx.sql<Reportable[]>`
    select l.id, l.customer_id as "customerId", l.account_number as "accountNumber",
           l.disbursed_on as "openedOn", l.terms,
           (select coalesce(jsonb_agg(f.body order by f.value_on, f.id), '[]')
              from lending.loan_fact f
             where f.loan_id = l.id and f.value_on <= ${asOn}) as facts
      from lending.loan l
     where l.id > ${after} and l.disbursed_on <= ${asOn}
       and l.status in ('active', 'closed', 'written-off')
       and (l.closed_on is null or l.closed_on > ${closedAfter}) and ${changed}
     order by l.id limit ${limit}`
}

/** Whoever has no loan is told of to nobody. */
export async function noteBorrower(tx: Tx, customerId: string): Promise<void> {
  await tx.sql`
    insert into lending.borrower_change (customer_id, changed_on)
    select ${customerId}, ${tx.today}
     where exists (select 1 from lending.loan where customer_id = ${customerId})
    on conflict (customer_id) do update set changed_on = excluded.changed_on`
}
