/** All SQL of money without a loan. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'
import type { Reason } from './suggestion.ts'

export type Waiting = {
  readonly unmatchedId: Id<'umr'>
  readonly amount: Money
  readonly rail: string
  readonly reference: string
  readonly receivedOn: LocalDate
}
export type NamedLoan = {
  readonly loanId: Id<'loan'>
  readonly accountNumber: string
  readonly customerId: Id<'cus'>
}

export async function waitingNow(tx: Tx): Promise<Waiting[]> {
  return tx.sql<Waiting[]>`
    select id as "unmatchedId", amount, rail, reference, received_on as "receivedOn"
      from unmatched_receipt where status = 'open' order by received_on, id limit 200`
}

const fields = (tx: Tx) => tx.sql`
  l.id as "loanId", l.account_number as "accountNumber", l.customer_id as "customerId"`

type Found = NamedLoan & { readonly unmatchedId: Id<'umr'>; readonly reason: Reason }

/**
 * Open loans that waiting money may be for. Never one it was taken back from as the wrong loan's.
 * A reason is looked for once more often than it may hold, so that too many are known to be.
 */
export async function candidatesFor(
  tx: Tx,
  names: readonly (readonly [unmatchedId: string, name: string])[],
  alikeMax: number,
): Promise<Found[]> {
  return tx.sql<Found[]>`
    with w as (select * from unmatched_receipt where status = 'open'
                order by received_on, id limit 200),
    named as (
      select * from unnest(string_to_array(${column(names.map(([id]) => id))}, E'\\n'),
                           string_to_array(${column(names.map(([, name]) => name))}, E'\\n'))
                    as n (id, name)),
    found as (
      select n.id, l.id as loan_id, 'account' as reason
        from named n join loan l on l.account_number = n.name
      union
      select n.id, l.id, 'mandate'
        from named n join mandate m on m.umrn = n.name
        join loan l on coalesce(l.mandate_id = m.id, l.application_id = m.application_id)
      union
      select w.id, l.id, 'payer' from w join loan l on l.customer_id = any(w.payers)
      union
      select w.id, f.loan_id, 'bounced' from w cross join lateral
        (select distinct p.loan_id from presentment p
          where p.status = 'returned' and p.amount = w.amount
            and p.answered_on between w.received_on - 45 and w.received_on
          limit ${alikeMax + 1}) f
      union
      select w.id, f.loan_id, 'link' from w cross join lateral
        (select distinct k.loan_id from pay_link k
          where k.status = 'open' and k.amount = w.amount limit ${alikeMax + 1}) f
      union
      select w.id, f.id, 'instalment' from w cross join lateral
        (select l.id from loan l
          where l.closed_on is null and l.instalment = w.amount limit ${alikeMax + 1}) f
      union
      select w.id, f.id, 'instalment' from w cross join lateral
        (select distinct l.id from presentment p join loan l on l.id = p.loan_id
          where p.amount = w.amount and l.closed_on is null limit ${alikeMax + 1}) f)
    select f.id as "unmatchedId", f.reason, ${fields(tx)}
      from found f join loan l on l.id = f.loan_id join w on w.id = f.id
     where l.closed_on is null
       and not exists (select from receipt r
                        where r.loan_id = l.id and r.reversal = 'wrong-loan'
                          and starts_with(r.reference, w.reference || ' reversed '))
     order by f.id, f.reason, l.id`
}

/** By account number or UMRN. */
export async function loansByMark(tx: Tx, mark: string): Promise<NamedLoan[]> {
  return tx.sql<NamedLoan[]>`
    select ${fields(tx)} from loan l where l.account_number = ${mark} and l.closed_on is null
    union
    select ${fields(tx)}
      from mandate m join loan l on coalesce(l.mandate_id = m.id,
                                             l.application_id = m.application_id)
     where m.umrn = ${mark} and l.closed_on is null
     limit 20`
}

export async function loansOf(tx: Tx, customerIds: readonly string[]): Promise<NamedLoan[]> {
  return tx.sql<NamedLoan[]>`
    select ${fields(tx)} from loan l
     where l.customer_id = any(string_to_array(${column(customerIds)}, E'\\n'))
       and l.closed_on is null
     order by l.account_number limit 20`
}
