import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { Http, HttpAnswer } from '#platform/http'
import { TryLater } from '#platform/queue'
import { loneModule, type Lone } from '#test/lone-module'
import { payOut, PayoutFailed, PayoutSucceeded } from './contract.ts'
import { module } from './module.ts'

const accountId = id('acc', '1')
const customerId = id('cus', '1')
const amount = rupees('48000')
const holder = { customerId, accountNumber: '123456789012', ifsc: 'HDFC0000001' }

/** What the provider says next; everything it was asked is kept. */
let provider: (path: string) => HttpAnswer
let asked: { method: string; path: string; key: string | undefined }[] = []
let verdict = 'pass'

const http: Http = async (_host, { method, path, headers = {} }) => {
  asked.push({ method, path, key: headers['x-payout-idempotency'] })
  return provider(path)
}
const said = (json: object, status = 200): HttpAnswer => ({ status, json, text: '' })
const entity = (status: string, more: object = {}) => ({ id: 'pout_1', status, ...more })
const found = (...items: object[]) => said({ entity: 'collection', items })

let lone: Lone
let nth = 0

before(async () => {
  lone = await loneModule(module, {
    http,
    answers: {
      'fraud.verdict-of': () => ({ outcome: verdict, reasons: verdict === 'pass' ? [] : ['R1'] }),
      'identity.account-of': () => holder,
      'identity.profile-of': () => ({ name: 'Asha Rao', phone: '9876543210' }),
    },
  })
})
after(() => lone?.drop())

/** A payout of a new application is asked for. */
async function payout(): Promise<{ payoutId: string; applicationId: ReturnType<typeof app> }> {
  asked = []
  lone.told.length = 0
  const applicationId = app(++nth)
  const answer = await lone.ask(payOut.name, { customerId, applicationId, accountId, amount })
  return { ...(answer as { payoutId: string }), applicationId }
}
const app = (n: number) => id('app', String(n))

async function webhook(status: string, payoutId: string, more: object = {}): Promise<boolean> {
  const payload = { payout: { entity: { ...entity(status, more), reference_id: payoutId } } }
  const raw = JSON.stringify({ event: `payout.${status}`, at: '2026-01-02T06:00:00.000Z', payload })
  const signature = createHmac('sha256', 'secret').update(raw).digest('hex')
  const headers = { 'x-razorpay-signature': signature, 'x-razorpay-event-id': `evt_${status}` }
  return lone.receive(raw, headers)
}

async function row(payoutId: string) {
  const [found] = await lone.db.owner<{ status: string; utr: string | null; reason: string }[]>`
    select status, utr, reason from payments.payout where id = ${payoutId}`
  return found
}
const posts = () => asked.filter((one) => one.method === 'POST').length

describe('A payout', () => {
  it('is one for an application, however often it is asked for', async () => {
    provider = () => said(entity('processing'))
    const { payoutId, applicationId } = await payout()
    const again = await lone.ask(payOut.name, { customerId, applicationId, accountId, amount })
    await lone.settle()
    assert.deepEqual(again, { payoutId })
    assert.equal(posts(), 1)
  })

  it('sent is pending, and its webhook settles it once', async () => {
    provider = () => said(entity('processing'))
    const { payoutId } = await payout()
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'pending')

    await webhook('processed', payoutId, { utr: '600112345678', processed_at: 1767333600 })
    await webhook('processed', payoutId, { utr: '600112345678', processed_at: 1767333600 })
    await lone.settle()
    const facts = lone.told.filter((f) => f.type === PayoutSucceeded.type)
    assert.equal(facts.length, 1)
    const { utr, creditedOn } = facts[0]!.data as { utr: string; creditedOn: string }
    assert.deepEqual({ utr, creditedOn }, { utr: '600112345678', creditedOn: date('2026-01-02') })
    assert.equal((await row(payoutId))?.status, 'succeeded')
  })

  it('is settled by a webhook that overtakes our own answer', async () => {
    provider = () => said(entity('processing'))
    const { payoutId } = await payout()
    await lone.settle(true)
    await webhook('processed', payoutId, { utr: '600112345679' })
    await lone.settle(true)
    assert.equal((await row(payoutId))?.status, 'succeeded')
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'succeeded')
    assert.equal(lone.typesOf(PayoutSucceeded.type).length, 1)
  })

  it('pending is asked after at the word of the staff, and not sent again by it', async () => {
    provider = () => said(entity('processing'))
    const { payoutId } = await payout()
    await lone.settle()
    const sent = posts()
    const ops = { kind: 'staff', id: 'stf_meera', roles: ['ops'] } as const
    const retry = () =>
      lone.ask('payments.retry-step', { payoutId, reason: 'the borrower waits' }, ops)
    const before = asked.length
    assert.deepEqual(await retry(), { payoutId, state: 'enquiring' })
    await lone.settle()
    assert.deepEqual([asked.length, posts()], [before + 1, sent])
    const { data } = lone.told.findLast(({ type }) => type === 'payments.payout-retried')!
    assert.deepEqual(data, { id: payoutId, step: 'pending', reason: 'the borrower waits' })
    await webhook('processed', payoutId, { utr: '600112345600' })
    await lone.settle()
    assert.deepEqual(await retry(), { refused: 'nothing-to-retry' })
  })

  it('pending is enquired after and fails by the enquiry; it is never sent again', async () => {
    provider = () => said(entity('processing'))
    const { payoutId } = await payout()
    await lone.settle()
    provider = () => found(entity('processing'))
    await lone.nextTimer(payoutId)
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'pending')
    provider = () => found(entity('failed', { failure_reason: 'Bank is offline' }))
    await lone.nextTimer(payoutId)
    await lone.settle()
    assert.deepEqual(await row(payoutId), {
      status: 'failed',
      utr: null,
      reason: 'bank-offline',
    })
    assert.equal(posts(), 1)
    assert.equal(lone.typesOf(PayoutFailed.type).length, 1)
  })

  it('nobody answered for is pending, not failed, until an enquiry tells', async () => {
    provider = () => {
      throw new TryLater('timeout')
    }
    const { payoutId } = await payout()
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'pending')
    provider = () => found(entity('processed', { utr: '600112345680' }))
    await lone.nextTimer(payoutId)
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'succeeded')
  })

  it('the provider has never heard of fails after eight enquiries', async () => {
    provider = () => said({}, 503)
    const { payoutId } = await payout()
    await lone.settle()
    provider = () => found()
    for (let i = 0; i < 8; i++) {
      assert.equal((await row(payoutId))?.status, 'pending')
      await lone.nextTimer(payoutId)
      await lone.settle()
    }
    const { status, reason } = (await row(payoutId))!
    assert.deepEqual({ status, reason }, { status: 'failed', reason: 'never-arrived' })
  })

  it('refused outright has failed, by our word and not by theirs', async () => {
    const error = { code: 'BAD_REQUEST_ERROR', description: 'ASHA RAO has no such account' }
    provider = () => said({ error }, 400)
    const { payoutId } = await payout()
    await lone.settle()
    assert.equal((await row(payoutId))?.reason, 'bad-request')
    assert.ok(!JSON.stringify(lone.told).includes('ASHA RAO'))
  })

  it('our own key to the provider is refused for has not failed: it waits', async () => {
    provider = () => said({ error: { code: 'UNAUTHORISED' } }, 401)
    const { payoutId } = await payout()
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'pending')
  })

  it('that came back after success is returned', async () => {
    provider = () => said(entity('processed', { utr: '600112345681', processed_at: 1767333600 }))
    const { payoutId } = await payout()
    await lone.settle()
    await webhook('reversed', payoutId)
    await lone.settle()
    assert.equal((await row(payoutId))?.status, 'returned')
    const told = lone.last<{ returnedOn: string }>('payments.payout-returned')
    assert.equal(told?.returnedOn, '2026-01-02')
  })

  it('that fraud stops never leaves', async () => {
    verdict = 'stop'
    const { payoutId } = await payout()
    await lone.settle()
    verdict = 'pass'
    assert.deepEqual(asked, [])
    assert.equal((await row(payoutId))?.reason, 'stopped')
  })

  it('under review waits for a person, then leaves once', async () => {
    verdict = 'review'
    const { payoutId } = await payout()
    await lone.settle()
    verdict = 'pass'
    assert.deepEqual(asked, [])
    provider = () => said(entity('processing'))
    const review = { journey: 'payments.payout', id: payoutId, outcome: 'pass' as const }
    await lone.hear({ type: 'fraud.review-settled', v: 1, data: review }, customerId)
    await lone.settle()
    assert.equal(posts(), 1)
  })

  it('of nobody is left for a person to look at', async () =>
    assert.equal(await webhook('processed', 'pay_nobody'), false))

  it('is not believed of a letter with another signature', async () => {
    const headers = { 'x-razorpay-signature': 'f00d', 'x-razorpay-event-id': 'evt_1' }
    await assert.rejects(lone.receive('{}', headers), /forged/)
  })
})
