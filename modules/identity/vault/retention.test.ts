import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classOfField, consequenceOf } from './retention.ts'

describe('Withdrawing a consent (SPEC §7.1)', () => {
  it('erases a marketing profile at once', () =>
    assert.deepEqual(consequenceOf('marketing-sms', ['loan-processing']), { erases: 'marketing' }))
  it('erases messages and leaves the apps that are still consented to, and the reverse', () => {
    assert.deepEqual(consequenceOf('device-sms', ['device-apps']), { erases: 'device-sms' })
    assert.deepEqual(consequenceOf('device-apps', ['device-sms']), { erases: 'device-apps' })
  })
  it('erases a bank statement as fetched', () =>
    assert.deepEqual(consequenceOf('bank-statement', ['device-sms']), { erases: 'aa-raw' }))
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
