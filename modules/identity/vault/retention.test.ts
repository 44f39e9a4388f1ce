import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classOfField, consequenceOf } from './retention.ts'

describe('Withdrawing a consent (SPEC §7.1)', () => {
  it('erases a marketing profile at once', () =>
    assert.deepEqual(consequenceOf('marketing-sms', ['loan-processing']), { erases: 'marketing' }))
  it('erases device data once the last purpose that rests on it goes', () => {
    assert.deepEqual(consequenceOf('device-sms', ['device-apps']), {})
    assert.deepEqual(consequenceOf('device-sms', ['marketing-sms']), { erases: 'device' })
  })
  it('leaves identity locked, because PMLA keeps it five years', () =>
    assert.deepEqual(consequenceOf('kyc-check', []), {
      blocked: { class: 'identity', reason: 'pmla-five-years' },
    }))
  it('leaves the books locked eight years', () =>
    assert.equal(consequenceOf('loan-processing', []).blocked?.reason, 'books-eight-years'))
})

describe('A field of the vault', () => {
  it('belongs to the books when it is an account number, else to identity', () => {
    assert.equal(classOfField('account:acc_1'), 'books')
    assert.equal(classOfField('pan'), 'identity')
  })
})
