import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, InputOf, OutputOf } from '#kernel/contract'
import { addDays, atTime, date, type Instant, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { loneModule, type Lone } from '#test/lone-module'
import type { booksCheck, journalFile, trialBalance } from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import type { LoanFact } from '../loan/fact.ts'
import type { LoanTerms } from '../loan/terms.ts'
import { module } from '../module.ts'

const lentOn = date('2026-01-05')
const finance: Actor = { kind: 'staff', id: 'usr_finance', roles: ['finance'] }
const terms: LoanTerms = {
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  fees: [
    {
      kind: 'processing',
      amount: rupees('2000'),
      gst: rupees('360'),
      payee: 'lender',
      onExit: 'kept',
    },
  ],
  placeOfSupply: 'same-state',
  penal: { percentAYear: '24', graceDays: 0 },
  provisioning: {
    standardPercent: '0.25',
    substandardPercent: '10',
    substandardMonths: 18,
    doubtfulUnsecuredPercent: '100',
    doubtfulSecured: [{ percent: '50' }],
    lossPercent: '100',
  },
}

let lone: Lone
let nth = 0
/** Lent on the same day: the clock does not go back. */
let loans: Id<'loan'>[]
before(async () => {
  lone = await loneModule(module, { answers: { 'payments.mandate-of': () => ({}) } })
  on(lentOn)
  loans = [await aLoan(), await aLoan(), await aLoan(), await aLoan()]
})
const loanOf = (place: number): Id<'loan'> => loans[place] as Id<'loan'>
after(() => lone?.drop())

const on = (day: LocalDate, time = '12:00'): void => lone.clock.jump(atTime(day, time))
const booked = (loanId: string, facts: readonly LoanFact[]) =>
  lone.db.transact('lending', {}, (open) => book(open.tx({ actor: finance }), loanId, facts))
const told = <O>(name: string, input: object): Promise<O> =>
  lone.ask(`lending.${name}`, input, finance) as Promise<O>
const trial = (input: InputOf<typeof trialBalance>) =>
  told<OutputOf<typeof trialBalance>>('trial-balance', input)
const check = () => told<OutputOf<typeof booksCheck>>('books-check', {})
const checkOf = (day: LocalDate) => told<OutputOf<typeof booksCheck>>('books-check', { on: day })
const close = (through: LocalDate) => told<object>('close-period', { through })

/** A loan lent on 5 January, whoever's it is. */
async function aLoan(): Promise<Id<'loan'>> {
  const loanId = id('loan', `b${++nth}`)
  await lone.db.transact('lending', {}, (open) =>
    addLoan(open.tx({ actor: finance }), {
      ...{ id: loanId, accountNumber: `01-2026-B${nth}`, customerId: id('cus', `b${nth}`) },
      ...{ applicationId: id('app', `b${nth}`), product: 'personal', mandateId: null, terms },
      ...{ coolingOffUntil: addDays(lentOn, 3), bounceCharge: rupees('500') },
      ...{ bounceGstPercent: '0', principal: terms.principal, assetClass: 'standard' },
      ...{ disbursedOn: lentOn },
    }),
  )
  await booked(loanId, [
    { id: `sent-${loanId}`, kind: 'disbursed', on: lentOn, amount: rupees('97640') },
    { id: `credited-${loanId}`, kind: 'credited', on: lentOn },
  ])
  return loanId
}
const paid = (loanId: string, day: LocalDate, amount = '9168'): LoanFact => ({
  ...{ id: `paid-${loanId}-${day}`, kind: 'repaid', on: day, amount: rupees(amount) },
})

describe('The books', () => {
  it('hold to the paisa what the loans hold, through charges, an NPA and a write-off', async () => {
    const [good, bad] = [loanOf(0), loanOf(1)]
    for (const day of ['2026-02-05', '2026-02-28', '2026-03-20', '2026-05-10'].map(date)) {
      on(day)
      await booked(good, [paid(good, day, '10000')])
      await booked(bad, [])
      const { accounts, agrees } = await check()
      assert.ok(agrees, JSON.stringify(accounts.filter(({ difference }) => difference !== 0)))
    }
    const { accounts } = await check()
    assert.ok(accounts.some(({ account }) => account === '1190'))
    assert.ok(accounts.some(({ account }) => account === '4210'))
    assert.deepEqual(await told('write-off-loan', { loanId: good, reason: 'fraud' }), {
      refused: 'not-an-npa',
    })
    assert.deepEqual(await told('write-off-loan', { loanId: bad, reason: 'fraud' }), {
      loanId: bad,
    })
    assert.deepEqual(await told('write-off-loan', { loanId: bad, reason: 'fraud' }), {
      refused: 'loan-not-running',
    })
    on(date('2026-05-11'))
    await booked(bad, [paid(bad, date('2026-05-11'), '1000')])
    assert.ok((await check()).agrees)
    const recovered = (await check()).accounts.find(({ account }) => account === '4300')
    assert.equal(recovered?.ledger, -100_000)
  })

  it('tell what sets them apart from the loans', async () => {
    const loanId = loanOf(2)
    const { owner } = lone.db
    await owner`
      update lending.loan
         set course = jsonb_set(lending.course_of(course, plan), '{books,excess}', '700')::text
       where id = ${loanId}`
    const { accounts, agrees } = await check()
    assert.equal(agrees, false)
    const apart = (found: OutputOf<typeof booksCheck>) =>
      found.accounts
        .filter(({ difference }) => difference !== 0)
        .map((row) => [row.account, row.difference])
    assert.deepEqual(apart({ accounts, agrees }), [['2400', 700]])
    // A day's check is of the loans something was booked of that day: this one, and then not.
    assert.deepEqual(apart(await checkOf(lentOn)), [['2400', 700]])
    const quiet = await checkOf(date('2026-03-20'))
    assert.ok(quiet.agrees && quiet.accounts.length > 0)
    await owner`
      update lending.loan
         set course = jsonb_set(lending.course_of(course, plan), '{books,excess}', '0')::text
       where id = ${loanId}`
  })

  it('say what was known then: a late payment is not in what was known before it', async () => {
    const [loanId, due, late] = [loanOf(3), date('2026-02-05'), date('2026-05-12')]
    on(late, '10:00')
    await booked(loanId, [])
    const before = atTime(late, '11:00')
    const then = await trial({ on: due, knownAt: before })
    on(late, '15:00')
    await booked(loanId, [paid(loanId, due)])
    assert.deepEqual(await trial({ on: due, knownAt: before }), then)
    const collected = async (knownAt?: Instant) => {
      const { accounts, debit, credit } = await trial({ on: due, ...(knownAt && { knownAt }) })
      assert.equal(debit, credit)
      return accounts.find(({ account }) => account === '1015')?.debit ?? 0
    }
    assert.equal((await collected()) - (await collected(before)), 916_800)
  })
})

describe('A period', () => {
  const end = date('2026-01-31')
  it('is closed at the end of a month that is over, once', async () => {
    on(date('2026-06-10'))
    assert.deepEqual(await close(date('2026-01-30')), { refused: 'not-a-month-end' })
    assert.deepEqual(await close(date('2026-06-30')), { refused: 'not-over' })
    assert.ok('periodId' in (await close(end)))
    assert.deepEqual(await close(end), { refused: 'already-closed' })
    await lone.settle(true)
    assert.equal(lone.last<{ through: string }>('lending.period-closed')?.through, end)
  })
  it('is not closed while the books differ from the loans', async () => {
    const { owner } = lone.db
    const [row] = await owner<{ id: string }[]>`
      select id from lending.loan where status = 'active' limit 1`
    const move = (paise: number) => owner`
      update lending.loan
         set course = jsonb_set(whole, '{books,received}',
               to_jsonb((whole -> 'books' ->> 'received')::bigint + ${paise}::bigint))::text
        from (select lending.course_of(course, plan) as whole
                from lending.loan where id = ${row!.id}) as kept
       where id = ${row!.id}`
    await move(1)
    assert.deepEqual(await close(date('2026-02-28')), { refused: 'books-broken' })
    await move(-1)
  })
  it('takes no more entries: the database itself refuses', async () => {
    const { owner } = lone.db
    const [loan] = await owner<{ id: string }[]>`select id from lending.loan limit 1`
    const entry = (day: string) => owner`
      insert into lending.journal (id, loan_id, fact, says, amount, value_on, booked_on)
      values (${`jrn_x${day}`}, ${loan!.id}, ${`x${day}`}, 'x', 1, ${end}, ${day})`
    await assert.rejects(entry('2026-01-31'), /closed through 2026-01-31/)
    await assert.rejects(owner`delete from lending.period`, /append-only/)
  })
  it('names only loans that are there, and no loan with entries goes', async () => {
    const { owner } = lone.db
    const [loan] = await owner<{ id: string }[]>`select id from lending.loan limit 1`
    const nobodys = owner`
      insert into lending.journal (id, loan_id, fact, says, amount, value_on, booked_on)
      values ('jrn_y', 'loan_nobody', 'y', 'y', 1, ${end}, '2026-06-10')`
    await assert.rejects(nobodys, /an entry names loan loan_nobody, which is not there/)
    await assert.rejects(
      owner.begin(async (sql) => {
        await sql`delete from lending.loan_fact`
        await sql`delete from lending.class_change`
        await sql`delete from lending.loan where id = ${loan!.id}`
      }),
      /a loan with entries is never removed/,
    )
    await assert.rejects(
      owner`update lending.loan set id = 'loan_other' where id = ${loan!.id}`,
      /keeps its id/,
    )
  })
  it('leaves a late fact to the first open day, with its value date kept', async () => {
    const [known] = await lone.db.owner<{ id: string }[]>`
      select id from lending.loan where status = 'active' limit 1`
    const byBooking = () => trial({ on: end, by: 'booked' })
    const closed = await byBooking()
    await booked(known!.id, [paid(known!.id, date('2026-01-20'), '111')])
    const [entry] = await lone.db.owner<{ value: string; booked: string }[]>`
      select value_on::text as value, booked_on::text as booked from lending.journal
       where fact = ${`paid-${known!.id}-2026-01-20`}`
    assert.deepEqual(entry, { value: '2026-01-20', booked: '2026-06-10' })
    assert.deepEqual(await byBooking(), closed)
    assert.notDeepEqual(await trial({ on: end }), closed)
  })
})

describe('The journal as a file', () => {
  it('has a line a posting, in the order it was booked, and sums to nothing', async () => {
    const file = await told<OutputOf<typeof journalFile>>('journal-file', {
      ...{ from: '2026-01-01', through: '2026-12-31' },
    })
    assert.equal(file.name, 'journal-2026-01-01-2026-12-31.csv')
    const [head, ...rows] = Buffer.from(file.base64, 'base64').toString().trimEnd().split('\r\n')
    assert.match(head ?? '', /^booked_on,value_on,entry,line,account,account_name,debit,credit/)
    assert.equal(rows.length, file.lines)
    const cells = rows.map((row) => row.split(','))
    const off = cells.reduce((total, cell) => {
      return total + Math.round(Number(cell[6]) * 100) - Math.round(Number(cell[7]) * 100)
    }, 0)
    assert.equal(off, 0)
    const days = cells.map(([day]) => day)
    assert.deepEqual(days, days.toSorted())
  })
})

describe('A paper of a loan', () => {
  it('is asked of documents, for days the loan has seen', async () => {
    const paper = (input: object) => told<object>('ask-paper', { loanId: loanOf(2), ...input })
    const kinds = [
      ...['statement', 'interest-certificate', 'foreclosure-letter', 'schedule', 'welcome-letter'],
    ]
    for (const kind of kinds) assert.ok('paperId' in (await paper({ paper: kind })), kind)
    const days = { from: '2030-01-01', through: '2030-12-31' }
    const refused = await paper({ paper: 'statement', ...days })
    assert.deepEqual(refused, { refused: 'no-such-days' })
    await lone.settle(true)
    assert.equal(lone.typesOf('documents.asked').length, kinds.length)
    // Each penal charge of the days before was told, with what it is (SPEC §3.1).
    const penal = lone.last<{ kind: string; gst: number }>('lending.charge-levied')
    assert.deepEqual([penal?.kind, penal?.gst], ['penal', 0])
  })
  it('to foreclose is only made of a loan that runs', async () => {
    const closing = { loanId: loanOf(1), paper: 'foreclosure-letter' }
    assert.deepEqual(await told('ask-paper', closing), { refused: 'not-running' })
  })
})

describe('What was written off', () => {
  it('stands beside the balance as far as it is still claimed, as of any day', async () => {
    const claimed = async (day: string) => (await trial({ on: date(day) })).writtenOff
    assert.deepEqual(await claimed('2026-05-09'), { loans: 0, claim: 0 })
    const [taken] = await lone.db.owner<{ paise: number }[]>`
      select sum(p.credit)::int as paise from lending.journal j
        join lending.posting p on p.journal_id = j.id
       where j.fact = ${`write-off:${loanOf(1)}`} and p.account in (1100, 1130, 1140)`
    const claim = taken!.paise
    assert.ok(claim >= 10_000_000, 'all principal of it, and its charges')
    assert.deepEqual(await claimed('2026-05-10'), { loans: 1, claim })
    assert.deepEqual(await claimed('2026-05-11'), { loans: 1, claim: claim - 100_000 })
    const reversed = { id: 'not-written', kind: 'reversed', on: date('2026-06-10') } as const
    await booked(loanOf(1), [{ ...reversed, of: `write-off:${loanOf(1)}` }])
    assert.deepEqual(await claimed('2026-06-10'), { loans: 0, claim: 0 })
    assert.equal((await claimed('2026-06-09')).loans, 1)
    assert.ok((await check()).agrees)
  })
})
