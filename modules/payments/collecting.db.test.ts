import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { date } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { Http, HttpAnswer } from '#platform/http'
import { TryLater } from '#platform/queue'
import { loneModule, type Lone } from '#test/lone-module'
import {
  cancelMandate,
  createMandate,
  linkOf,
  mandateOf,
  payNow,
  PaymentReceived,
  presentInstalment,
  PresentmentFailed,
  PresentmentReturned,
} from './contract.ts'
import { module } from './module.ts'

const [customerId, accountId] = [id('cus', '1'), id('acc', '1')]
const amount = rupees('4500')
const holder = { customerId, accountNumber: '123456789012', ifsc: 'HDFC0000001' }
const borrower: Actor = { kind: 'customer', id: customerId }
const umrn = 'SBXN0123456789012345'

let asked: string[] = []
let provider: (path: string) => HttpAnswer
const said = (json: object, status = 201): HttpAnswer => ({ status, json, text: '' })
const http: Http = async (_host, { path }) => {
  asked.push(path)
  return provider(path)
}

const willing = (path: string): HttpAnswer =>
  said({
    id: path.includes('mandates') ? 'token_1' : 'pres_1',
    authorise_url: '/sandbox/psp/authorise/token_1',
    short_url: '/sandbox/psp/pay/plink_1',
  })

let lone: Lone
let nth = 0

before(async () => {
  lone = await loneModule(module, {
    http,
    answers: {
      'identity.account-of': () => holder,
      'identity.profile-of': () => ({ name: 'Asha Rao', phone: '9876543210' }),
    },
  })
})
after(() => lone?.drop())

async function hook(event: string, thing: string, entity: object): Promise<boolean> {
  const payload = { [thing]: { entity } }
  const raw = JSON.stringify({ event, at: '2026-02-05T08:00:00.000Z', payload })
  const signature = createHmac('sha256', 'secret').update(raw).digest('hex')
  const headers = { 'x-razorpay-signature': signature, 'x-razorpay-event-id': `evt_${event}` }
  const known = await lone.receive(raw, headers)
  await lone.settle()
  return known
}

/** A new application with its mandate asked for. */
async function mandate() {
  asked = []
  lone.told.length = 0
  provider = willing
  const applicationId = id('app', String(++nth))
  const bounds = { amountMax: rupees('10000'), endsOn: date('2030-01-01') }
  const input = { customerId, applicationId, accountId, ...bounds }
  const { mandateId } = (await lone.ask(createMandate.name, input)) as { mandateId: string }
  await lone.settle()
  return { input, applicationId, mandateId }
}
const confirmed = (mandateId: string) =>
  hook('token.confirmed', 'token', { id: 'token_1', reference_id: mandateId, nach: { umrn } })

/** A loan with a registered mandate, and an instalment to present. */
async function loan() {
  const { mandateId, applicationId } = await mandate()
  await confirmed(mandateId)
  const loanId = id('loan', String(nth))
  const dates = {
    creditedOn: '2026-01-01',
    firstDueOn: '2026-02-05',
    coolingOffUntil: '2026-01-04',
  }
  const data = { loanId, applicationId, accountNumber: 'DH1', ...dates }
  await lone.hear({ type: 'lending.loan-disbursed', v: 1, data }, customerId)
  const which = { customerId, loanId, mandateId, number: 1, attempt: 1 }
  return { loanId, due: { ...which, amount, dueOn: date('2026-02-05') } }
}
async function presented(due: object): Promise<string> {
  const { presentmentId } = (await lone.ask(presentInstalment.name, due)) as {
    presentmentId: string
  }
  await lone.settle()
  return presentmentId
}
const clearing = (what: 'settled' | 'returned', presentmentId: string, more: object) =>
  hook(`presentment.${what}`, 'presentment', {
    ...{ id: `pres_${presentmentId}`, reference_id: presentmentId, status: what, ...more },
  })

describe('A mandate', () => {
  it('is approved at the bank and registered by the provider’s word', async () => {
    const { mandateId, applicationId } = await mandate()
    const told = (await lone.ask(mandateOf.name, { applicationId })) as { authoriseAt: string }
    assert.equal(told.authoriseAt, '/sandbox/psp/authorise/token_1')
    await confirmed(mandateId)
    await confirmed(mandateId)
    assert.equal(lone.typesOf('payments.mandate-registered').length, 1)
    const { status } = (await lone.ask(mandateOf.name, { applicationId })) as { status: string }
    assert.equal(status, 'registered')
  })

  it('is one for an application: asked again, the asker hears of it again', async () => {
    const { input, mandateId } = await mandate()
    assert.deepEqual(await lone.ask(createMandate.name, input), { mandateId })
    await lone.settle()
    assert.equal(asked.length, 1)
    assert.equal(lone.typesOf('payments.mandate-created').length, 2)
  })

  it('on another account ends the earlier one, here and at the provider', async () => {
    const { input, mandateId } = await mandate()
    await lone.ask(createMandate.name, { ...input, accountId: id('acc', '2') })
    await lone.settle()
    assert.deepEqual(
      asked.filter((p) => p.endsWith('/cancel')),
      ['/v1/mandates/token_1/cancel'],
    )
    assert.deepEqual(lone.last('payments.mandate-cancelled'), { mandateId })
  })

  it('is rejected with the bank’s code, without the words beside it', async () => {
    const { mandateId } = await mandate()
    const failure = { failure_code: 'M032', failure_reason: 'Refused by ASHA RAO, 9876543210' }
    const token = { id: 'token_1', reference_id: mandateId, recurring_details: failure }
    await hook('token.rejected', 'token', token)
    const told = lone.last<{ reason: string }>('payments.mandate-rejected')
    assert.equal(told?.reason, 'M032')
    assert.ok(!JSON.stringify(lone.told).includes('ASHA RAO'))
  })

  it('is rejected for some other reason where the code is none of the list', async () => {
    const { mandateId } = await mandate()
    const details = { failure_code: 'Asha has moved', failure_reason: '' }
    const token = { id: 'token_1', reference_id: mandateId, recurring_details: details }
    await hook('token.rejected', 'token', token)
    assert.equal(lone.last<{ reason: string }>('payments.mandate-rejected')?.reason, 'other')
  })

  it('confirmed after we had given it up is ended at the bank, once', async () => {
    lone.told.length = 0
    provider = () => {
      throw new TryLater('silent')
    }
    const applicationId = id('app', String(++nth))
    const bounds = { amountMax: rupees('10000'), endsOn: date('2030-01-01') }
    const input = { customerId, applicationId, accountId, ...bounds }
    const { mandateId } = (await lone.ask(createMandate.name, input)) as { mandateId: string }
    await lone.settle()
    const given = lone.last<{ reason: string }>('payments.mandate-rejected')
    assert.equal(given?.reason, 'provider-silent')

    asked = []
    provider = willing
    await confirmed(mandateId)
    await confirmed(mandateId)
    assert.deepEqual(asked, ['/v1/mandates/token_1/cancel'])
    assert.equal(lone.typesOf('payments.mandate-registered').length, 0)
    assert.deepEqual(lone.last('payments.mandate-dropped'), { mandateId, dropped: true })
    const { status } = (await lone.ask(mandateOf.name, { applicationId })) as { status: string }
    assert.equal(status, 'cancelled')
  })

  it('cancelled before the provider answered is struck there when it does', async () => {
    provider = willing
    asked = []
    const applicationId = id('app', String(++nth))
    const bounds = { amountMax: rupees('10000'), endsOn: date('2030-01-01') }
    const input = { customerId, applicationId, accountId, ...bounds }
    const { mandateId } = (await lone.ask(createMandate.name, input)) as { mandateId: string }
    await lone.ask(cancelMandate.name, { mandateId, customerId })
    await lone.settle()
    assert.ok(asked.includes('/v1/mandates/token_1/cancel'))
  })

  it('ends with its loan', async () => {
    const { loanId } = await loan()
    const data = { loanId, how: 'repaid', closedOn: '2026-06-01' }
    await lone.hear({ type: 'lending.loan-closed', v: 1, data }, customerId)
    await lone.settle()
    assert.equal(lone.typesOf('payments.mandate-cancelled').length, 1)
    assert.ok(asked.at(-1)?.endsWith('/cancel'))
  })
})

describe('An instalment', () => {
  it('is presented once for a loan, number and attempt', async () => {
    const { due } = await loan()
    const first = await presented(due)
    assert.equal(await presented(due), first)
    assert.equal(asked.filter((p) => p === '/v1/presentments').length, 1)
  })

  it('settled twice over by webhook is one receipt', async () => {
    const { due } = await loan()
    const presentmentId = await presented(due)
    await clearing('settled', presentmentId, { settled_on: '2026-02-05' })
    await clearing('settled', presentmentId, { settled_on: '2026-02-05' })
    const receipts = lone.told.filter((f) => f.type === PaymentReceived.type)
    assert.equal(receipts.length, 1)
    const { rail, receivedOn } = receipts[0]!.data as { rail: string; receivedOn: string }
    assert.deepEqual({ rail, receivedOn }, { rail: 'nach', receivedOn: '2026-02-05' })
  })

  it('returned for want of funds may be charged and presented again', async () => {
    const { due } = await loan()
    await clearing('returned', await presented(due), { return_code: '04' })
    const told = lone.last<Record<string, unknown>>(PresentmentReturned.type)
    const { returnClass, bounceCharge, retry, attempt } = told!
    assert.deepEqual([returnClass, bounceCharge, retry, attempt], ['FUNDS', true, true, 1])
  })

  it('returned stays returned, whatever is told later', async () => {
    const { due } = await loan()
    const presentmentId = await presented(due)
    await clearing('returned', presentmentId, { return_code: '59' })
    await clearing('settled', presentmentId, { settled_on: '2026-02-05' })
    assert.equal(lone.typesOf(PaymentReceived.type).length, 0)
  })

  it('above its mandate is not sent to the bank at all', async () => {
    const { due } = await loan()
    await presented({ ...due, amount: rupees('10000.01') })
    assert.equal(lone.last<{ reason: string }>(PresentmentFailed.type)?.reason, 'above-mandate')
    assert.ok(!asked.includes('/v1/presentments'))
  })

  it('on a mandate not yet registered fails with that reason', async () => {
    const { mandateId } = await mandate()
    const which = { customerId, loanId: id('loan', 'x'), mandateId, number: 1, attempt: 1 }
    await presented({ ...which, amount, dueOn: date('2026-02-05') })
    const told = lone.last<{ reason: string }>(PresentmentFailed.type)
    assert.equal(told?.reason, 'mandate-created')
  })
})

describe('Paying now', () => {
  const captured = (linkId: string, payment: string) =>
    hook('payment.captured', 'payment', {
      ...{ id: payment, amount, method: 'upi', reference_id: linkId, captured_on: '2026-02-06' },
    })

  it('opens a link, and what is captured through it is a receipt, once a payment', async () => {
    const { loanId } = await loan()
    const answer = await lone.ask(payNow.name, { loanId, amount }, borrower)
    const { linkId } = answer as { linkId: string }
    await lone.settle()
    const open = { payAt: '/sandbox/psp/pay/plink_1', status: 'open' }
    assert.deepEqual(await lone.ask(linkOf.name, { linkId }, borrower), open)

    await captured(linkId, `pay_${linkId}`)
    await captured(linkId, `pay_${linkId}`)
    assert.equal(lone.typesOf(PaymentReceived.type).length, 1)
    const paid = (await lone.ask(linkOf.name, { linkId }, borrower)) as { status: string }
    assert.equal(paid.status, 'paid')
  })

  it('on a loan nobody knows is refused', async () => {
    const unknown = { loanId: id('loan', 'none'), amount }
    const answer = await lone.ask(payNow.name, unknown, borrower)
    assert.deepEqual(answer, { refused: 'unknown-loan' })
  })

  it('belongs to the loan’s own borrower', async () => {
    const { loanId } = await loan()
    const door = module.commands!.find((d) => d.call.name === payNow.name)!
    const owner = await lone.inside((tx) => door.owner!({ loanId, amount } as never, tx))
    assert.equal(owner, customerId)
  })
})
