import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addMonths, date, type LocalDate } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { LoanFact } from '../loan/fact.ts'
import { loanAt } from '../loan/loan.ts'
import { standingOn } from './tradeline.ts'

const began = date('2026-01-05')
const principal = rupees('100000')
const terms = {
  ...{ principal, rate: rate('18'), instalments: 12, fees: [] },
  placeOfSupply: 'same-state' as const,
}
const begun: readonly LoanFact[] = [
  { id: 'out', on: began, kind: 'disbursed', amount: principal },
  { id: 'in', on: began, kind: 'credited' },
]
const late = addMonths(began, 8)
const off = { id: 'off', on: late, kind: 'charged-off', interest: 'keep' } as const
const told = (facts: readonly LoanFact[], on: LocalDate = late) =>
  standingOn(terms, [...begun, ...facts], on)

describe('What a bureau hears of a loan', () => {
  it('charged off is a loss and its claim, and overdue all the same', () => {
    const { assetClass, writtenOff, overdue, dpd } = told([off])
    const state = loanAt(terms, [...begun, off], late)
    assert.deepEqual([assetClass, writtenOff?.total], ['loss', state.outstanding.total])
    assert.ok(overdue > 0 && dpd > 90)
  })
  it('not charged off after all is what it was', () => {
    const undone = { id: 'undone', on: late, kind: 'reversed', of: 'off' } as const
    assert.deepEqual(told([off, undone]), told([]))
  })
  it('paid after its charge-off is closed, and was one', () => {
    const on = addMonths(late, 1)
    const { payable: amount } = loanAt(terms, [...begun, off], on).payoff
    const paid = { id: 'paid', on, amount, kind: 'repaid', purpose: 'foreclosure' } as const
    const { closedOn, balance, writtenOff } = told([off, paid], on)
    assert.deepEqual([closedOn, balance, writtenOff?.total], [on, 0, 0])
  })
  it('changed for difficulty is restructured, and otherwise not', () => {
    const on = addMonths(began, 3)
    const spread = { id: 'ram', on, kind: 're-amortised', interest: 'anew' } as const
    assert.equal(told([spread]).restructured, undefined)
    const watched = { ...spread, monitoredTill: addMonths(on, 12) }
    assert.equal(told([watched]).restructured, true)
  })
})
