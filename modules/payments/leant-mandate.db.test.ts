import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { HttpAnswer } from '#platform/http'
import { TryLater } from '#platform/queue'
import { loneModule, type Lone } from '#test/lone-module'
import {
  cancelMandate,
  CollectionEnded,
  CollectionStopped,
  createMandate,
  MandateReported,
  payOut,
  PayoutFailed,
} from './contract.ts'
import { module } from './module.ts'

const [customerId, accountId] = [id('cus', '1'), id('acc', '1')]
const holder = { customerId, accountNumber: '123456789012', ifsc: 'HDFC0000001' }
const amount = rupees('4500')
const on = '2026-02-05'

let lone: Lone
let nth = 0
let asked: string[] = []
/** What the provider answers when it is asked to pay. */
let paying: object = {}
/** The provider does not answer when it is asked to strike a mandate. */
let isSilent = false

before(async () => {
  lone = await loneModule(module, {
    http: async (_host, { path }): Promise<HttpAnswer> => {
      asked.push(path)
      const token = { id: 'token_1', authorise_url: '/sandbox/psp/authorise/token_1' }
      if (isSilent && path.endsWith('/cancel')) throw new TryLater('silent')
      return { status: 201, json: path.includes('payouts') ? paying : token, text: '' }
    },
    answers: {
      'identity.account-of': () => holder,
      'identity.profile-of': () => ({ name: 'Asha Rao', phone: '9876543210' }),
      'fraud.verdict-of': () => ({ outcome: 'pass', reasons: [] }),
    },
  })
})
after(() => lone?.drop())

const tell = (type: string, data: object) => lone.hear({ type, v: 1, data }, customerId)
const close = (loanId: string) =>
  tell('lending.loan-closed', { loanId, how: 'repaid', closedOn: on })

/** A loan with a registered mandate, and money of another application to be paid on it. */
async function leaning() {
  const n = ++nth
  await lone.settle() // What an earlier test left under way.
  asked = []
  paying = { id: 'pout_1', status: 'processing' }
  isSilent = false
  lone.told.length = 0
  const bounds = { amountMax: rupees('10000'), endsOn: date('2030-01-01') }
  const own = id('app', `loan-${n}`)
  const input = { customerId, applicationId: own, accountId, ...bounds }
  const { mandateId } = (await lone.ask(createMandate.name, input)) as { mandateId: Id<'man'> }
  await lone.settle()
  const word = { mandateId, word: 'confirmed', umrn: `SBXN${n}`.padEnd(20, '0') } as const
  await lone.hear(MandateReported(word), customerId)
  const loanId = id('loan', String(n))
  await tell('lending.loan-disbursed', { loanId, applicationId: own, accountNumber: 'DH1' })
  const applicationId = id('app', `draw-${n}`)
  const order = { customerId, applicationId, accountId, amount, mandateId }
  return { mandateId, loanId, applicationId, pay: () => lone.ask(payOut.name, order) }
}
async function statusOf(mandateId: string): Promise<string | undefined> {
  const [row] = await lone.db.owner<{ status: string }[]>`
    select status from payments.mandate where id = ${mandateId}`
  return row?.status
}
async function ended(hold = false): Promise<string | undefined> {
  await lone.settle(hold)
  return lone.last<{ mandate: string }>(CollectionEnded.type)?.mandate
}
const strike = () => lone.last<{ strike: string }>(CollectionStopped.type)?.strike
const failure = () => lone.last<{ reason: string }>(PayoutFailed.type)?.reason

describe('A mandate that money on its way leans on', () => {
  it('outlives the loan that gave it, and ends with the last', async () => {
    const { mandateId, loanId, applicationId, pay } = await leaning()
    await pay()
    await close(loanId)
    assert.equal(await statusOf(mandateId), 'registered')
    assert.equal(await ended(), 'kept')
    const drawn = id('loan', `draw-${nth}`)
    const loan = { loanId: drawn, applicationId, accountNumber: 'DH2', mandateId }
    await tell('lending.loan-drawn', loan)
    await close(drawn)
    assert.equal(await statusOf(mandateId), 'cancelled')
    assert.equal(await ended(), 'cancelled')
  })
  it('that had ended before lets nothing be paid', async () => {
    const { mandateId, loanId, pay } = await leaning()
    await close(loanId)
    await pay()
    await lone.settle()
    assert.deepEqual([await statusOf(mandateId), failure()], ['cancelled', 'mandate-ended'])
    assert.ok(asked.every((path) => !path.includes('payouts')))
  })
  it('ends with money that never left, when no loan leans on it', async () => {
    const { mandateId, loanId, pay } = await leaning()
    paying = { id: 'pout_1', status: 'failed', failure_reason: 'Bank is offline' }
    await pay()
    await close(loanId)
    await lone.settle()
    assert.deepEqual([failure(), await statusOf(mandateId)], ['bank-offline', 'cancelled'])
  })
})

describe('A closed loan', () => {
  it('is told of as ended when the provider has struck its mandate, and not before', async () => {
    const { mandateId, loanId } = await leaning()
    await close(loanId)
    assert.equal(await ended(true), undefined)
    assert.deepEqual([await statusOf(mandateId), strike()], ['cancelled', 'asked'])
    assert.equal(await ended(), 'cancelled')
    assert.equal(lone.typesOf(CollectionEnded.type).length, 1)
  })
  it('whose provider is silent waits; it is asked again a day later', async () => {
    const { loanId } = await leaning()
    isSilent = true
    await close(loanId)
    assert.deepEqual([await ended(), strike()], [undefined, 'unanswered'])
    isSilent = false
    await lone.nextTimer('strike:')
    assert.equal(await ended(), 'cancelled')
  })
  it('ends by the provider’s own word too, and is told of once', async () => {
    const { mandateId, loanId } = await leaning()
    isSilent = true
    await close(loanId)
    await ended()
    await lone.hear(MandateReported({ mandateId, word: 'cancelled' }), customerId)
    assert.equal(await ended(), 'cancelled')
    isSilent = false
    await lone.ask(cancelMandate.name, { mandateId, customerId })
    await lone.nextTimer('strike:')
    assert.equal(await ended(), 'cancelled')
    assert.equal(lone.typesOf(CollectionEnded.type).length, 1)
  })
  it('is asked after by a person, where the provider was silent', async () => {
    const { mandateId, loanId } = await leaning()
    isSilent = true
    await close(loanId)
    await ended()
    isSilent = false
    await lone.ask(cancelMandate.name, { mandateId, customerId })
    assert.equal(await ended(), 'cancelled')
  })
  it('opened again and closed again ends again; its mandate stays struck', async () => {
    const { mandateId, loanId } = await leaning()
    await close(loanId)
    await ended()
    await tell('lending.loan-reopened', { loanId, on, closedOn: on, due: amount })
    lone.told.length = 0
    assert.equal(await statusOf(mandateId), 'cancelled')
    await close(loanId)
    assert.equal(await ended(), 'cancelled')
  })
  it('whose money came back ends its mandate as any other', async () => {
    const { mandateId, loanId } = await leaning()
    await tell('lending.loan-closed', { loanId, how: 'payout-returned', closedOn: on })
    assert.deepEqual([await ended(), await statusOf(mandateId)], ['cancelled', 'cancelled'])
  })
})
