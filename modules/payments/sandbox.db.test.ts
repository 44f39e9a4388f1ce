import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date, instant, type Instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import { createMandate, payNow, payOut, presentInstalment } from './contract.ts'
import { module } from './module.ts'

// A stranger's account: the sandbox pays and debits it unless told otherwise.
const [customerId, accountId, applicationId] = [id('cus', '1'), id('acc', '1'), id('app', '1')]
const [loanId, accountNumber] = [id('loan', '1'), '998877665544']
const holder = { customerId, accountNumber, ifsc: 'HDFC0000001' }

let lone: Lone
let now: Instant

const at = async (moment: string): Promise<void> => {
  now = instant(`${moment}+05:30`)
  await lone.outside.advance(now)
  await lone.settle()
}

before(async () => {
  lone = await loneModule(module, {
    sandbox: true,
    answers: {
      'fraud.verdict-of': () => ({ outcome: 'pass', reasons: [] }),
      'identity.account-of': () => holder,
      'identity.profile-of': () => ({ name: 'Asha Rao', phone: '9876543210' }),
    },
  })
  await lone.outside.post('/clock', { businessAt: instant('2026-01-01T03:30:00.000Z'), rate: 0 })
})
after(() => lone?.drop())

async function trait(traits: object): Promise<void> {
  await lone.outside.post('/traits', { subject: accountNumber, ...traits })
}

describe('Against the real sandbox', () => {
  let mandateId: ReturnType<typeof id<'man'>>
  const due = (number: number, dueOn: string, attempt = 1) => ({
    ...{ customerId, loanId, mandateId, number, attempt },
    ...{ amount: rupees('4500'), dueOn: date(dueOn) },
  })

  it('a mandate is approved at the bank and registered', async () => {
    const bounds = { amountMax: rupees('10000'), endsOn: date('2030-01-01') }
    const asked = { customerId, applicationId, accountId, ...bounds }
    const answer = await lone.ask(createMandate.name, asked)
    mandateId = (answer as { mandateId: typeof mandateId }).mandateId
    await lone.settle()
    const { authoriseAt } = lone.last<{ authoriseAt: string }>('payments.mandate-created')!
    await lone.outside.post(authoriseAt, { decision: 'approve' })
    await at('2026-01-01T09:01:00.000')
    const { umrn } = lone.last<{ umrn: string }>('payments.mandate-registered')!
    assert.match(umrn, /^SBXN\d{16}$/)
  })

  it('a payout that stays pending is enquired after, never sent again, and succeeds', async () => {
    await trait({ payout: 'pending' })
    const amount = rupees('48000')
    await lone.ask(payOut.name, { customerId, applicationId, accountId, amount })
    await lone.settle()
    await lone.nextTimer('payout')
    await lone.settle()
    assert.equal(lone.typesOf('payments.payout-pending').length, 1)
    await at('2026-01-01T15:00:00.000')
    const told = lone.last<{ utr: string; creditedOn: string }>('payments.payout-succeeded')!
    assert.match(told.utr, /^\d{12}$/)
    assert.equal(told.creditedOn, '2026-01-01')
    const data = { loanId, applicationId, accountNumber: 'DH1', creditedOn: '2026-01-01' }
    await lone.hear({ type: 'lending.loan-disbursed', v: 1, data }, customerId)
    assert.equal(await sent('payout'), 1)
  })

  it('an instalment is presented on its day and received', async () => {
    await at('2026-02-05T06:00:00.000')
    await lone.ask(presentInstalment.name, due(1, '2026-02-05'))
    await lone.settle()
    await at('2026-02-05T18:00:00.000')
    const { rail, receivedOn } = lone.last<{ rail: string; receivedOn: string }>(
      'payments.payment-received',
    )!
    assert.deepEqual([rail, receivedOn], ['nach', '2026-02-05'])
  })

  it('one without funds is returned with its class', async () => {
    await trait({ presentment: '04' })
    await lone.ask(presentInstalment.name, due(2, '2026-03-05'))
    await lone.settle()
    await at('2026-03-05T18:00:00.000')
    const told = lone.last<{ returnCode: string; returnClass: string }>(
      'payments.presentment-returned',
    )!
    assert.deepEqual([told.returnCode, told.returnClass], ['04', 'FUNDS'])
  })

  it('paid by link instead, it is a receipt', async () => {
    await lone.ask(payNow.name, { loanId, amount: rupees('4500') })
    await lone.settle()
    const { payAt } = lone.last<{ payAt: string }>('payments.pay-link-made')!
    await lone.outside.post(payAt, { decision: 'pay' })
    await at('2026-03-05T19:00:00.000')
    const { rail } = lone.last<{ rail: string }>('payments.payment-received')!
    assert.equal(rail, 'upi')
    assert.equal(lone.typesOf('payments.payment-received').length, 2)
  })

  it('a loan that is closed has its mandate struck at the provider', async () => {
    const data = { loanId, how: 'repaid', closedOn: '2026-03-06' }
    await lone.hear({ type: 'lending.loan-closed', v: 1, data }, customerId)
    await at('2026-03-06T10:00:00.000')
    assert.deepEqual(lone.last('payments.mandate-dropped'), { mandateId, dropped: true })
    assert.equal(lone.typesOf('payments.mandate-cancelled').length, 1)
  })

  /** How many of a kind the outside world's own ledger holds. */
  async function sent(kind: string): Promise<number> {
    const answer = await fetch(`${lone.outside.url}/ledger?kind=${kind}`, {
      headers: { 'x-sandbox-secret': 'secret' },
    })
    return ((await answer.json()) as { rows: unknown[] }).rows.length
  }
})
