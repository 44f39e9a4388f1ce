import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { purposeOf } from './purpose.ts'

const holder = (...held: string[]) => ({ kind: 'staff', id: 'stf_1', roles: held }) as const

describe('The purpose a person is looked at for', () => {
  it('is what the staff says it is', () =>
    assert.deepEqual(purposeOf(holder('collections'), 'complaint'), {
      purpose: 'complaint',
      stated: true,
    }))

  it('is that of their role where they say none', () =>
    assert.deepEqual(
      [holder('collections'), holder('credit'), holder('unheard-of', 'risk', 'ops')].map((who) =>
        purposeOf(who, undefined),
      ),
      ['collections', 'underwriting', 'risk-review'].map((purpose) => ({ purpose, stated: false })),
    ))
})
