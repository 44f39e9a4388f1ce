/**
 * A book of open loans built by COPY: terms, facts, snapshot, journal and the one timer of each, as
 * the house itself would have written them. Loans of equal terms and dates share one fold; only
 * their ids differ.
 */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { addDays, addMonths, atTime, businessDateOf, date, type LocalDate } from '#kernel/dates'
import { minus, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { LoanReviewDue } from '#modules/lending'
import type { Database } from '#platform/sql'
import { entryWords } from '../modules/lending/ledger/entry-words.ts'
import { journalOf } from '../modules/lending/ledger/journal.ts'
import { amountOf } from '../modules/lending/ledger/store.ts'
import { accountNumber } from '../modules/lending/loan/account-number.ts'
import { courseAt, stateOf } from '../modules/lending/loan/loan.ts'
import type { LoanFact } from '../modules/lending/loan/fact.ts'
import { snapshotOf } from '../modules/lending/loan/snapshot.ts'
import type { LoanTerms } from '../modules/lending/loan/terms.ts'
import { newId } from '../platform/runtime/chance.ts'

/** The day whose evening the book shows; nothing happens to any loan until the due day. */
export const BOOK_ON = date('2026-03-02')
export const DUE_ON = date('2026-03-12')
/** The others fall due from so many days later on; their notices too come after the due day. */
const OTHERS_DUE_AFTER = 4
const OTHERS_DUE_DAYS = 12

const TENORS = [6, 12, 12, 18, 24, 36]
const AMOUNTS = ['25000', '50000', '75000', '100000', '150000']
/** Instalments paid so far: most loans of a growing lender are young. */
const PAID = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2]

/** Texts of one loan's rows, a table each; `@` stands for its own part of all its ids. */
type Pattern = { readonly [table in Table]: string }

const TABLES = {
  loan: `lending.loan (id, account_number, customer_id, application_id, product, mandate_id, terms,
    cooling_off_until, bounce_charge, bounce_gst_percent, status, principal, outstanding, overdue,
    asset_class, next_due_on, disbursed_on, noticed, course, plan)`,
  fact: 'lending.loan_fact (id, loan_id, kind, value_on, known_at, body)',
  journal: 'lending.journal (id, loan_id, fact, says, amount, value_on, booked_on)',
  posting: 'lending.posting (journal_id, line, account, debit, credit)',
  timer: 'platform.timer (module, name, key, due, body)',
}
type Table = keyof typeof TABLES
const tables = Object.keys(TABLES) as Table[]

/** Loans by their number, of which every so many falls due on the due day: they lie scattered. */
export type Bounds = { readonly from: number; readonly to: number; readonly every: number }

const SHARE = 500

/** Adds loans to the book, and leaves nothing for the database to tidy up later. */
export async function buildBook(
  { owner }: Pick<Database, 'owner'>,
  { from, to, every }: Bounds,
): Promise<void> {
  await withoutKeys(owner, () => copyAll(owner, { from, to, every }))
  const names = Object.values(TABLES).map((table) => table.split(' ')[0])
  for (const name of names) await owner.unsafe(`vacuum (analyze) ${name}`)
}

async function copyAll(owner: Database['owner'], { from, to, every }: Bounds): Promise<void> {
  const patterns = new Map<string, Pattern>()
  const copies = await Promise.all(tables.map((table) => openCopy(owner, TABLES[table])))
  for (let first = from; first < to; first += SHARE) {
    const numbers = Array.from({ length: Math.min(SHARE, to - first) }, (_, i) => first + i)
    const loans = numbers.map((n) => ({
      pattern: patternFor(patterns, n, every),
      ...{ ids: newId('x').slice(2), account: accountNumber('01', 2026, n + 1) },
    }))
    const texts = tables.map((table) =>
      loans.map(({ pattern, ids, account }) =>
        pattern[table].replaceAll('@', ids).replace('#', account),
      ),
    )
    await Promise.all(copies.map((copy, i) => copy.write(texts[i]!.join(''))))
  }
  await Promise.all(copies.map((copy) => copy.end()))
}

async function openCopy(owner: Database['owner'], into: string) {
  const lane = await owner.reserve()
  const stream: Writable = await lane.unsafe(`copy ${into} from stdin`).writable()
  return {
    write: async (text: string) => {
      if (!stream.write(text)) await once(stream, 'drain')
    },
    end: async () => {
      stream.end()
      await finished(stream)
      lane.release()
    },
  }
}

/** Foreign keys are tried once for all rows, when they are set again; balances at the end. */
async function withoutKeys(owner: Database['owner'], work: () => Promise<void>): Promise<void> {
  const keys = await owner<{ name: string; on: string; says: string }[]>`
    select conname as name, conrelid::regclass::text as "on", pg_get_constraintdef(oid) as says
      from pg_constraint where contype = 'f' and connamespace = 'lending'::regnamespace`
  const asLending = (text: string) =>
    owner.begin(async (sql) => {
      await sql`set local role dhara_lending`
      await sql.unsafe(text)
    })
  for (const table of ['journal', 'posting'])
    await asLending(`alter table lending.${table} disable trigger user`)
  for (const { name, on } of keys) await asLending(`alter table ${on} drop constraint ${name}`)
  await work()
  for (const { name, on, says } of keys) {
    await asLending(`alter table ${on} add constraint ${name} ${says}`)
  }
  for (const table of ['journal', 'posting'])
    await asLending(`alter table lending.${table} enable trigger user`)
}

function patternFor(patterns: Map<string, Pattern>, n: number, every: number): Pattern {
  const tenor = TENORS[n % TENORS.length]!
  const amount = AMOUNTS[Math.floor(n / 7) % AMOUNTS.length]!
  const paid = PAID[Math.floor(n / 11) % PAID.length]!
  const after = n % every === 0 ? 0 : OTHERS_DUE_AFTER + (n % OTHERS_DUE_DAYS)
  const name = `${tenor} ${amount} ${paid} ${after}`
  const known = patterns.get(name) ?? patternOf(tenor, amount, paid, addDays(DUE_ON, after))
  patterns.set(name, known)
  return known
}

/** A loan of which `paid` instalments are paid and the next falls due on a day. */
function patternOf(tenor: number, amount: string, paid: number, nextDueOn: LocalDate): Pattern {
  const terms = termsOf(tenor, amount)
  const startOn = addMonths(nextDueOn, -1 - paid)
  const facts = factsOf(terms, startOn, paid)
  const course = courseAt(terms, facts, BOOK_ON)
  const state = stateOf(course, terms, BOOK_ON)
  const next = state.nextDue!
  // Whose instalment is near was told; the others will be, three days before.
  const near = next.on === DUE_ON
  const due = near ? atTime(next.on, '00:05') : atTime(addDays(next.on, -3), '10:00')
  const snapshot = snapshotOf(course)
  const rows = [
    ...['loan_@', '#', 'cus_@', 'app_@', 'personal', 'man_@', JSON.stringify(terms)],
    ...[addDays(startOn, 3), 50_000, '18', state.status, terms.principal],
    ...[state.outstanding.total, state.dues.total, state.assetClass, next.on, startOn],
    ...[near ? next.n : 0, snapshot.course, snapshot.plan!],
  ]
  const entries = journalOf(terms, facts, BOOK_ON)
  const lineOf = (...values: (string | number)[]) => `${values.join('\t')}\n`
  return {
    loan: lineOf(...rows),
    fact: facts
      .map((fact) =>
        lineOf(
          fact.id,
          'loan_@',
          fact.kind,
          fact.on,
          atTime(fact.on, '10:00'),
          JSON.stringify(fact),
        ),
      )
      .join(''),
    journal: entries
      .map((entry, i) => {
        const cause = facts.find(({ id }) => id === entry.factId)?.kind ?? entry.factId
        const dates = [entry.on, entry.bookedOn]
        const what = [entry.factId, entryWords(cause), amountOf(entry), ...dates]
        return lineOf(`jrn_@-${i}`, 'loan_@', ...what)
      })
      .join(''),
    posting: entries
      .flatMap(({ lines }, i) =>
        lines.map((line, n) => lineOf(`jrn_@-${i}`, n + 1, line.account, line.debit, line.credit)),
      )
      .join(''),
    timer: lineOf('lending', 'loan-review:loan_@', 'cus_@', due, timerBody(businessDateOf(due))),
  }
}

const termsOf = (instalments: number, amount: string): LoanTerms => ({
  ...{ principal: rupees(amount), rate: rate('18'), instalments, placeOfSupply: 'same-state' },
  fees: [
    {
      ...{ kind: 'processing', amount: rupees('1000'), gst: rupees('180') },
      ...{ payee: 'lender', onExit: 'kept' },
    },
  ],
})

function factsOf(terms: LoanTerms, startOn: LocalDate, paid: number): LoanFact[] {
  const amount = minus(terms.principal, rupees('1180'))
  const facts: LoanFact[] = [
    { id: 'pay_@', kind: 'disbursed', on: startOn, amount },
    { id: 'evt_@', kind: 'credited', on: startOn },
  ]
  const { rows } = courseAt(terms, facts, startOn)
  for (const { n, dueOn, instalment } of rows.slice(0, paid)) {
    facts.push({ id: `rcp_@-${n}`, kind: 'repaid', on: dueOn, amount: instalment })
  }
  return facts
}

/** The envelope as a transaction of the house would have left it. */
function timerBody(on: LocalDate): string {
  const event = LoanReviewDue({ loanId: 'loan_@' as never, on })
  const at = atTime(BOOK_ON, '20:00')
  const actor = { kind: 'module', id: 'lending' }
  const around = { id: 'evt_@', topic: 'lending', key: 'cus_@', at, businessDate: BOOK_ON, actor }
  return JSON.stringify({ ...around, correlation: 'cor_@', ...event })
}
