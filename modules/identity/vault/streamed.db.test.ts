import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Id } from '#kernel/ids'
import { must } from '#kernel/decider'
import { moduleNamed, visitor } from '#test/doorstep'
import { dataKeys, giveConsents, noticeOf, sealingPass, withdrawConsent } from '../contract.ts'
import { openThreshold, type Threshold } from '../login/threshold.suite.ts'

let house: Threshold
before(async () => {
  house = await openThreshold()
})
after(() => house[Symbol.asyncDispose]())

const device = moduleNamed('device')

describe('The key of a stream', () => {
  type Streamed = 'device-apps' | 'device-sms' | 'bank-statement'
  const give = async (id: Id<'cus'>, ...purposes: Streamed[]) => {
    const { noticeId, version } = await house.ask(noticeOf, { language: 'en' }, visitor)
    const notice = { noticeId, noticeVersion: version, language: 'en' } as const
    must(await house.ask(giveConsents, { purposes, ...notice }, house.customer(id)))
  }
  const passOf = async (customerId: Id<'cus'>, purpose: Streamed) =>
    (await house.ask(sealingPass, { customerId, purpose }, device)).pass
  const keyOf = async (customerId: Id<'cus'>, of: 'device-apps' | 'device-sms', generation = 1) => {
    const wanted = [{ customerId, class: of, generation }]
    return (await house.ask(dataKeys, { wanted }, device)).keys[0]?.dataKey
  }

  it('is handed out only where its own purpose is consented to', async () => {
    const id = await house.signedIn('9876500040')
    assert.equal(await passOf(id, 'device-sms'), undefined)
    await give(id, 'device-sms')
    const pass = await passOf(id, 'device-sms')
    assert.equal(pass?.generation, 1)
    assert.equal(Buffer.from(pass!.dataKey, 'base64url').length, 32)
    assert.equal(await keyOf(id, 'device-sms'), pass!.dataKey)
    assert.equal(await passOf(id, 'device-apps'), undefined)
  })

  it('is destroyed with its consent, alone, and a new consent makes another', async () => {
    const id = await house.signedIn('9876500041')
    await give(id, 'device-sms', 'device-apps')
    const [sms, apps] = [await passOf(id, 'device-sms'), await passOf(id, 'device-apps')]
    assert.notEqual(sms!.dataKey, apps!.dataKey)
    must(await house.ask(withdrawConsent, { purpose: 'device-sms' }, house.customer(id)))
    assert.equal(await passOf(id, 'device-sms'), undefined)
    assert.equal(await keyOf(id, 'device-sms'), undefined)
    assert.equal(await keyOf(id, 'device-apps'), apps!.dataKey)
    const [erased] = (await house.facts('identity.data-erased')).filter(({ key }) => key === id)
    assert.equal((erased!.data as { class: string }).class, 'device-sms')
    await give(id, 'device-sms')
    const again = await passOf(id, 'device-sms')
    assert.equal(again?.generation, 2)
    assert.notEqual(again!.dataKey, sms!.dataKey)
  })
})
