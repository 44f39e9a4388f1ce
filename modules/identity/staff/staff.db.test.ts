import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isRefused, must } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { staff } from '#test/doorstep'
import { enrolStaff, suspendStaff, verifyStaff } from '../contract.ts'
import { codeAt } from '../engines/totp.ts'
import { gateway, openThreshold, type Threshold } from '../login/threshold.suite.ts'

let house: Threshold
before(async () => {
  house = await openThreshold()
})
after(() => house[Symbol.asyncDispose]())

describe('The staff', () => {
  const admin = staff('root', 'admin')
  const enrol = async (login: string) =>
    must(
      await house.ask(enrolStaff, { login, password: 'seven small boats', roles: ['ops'] }, admin),
    )

  it('signs in with password and code, each code once', async () => {
    const { staffId, totpSecret } = await enrol('meera')
    const totp = codeAt(totpSecret, Date.now())
    const given = { login: 'meera', password: 'seven small boats', totp }
    const answer = await house.ask(verifyStaff, given, gateway)
    assert.deepEqual(answer, { staffId, roles: ['ops'] })
    const again = await house.ask(verifyStaff, given, gateway)
    assert.deepEqual(again, { refused: 'wrong-credentials' })
  })

  it('is locked out at the fifth wrong password, the right one too', async () => {
    const { staffId, totpSecret } = await enrol('ravi')
    const totp = codeAt(totpSecret, Date.now())
    const told: string[] = []
    for (const password of [...Array(5).fill('wrong'), 'seven small boats']) {
      const answer = await house.ask(verifyStaff, { login: 'ravi', password, totp }, gateway)
      if (isRefused(answer)) told.push(answer.refused)
    }
    assert.deepEqual(told, [...Array(4).fill('wrong-credentials'), 'locked', 'locked'])
    const [locked] = await house.told<{ staffId: string }>('identity.staff-locked')
    assert.equal(locked?.staffId, staffId)
  })

  it('is not told whether a login exists', async () => {
    const nobody = { login: 'nobody', password: 'x', totp: '000000' }
    const answer = await house.ask(verifyStaff, nobody, gateway)
    assert.deepEqual(answer, { refused: 'wrong-credentials' })
  })

  it('is enrolled once, with a role and a strong password', async () => {
    await enrol('leela')
    const roles: ['ops'] = ['ops']
    const ask = (login: string, password: string, as: 'ops'[] = roles) =>
      house.ask(enrolStaff, { login, password, roles: as }, admin)
    assert.deepEqual(await ask('leela', 'seven small boats'), { refused: 'login-taken' })
    assert.deepEqual(await ask('arun', 'short'), { refused: 'weak-password' })
    assert.deepEqual(await ask('arun', 'seven small boats', []), { refused: 'no-role' })
  })

  it('once suspended, does not come in; nobody suspends themselves', async () => {
    const { staffId, totpSecret } = await enrol('gopal')
    must(await house.ask(suspendStaff, { staffId }, admin))
    const totp = codeAt(totpSecret, Date.now())
    const given = { login: 'gopal', password: 'seven small boats', totp }
    const answer = await house.ask(verifyStaff, given, gateway)
    assert.deepEqual(answer, { refused: 'wrong-credentials' })
    const self = await house.ask(suspendStaff, { staffId: 'stf_root' as Id<'stf'> }, admin)
    assert.deepEqual(self, { refused: 'oneself' })
    const none = await house.ask(suspendStaff, { staffId: 'stf_none' as Id<'stf'> }, admin)
    assert.deepEqual(none, { refused: 'unknown-staff' })
  })
})
