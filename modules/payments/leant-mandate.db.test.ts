import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { HttpAnswer } from '#platform/http'
import { loneModule, type Lone } from '#test/lone-module'
import {
  CollectionEnded,
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

before(async () => {
  lone = await loneModule(module, {
    http: async (_host, { path }): Promise<HttpAnswer> => {
      asked.push(path)
      const token = { id: 'token_1', authorise_url: '/sandbox/psp/authorise/token_1' }
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
  const bounds = { amountMax: rupees('10000'), endsOn: date('2030-01-01') }
  const own = id('app', `loan-${n}`)
  const input = { customerId, applicationId: own, accountId, ...bounds }
  const { mandateId } = (await lone.ask(createMandate.name, input)) as { mandateId: Id<'man'> }
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
async function ended(): Promise<string | undefined> {
  await lone.settle(true)
  return lone.last<{ mandate: string }>(CollectionEnded.type)?.mandate
}
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
    await close(drawn)
    assert.equal(await ended(), 'none')
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
