import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { later } from '#kernel/dates'
import { isRefused, must } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { visitor } from '#test/doorstep'
import { requestOtp, verifyOtp } from '../contract.ts'
import { gateway, openThreshold, type Issued, type Threshold } from './threshold.suite.ts'

let house: Threshold
before(async () => {
  house = await openThreshold()
})
after(() => house[Symbol.asyncDispose]())

describe('Signing in by phone', () => {
  it('mints one customer for one phone, however it is written', async () => {
    const first = await house.signedIn('9876543210')
    const second = await house.signedIn('+919876543210')
    assert.equal(first, second)
    const minted = await house.facts('identity.customer-minted')
    assert.equal(minted.filter(({ key }) => key === first).length, 1)
  })

  it('mints one customer when two ask at once', async () => {
    const ask = () => house.ask(requestOtp, { phone: '9876500001' }, visitor)
    const asked = await Promise.all([ask(), ask(), ask()])
    const ids = asked.map((answer) => must(answer).otpId)
    const issued = await house.facts('identity.otp-issued')
    const keys = issued.filter(({ data }) => ids.includes((data as Issued).otpId)).map((f) => f.key)
    assert.equal(keys.length, 3)
    assert.equal(new Set(keys).size, 1)
  })

  it('leaves neither the phone nor the code in events or rows', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500002' }, visitor))
    const code = await house.codeSent(otpId)
    const text = JSON.stringify(await house.facts())
    assert.ok(!text.includes('9876500002'))
    const [row] = await house.fresh.db.owner`select * from identity.otp where id = ${otpId}`
    assert.ok(!JSON.stringify(row).includes(code))
    const people = await house.fresh.db.owner`select * from identity.person`
    assert.ok(!JSON.stringify(people).includes('9876500002'))
  })

  it('refuses wrong codes and burns at the fifth, and then even the right one', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500003' }, visitor))
    const code = await house.codeSent(otpId)
    const wrong = code === '000000' ? '000001' : '000000'
    const told: string[] = []
    for (let i = 0; i < 5; i++) {
      const answer = await house.ask(verifyOtp, { otpId, code: wrong }, gateway)
      if (isRefused(answer)) told.push(answer.refused)
    }
    assert.deepEqual(told, [...Array(4).fill('wrong-code'), 'too-many-attempts'])
    const late = await house.ask(verifyOtp, { otpId, code }, gateway)
    assert.deepEqual(late, { refused: 'too-many-attempts' })
    assert.equal((await house.told<Issued>('identity.otp-burnt')).at(-1)?.otpId, otpId)
  })

  it('refuses a code that served, and one never issued', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500004' }, visitor))
    const code = await house.codeSent(otpId)
    must(await house.ask(verifyOtp, { otpId, code }, gateway))
    const again = await house.ask(verifyOtp, { otpId, code }, gateway)
    assert.deepEqual(again, { refused: 'code-expired' })
    const made = { otpId: 'otp_1' as Id<'otp'>, code }
    assert.deepEqual(await house.ask(verifyOtp, made, gateway), { refused: 'wrong-code' })
  })

  it('lets two entries of one code at once in only once', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500005' }, visitor))
    const code = await house.codeSent(otpId)
    const enter = () => house.ask(verifyOtp, { otpId, code }, gateway)
    const answers = await Promise.all([enter(), enter()])
    assert.equal(answers.filter((answer) => !isRefused(answer)).length, 1)
  })

  it('refuses a sixth code within ten minutes', async () => {
    const ask = () => house.ask(requestOtp, { phone: '9876500006' }, visitor)
    for (let i = 0; i < 5; i++) must(await ask())
    assert.deepEqual(await ask(), { refused: 'too-many-codes' })
  })

  it('ties the install to the customer once the code is right, not before', async () => {
    const installId = 'ins_1' as Id<'ins'>
    const phone = '9876500007'
    const { otpId } = must(await house.ask(requestOtp, { phone, installId }, visitor))
    assert.deepEqual(await house.told('identity.install-linked'), [])
    const code = await house.codeSent(otpId)
    const { customerId } = must(await house.ask(verifyOtp, { otpId, code }, gateway))
    assert.deepEqual(await house.told('identity.install-linked'), [{ installId, customerId }])
  })
})

describe('A code', () => {
  it('lapses after ten business minutes', async () => {
    const { expiresAt } = must(await house.ask(requestOtp, { phone: '9876500040' }, visitor))
    assert.equal(expiresAt, later(house.fresh.clock.now(), 600_000))
  })
})
