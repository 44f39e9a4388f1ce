import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, later } from '#kernel/dates'
import { codeOf, expiryOf, holdOf, isTooMany, LIFE_MS, tried, type Otp } from './otp.ts'

const now = instant('2026-11-22T04:30:00.000Z')
const at = { now, wallNow: now }
const born = { expiresAt: expiryOf(now), heldUntil: holdOf(now) }
const fresh: Otp = { status: 'open', attempts: 0, ...born }
/** So much later, by both clocks. */
const after = (ms: number) => ({ now: later(now, ms), wallNow: later(now, ms) })

describe('A one-time password', () => {
  it('signs in once', () => {
    const first = tried(fresh, true, at)
    assert.ok('signedIn' in first)
    assert.deepEqual(tried(first.next, true, at), { next: first.next, refused: 'code-expired' })
  })
  it('is good to the last millisecond of its ten minutes and no longer', () => {
    assert.ok('signedIn' in tried(fresh, true, after(LIFE_MS)))
    const late = tried(fresh, true, after(LIFE_MS + 1))
    assert.deepEqual(late, { next: fresh, refused: 'code-expired' })
  })
  it('holds two minutes by the wall, however fast business time runs', () => {
    const day = later(now, 86_400_000)
    assert.ok('signedIn' in tried(fresh, true, { now: day, wallNow: later(now, 120_000) }))
    const late = tried(fresh, true, { now: day, wallNow: later(now, 120_001) })
    assert.ok('refused' in late)
  })
  it('bears four wrong codes and burns at the fifth', () => {
    let otp = fresh
    for (let wrong = 1; wrong <= 4; wrong++) {
      const outcome = tried(otp, false, at)
      assert.ok('refused' in outcome && outcome.refused === 'wrong-code')
      otp = outcome.next
    }
    assert.ok('signedIn' in tried(otp, true, at))
    const fifth = tried(otp, false, at)
    assert.ok('burnt' in fifth && fifth.refused === 'too-many-attempts')
    assert.deepEqual(tried(fifth.next, true, at), {
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
