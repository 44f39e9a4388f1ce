import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changesOf } from './apps.ts'

const at = '2026-01-01T03:00:00.000Z'

describe('Between two looks at a phone’s apps', () => {
  it('everything is listed at the first, and only changes are told later', () => {
    const before = [
      { package: 'in.one', version: '1' },
      { package: 'in.two', version: '1' },
      { package: 'in.three', version: '1' },
    ]
    const now = [
      { package: 'in.one', version: '1' },
      { package: 'in.two', version: '2' },
      { package: 'in.four', version: '1' },
    ]
    const said = (changes: ReturnType<typeof changesOf>) =>
      changes.map(({ what, package: name }) => `${what} ${name}`)
    assert.deepEqual(said(changesOf(undefined, before, at)), [
      'listed in.one',
      'listed in.two',
      'listed in.three',
    ])
    assert.deepEqual(said(changesOf(before, now, at)), [
      'updated in.two',
      'installed in.four',
      'removed in.three',
    ])
    assert.deepEqual(changesOf(now, now, at), [])
  })
})
