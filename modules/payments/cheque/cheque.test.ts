import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { claimOf, demandBy, depositable, mayLeave, rowOf, validThrough } from './cheque.ts'
import { chequeReturn } from './dishonour.ts'

const drawnOn = date('2026-01-31')

describe('A cheque', () => {
  for (const [says, shown, on, may] of [
    ['before its day is held', { status: 'held' }, '2026-01-30', 'not-yet-dated'],
    ['is taken by the bank on its day', { status: 'held' }, '2026-01-31', true],
    ['is good for three months', { status: 'due' }, '2026-04-29', true],
    ['is stale after them', { status: 'due' }, '2026-04-30', 'cheque-stale'],
    ['with the bank is not deposited', { status: 'deposited' }, '2026-02-01', 'not-depositable'],
    ['short of funds is shown again', { status: 'returned', returnCode: '01' }, '2026-02-10', true],
    ['stopped by its drawer is not', { status: 'returned', returnCode: '20' }, '2026-02-10', 'no'],
    ['shown again is stale, too', { status: 'returned', returnCode: '01' }, '2026-05-10', 'old'],
  ] as const) {
    it(says, () => {
      const said = depositable({ drawnOn, ...shown }, date(on))
      const why = { no: 'not-depositable', old: 'cheque-stale' }[String(may)] ?? may
      assert.deepEqual(said, may === true ? true : { refused: why })
    })
  }
  it('is valid to the day before the same day three months on', () => {
    assert.equal(validThrough(date('2026-03-15')), '2026-06-14')
  })
  it('with the bank may be lost on its way, and is given back by nobody', () => {
    assert.deepEqual(
      [mayLeave('deposited', 'lost'), mayLeave('deposited', 'given-back')],
      [true, false],
    )
    assert.equal(mayLeave('cleared', 'lost'), false)
  })
  it('of a row has the next number and the same day of the next month', () => {
    const row = rowOf({ instrument: '000099', drawnOn }, 3)
    assert.deepEqual(
      row?.map((one) => `${one.instrument} ${one.drawnOn}`),
      ['000099 2026-01-31', '000100 2026-02-28', '000101 2026-03-31'],
    )
    assert.equal(rowOf({ instrument: '999999', drawnOn }, 2), undefined)
  })
})

describe('A dishonour', () => {
  it('costs the bounce charge for want of funds or by the drawer’s will, not for a blur', () => {
    const charged = ['01', '02', '20', '12', '39', '22', '50'].map(
      (code) => chequeReturn(code)?.bounceCharge,
    )
    assert.deepEqual(charged, [true, true, true, false, false, false, false])
  })
  it('is one section 138 speaks of only for want of funds (SPEC §11.5)', () => {
    const codes = ['01', '02', '20', '12', '50'].map((code) => chequeReturn(code)?.s138)
    assert.deepEqual(codes, [true, true, false, false, false])
  })
  it('of a code on no list is none', () => assert.equal(chequeReturn('99'), undefined))
  it('gives thirty days for the demand, fifteen to pay, a month to complain', () => {
    assert.equal(demandBy(date('2026-03-01')), '2026-03-31')
    const { payBy, complainBy } = claimOf(date('2026-03-10'))
    assert.deepEqual([payBy, complainBy], ['2026-03-25', '2026-04-26'])
  })
})
