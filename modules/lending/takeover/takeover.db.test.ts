import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addMonths, date } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from '../module.ts'
import type { Account } from './account.ts'
import { takeOver } from './commands.ts'

const began = date('2025-09-10')
let lone: Lone

before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.customers-known': ({ customerIds }: { customerIds: string[] }) => ({
        customerIds: customerIds.filter((one) => one !== 'cus_stranger'),
      }),
    },
  })
})
after(() => lone?.drop())

/** Two of its instalments are paid; the third, due on 10 December, is not. */
const account = (loan: string, more: Partial<Account> = {}): Account => ({
  ...{ loan, customer: `cus_${loan}`, product: 'personal' },
  terms: {
    ...{ principal: rupees('12000'), rate: rate('0'), instalments: 12, fees: [] },
    placeOfSupply: 'same-state',
  },
  facts: [
    { id: 'd', kind: 'disbursed', on: began, amount: rupees('12000') },
    { id: 'c', kind: 'credited', on: began },
    { id: 'r1', kind: 'repaid', on: addMonths(began, 1), amount: rupees('1000') },
    { id: 'r2', kind: 'repaid', on: addMonths(began, 2), amount: rupees('1000') },
  ],
  ...more,
})
const take = (...accounts: Account[]) => lone.inside((tx) => takeOver(tx, accounts))
const loanOf = async (number: string) => {
  const [row] = await lone.db.owner`
    select l.status, l.outstanding, l.overdue, l.asset_class, l.customer_id,
           (select count(*)::int from platform.timer t
             where t.name = 'loan-review:' || l.id) as timers,
           (select sum(p.debit - p.credit) filter (where p.account in (1100, 1130))::int
              from lending.journal j join lending.posting p on p.journal_id = j.id
             where j.loan_id = l.id) as principal
      from lending.loan l where l.account_number = ${number}`
  return row
}
const counted = async () => {
  const [row] = await lone.db.owner`
    select (select count(*)::int from lending.loan) as loans,
           (select count(*)::int from lending.loan_fact) as facts,
           (select count(*)::int from lending.journal) as entries,
           (select count(*)::int from lending.takeover) as taken`
  return row
}

describe('A book that is taken over', () => {
  it('runs on by the plan it was agreed with', async () => {
    const weekly = account('W-0001')
    const plan = { unit: 'weeks', method: 'flat' } as const
    await take({ ...weekly, terms: { ...weekly.terms, plan } })
    const row = await loanOf('W-0001')
    assert.equal(row?.['overdue'], rupees('10000'))
  })

  it('stands as its facts say: owed, overdue, classed, posted, and with its timer', async () => {
    assert.deepEqual(await take(account('A-100')), { takenOver: 1, known: 0, faults: [] })
    assert.deepEqual(await loanOf('A-100'), {
      ...{ status: 'active', outstanding: 1_000_000, overdue: 100_000, asset_class: 'SMA-0' },
      ...{ customer_id: 'cus_A-100', timers: 1, principal: 1_000_000 },
    })
  })
  it('is told as one fact a loan: nobody is presented or thanked for what was', async () => {
    await lone.settle(true)
    lone.told.length = 0
    const paid = account('A-101').facts.concat(
      ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => ({
        ...{ id: `r${n}`, kind: 'repaid' as const, on: date('2025-12-01') },
        amount: rupees('1000'),
      })),
    )
    await take(account('A-101', { facts: paid }))
    await lone.settle(true)
    assert.deepEqual(lone.typesOf(''), ['lending.loan-taken-over'])
  })
  it('adds nothing when it comes again, and only the new loan of a longer file', async () => {
    const was = await counted()
    assert.deepEqual(await take(account('A-100')), { takenOver: 0, known: 1, faults: [] })
    assert.deepEqual(await counted(), was)
    const longer = await take(account('A-100'), account('A-102'))
    assert.deepEqual([longer.takenOver, longer.known], [1, 1])
  })
  it('goes on as any loan: what is paid next meets its dues', async () => {
    const [row] = await lone.db.owner<{ id: string; customer_id: string }[]>`
      select id, customer_id from lending.loan where account_number = 'A-102'`
    const { PaymentReceived } = await import('#modules/payments')
    const receipt = { receiptId: id('rcp', 'x'), loanId: row!.id as never, rail: 'link' } as const
    const money = { amount: rupees('1000'), receivedOn: date('2026-01-01'), reference: 'utr' }
    await lone.hear(PaymentReceived({ ...receipt, ...money }), row!.customer_id)
    assert.equal((await loanOf('A-102'))?.['overdue'], 0)
  })
  const stranger = account('B-201', { customer: 'cus_stranger' })
  const bad: readonly [what: string, accounts: Account[], fault: RegExp][] = [
    ['a stranger’s loan', [account('B-200'), stranger], /^Loan B-201: nobody is known as/],
    ['an unknown product', [account('B-200', { product: 'gold' })], /there is no product gold/],
    [
      'another content under a known number',
      [account('B-200'), account('A-100', { facts: account('A-100').facts.slice(0, 3) })],
      /^Loan A-100 was taken over before with other terms or facts/,
    ],
  ]
  for (const [what, accounts, fault] of bad) {
    it(`with ${what} is refused whole: nothing is half-done`, async () => {
      const was = await counted()
      const { takenOver, faults } = await take(...accounts)
      assert.equal(takenOver, 0)
      assert.match(faults[0] ?? '', fault)
      assert.deepEqual(await counted(), was)
    })
  }
  it('with a number that another loan of ours has is refused', async () => {
    await lone.db
      .owner`update lending.loan set account_number = 'C-300' where account_number = 'A-101'`
    const { faults } = await take(account('C-300'))
    assert.match(faults[0] ?? '', /^Loan C-300: another loan of ours has this number/)
  })
  it('taken over twice at once is taken over once', async () => {
    const both = await Promise.allSettled([take(account('D-400')), take(account('D-400'))])
    assert.ok(both.some(({ status }) => status === 'fulfilled'))
    const rows = await lone.db.owner`select id from lending.loan where account_number = 'D-400'`
    assert.equal(rows.length, 1)
  })
})
