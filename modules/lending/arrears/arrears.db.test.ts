import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { addDays, addMonths, atTime, businessDateOf, type LocalDate } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { loneModule, type Lone } from '#test/lone-module'
import type { foresee, loanFile, loanLedger } from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import { module } from '../module.ts'

let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const ask = <As>(name: string, input: object) => lone.ask(`lending.${name}`, input) as Promise<As>
const fileOf = async (loanId: string) =>
  (await ask<OutputOf<typeof loanFile>>('loan-file', { loanId })).file ?? assert.fail('no loan')
const comingOf = ({ schedule }: Awaited<ReturnType<typeof fileOf>>) =>
  schedule.filter(({ status }) => status === 'coming')

/** ₹1,00,000 at 18 % over twelve months, of which nothing was paid, so many days after it began. */
async function unpaid(days: number) {
  const began = addDays(businessDateOf(lone.clock.now()), 1)
  const name = `a${++nth}`
  const loanId = id('loan', name)
  const terms = {
    ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12 },
    ...{ firstDueOn: addMonths(began, 1), fees: [], placeOfSupply: 'same-state' as const },
  }
  lone.clock.jump(atTime(addDays(began, days), '10:00'))
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: name, customerId: id('cus', name) },
      ...{ applicationId: id('app', name), product: 'personal', mandateId: null, terms },
      ...{ coolingOffUntil: began, bounceCharge: rupees('0'), bounceGstPercent: '0' },
      ...{ principal: terms.principal, assetClass: 'standard' as const, disbursedOn: began },
    })
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', on: began, amount: terms.principal },
      { id: `evt_${name}`, kind: 'credited', on: began },
    ])
  })
  return { loanId, today: addDays(began, days) }
}

const balances = async (loanId: string) => {
  const { debit, credit } = await ask<OutputOf<typeof loanLedger>>('loan-ledger', { loanId })
  assert.equal(debit, credit)
}
/** What was told before is what came about. */
async function foretold(act: string, command: string, input: { loanId: string }) {
  const seen = await ask<OutputOf<typeof foresee>>('foresee', { act, ...input })
  assert.equal(seen.refusal, undefined)
  const was = await fileOf(input.loanId)
  const { reason, ...asked } = { reason: 'illness', ...input }
  const done = command === 'charge-off-loan' ? asked : { ...asked, reason }
  assert.deepEqual(await ask(command, done), { loanId: input.loanId })
  const is = await fileOf(input.loanId)
  const due = seen.amounts.find(({ what }) => what === 'due-now')
  assert.equal(due?.after ?? was.dues.total, is.dues.total)
  await balances(input.loanId)
  return { was, is }
}

const asked = { forDifficulty: false }

describe('Arrears', () => {
  it('are re-aged: the same is owed, from another day on, and nothing is overdue', async () => {
    const { loanId, today } = await unpaid(70)
    const startOn = addDays(today, 30)
    const input = { loanId, startOn, instalments: 18, interest: 'anew', ...asked }
    const { was, is } = await foretold('re-age', 're-age-loan', input)
    assert.ok(was.dpd > 0)
    assert.deepEqual([is.dpd, is.dues.total], [0, 0])
    assert.equal(is.outstanding.total, was.outstanding.total)
    assert.deepEqual([comingOf(is).length, comingOf(is)[0]?.dueOn], [18, startOn])
  })
  it('re-aged for difficulty make an NPA', async () => {
    const { loanId, today } = await unpaid(40)
    const input = { loanId, startOn: addDays(today, 20), instalments: 12, reason: 'job-loss' }
    await ask('re-age-loan', { ...input, interest: 'anew', forDifficulty: true })
    assert.equal((await fileOf(loanId)).assetClass, 'NPA')
  })
  it('are not moved into the past, nor out of sight', async () => {
    const { loanId, today } = await unpaid(40)
    const input = { loanId, instalments: 12, interest: 'anew', reason: 'illness', ...asked }
    const on = (startOn: LocalDate) => ask('re-age-loan', { ...input, startOn })
    assert.deepEqual(await on(today), { refused: 'day-gone-by' })
    assert.deepEqual(await on(addDays(today, 200)), { refused: 'too-far' })
  })
  it('are spread over the instalments to come', async () => {
    const { loanId } = await unpaid(70)
    const input = { loanId, interest: 'spread', ...asked }
    const { was, is } = await foretold('re-amortise', 're-amortise-loan', input)
    assert.deepEqual([is.dpd, comingOf(is).length], [0, comingOf(was).length])
    const again = await ask('re-amortise-loan', { ...input, reason: 'illness' })
    assert.deepEqual(again, { refused: 'nothing-overdue' })
  })
})

describe('The end of a contract', () => {
  it('has all fall due, once', async () => {
    const { loanId } = await unpaid(70)
    const seen = await ask<OutputOf<typeof foresee>>('foresee', { act: 'end-contract', loanId })
    const { payoff } = await fileOf(loanId)
    assert.deepEqual(await ask('end-contract', { loanId, reason: 'default' }), { loanId })
    const is = await fileOf(loanId)
    assert.deepEqual([is.dues.total, comingOf(is).length], [payoff.payable, 0])
    assert.equal(seen.amounts.find(({ what }) => what === 'due-now')?.after, payoff.payable)
    await balances(loanId)
    const again = await ask('end-contract', { loanId, reason: 'default' })
    assert.deepEqual(again, { refused: 'nothing-to-come' })
  })
})

describe('A charge-off', () => {
  it('is of an NPA alone, and once', async () => {
    const { loanId } = await unpaid(40)
    const early = await ask('charge-off-loan', { loanId, interest: 'none' })
    assert.deepEqual(early, { refused: 'not-a-lost-loan' })
    const { loanId: lost } = await unpaid(160)
    const { is } = await foretold('charge-off', 'charge-off-loan', {
      ...{ loanId: lost, interest: 'none' },
    })
    assert.equal(is.assetClass, 'NPA')
    assert.ok(
      comingOf(is)
        .slice(1)
        .every(({ interest }) => interest === 0),
    )
    const again = await ask('charge-off-loan', { loanId: lost, interest: 'keep' })
    assert.deepEqual(again, { refused: 'already-charged-off' })
  })
})

describe('A change that was wrong', () => {
  const stands = async (loanId: string) => {
    const { outstanding, dues, dpd, assetClass, schedule } = await fileOf(loanId)
    const { balances } = await ask<OutputOf<typeof loanLedger>>('loan-ledger', { loanId })
    return { outstanding, dues, dpd, assetClass, schedule, balances }
  }
  const made: readonly (readonly [string, number, string, (today: LocalDate) => object])[] = [
    [
      ...(['re-ageing', 70, 're-age-loan'] as const),
      (today) => ({
        ...{ startOn: addDays(today, 30), instalments: 18, interest: 'anew', reason: 'illness' },
        ...asked,
      }),
    ],
    [
      ...(['re-amortisation', 70, 're-amortise-loan'] as const),
      () => ({ interest: 'spread', reason: 'illness', ...asked }),
    ],
    ['contract-end', 70, 'end-contract', () => ({ reason: 'default' })],
    ['charge-off', 160, 'charge-off-loan', () => ({ interest: 'accelerate' })],
    [
      ...(['rescheduling', 10, 'reschedule-loan'] as const),
      () => ({ instalments: 20, forDifficulty: true, reason: 'job-loss' }),
    ],
  ]
  for (const [change, days, command, input] of made) {
    it(`is taken back: ${change}; the loan and its books are as if it had never been`, async () => {
      const { loanId, today } = await unpaid(days)
      const was = await stands(loanId)
      const back = { loanId, change, reason: 'our-error' }
      assert.deepEqual(await ask('reverse-change', back), { refused: 'nothing-to-reverse' })
      assert.deepEqual(await ask(command, { loanId, ...input(today) }), { loanId })
      assert.notDeepEqual(await stands(loanId), was)
      const seen = await ask<OutputOf<typeof foresee>>('foresee', {
        ...{ act: 'reverse-change', loanId, change },
      })
      const due = seen.amounts.find(({ what }) => what === 'due-now')
      assert.equal(due?.after ?? was.dues.total, was.dues.total)
      assert.deepEqual(await ask('reverse-change', back), { loanId })
      assert.deepEqual(await stands(loanId), was)
      await balances(loanId)
      const { transactions } = await fileOf(loanId)
      assert.ok(transactions.some(({ says }) => says.startsWith('Taken back: ')))
      assert.deepEqual(await ask('reverse-change', back), { refused: 'nothing-to-reverse' })
    })
  }
})
