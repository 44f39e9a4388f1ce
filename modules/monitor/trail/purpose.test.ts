import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { purposeOf } from './purpose.ts'

describe('The purpose a person is looked at for', () => {
  it('is what the staff says it is', () =>
    assert.deepEqual(purposeOf(['collections'], 'complaint'), {
      purpose: 'complaint',
      stated: true,
    }))

  it('is that of their role where they say none', () =>
    assert.deepEqual(
      [['collections'], ['credit'], ['unheard-of', 'risk', 'ops']].map((roles) => purposeOf(roles)),
      ['collections', 'underwriting', 'risk-review'].map((purpose) => ({ purpose, stated: false })),
    ))

  it('is that of their role where what they say is no purpose', () =>
    assert.deepEqual(purposeOf(['ops'], 'curiosity'), { purpose: 'servicing', stated: false }))
})
