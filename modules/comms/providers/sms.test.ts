import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { parse, verify } from './sms.ts'

const report = { id: 'evt_1', messageId: 'sms_9', key: 'msg_1', status: 'delivered' }
const raw = Buffer.from(JSON.stringify(report))
const signed = createHmac('sha256', 'secret').update(raw).digest('hex')

describe('A delivery report', () => {
  it('is ours when the secret signed its very bytes', () => {
    assert.ok(verify(raw, { 'x-webhook-signature': signed }, 'secret'))
    assert.ok(!verify(raw, { 'x-webhook-signature': signed }, 'another'))
    const other = Buffer.concat([raw, Buffer.from(' ')])
    assert.ok(!verify(other, { 'x-webhook-signature': signed }, 'secret'))
    assert.ok(!verify(raw, {}, 'secret'))
    assert.ok(!verify(raw, { 'x-webhook-signature': 'zz' }, 'secret'))
  })
  it('names our message', () =>
    assert.deepEqual(parse(raw, { 'x-webhook-event-id': 'evt_1' }), {
      id: 'evt_1',
      messageId: 'msg_1',
      status: 'delivered',
      reason: '',
    }))
  it('tells why it failed in our words, and none of the carrier’s own', () => {
    const reasonOf = (reason?: string) =>
      parse(Buffer.from(JSON.stringify({ ...report, status: 'failed', reason })), {}).reason
    assert.equal(reasonOf('ABSENT_SUBSCRIBER'), 'phone-off')
    assert.equal(reasonOf('9876543210 of Asha Rao is off'), 'other')
    assert.equal(reasonOf('constructor'), 'other')
    assert.equal(reasonOf(), 'other')
  })
  it('is malformed without an outcome or a subject', () => {
    const bad = (body: object) => () => parse(Buffer.from(JSON.stringify(body)), {})
    assert.throws(bad({ ...report, status: 'maybe' }))
    assert.throws(bad({ ...report, key: 7 }))
    assert.throws(bad({ key: 'msg_1', status: 'failed' }))
    assert.throws(() => parse(Buffer.from('{'), {}))
  })
})
