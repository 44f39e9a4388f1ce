import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decimal, money, rupees, type Money } from '#kernel/money'
import { vectorsOf } from '#test/vectors'
import { emiAffordable, offerOf, principalFor, type PolicySays } from './offer.ts'

type Foir = {
  id: 'FOIR-1'
  inputs: { [name: string]: string }
  expected: { [name: string]: string }
}

const grade = {
  grade: 'B',
  rate: '18',
  foirPercent: 55,
  amountMax: 300_000,
  tenorMonthsMax: 36,
  processingFeePercent: '2',
}
const clean: PolicySays = { referral: null, knockouts: [], grade }
const asked = {
  amount: rupees('300000'),
  tenorMonths: 24,
  monthlyIncome: rupees('52000'),
  obligations: rupees('14500'),
  amountMin: rupees('1000'),
}

describe('An offer', () => {
  it('is floored to what the income bears (vector PRICE, band B)', () =>
    assert.equal(offerOf(clean, asked).amountMax, rupees('282000')))
  it('is never more than was asked', () =>
    assert.equal(offerOf(clean, { ...asked, amount: rupees('50000') }).amountMax, rupees('50000')))
  it('is never more than the grid allows', () => {
    const rich = { ...asked, monthlyIncome: rupees('500000'), amount: rupees('400000') }
    assert.equal(offerOf(clean, rich).amountMax, rupees('300000'))
  })
  it('is declined when the income bears nothing (R04)', () => {
    const burdened = { ...asked, obligations: rupees('40000') }
    assert.deepEqual(offerOf(clean, burdened).reasons, ['R04'])
  })
  it('is declined by a knock-out, each reason once', () => {
    const knocked = {
      ...clean,
      knockouts: [{ reason: 'R03' }, { reason: 'R02' }, { reason: 'R03' }],
    }
    const { outcome, reasons, amountMax } = offerOf(knocked, asked)
    assert.deepEqual([outcome, reasons, amountMax], ['decline', ['R02', 'R03'], 0])
  })
  it('goes to a person when data is missing, even if a knock-out would speak', () => {
    const missing = { ...clean, referral: { reason: 'R13' }, knockouts: [{ reason: 'R02' }] }
    assert.equal(offerOf(missing, asked).outcome, 'refer')
  })
  it('without a row of the grid is declined, never approved', () =>
    assert.equal(offerOf({ ...clean, grade: null }, asked).outcome, 'decline'))
})

describe('Affordability', () => {
  const { skip, vectors } = vectorsOf<Foir>('affordability_aa_pricing')
  it('is what FOIR leaves (vector FOIR-1)', { skip }, () => {
    const { inputs, expected } = vectors.find((vector) => vector.id === 'FOIR-1') as Foir
    const of = (name: string): Money => rupees(inputs[name] ?? '')
    const emi = emiAffordable(of('net_income'), of('obligations'), 50)
    assert.equal(decimal(emi), expected['max_emi_at_50pct'])
    const principal = principalFor(emi, '18', 24).toDecimalPlaces(0).toNumber()
    assert.equal(decimal(money(principal)), expected['max_principal_exact'])
  })
})
