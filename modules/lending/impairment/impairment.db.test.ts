import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, OutputOf } from '#kernel/contract'
import { addDays, atTime, date, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { minus, plus, rupees, sum } from '#kernel/money'
import { rate } from '#kernel/rates'
import { RulePublished } from '#modules/rules'
import { loneModule, type Lone } from '#test/lone-module'
import type {
  booksCheck,
  impairmentOf,
  impairmentReport,
  reverseImpairment,
  trialBalance,
} from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import type { LoanTerms } from '../loan/terms.ts'
import { module } from '../module.ts'

const lentOn = date('2026-01-05')
const finance: Actor = { kind: 'staff', id: 'usr_finance', roles: ['finance'] }
const terms: LoanTerms = {
  ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12, fees: [] },
  ...{ placeOfSupply: 'same-state' },
  provisioning: {
    ...{ standardPercent: '0.40', substandardPercent: '10', substandardMonths: 12 },
    ...{ doubtfulUnsecuredPercent: '100', doubtfulSecured: [{ percent: '50' }] },
    lossPercent: '100',
  },
}
/** What the lender has published; a test changes it. */
const law: { standard: string; rates?: object; personal?: object } = {
  ...{ standard: 'AS', rates: { pd1: '0.03', pd2: '0.28', pd3: '1', lgd: '0.65' } },
}
const ruleAt = ({ code }: { code: string }): object => {
  if (code === 'lender.accounting') return { rule: { value: { standard: law.standard } } }
  const value = { 'impairment.rates': law.rates, 'impairment.rates.personal': law.personal }[code]
  return value ? { rule: { value } } : {}
}

let lone: Lone
let loans: Id<'loan'>[]
let nth = 0
before(async () => {
  lone = await loneModule(module, { answers: { 'rules.rule-at': ruleAt } })
  lone.clock.jump(atTime(lentOn, '12:00'))
  loans = [await aLoan(), await aLoan()]
})
after(() => lone?.drop())

async function aLoan(): Promise<Id<'loan'>> {
  const loanId = id('loan', `i${++nth}`)
  await lone.inside((tx) =>
    addLoan(tx, {
      ...{ id: loanId, accountNumber: `01-2026-I${nth}`, customerId: id('cus', `i${nth}`) },
      ...{ applicationId: id('app', `i${nth}`), product: 'personal', mandateId: null, terms },
      ...{ coolingOffUntil: addDays(lentOn, 3), bounceCharge: rupees('0') },
      ...{ bounceGstPercent: '0', principal: terms.principal, assetClass: 'standard' },
      disbursedOn: lentOn,
    }),
  )
  await lone.inside((tx) =>
    book(tx, loanId, [
      { id: `sent-${nth}`, kind: 'disbursed', on: lentOn, amount: terms.principal },
      { id: `credited-${nth}`, kind: 'credited', on: lentOn },
    ]),
  )
  return loanId
}

/** The morning of a day: the first loan pays what it owes, both look at themselves. */
async function morning(on: LocalDate, time = '00:10'): Promise<void> {
  lone.clock.jump(atTime(on, time))
  const paid = { id: `paid-${on}`, kind: 'repaid', on, amount: rupees('9168') } as const
  await lone.inside((tx) => book(tx, loans[0]!, [paid]))
  await lone.inside((tx) => book(tx, loans[1]!, []))
  await lone.settle(true)
}
const told = <O>(name: string, input: object = {}): Promise<O> =>
  lone.ask(`lending.${name}`, input, finance) as Promise<O>
const partOf = async (loanId: Id<'loan'>) =>
  (await told<OutputOf<typeof impairmentOf>>('impairment-of', { loanId })).part
const report = async () =>
  (await told<OutputOf<typeof impairmentReport>>('impairment-report')).report
/** The month's own timer falls due, if there is one. */
async function due(): Promise<void> {
  await lone.nextTimer('impairment:')
  await lone.settle(true)
}
const timers = async (): Promise<string[]> => {
  const rows = await lone.db.owner<{ name: string }[]>`
    select name from platform.timer where name like 'impairment:%' order by name`
  return rows.map(({ name }) => name)
}
async function balances(on: LocalDate): Promise<{ [account: string]: number }> {
  const { accounts } = await told<OutputOf<typeof trialBalance>>('trial-balance', { on })
  return Object.fromEntries(
    accounts.map(({ account, debit, credit }) => [account, minus(debit, credit)]),
  )
}
const agrees = async () => (await told<OutputOf<typeof booksCheck>>('books-check')).agrees

describe('The expected loss of a month', () => {
  it('is nobody’s business where the lender keeps other accounts', async () => {
    await morning(date('2026-02-05'))
    await morning(date('2026-03-01'))
    const on = date('2026-02-28')
    assert.deepEqual(await told('book-impairment', { on }), { refused: 'not-ind-as' })
    assert.equal(await report(), undefined)
  })

  it('comes by itself once the lender says so, and waits for loans that are behind', async () => {
    law.standard = 'Ind AS'
    const rule = { ruleId: id('rule', 'ind-as'), code: 'lender.accounting' }
    await lone.hear(RulePublished({ ...rule, effectiveFrom: date('2026-03-01') }), 'sys_rules')
    assert.deepEqual(await timers(), ['impairment:2026-03-31'])
    lone.clock.jump(atTime(date('2026-04-01'), '02:00'))
    await due()
    assert.equal(await report(), undefined)
    await morning(date('2026-04-01'), '02:10')
    await due()
    assert.deepEqual(await timers(), ['impairment:2026-04-30'])
    const told = await report()
    assert.deepEqual(
      told?.groups.map(({ stage, loans, pd }) => [stage, loans, pd]),
      [
        [1, 1, '0.03'],
        [2, 1, '0.28'],
      ],
    )
  })

  it('takes the place of the floor in the books, and each loan bears its part', async () => {
    const told = (await report())!
    const on = date('2026-03-31')
    const at = await balances(on)
    assert.ok(told.expectedLoss > told.floor && told.floor > 0)
    assert.deepEqual(
      [at['1191'], at['1195'], at['3200'] ?? 0, at['5200']],
      [0, -told.expectedLoss, 0, told.expectedLoss],
    )
    assert.equal(await agrees(), true)
    const parts = await Promise.all(loans.map(partOf))
    assert.deepEqual(
      parts.map((part) => part?.stage),
      [1, 2],
    )
    assert.equal(sum(parts.map((part) => part!.expectedLoss)), told.expectedLoss)
    assert.equal(sum(parts.map((part) => part!.floor)), told.floor)
  })

  it('is taken back by an entry of its own, and the same again when booked anew', async () => {
    const first = (await report())!
    const on = date('2026-03-31')
    const { impairmentId } = first
    const back = { impairmentId, reason: 'wrong rates' }
    type Back = OutputOf<typeof reverseImpairment>
    assert.deepEqual(await told<Back>('reverse-impairment', back), { impairmentId })
    assert.deepEqual(await told('reverse-impairment', back), { refused: 'impairment-reversed' })
    assert.equal(await report(), undefined)
    const at = await balances(on)
    assert.deepEqual([at['1191'], at['1195']], [-first.floor, 0])
    assert.equal(await agrees(), true)
    await told('book-impairment', { on })
    const { impairmentId: _, ...again } = (await report())!
    const { impairmentId: __, ...was } = first
    assert.deepEqual(again, was)
    assert.deepEqual(await told('book-impairment', { on }), { refused: 'impairment-booked' })
  })

  it('below the floor keeps the difference back in the reserve', async () => {
    law.personal = { pd1: '0', pd2: '0', pd3: '0.01', lgd: '0.5' }
    await morning(date('2026-05-01'))
    await due()
    await morning(date('2026-06-01'))
    await due()
    const told = (await report())!
    assert.deepEqual(
      told.groups.map(({ stage }) => stage),
      [1, 3],
    )
    assert.equal(plus(told.expectedLoss, told.reserve), told.floor)
    const at = await balances(date('2026-05-31'))
    assert.deepEqual([at['1190'], at['1191'], at['3200']], [0, 0, -told.reserve])
    assert.equal(at['3100'], told.reserve)
    assert.equal(await agrees(), true)
  })

  it('is not booked by rates that are no shares', async () => {
    law.personal = { pd1: '3', pd2: '28', pd3: '100', lgd: '65' }
    await morning(date('2026-07-01'))
    const on = date('2026-06-30')
    assert.deepEqual(await told('book-impairment', { on }), { refused: 'no-loss-rates' })
  })

  it('is released when the lender leaves these accounts, and then rests', async () => {
    law.standard = 'AS'
    await due()
    const at = await balances(date('2026-06-30'))
    assert.deepEqual([at['1195'], at['3100'], at['3200']], [0, 0, 0])
    assert.ok(at['1190']! < 0)
    assert.equal(await agrees(), true)
    await morning(date('2026-08-01'))
    await due()
    assert.deepEqual(await timers(), [])
  })
})
