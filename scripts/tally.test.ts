import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countsOf } from './tally.ts'

describe('The tally', () => {
  it('reads the spec report', () =>
    assert.deepEqual(countsOf('✔ a\nℹ tests 3\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\n'), {
      passed: 2,
      failed: 1,
    }))
  it('reads the tap report', () =>
    assert.deepEqual(countsOf('ok 1\n# pass 7\n# fail 0\n# cancelled 2\n'), {
      passed: 7,
      failed: 2,
    }))
  it('takes the last totals, not those a test printed', () =>
    assert.deepEqual(countsOf('ℹ pass 9\nℹ fail 9\nℹ pass 1\nℹ fail 0\n'), {
      passed: 1,
      failed: 0,
    }))
  it('finds nothing in a run that died', () =>
    assert.deepEqual(countsOf('Segmentation fault'), { passed: 0, failed: 0 }))
})
