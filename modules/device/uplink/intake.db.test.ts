import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { openUpstream, type Upstream } from '#test/upstream'
import { AppRecorded, BatchTaken, SmsBackfilled, SmsRecorded } from '../contract.ts'
import { openRecord } from '../engines/envelope.ts'
import { dataKeys } from '#modules/identity'
import { moduleNamed } from '#test/doorstep'

const AT = '2026-01-01T03:00:00.000Z'
const sms = (n: number, body = `Rs.${n}.00 debited from A/c XX12 by UPI to shop ${n}`) => ({
  sender: 'VM-TESTBK',
  body,
  at: AT,
})
const batch = (batchId: string, ...records: object[]) => ({ batchId, records })

let house: Upstream
before(async () => {
  house = await openUpstream()
})
after(() => house[Symbol.asyncDispose]())

describe('The upstream door', () => {
  it('takes a batch in, sealed, and says how much of it it took', async () => {
    const asha = await house.person('9876511001', 'device-sms')
    const sent = batch('first-of-asha', sms(1), sms(2))
    const { status, json } = await house.send('sms', asha, sent)
    assert.equal(status, 200)
    assert.deepEqual(json, { batchId: 'first-of-asha', taken: 2, refused: [], otpsDropped: 0 })

    const facts = (await house.facts('device.sms')).filter(({ key }) => key === asha)
    assert.equal(facts.length, 2)
    assert.ok(facts.every(({ type, consentId }) => type === SmsRecorded.type && consentId))
    assert.ok(!JSON.stringify(facts).includes('debited'))
    const opened = await Promise.all(facts.map((fact) => openedAs(asha, fact.data)))
    assert.deepEqual(opened, [sms(1), sms(2)])
    const [told] = (await house.facts('device')).filter(({ key }) => key === asha)
    assert.equal(told?.type, BatchTaken.type)
  })

  it('reads what a phone packs in any of four ways, and nothing packed otherwise', async () => {
    const asha = await house.person('9876511002', 'device-apps')
    const text = (id: string) =>
      JSON.stringify(batch(id, { what: 'listed', package: 'in.shop.one' }))
    const packed = {
      gzip: gzipSync(text('packed-gzip')),
      deflate: deflateSync(text('packed-deflate')),
      br: brotliCompressSync(text('packed-br')),
      identity: Buffer.from(text('packed-identity')),
    }
    for (const [encoding, body] of Object.entries(packed)) {
      const { status, json } = await house.post('apps', asha, body, {
        'content-encoding': encoding,
      })
      assert.equal(status, 200, `${encoding}: ${JSON.stringify(json)}`)
    }
    const facts = (await house.facts('device.apps')).filter(({ key }) => key === asha)
    assert.deepEqual(
      facts.map(({ type }) => type),
      Array(4).fill(AppRecorded.type),
    )
    const other = { 'content-encoding': 'compress' }
    assert.equal((await house.post('apps', asha, 'x', other)).status, 415)
  })

  it('refuses a malformed record by itself, by its index and with the reason', async () => {
    const asha = await house.person('9876511003', 'device-sms')
    const records = [
      sms(1),
      { sender: 'VM-X', at: AT },
      { ...sms(3), extra: 1 },
      'not a record',
      sms(5, 'with a \0 in it'),
      { ...sms(6), at: '2031-01-01T00:00:00.000Z' },
      sms(7, '\u0001'.repeat(3000)),
      sms(8),
    ]
    const { status, json } = await house.send(
      'sms',
      asha,
      batch('with-faults', ...(records as object[])),
    )
    assert.equal(status, 200)
    assert.equal(json.taken, 2)
    assert.deepEqual(json.refused, [
      { index: 1, reason: 'body is missing' },
      { index: 2, reason: 'extra is not a field we know' },
      { index: 3, reason: 'the record must be an object' },
      { index: 4, reason: 'body holds a character that cannot be kept' },
      { index: 5, reason: 'at lies in the future' },
      { index: 6, reason: 'the record is too long' },
    ])
    // Never what was typed.
    assert.ok(!JSON.stringify(json).includes('with a'))
  })

  it('throws one-time passwords away and only counts them', async () => {
    const asha = await house.person('9876511004', 'device-sms')
    const otp = sms(1, 'Your OTP for login is 482913. Do not share it with anyone.')
    const { json } = await house.send('sms', asha, batch('with-an-otp', sms(2), otp))
    assert.deepEqual(json, { batchId: 'with-an-otp', taken: 1, refused: [], otpsDropped: 1 })
    const facts = (await house.facts('device.sms')).filter(({ key }) => key === asha)
    assert.equal(facts.length, 1)
  })

  it('sends a first full sync down a lane of its own', async () => {
    const asha = await house.person('9876511005', 'device-sms')
    const history = { ...batch('the-history', sms(1)), lane: 'historical' }
    assert.equal((await house.send('sms', asha, history)).status, 200)
    const facts = await house.facts('device.sms.historical')
    assert.deepEqual(
      facts.map(({ type }) => type),
      [SmsBackfilled.type],
    )
  })

  it('takes an empty batch, and one of a phone that may declare but a few apps', async () => {
    const asha = await house.person('9876511006', 'device-apps')
    assert.equal((await house.send('apps', asha, batch('empty-one'))).json.taken, 0)
    const declared = { what: 'listed', package: 'net.one97.paytm', declared: true }
    assert.equal((await house.send('apps', asha, batch('declared', declared))).json.taken, 1)
  })
})

describe('A repeated batch', () => {
  it('gets the first answer and is not doubled, however it is packed', async () => {
    const asha = await house.person('9876511010', 'device-sms')
    const sent = batch('sent-twice', sms(1), { sender: 'X' })
    const first = await house.send('sms', asha, sent)
    const again = await house.post('sms', asha, JSON.stringify(sent))
    assert.deepEqual(again, first)
    assert.equal((await house.facts('device.sms')).filter(({ key }) => key === asha).length, 1)
    assert.equal((await house.facts('device')).filter(({ key }) => key === asha).length, 1)
  })

  it('of two at once lets one in', async () => {
    const asha = await house.person('9876511011', 'device-sms')
    const sent = batch('sent-at-once', sms(1))
    const answers = await Promise.all([1, 2, 3, 4].map(() => house.send('sms', asha, sent)))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal((await house.facts('device.sms')).filter(({ key }) => key === asha).length, 1)
  })

  it('among new ones delays none of them and is not doubled', async () => {
    const people = ['9876511015', '9876511016', '9876511017', '9876511018']
    const senders = await Promise.all(people.map((phone) => house.person(phone, 'device-sms')))
    const sent = batch('one-of-a-round', sms(1))
    const first = await house.send('sms', senders[0]!, sent)
    const answers = await Promise.all(senders.map((one) => house.send('sms', one, sent)))
    assert.deepEqual(answers[0], first)
    assert.deepEqual(new Set(answers.map(({ json }) => json.taken)), new Set([1]))
    const facts = await house.facts('device.sms')
    for (const one of senders) assert.equal(facts.filter(({ key }) => key === one).length, 1)
  })

  it('with other records under its id is refused', async () => {
    const asha = await house.person('9876511012', 'device-sms')
    await house.send('sms', asha, batch('one-id-only', sms(1)))
    const other = await house.send('sms', asha, batch('one-id-only', sms(2)))
    assert.deepEqual([other.status, other.json.code], [422, 'batch-reused'])
  })

  it('is another when another person sends it', async () => {
    const asha = await house.person('9876511013', 'device-sms')
    const ravi = await house.person('9876511014', 'device-sms')
    const sent = batch('the-same-id', sms(1))
    assert.equal((await house.send('sms', asha, sent)).json.taken, 1)
    assert.equal((await house.send('sms', ravi, batch('the-same-id', sms(9)))).json.taken, 1)
  })
})

describe('Without a consent that lives', () => {
  it('nothing is taken: without one, for another purpose, or after its withdrawal', async () => {
    const asha = await house.person('9876511020')
    const no = await house.send('sms', asha, batch('no-consent-yet', sms(1)))
    assert.deepEqual([no.status, no.json.code], [403, 'no-consent'])
    await house.consent(asha, 'device-apps')
    assert.equal((await house.send('sms', asha, batch('other-purpose', sms(1)))).status, 403)
    await house.consent(asha, 'device-sms')
    assert.equal((await house.send('sms', asha, batch('now-it-lives', sms(1)))).status, 200)
    await house.withdraw(asha, 'device-sms')
    assert.equal((await house.send('sms', asha, batch('taken-back', sms(1)))).status, 403)
    // Not even a repeat is answered: the phone is to stop.
    assert.equal((await house.send('sms', asha, batch('now-it-lives', sms(1)))).status, 403)
  })

  it('withdrawn, what was taken can no longer be opened by anybody', async () => {
    const asha = await house.person('9876511021', 'device-sms')
    await house.send('sms', asha, batch('soon-unreadable', sms(1)))
    await house.withdraw(asha, 'device-sms')
    const [fact] = (await house.facts('device.sms')).filter(({ key }) => key === asha)
    const { generation } = fact!.data as { generation: number }
    const wanted = [{ customerId: asha, class: 'device-sms' as const, generation }]
    const { keys } = await house.doors.call(dataKeys, { wanted }, moduleNamed('device'))
    assert.deepEqual(keys, [])
  })
})

describe('What is no batch', () => {
  it('is refused as a whole, in the words of the catalogue', async () => {
    const asha = await house.person('9876511030', 'device-sms')
    const refused = async (body: BodyInit, headers?: object) => {
      const { status, json } = await house.post('sms', asha, body, headers)
      return [status, json.code]
    }
    assert.deepEqual(await refused('{'), [400, 'malformed-json'])
    assert.deepEqual(await refused(Buffer.from([0x7b, 0xff, 0x7d])), [400, 'malformed-json'])
    assert.deepEqual(await refused('[]'), [400, 'invalid-input'])
    assert.deepEqual(await refused('{"batchId":"12345678"}'), [400, 'invalid-input'])
    const named = JSON.stringify({ ...batch('for-another', sms(1)), customerId: asha })
    assert.deepEqual(await refused(named), [400, 'invalid-input'])
    const many = JSON.stringify(batch('one-too-many', ...Array.from({ length: 1001 }, () => ({}))))
    assert.deepEqual(await refused(many), [400, 'invalid-input'])
    assert.deepEqual(await refused('not gzip', { 'content-encoding': 'gzip' }), [
      400,
      'bad-request',
    ])
    assert.deepEqual(await refused('x', { 'content-type': 'text/plain' }), [
      415,
      'unsupported-media',
    ])
    const stranger = await house.post('sms', 'nobody', '{}')
    assert.deepEqual([stranger.status, stranger.json.code], [401, 'token-invalid'])
  })

  it('is too large packed or unpacked, and a bomb is found before it goes off', async () => {
    const asha = await house.person('9876511031', 'device-sms')
    const large = await house.post('sms', asha, 'x'.repeat(1024 * 1024 + 1))
    assert.deepEqual([large.status, large.json.code], [413, 'too-large'])
    const bomb = gzipSync(Buffer.alloc(120 * 1024 * 1024))
    const before = process.memoryUsage().rss
    const { status } = await house.post('sms', asha, bomb, { 'content-encoding': 'gzip' })
    assert.equal(status, 413)
    assert.ok(process.memoryUsage().rss - before < 60 * 1024 * 1024)
  })
})

async function openedAs(customerId: string, data: unknown): Promise<unknown> {
  const { recordId, generation, sealed } = data as {
    recordId: string
    generation: number
    sealed: string
  }
  const wanted = [{ customerId: customerId as never, class: 'device-sms' as const, generation }]
  const { keys } = await house.doors.call(dataKeys, { wanted }, moduleNamed('device'))
  return JSON.parse(openRecord(keys[0]!, recordId, sealed))
}
