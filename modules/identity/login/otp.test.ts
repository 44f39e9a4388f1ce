import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, later } from '#kernel/dates'
import { codeOf, expiryOf, isTooMany, LIFE_MS, tried, type Otp } from './otp.ts'

const now = instant('2026-11-22T04:30:00.000Z')
const fresh: Otp = { status: 'open', attempts: 0, expiresAt: expiryOf(now) }

describe('A one-time password', () => {
  it('signs in once', () => {
    const first = tried(fresh, true, now)
    assert.ok('signedIn' in first)
    assert.deepEqual(tried(first.next, true, now), { next: first.next, refused: 'code-expired' })
  })
  it('is good to the last millisecond of its ten minutes and no longer', () => {
    assert.ok('signedIn' in tried(fresh, true, later(now, LIFE_MS)))
    const late = tried(fresh, true, later(now, LIFE_MS + 1))
    assert.deepEqual(late, { next: fresh, refused: 'code-expired' })
  })
  it('bears four wrong codes and burns at the fifth', () => {
    let otp = fresh
    for (let wrong = 1; wrong <= 4; wrong++) {
      const outcome = tried(otp, false, now)
      assert.ok('refused' in outcome && outcome.refused === 'wrong-code')
      otp = outcome.next
    }
    assert.ok('signedIn' in tried(otp, true, now))
    const fifth = tried(otp, false, now)
    assert.ok('burnt' in fifth && fifth.refused === 'too-many-attempts')
    assert.deepEqual(tried(fifth.next, true, now), {
      next: fifth.next,
      refused: 'too-many-attempts',
    })
  })
})

describe('A code', () => {
  it('has six digits, zeros in front too', () => {
    assert.equal(codeOf(new Uint8Array([0, 0, 0, 0, 0, 7])), '000007')
    assert.equal(codeOf(new Uint8Array(6).fill(255)), String((2 ** 48 - 1) % 1e6))
  })
  it('may be asked for five times, not six', () => {
    assert.ok(!isTooMany(5))
    assert.ok(isTooMany(6))
  })
})
