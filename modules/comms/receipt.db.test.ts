import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, afterEach, before, describe, it } from 'node:test'
import { id } from '#kernel/ids'
import type { HttpAnswer, HttpRequest } from '#platform/http'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

const cus = id('cus', '1')
const carrier = { given: [] as { text: string }[], says: 202 }
const person = { language: 'en' }

async function http(_: string, { json }: HttpRequest): Promise<HttpAnswer> {
  carrier.given.push(json as { text: string })
  return { status: carrier.says, json: {}, text: '{}' }
}

let lone: Lone
before(async () => {
  const contact = () => ({ language: person.language, phone: '9876543210' })
  lone = await loneModule(module, { http, answers: { 'identity.contact-of': contact } })
})
after(() => lone?.drop())
afterEach(() => {
  Object.assign(carrier, { given: [], says: 202 })
  person.language = 'en'
})

async function report(messageId: string, status: string, secret = 'secret'): Promise<boolean> {
  const raw = JSON.stringify({ id: `evt_${messageId}_${status}`, key: messageId, status })
  const signature = createHmac('sha256', secret).update(raw).digest('hex')
  return lone.receive(raw, { 'x-webhook-signature': signature, 'x-webhook-event-id': 'evt_1' })
}

async function rowOf(messageId: string): Promise<{ status: string; segments: number | null }> {
  const [row] = await lone.db.owner<{ status: string; segments: number | null }[]>`
    select status, segments from comms.message where id = ${messageId}`
  return row!
}
const ask = async (template: string) => {
  const input = { customerId: cus, template, values: {} }
  const { messageId } = (await lone.ask('comms.send-message', input)) as { messageId: string }
  return messageId
}

describe('A delivery report', () => {
  it('makes a sent message a delivered one, once', async () => {
    const messageId = await ask('rejected')
    await lone.settle()
    assert.ok(await report(messageId, 'delivered'))
    assert.ok(await report(messageId, 'delivered'))
    await lone.settle()
    assert.equal((await rowOf(messageId)).status, 'delivered')
    const told = lone.told.filter(
      ({ type, data }) =>
        type === 'comms.message-delivered' &&
        (data as { messageId: string }).messageId === messageId,
    )
    assert.equal(told.length, 1)
  })
  it('may come before our own news of sending', async () => {
    const messageId = await ask('rejected')
    assert.ok(await report(messageId, 'delivered'))
    await lone.settle()
    assert.equal((await rowOf(messageId)).status, 'delivered')
    assert.equal((await rowOf(messageId)).segments, 1)
  })
  it('of failure makes it failed, but never a delivered one', async () => {
    const lost = await ask('rejected')
    await lone.settle()
    await report(lost, 'failed')
    assert.equal((await rowOf(lost)).status, 'failed')
    const there = await ask('rejected')
    await lone.settle()
    await report(there, 'delivered')
    await report(there, 'failed')
    assert.equal((await rowOf(there)).status, 'delivered')
  })
  it('about nobody’s message is parked; a forged one is refused', async () => {
    assert.equal(await report('msg_unknown', 'delivered'), false)
    await assert.rejects(report('msg_unknown', 'delivered', 'guessed'))
  })
})

describe('A message that is about something', () => {
  const link = 'https://dhara.example/'
  const askAbout = async (values: object) => {
    const input = { customerId: cus, template: 'documents-ready', values, about: 'pck_1' }
    const { messageId } = (await lone.ask('comms.send-message', input)) as { messageId: string }
    await lone.settle()
    return messageId
  }
  it('says so in its receipt, and in no message to the person', async () => {
    const messageId = await askAbout({ link })
    assert.match(carrier.given[0]?.text ?? '', /loan papers .* https:\/\/dhara\.example\/ -DHARAF$/)
    assert.ok(!carrier.given[0]?.text.includes('pck_1'))
    await report(messageId, 'delivered')
    await lone.settle()
    assert.deepEqual(lone.last('comms.message-delivered'), { messageId, about: 'pck_1' })
  })
  it('says so when it fails: before it is sent, by the carrier, on the way', async () => {
    const failed = () => lone.last<{ messageId: string; about: string }>('comms.message-failed')!
    const unfilled = await askAbout({})
    assert.deepEqual([failed().messageId, failed().about], [unfilled, 'pck_1'])
    carrier.says = 400
    const refused = await askAbout({ link })
    assert.deepEqual([failed().messageId, failed().about], [refused, 'pck_1'])
    carrier.says = 202
    const lost = await askAbout({ link })
    await report(lost, 'failed')
    await lone.settle()
    assert.deepEqual(failed(), { messageId: lost, reason: 'other', about: 'pck_1' })
  })
  it('is told in Hindi too', async () => {
    person.language = 'hi'
    await askAbout({ link })
    assert.match(carrier.given[0]?.text ?? '', /काग़ज़ात के नीचे/)
  })
})
