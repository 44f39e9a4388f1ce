/**
 * `npm run bench -- repay`: repayments on their real way — a provider's news of a paid link in
 * the log, the receipt, its allocation, state, ledger and facts — beside bare transactions that
 * insert the same rows by the same driver, one a repayment, over as many connections
 * as a module has.
 *
 * Bar (issue 4 F): ≥ 0.5 of bare. `--loans N`: repayments a round.
 */
import { parseArgs } from 'node:util'
import { atTime, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { LinkReported } from '#modules/payments'
import { partitionOf, type Fact, type NewFact } from '#platform/log'
import { newId } from '../platform/runtime/chance.ts'
import type { House } from '../platform/runtime/house.ts'
import { inBookHouse, untilOver } from './book-house.ts'
import { buildBook, DUE_ON } from './loan-book.ts'
import { alternating } from './ratio.ts'

const BAR = 0.5
const ROUNDS = 3
/** As many as a module's pool holds. */
const CONNECTIONS = 4

export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      loans: { type: 'string', default: '2000' },
    },
  })
  const count = Number(values.loans)
  return inBookHouse(['lending', 'payments'], async (house) => {
    // All loans are due, and each pays its instalment once; two rounds warm up.
    await buildBook(house.db, { from: 0, to: count * (ROUNDS + 2), every: 1 })
    await prepare(house)
    let [round, replayed] = [0, 0]
    const ours = () => repaid(house, round++, count)
    const bare = async () => bareRate(house, await rowsOf(house, replayed++, count))
    await ours() // The first of the rows that bare writes again.
    const ratio = await alternating(bare, ours, ROUNDS)
    const figures = { repayments: count, ...ratio, bar: BAR, met: ratio.ratio >= BAR }
    if (!values.json) {
      console.log(`repaid     ${ratio.ours.toFixed(0)}/s from the news to the books, in the log`)
      console.log(`bare       ${ratio.bare.toFixed(0)} transactions/s of the same rows`)
      console.log(`ratio      ${ratio.ratio.toFixed(2)} (bar ${BAR})`)
    }
    return figures
  })
}

/** No loan is presented, each has an open link, and bare rows of the outbox go nowhere. */
async function prepare(house: House): Promise<void> {
  const { owner } = house.db
  await owner`update lending.loan set mandate_id = null`
  await untilOver(house, atTime(DUE_ON, '09:00'))
  await owner`
    insert into payments.loan (id, customer_id, application_id, account_number)
    select id, customer_id, application_id, account_number from lending.loan`
  await owner`
    insert into payments.pay_link (id, customer_id, loan_id, amount, status, pay_at, created_at)
    select replace(id, 'loan_', 'lnk_'), customer_id, id, overdue, 'open', '/pay', now()
      from lending.loan`
  await owner`create table public.outbox (like platform.outbox including all)`
  await owner`vacuum (analyze) payments.pay_link`
}

type Link = { readonly id: string; readonly customerId: string; readonly amount: Money }

const linksOf = ({ db }: House, round: number, count: number) => db.owner<Link[]>`
  select id, customer_id as "customerId", amount from payments.pay_link
   order by id limit ${count} offset ${round * count}`

/** The news of one round's links, from the log to the last that follows; repayments a second. */
async function repaid(house: House, round: number, count: number): Promise<number> {
  const links = await linksOf(house, round, count)
  const facts = links.map((link) => newsOf(link, house.clock.now()))
  const beganMs = performance.now()
  await house.log.append(facts)
  await untilOver(house)
  const rate = (count * 1000) / (performance.now() - beganMs)
  const [row] = await house.db.owner<{ paid: number }[]>`
    select count(*)::int as paid from lending.loan_fact
     where kind = 'repaid' and value_on = ${DUE_ON} and id not like '%-bare'`
  if (row?.paid !== count * (round + 1)) throw new Error(`${row?.paid} repayments are booked`)
  return rate
}

function newsOf({ id, customerId, amount }: Link, at: Instant): NewFact {
  const news = { linkId: id as Id<'lnk'>, amount, rail: 'link' as const, on: DUE_ON }
  return {
    ...LinkReported({ ...news, reference: `utr ${id}` }),
    ...{ id: newId('evt'), topic: 'payments', key: customerId, at, businessDate: DUE_ON },
    ...{ actor: { kind: 'module', id: 'payments' }, correlation: newId('cor') },
  }
}

/** One repayment as the house left it. */
type Rows = {
  readonly loan: Row
  readonly receipt: Row
  readonly fact: Row
  readonly journals: Row[]
  readonly postings: Row[]
  readonly told: readonly Fact[]
}
type Row = { readonly [column: string]: unknown }

/** What a round of ours wrote, a repayment each, under ids of its own. */
async function rowsOf(house: House, round: number, count: number): Promise<Rows[]> {
  const { owner } = house.db
  const links = await linksOf(house, round, count)
  const told = Map.groupBy(await factsTold(house), ({ key }) => key)
  const all: Rows[] = []
  for (const { id, customerId } of links) {
    const loanId = id.replace('lnk_', 'loan_')
    const [loan] = await owner<Row[]>`select * from lending.loan where id = ${loanId}`
    const [receipt] = await owner<Row[]>`select * from payments.receipt where loan_id = ${loanId}`
    const [fact] = await owner<Row[]>`
      select * from lending.loan_fact where id = ${String(receipt?.['id'])}`
    const journals = await owner<Row[]>`
      select * from lending.journal where loan_id = ${loanId} and fact = ${String(fact?.['id'])}`
    const postings = await owner<Row[]>`
      select p.* from lending.posting p join lending.journal j on j.id = p.journal_id
       where j.loan_id = ${loanId} and j.fact = ${String(fact?.['id'])}`
    const again = (row: Row, ...names: string[]): Row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          names.includes(name) ? `${String(value)}-bare` : value,
        ]),
      )
    all.push({
      ...{ loan: loan!, receipt: again(receipt!, 'id', 'reference'), fact: again(fact!, 'id') },
      journals: journals.map((row) => again(row, 'id', 'fact')),
      postings: postings.map((row) => again(row, 'journal_id')),
      told: told.get(customerId) ?? [],
    })
  }
  return all
}

const TOLD = new Set([
  ...['payments.payment-received', 'lending.payment-allocated', 'lending.journal-posted'],
])

/** What was told of repayments: the rows that went through the outbox for them. */
async function factsTold({ db }: House): Promise<Fact[]> {
  const segments = await db.owner<{ data: string }[]>`
    select data from platform.log_seg where topic in ('payments', 'lending')`
  const facts = segments.flatMap(({ data }) => JSON.parse(data) as Fact[])
  const isRepaid = ({ type, data }: Fact) =>
    type !== 'lending.journal-posted' || (data as { fact: string }).fact === 'repaid'
  return facts.filter((fact) => TOLD.has(fact.type) && isRepaid(fact))
}

async function bareRate({ db: { owner } }: House, rows: readonly Rows[]): Promise<number> {
  let next = 0
  const lane = async () => {
    for (let row = rows[next++]; row; row = rows[next++]) await written(owner, row)
  }
  const beganMs = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  return (rows.length * 1000) / (performance.now() - beganMs)
}

/** All statements are sent at once, and the commit with them. */
const written = (owner: House['db']['owner'], rows: Rows) =>
  owner.begin(async (sql) => {
    const { loan, receipt, fact, journals, postings, told } = rows
    const outbox = told.map((one) => ({
      ...{ topic: one.topic, part: partitionOf(one.key), key: one.key, body: JSON.stringify(one) },
    }))
    const { id, status, outstanding, overdue, course } = loan as { [name: string]: string }
    await Promise.all([
      sql`update payments.pay_link set status = 'paid' where loan_id = ${id!}`,
      sql`insert into payments.receipt ${sql(receipt as never)}`,
      sql`insert into lending.loan_fact ${sql(fact as never)}`,
      sql`update lending.loan
             set status = ${status!}, outstanding = ${outstanding!}, overdue = ${overdue!},
                 overdue_since = null, course = ${course!} where id = ${id!}`,
      sql`insert into lending.journal ${sql(journals as never)}`,
      sql`insert into lending.posting ${sql(postings as never)}`,
      sql`insert into public.outbox ${sql(outbox)}`,
    ])
  })
