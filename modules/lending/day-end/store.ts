/** All SQL of a day: what fell due, what comes, what was booked. Sums are the database's. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Tx } from '#platform/sql'
import type { AccountCode } from '../ledger/account.ts'

/** Both days are included. */
export type Days = { readonly from: LocalDate; readonly to: LocalDate }
export type Heap = { readonly count: number; readonly amount: Money }
type Whose = {
  readonly loanId: Id<'loan'>
  readonly customerId: Id<'cus'>
  readonly accountNumber: string
}
export type DueRow = Whose & {
  readonly dueOn: LocalDate
  readonly amount: Money
  readonly overdue: Money
  readonly assetClass: string
  readonly status: 'paid' | 'unpaid' | 'coming' | 'closed'
}

/** An instalment that fell due left its entry `due:<n>`; it is unpaid while the loan says so. */
const fell = (tx: Tx, { from, to }: Days) => tx.sql`
  select j.loan_id, l.customer_id, l.account_number, j.value_on as due_on, j.amount,
         l.overdue, l.asset_class,
         case when l.closed_on is not null then 'closed'
              when l.overdue_since is not null and l.overdue_since <= j.value_on then 'unpaid'
              else 'paid' end as status
    from lending.journal j join lending.loan l on l.id = j.loan_id
   where j.value_on between ${from} and ${to} and j.fact like 'due:%'`

/** A loan untouched since before its next amount was kept asks what was agreed. */
const coming = (tx: Tx, { from, to }: Days) => tx.sql`
  select l.id as loan_id, l.customer_id, l.account_number, l.next_due_on as due_on,
         coalesce(l.next_due_amount, (l.terms ->> 'epi')::bigint, 0) as amount,
         l.overdue, l.asset_class, 'coming' as status
    from lending.loan l
   where l.next_due_on between ${from} and ${to}`

export async function duesListed(tx: Tx, days: Days): Promise<DueRow[]> {
  return tx.sql<DueRow[]>`
    with fell as (${fell(tx, days)}), coming as (${coming(tx, days)}),
         listed as (
           (select * from fell order by status = 'unpaid' desc, due_on, loan_id limit 200)
           union all (select * from coming order by due_on, loan_id limit 200))
    select loan_id as "loanId", customer_id as "customerId", account_number as "accountNumber",
           due_on as "dueOn", amount, overdue, asset_class as "assetClass", status
      from listed order by due_on, status = 'unpaid' desc, loan_id`
}

export type DueSums = { readonly fell: Heap; readonly unpaid: Heap; readonly coming: Heap }

export async function dueSums(tx: Tx, days: Days): Promise<DueSums> {
  const [row] = await tx.sql<{ [sum: string]: number }[]>`
    with fell as (${fell(tx, days)}), coming as (${coming(tx, days)})
    select (select count(*)::int from fell) as "fellCount",
           (select coalesce(sum(amount), 0)::bigint from fell) as "fellAmount",
           (select count(*)::int from fell where status = 'unpaid') as "unpaidCount",
           (select coalesce(sum(amount), 0)::bigint from fell where status = 'unpaid')
             as "unpaidAmount",
           (select count(*)::int from coming) as "comingCount",
           (select coalesce(sum(amount), 0)::bigint from coming) as "comingAmount"`
  const heap = (name: string): Heap => ({
    count: row?.[`${name}Count`] ?? 0,
    amount: (row?.[`${name}Amount`] ?? 0) as Money,
  })
  return { fell: heap('fell'), unpaid: heap('unpaid'), coming: heap('coming') }
}

export type Excess = Whose & { readonly status: string; readonly excess: Money }

/** By the books: what account 2400 holds for each loan. */
const excessHeld = (tx: Tx) => tx.sql`
  select j.loan_id, sum(p.credit - p.debit)::bigint as excess
    from lending.posting p join lending.journal j on j.id = p.journal_id
   where p.account = 2400 group by j.loan_id having sum(p.credit - p.debit) > 0`

export async function excessesNow(tx: Tx): Promise<{ loans: Excess[]; all: Heap }> {
  const loans = await tx.sql<Excess[]>`
    select l.id as "loanId", l.customer_id as "customerId", l.account_number as "accountNumber",
           l.status, h.excess
      from (${excessHeld(tx)}) h join lending.loan l on l.id = h.loan_id
     order by h.excess desc, l.id limit 200`
  const [all] = await tx.sql<Heap[]>`
    select count(*)::int as count, coalesce(sum(excess), 0)::bigint as amount
      from (${excessHeld(tx)}) h`
  return { loans, all: all as Heap }
}

/** Entries booked on a day by what caused them: a fact's kind, or the occurrence's. */
export async function bookedOn(tx: Tx, on: LocalDate): Promise<(Heap & { kind: string })[]> {
  return tx.sql<(Heap & { kind: string })[]>`
    select coalesce(f.kind, split_part(j.fact, ':', 1)) as kind,
           count(*)::int as count, sum(j.amount)::bigint as amount
      from lending.journal j left join lending.loan_fact f on f.id = j.fact
     where j.booked_on = ${on}
     group by 1 order by 1 limit 60`
}

export async function backdatedOn(tx: Tx, on: LocalDate): Promise<Heap> {
  const [row] = await tx.sql<Heap[]>`
    select count(*)::int as count, coalesce(sum(amount), 0)::bigint as amount
      from lending.journal where booked_on = ${on} and value_on < ${on}`
  return row as Heap
}

export type AccountSums = {
  readonly account: AccountCode
  readonly debit: Money
  readonly credit: Money
}

export async function postedOn(tx: Tx, on: LocalDate): Promise<AccountSums[]> {
  return tx.sql<AccountSums[]>`
    select p.account, sum(p.debit)::bigint as debit, sum(p.credit)::bigint as credit
      from lending.journal j join lending.posting p on p.journal_id = j.id
     where j.booked_on = ${on} group by p.account order by p.account`
}

type Move = { readonly from: string; readonly to: string }

export async function movesOn(tx: Tx, on: LocalDate): Promise<(Move & { count: number })[]> {
  return tx.sql<(Move & { count: number })[]>`
    select from_class as "from", to_class as "to", count(*)::int as count
      from lending.class_change where on_day = ${on}
     group by 1, 2 order by 3 desc limit 60`
}

export async function movedOn(tx: Tx, on: LocalDate): Promise<(Whose & Move & { dpd: number })[]> {
  return tx.sql<(Whose & Move & { dpd: number })[]>`
    select c.loan_id as "loanId", l.customer_id as "customerId",
           l.account_number as "accountNumber", c.from_class as "from", c.to_class as "to", c.dpd
      from lending.class_change c join lending.loan l on l.id = c.loan_id
     where c.on_day = ${on} order by c.dpd desc, c.loan_id limit 200`
}
