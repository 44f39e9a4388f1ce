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

const emi = rupees('9168')
let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const ask = <As>(name: string, input: object) => lone.ask(`lending.${name}`, input) as Promise<As>
const fileOf = async (loanId: string) =>
  (await ask<OutputOf<typeof loanFile>>('loan-file', { loanId })).file ?? assert.fail('no loan')
const comingOf = ({ schedule }: Awaited<ReturnType<typeof fileOf>>) =>
  schedule.filter(({ status }) => status === 'coming')

/** ₹1,00,000 at 18 % over twelve months; `days` after its first due date, that one paid. */
async function running(days: number, product = 'personal') {
  const began = addDays(businessDateOf(lone.clock.now()), 1)
  const firstDueOn = addMonths(began, 1)
  const name = `r${++nth}`
  const loanId = id('loan', name)
  const terms = {
    ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12, epi: emi, firstDueOn },
    ...{ fees: [], placeOfSupply: 'same-state' as const },
  }
  lone.clock.jump(atTime(firstDueOn, '10:00'))
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: name, customerId: id('cus', name) },
      ...{ applicationId: id('app', name), product, mandateId: null, terms },
      ...{ coolingOffUntil: began, bounceCharge: rupees('0'), bounceGstPercent: '0' },
      ...{ principal: terms.principal, assetClass: 'standard' as const, disbursedOn: began },
    })
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', on: began, amount: terms.principal },
      { id: `evt_${name}`, kind: 'credited', on: began },
    ])
    await book(tx, loanId, [{ id: `rcp_${name}`, kind: 'repaid', on: firstDueOn, amount: emi }])
  })
  await goTo(addDays(firstDueOn, days), loanId)
  return { loanId, firstDueOn }
}

async function goTo(on: LocalDate, loanId: string): Promise<void> {
  lone.clock.jump(atTime(on, '11:00'))
  await lone.inside((tx) => book(tx, loanId, []))
}

const asked = { forDifficulty: false, reason: 'asked-for' }

describe('A rescheduled loan', () => {
  it('repays the same principal over more instalments, from the last due date', async () => {
    const { loanId, firstDueOn } = await running(10)
    const was = await fileOf(loanId)
    const input = { loanId, instalments: 18 }
    const seen = await ask<OutputOf<typeof foresee>>('foresee', { act: 'reschedule', ...input })
    await ask('reschedule-loan', { ...input, ...asked })
    const is = await fileOf(loanId)
    const rows = comingOf(is)
    assert.deepEqual([rows.length, rows[0]?.dueOn], [18, addMonths(firstDueOn, 1)])
    assert.ok((rows[0]?.instalment ?? emi) < emi)
    const principal = rows.reduce((total, row) => total + row.principal, 0)
    assert.equal(principal, was.outstanding.principal)
    assert.equal(is.outstanding.total, was.outstanding.total)
    assert.equal(is.assetClass, 'standard')
    const left = seen.words.find(({ what }) => what === 'instalments-left')
    assert.deepEqual([left?.before, left?.after], ['11', '18'])
  })
  it('falls due on another day of the month from the next on, within a month', async () => {
    const { loanId, firstDueOn } = await running(10)
    const planned = addMonths(firstDueOn, 1)
    const nextDueOn = addDays(planned, 4)
    const input = { loanId, instalments: 11, ...asked }
    const far = { ...input, nextDueOn: addDays(planned, 32) }
    assert.deepEqual(await ask('reschedule-loan', far), { refused: 'too-far' })
    const gone = { ...input, nextDueOn: firstDueOn }
    assert.deepEqual(await ask('reschedule-loan', gone), { refused: 'day-gone-by' })
    await ask('reschedule-loan', { ...input, nextDueOn })
    const rows = comingOf(await fileOf(loanId))
    assert.deepEqual(
      rows.slice(0, 2).map(({ dueOn }) => dueOn),
      [nextDueOn, addMonths(nextDueOn, 1)],
    )
  })
  it('pauses principal, then repays all of it', async () => {
    const { loanId } = await running(10)
    await ask('reschedule-loan', { loanId, instalments: 14, principalPause: 3, ...asked })
    const rows = comingOf(await fileOf(loanId))
    assert.deepEqual(
      rows.slice(0, 4).map(({ principal }) => principal > 0),
      [false, false, false, true],
    )
    assert.ok(rows.slice(0, 3).every(({ interest }) => interest > 0))
  })
  it('pauses everything: nothing falls due, and the interest waits', async () => {
    const { loanId, firstDueOn } = await running(10)
    await ask('reschedule-loan', { loanId, instalments: 14, wholePause: 2, ...asked })
    await goTo(addDays(addMonths(firstDueOn, 2), 1), loanId)
    const file = await fileOf(loanId)
    assert.deepEqual([file.dues.total, file.dpd], [0, 0])
    assert.ok(file.outstanding.interest > 0)
    const { debit, credit } = await ask<OutputOf<typeof loanLedger>>('loan-ledger', { loanId })
    assert.equal(debit, credit)
  })
  it('for difficulty is an NPA until it was served well for a year (SPEC §4.5)', async () => {
    const { loanId, firstDueOn } = await running(10)
    const difficulty = { forDifficulty: true, reason: 'job-loss' }
    await ask('reschedule-loan', { loanId, instalments: 24, ...difficulty })
    const file = await fileOf(loanId)
    assert.deepEqual([file.assetClass, file.npaOn], ['NPA', firstDueOn])
    const [first] = comingOf(file)
    const due = { on: first?.dueOn as LocalDate, amount: first?.instalment ?? emi }
    await goTo(due.on, loanId)
    await lone.inside((tx) => book(tx, loanId, [{ id: `rcp${nth}`, kind: 'repaid', ...due }]))
    assert.equal((await fileOf(loanId)).assetClass, 'NPA')
    const on = addMonths(firstDueOn, 13)
    await goTo(on, loanId)
    const { dues } = await fileOf(loanId)
    await lone.inside((tx) =>
      book(tx, loanId, [{ id: `all${nth}`, kind: 'repaid', on, amount: dues.total }]),
    )
    assert.equal((await fileOf(loanId)).assetClass, 'standard')
  })
  it('is refused where nothing would be left to pay', async () => {
    const { loanId } = await running(1)
    const refused = await ask('reschedule-loan', {
      ...{ loanId, instalments: 3, wholePause: 3 },
      ...asked,
    })
    assert.deepEqual(refused, { refused: 'pause-too-long' })
  })
})

/** A product whose rate floats, from tomorrow on. */
async function floating(): Promise<string> {
  await ask('publish-product', {
    ...{ code: 'float', name: 'Floating loan', kind: 'personal-loan', floating: true },
    effectiveFrom: addDays(businessDateOf(lone.clock.now()), 1),
    ...{ amountMin: rupees('1000'), amountMax: rupees('500000'), tenorMonthsMin: 3 },
    ...{ tenorMonthsMax: 60, coolingOffDays: 3, bounceCharge: rupees('500') },
    ...{ bounceGstPercent: '0', penalPercent: '24', penalGraceDays: 3, gstPercent: '18' },
    ...{ processingFeePercent: '2', stampDuty: rupees('200'), foreclosurePercent: '0' },
    ...{ limitRestores: false, limitMonths: 0, subventionPercent: '0' },
  })
  return 'float'
}

describe('A floating rate reset (SPEC §3.3)', () => {
  it('changes the instalment for the same time, or the time at the same instalment', async () => {
    const product = await floating()
    for (const choice of ['other-instalment', 'other-tenor']) {
      const { loanId } = await running(10, product)
      const was = await fileOf(loanId)
      const daily = was.payoff.perDay
      await ask('reset-rate', { loanId, rate: '36', choice })
      const is = await fileOf(loanId)
      const rows = comingOf(is)
      const principal = rows.reduce((total, row) => total + row.principal, 0)
      assert.equal(principal, was.outstanding.principal)
      assert.equal(rows[0]?.interest, (comingOf(was)[0]?.interest ?? 0) * 2)
      assert.ok(Math.abs(is.payoff.perDay - daily * 2) <= 1)
      const [first, left] = [rows[0]?.instalment ?? 0, rows.length]
      if (choice === 'other-instalment') assert.ok(left === 11 && first > emi)
      else assert.ok(left > 11 && left <= 13 && first === emi)
      const { debit, credit } = await ask<OutputOf<typeof loanLedger>>('loan-ledger', { loanId })
      assert.equal(debit, credit)
    }
  })
  it('never lets the loan grow, and leaves a fixed rate alone', async () => {
    const fixed = await running(10)
    const reset = { rate: '200', choice: 'other-tenor' }
    assert.deepEqual(await ask('reset-rate', { loanId: fixed.loanId, ...reset }), {
      refused: 'not-floating',
    })
    const { loanId } = await running(10, 'float')
    assert.deepEqual(await ask('reset-rate', { loanId, ...reset }), { refused: 'would-grow' })
  })
})

describe('Terms of a running loan', () => {
  const balanced = async (loanId: string): Promise<void> => {
    const { debit, credit } = await ask<OutputOf<typeof loanLedger>>('loan-ledger', { loanId })
    assert.equal(debit, credit)
  }
  it('have another rate from today; a fixed one may only fall', async () => {
    const { loanId } = await running(10)
    const up = { loanId, rate: '30', keep: 'dates' }
    assert.deepEqual(await ask('change-rate', up), { refused: 'fixed-rate-rises' })
    const seen = await ask<OutputOf<typeof foresee>>('foresee', {
      ...{ act: 'change-rate', loanId, rate: '6', keepOf: 'dates' },
    })
    await ask('change-rate', { ...up, rate: '6' })
    const rows = comingOf(await fileOf(loanId))
    assert.ok((rows[0]?.instalment ?? emi) < emi)
    assert.equal(seen.schedule.find(({ number }) => number === 2)?.after, rows[0]?.instalment)
    const floats = await running(10, 'float')
    const grows = { loanId: floats.loanId, rate: '200', keep: 'instalment' }
    assert.deepEqual(await ask('change-rate', grows), { refused: 'would-grow' })
    await balanced(loanId)
  })
  it('rest: no interest runs for some days', async () => {
    const { loanId } = await running(10)
    const was = await fileOf(loanId)
    const till = addDays(was.today, 9)
    assert.deepEqual(
      await ask('pause-interest', { loanId, till: addDays(till, 300), reason: 'disaster' }),
      {
        refused: 'pause-too-long',
      },
    )
    await ask('pause-interest', { loanId, till, reason: 'disaster' })
    await goTo(addDays(till, 1), loanId)
    const is = await fileOf(loanId)
    assert.equal(is.outstanding.interestAccrued, was.outstanding.interestAccrued)
    assert.equal(comingOf(is)[0]?.instalment, emi)
    await balanced(loanId)
  })
  it('grow by a further drawdown, once a reference', async () => {
    const { loanId } = await running(10)
    const was = await fileOf(loanId)
    const amount = rupees('20000')
    const drawn = { loanId, amount, over: 'fresh-term', reference: `DRAW${nth}` }
    assert.deepEqual(await ask('draw-again', { ...drawn, amount: rupees('4900000') }), {
      refused: 'above-product',
    })
    await ask('draw-again', drawn)
    assert.deepEqual(await ask('draw-again', drawn), { refused: 'reference-known' })
    const is = await fileOf(loanId)
    assert.equal(is.outstanding.principal, was.outstanding.principal + amount)
    assert.equal(comingOf(is).length, 12)
    await balanced(loanId)
  })
})
