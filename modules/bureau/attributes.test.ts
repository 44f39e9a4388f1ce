import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { nothing, rupees } from '#kernel/money'
import { attributesOf, daysOf, type Report } from './attributes.ts'

const today = date('2026-11-22')
const card = {
  type: '10',
  balance: rupees('40000'),
  overdue: nothing,
  dpdString: '000000STD',
  emi: rupees('2000'),
  openedOn: date('2024-11-22'),
  closedOn: null,
  status: 'active',
}
const of = (...accounts: Report['accounts']) =>
  attributesOf({ score: 720, accounts, enquiries: [] }, today)

describe('A bureau report', () => {
  it('without anything is new to credit', () => {
    const attributes = attributesOf({ score: null, accounts: [], enquiries: [] }, today)
    assert.equal(attributes.newToCredit, true)
    assert.equal('score' in attributes, false)
  })
  it('sums what is live', () => {
    const closed = {
      ...card,
      closedOn: date('2026-01-01'),
      status: 'closed',
      balance: nothing,
      emi: nothing,
    }
    const attributes = of(card, card, closed)
    assert.equal(attributes.liveAccounts, 2)
    assert.equal(attributes.balance, 80_000_00)
    assert.equal(attributes.emiTotal, 4_000_00)
  })
  it('finds the worst month inside each window', () => {
    const late = { ...card, dpdString: `${'000'.repeat(12)}045${'000'.repeat(12)}120` }
    const attributes = of(late)
    assert.deepEqual(
      [attributes.dpdMax12Months, attributes.dpdMax24Months, attributes.dpdMax36Months],
      [0, 45, 120],
    )
  })
  it('reads words as the least they can mean', () =>
    assert.deepEqual(daysOf('STDSMASUBDBTLSSXXX030'), [0, 31, 91, 181, 181, 0, 30]))
  it('counts unsecured loans opened in the last thirty days', () => {
    const fresh = { ...card, type: '69', openedOn: date('2026-11-01') }
    const secured = { ...fresh, type: '13' }
    assert.equal(of(fresh, secured, card).unsecuredOpened30Days, 1)
  })
  it('counts enquiries of the last three months', () => {
    const enquiries = [{ on: date('2026-11-01') }, { on: date('2026-05-01') }]
    assert.equal(attributesOf({ score: 700, accounts: [], enquiries }, today).enquiries3Months, 1)
  })
})
