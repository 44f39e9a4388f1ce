import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { factTitle, type Entry } from './fact-words.ts'

const at = '2026-01-05T05:00:00.000Z'
const entry = (type: string, data: object): Entry => ({
  ...{ id: 'evt_1', type, at, rx: at, businessDate: '2026-01-05', actor: 'decision', data },
})

describe('A fact in a few words', () => {
  it('names a decision, and of one made anew both offers and what moved it', () => {
    const offer = { outcome: 'approve', amountMax: 100_000_00, rate: '17' }
    assert.equal(factTitle(entry('decision.decision-made', offer)), 'Decision made')
    const before = { ...offer, rate: '18' }
    const anew = { ...offer, before, movedBy: ['deviceSalaryRegular', 'deviceDays'] }
    assert.equal(
      factTitle(entry('decision.decision-made', anew)),
      'Decision made, anew: ₹1,00,000 at 18 % → ₹1,00,000 at 17 %, for device salary regular, ' +
        'device days',
    )
    const referred = { outcome: 'refer', amountMax: 0, before, movedBy: ['deviceBounces90'] }
    assert.equal(
      factTitle(entry('decision.decision-made', referred)),
      'Decision made, anew: ₹1,00,000 at 18 % → refer, for device bounces90',
    )
  })
})
