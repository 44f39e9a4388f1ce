import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { verdict, type Signal } from './verdict.ts'

const doubt: Signal = { code: 'device-shared', weight: 'review' }
const certain: Signal = { code: 'account-of-another', weight: 'stop' }

describe('A fraud verdict', () => {
  it('passes when nothing speaks against it', () =>
    assert.deepEqual(verdict([], undefined), { outcome: 'pass', reasons: [] }))
  it('asks for a review on doubt', () =>
    assert.deepEqual(verdict([doubt], undefined), {
      outcome: 'review',
      reasons: ['device-shared'],
    }))
  it('passes what a person has reviewed and passed', () =>
    assert.equal(verdict([doubt], 'pass').outcome, 'pass'))
  it('stops what a person has stopped, even without a signal', () =>
    assert.deepEqual(verdict([], 'stop'), { outcome: 'stop', reasons: ['reviewed'] }))
  it('lets the heaviest signal decide, whatever a review said', () =>
    assert.deepEqual(verdict([doubt, certain], 'pass'), {
      outcome: 'stop',
      reasons: ['account-of-another', 'device-shared'],
    }))
  it('names a reason once', () =>
    assert.deepEqual(verdict([doubt, doubt], undefined).reasons, ['device-shared']))
})
