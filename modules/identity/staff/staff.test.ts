import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, later } from '#kernel/dates'
import { isStrong, LOCK_MS, tried, type Login } from './staff.ts'

const now = instant('2026-11-22T04:30:00.000Z')
const login: Login = { active: true, failures: 0, lockedUntil: null, lastStep: 10 }
const right = { isPassword: true, step: 11 }
const wrong = { isPassword: false, step: 11 }

function afterWrong(times: number): Login {
  let next = login
  for (let i = 0; i < times; i++) next = tried(next, wrong, now).next
  return next
}

describe('A login of the staff', () => {
  it('opens to password and code together', () => assert.ok('isIn' in tried(login, right, now)))
  it('forgets earlier slips once someone is in', () =>
    assert.equal(tried(afterWrong(4), right, now).next.failures, 0))
})

describe('A login is refused', () => {
  const refused = (of: Login, given: typeof wrong | { isPassword: boolean; step: undefined }) => {
    const outcome = tried(of, given, now)
    return 'refused' in outcome ? outcome.refused : 'in'
  }
  it('with a wrong password', () => assert.equal(refused(login, wrong), 'wrong-credentials'))
  it('without a code', () =>
    assert.equal(refused(login, { isPassword: true, step: undefined }), 'wrong-credentials'))
  it('with a code that served before', () =>
    assert.equal(refused({ ...login, lastStep: 11 }, right), 'wrong-credentials'))
  it('at the fifth slip for a quarter of an hour, the right password too', () => {
    const locked = afterWrong(5)
    assert.equal(locked.lockedUntil, later(now, LOCK_MS))
    assert.equal(refused(locked, right), 'locked')
    assert.ok('isIn' in tried(locked, right, later(now, LOCK_MS)))
  })
  it('once suspended, and does not say why', () =>
    assert.equal(refused({ ...login, active: false }, right), 'wrong-credentials'))
})

describe('A password', () => {
  it('is long, varied and not the login', () => {
    assert.ok(isStrong('seven-small-boats', 'meera'))
    assert.ok(!isStrong('short-one', 'meera'))
    assert.ok(!isStrong('aaaaaaaaaaaaaaaa', 'meera'))
    assert.ok(!isStrong('meera-and-the-boats', 'meera'))
  })
})
