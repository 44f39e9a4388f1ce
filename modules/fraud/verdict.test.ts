import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '#kernel/dates'
import { verdict, type Signal } from './verdict.ts'

const [morning, noon, evening] = [
  instant('2026-01-01T04:00:00.000Z'),
  instant('2026-01-01T07:00:00.000Z'),
  instant('2026-01-01T13:00:00.000Z'),
]
const doubt: Signal = { code: 'device-shared', weight: 'review', raisedAt: morning }
const certain: Signal = { code: 'account-of-another', weight: 'stop', raisedAt: morning }
const passed = { outcome: 'pass', settledAt: noon } as const
const stopped = { outcome: 'stop', settledAt: noon } as const

describe('A verdict', () => {
  it('passes when nothing speaks against it', () =>
    assert.deepEqual(verdict([], undefined), { outcome: 'pass', reasons: [] }))
  it('asks for a review on doubt', () =>
    assert.deepEqual(verdict([doubt], undefined), {
      outcome: 'review',
      reasons: ['device-shared'],
    }))
  it('passes what a person has reviewed and passed', () =>
    assert.equal(verdict([doubt], passed).outcome, 'pass'))
  it('asks again for what was raised since, and names only that', () => {
    const later: Signal = { code: 'velocity', weight: 'review', raisedAt: evening }
    assert.deepEqual(verdict([doubt, later], passed), { outcome: 'review', reasons: ['velocity'] })
  })
  it('takes what was raised in the very instant of the review for seen', () =>
    assert.equal(verdict([{ ...doubt, raisedAt: noon }], passed).outcome, 'pass'))
  it('stops what a person has stopped, even without a signal', () =>
    assert.deepEqual(verdict([], stopped), { outcome: 'stop', reasons: ['reviewed'] }))
  for (const raisedAt of [morning, evening])
    it(`lets the heaviest signal decide, whatever a review said (raised ${raisedAt})`, () =>
      assert.deepEqual(verdict([doubt, { ...certain, raisedAt }], passed), {
        outcome: 'stop',
        reasons: ['account-of-another', 'device-shared'],
      }))
  it('names a reason once, and not more than it can hold', () => {
    assert.deepEqual(verdict([doubt, doubt], undefined).reasons, ['device-shared'])
    const many = Array.from({ length: 50 }, (_, i) => ({ ...doubt, code: `code-${i}` }))
    assert.equal(verdict(many, undefined).reasons.length, 20)
  })
})
