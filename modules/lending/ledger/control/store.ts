/**
 * The sub-ledger's control totals: what the loans hold, and the portfolio beside them, summed by
 * account, beside what the postings sum to. Both sides are one scan; they agree at every instant: a
 * fact posts in its transaction.
 */
import type { LocalDate } from '#kernel/dates'
import { nothing, plus, type Money } from '#kernel/money'
import type { Tx } from '#platform/sql'
import type { AccountCode } from '../account.ts'

export type Control = {
  readonly account: AccountCode
  readonly ledger: Money
  readonly loans: Money
}

/** Whose books are compared: of the loans booked on a day, or of a page of all. */
type Among = { readonly bookedOn: LocalDate } | Page
/** Loans after one (none: from the first) up to another (none: to the last). */
type Page = { readonly after?: string; readonly upTo?: string }

/**
 * Every account some loan or some posting moves. `materialized` and `offset 0` keep the planner
 * from unfolding each loan's course anew at every place that names it: 20 times slower. The
 * portfolio's own entries, which are of no loan, go with the first page.
 */
export async function controlTotals(tx: Tx, among: Among): Promise<Control[]> {
  const ofLoans = loansIn(tx, among)
  const withPortfolio = !('bookedOn' in among) && among.after === undefined
  return tx.sql<Control[]>`
    with held as materialized (${held(tx, ofLoans(tx.sql`id`))}),
    amounts as (
      select of.account, sum(of.amount) as amount
        from held h,
             lateral (
               select case when status = 'written-off' then 0 else principal end as billed,
                      case when suspended then 0 else interest end as due,
                      case when suspended then 0
                           else (b ->> 'interestAccrued')::bigint end as accrued,
                      case when status = 'written-off' then 0 else unpaid end as charged) s,
             lateral (values
               (1010, -(b ->> 'paidOut')::bigint - (b ->> 'refunded')::bigint),
               (1015, (b ->> 'received')::bigint),
               (1020, clearing),
               (1100, (b ->> 'principalUnbilled')::bigint),
               (1120, greatest(accrued, 0)),
               (1130, billed + due - clearing),
               (1140, charged),
               (1190, case when suspended then -(b ->> 'provision')::bigint else 0 end),
               (1191, case when suspended then 0 else -(b ->> 'provision')::bigint end),
               (2210, -(b -> 'tax' ->> 'cgst')::bigint),
               (2211, -(b -> 'tax' ->> 'sgst')::bigint),
               (2212, -(b -> 'tax' ->> 'igst')::bigint),
               (2230, -(b ->> 'stampDuty')::bigint),
               (2240, -(b ->> 'thirdParty')::bigint),
               (2310, -(b ->> 'feeUnamortised')::bigint),
               (2320, least(accrued, 0)),
               (2400, -(b ->> 'excess')::bigint),
               (4100, -(b ->> 'interestReceived')::bigint - due - accrued),
               (4110, -(b ->> 'feeRecognised')::bigint),
               (4200, -(b -> 'chargeIncome' ->> 'bounce')::bigint),
               (4210, -(b -> 'chargeIncome' ->> 'penal')::bigint),
               (4220, -(b -> 'chargeIncome' ->> 'foreclosure')::bigint),
               (4230, -(b -> 'chargeIncome' ->> 'other')::bigint),
               (4300, -(b ->> 'recovered')::bigint),
               (5200, (b ->> 'provisionExpense')::bigint),
               (5210, (b ->> 'badDebts')::bigint),
               (5220, coalesce((b ->> 'goodwill')::bigint, 0))
             ) of (account, amount)
       group by of.account
    ),
    portfolio as (${portfolio(tx)} where ${withPortfolio}::boolean),
    kept as (
      select account, sum(amount) as amount
        from (select * from amounts union all select * from portfolio) each group by account
    ),
    posted as (
      select account, sum(debit) - sum(credit) as amount
        from lending.posting p
       where account < 9000
         and journal_id in (
           select id from lending.journal
            where ${ofLoans(tx.sql`loan_id`)} or (${withPortfolio}::boolean and loan_id is null))
       group by account
    )
    select coalesce(a.account, p.account) as account, coalesce(p.amount, 0)::bigint as ledger,
           coalesce(a.amount, 0)::bigint as loans
      from kept a full join posted p on p.account = a.account
     where coalesce(p.amount, 0) <> 0 or coalesce(a.amount, 0) <> 0
     order by 1`
}

/** A part of a statement. */
type Part = Promise<[]>

/** That a column names one of them. */
function loansIn({ sql }: Tx, among: Among): (column: Part) => Part {
  if ('bookedOn' in among) {
    const { bookedOn } = among
    return (column) => sql`${column} in (
      select loan_id from lending.journal where booked_on = ${bookedOn})`
  }
  const { after = '', upTo } = among
  const until = (column: Part) => (upTo === undefined ? sql`` : sql`and ${column} <= ${upTo}`)
  return (column) => sql`(${column} > ${after} ${until(column)})`
}

/** The last loan of a page that begins after one; absent where it holds all that are left. */
export async function pageEnd(tx: Tx, after: string, size: number): Promise<string | undefined> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from lending.loan where id > ${after} order by id offset ${size - 1} limit 2`
  return rows.length === 2 ? rows[0]?.id : undefined
}

/** Of every loan there is, a page a statement: none of them takes longer for a larger book. */
export async function controlOfAll(tx: Tx, size: number): Promise<Control[]> {
  const all = new Map<AccountCode, Control>()
  let after: string | undefined
  do {
    const upTo = await pageEnd(tx, after ?? '', size)
    const page = await controlTotals(tx, { ...(after && { after }), ...(upTo && { upTo }) })
    for (const { account, ledger, loans } of page) {
      const was = all.get(account) ?? { ledger: nothing, loans: nothing }
      const sums = { ledger: plus(was.ledger, ledger), loans: plus(was.loans, loans) }
      all.set(account, { account, ...sums })
    }
    after = upTo
  } while (after !== undefined)
  const moved = [...all.values()].filter(({ ledger, loans }) => ledger !== 0 || loans !== 0)
  return moved.toSorted((a, b) => a.account - b.account)
}

/** A loan's books, and what is billed, charged and presented of it. */
const held = (tx: Tx, those: Part) => tx.sql`
  select l.status, l.course -> 'books' as b,
         l.course ? 'npaOn' or l.status = 'written-off' as suspended, rows.*,
         charges.unpaid, presented.clearing
    from (select status, lending.course_of(course, plan) as course
            from lending.loan where ${those} offset 0) l,
         lateral (
           select coalesce(sum((r ->> 'principal')::bigint - (r ->> 'paidPrincipal')::bigint
                    - (r ->> 'waivedPrincipal')::bigint), 0) as principal,
                  coalesce(sum((r ->> 'interest')::bigint - (r ->> 'paidInterest')::bigint
                    - (r ->> 'waivedInterest')::bigint), 0) as interest
             from jsonb_array_elements(l.course -> 'rows') with ordinality as each (r, n)
            where n <= (l.course ->> 'billed')::int and not r ? 'settledOn') rows,
         lateral (
           select coalesce(sum((c ->> 'net')::bigint + (c ->> 'gst')::bigint
                    - (c ->> 'paid')::bigint - (c ->> 'waived')::bigint), 0) as unpaid
             from jsonb_array_elements(l.course -> 'charges') c) charges,
         lateral (
           select coalesce(sum((p ->> 'amount')::bigint), 0) as clearing
             from jsonb_array_elements(l.course -> 'presented') p) presented`

/** What the newest expected loss that stands holds, beyond the loans. */
const portfolio = (tx: Tx) => tx.sql`
  select of.account, of.amount
    from (select * from lending.impairment where status = 'booked'
           order by as_on desc limit 1) i,
         lateral (values
           (1190, i.floor_npa),
           (1191, i.floor_standard),
           (1195, -i.expected_loss),
           (3100, i.reserve),
           (3200, -i.reserve),
           (5200, i.expected_loss - i.floor_standard - i.floor_npa)
         ) of (account, amount)`
