import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf, OutputOf } from '#kernel/contract'
import { addDays, businessDateOf, date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import {
  matchReceipt,
  PaymentReceived,
  recordReceipt,
  recordUnmatched,
  ReceiptReversed,
  reverseReceipt,
  takings,
} from '../contract.ts'
import { module } from '../module.ts'

const customerId = id('cus', '1')
const amount = rupees('4500')
let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const today = () => businessDateOf(lone.clock.now())
async function loan(): Promise<Id<'loan'>> {
  const loanId = id('loan', String(++nth))
  const data = { loanId, applicationId: id('app', String(nth)), accountNumber: `D${nth}` }
  await lone.hear({ type: 'lending.loan-disbursed', v: 1, data }, customerId)
  return loanId
}
const asked = (loanId: Id<'loan'>, more: Partial<InputOf<typeof recordReceipt>> = {}) => ({
  ...{ loanId, amount, rail: 'transfer', reference: `UTR${++nth}000`, receivedOn: today() },
  ...more,
})
const told = (type: string) => lone.told.filter((fact) => fact.type === type).length
const take = (): Promise<OutputOf<typeof takings>> =>
  lone.ask(takings.name, { from: today(), to: today() }) as never

describe('A payment found on the bank statement', () => {
  it('is told of once; its bank reference counts once', async () => {
    const input = asked(await loan())
    const before = told(PaymentReceived.type)
    const { receiptId } = (await lone.ask(recordReceipt.name, input)) as { receiptId: string }
    assert.match(receiptId, /^rcp_/)
    assert.deepEqual(await lone.ask(recordReceipt.name, input), { refused: 'reference-known' })
    await lone.settle()
    assert.equal(told(PaymentReceived.type), before + 1)
  })
  it('is refused from a day to come, for nobody’s loan, and for one that is closed', async () => {
    const loanId = await loan()
    const tomorrow = asked(loanId, { receivedOn: addDays(today(), 1) })
    assert.deepEqual(await lone.ask(recordReceipt.name, tomorrow), { refused: 'received-later' })
    const nobodys = asked(id('loan', 'none'))
    assert.deepEqual(await lone.ask(recordReceipt.name, nobodys), { refused: 'unknown-loan' })
    const data = { loanId, how: 'repaid', closedOn: date('2026-01-01') }
    await lone.hear({ type: 'lending.loan-closed', v: 1, data }, customerId)
    assert.deepEqual(await lone.ask(recordReceipt.name, asked(loanId)), { refused: 'loan-over' })
  })
  it('of the wrong loan is taken back, waits, and is matched to the right one', async () => {
    const input = asked(await loan())
    const { receiptId } = (await lone.ask(recordReceipt.name, input)) as { receiptId: string }
    const unmade = { receiptId, reason: 'wrong-loan' }
    assert.deepEqual(await lone.ask(reverseReceipt.name, unmade), { receiptId })
    assert.deepEqual(await lone.ask(reverseReceipt.name, unmade), { refused: 'reversed-already' })
    await lone.settle()
    assert.equal(told(ReceiptReversed.type), 1)
    assert.equal((await take()).unmatched.amount, amount)
    assert.deepEqual(await lone.ask(recordReceipt.name, input), { refused: 'reference-known' })

    const { unmatchedId } = lone.last<{ unmatchedId: string }>('payments.receipt-unmatched') ?? {}
    const right = { unmatchedId, loanId: await loan() }
    await lone.ask(matchReceipt.name, right)
    assert.deepEqual(await lone.ask(matchReceipt.name, right), { refused: 'unmatched-unknown' })
    await lone.settle()
    const received = lone.last<{ loanId: string; reference: string }>(PaymentReceived.type)
    assert.deepEqual([received?.loanId, received?.reference], [right.loanId, input.reference])
  })
  it('is taken back from a loan it closed, too', async () => {
    const loanId = await loan()
    const { receiptId } = (await lone.ask(recordReceipt.name, asked(loanId))) as object & {
      receiptId: string
    }
    const data = { loanId, how: 'repaid', closedOn: today() }
    await lone.hear({ type: 'lending.loan-closed', v: 1, data }, customerId)
    const unmade = { receiptId, reason: 'entered-twice' }
    assert.deepEqual(await lone.ask(reverseReceipt.name, unmade), { receiptId })
    await lone.settle()
  })
  it('told by the provider is not ours to take back', async () => {
    const loanId = await loan()
    await lone.db.owner`
      insert into payments.receipt
        (id, customer_id, loan_id, amount, rail, reference, received_on, recorded_at)
      values ('rcp_nach', ${customerId}, ${loanId}, ${amount}, 'nach', 'N1', '2026-01-01',
              ${lone.clock.now()})`
    const asked = { receiptId: 'rcp_nach', reason: 'entered-twice' }
    assert.deepEqual(await lone.ask(reverseReceipt.name, asked), { refused: 'provider-receipt' })
  })
  it('for nobody known waits once, whoever types it again', async () => {
    const input = { amount, rail: 'cheque', reference: '004521', receivedOn: today() }
    await lone.ask(recordUnmatched.name, input)
    assert.deepEqual(await lone.ask(recordUnmatched.name, input), { refused: 'reference-known' })
  })
})

describe('The takings of a day', () => {
  it('add receipts by rail, without those taken back, and say why the bank returned', async () => {
    const loanId = await loan()
    await lone.db.owner`
      insert into payments.mandate
        (id, customer_id, application_id, account_id, status, umrn, amount_max, ends_on, created_at)
      values ('man_d', ${customerId}, 'app_d', 'acc_1', 'registered', 'U1', ${amount},
              '2030-01-01', ${lone.clock.now()})`
    await lone.db.owner`
      insert into payments.presentment
        (id, customer_id, loan_id, mandate_id, number, attempt, amount, due_on, status,
         return_code, answered_on, created_at)
      values ('pre_d', ${customerId}, ${loanId}, 'man_d', 1, 1, ${amount}, ${today()}, 'returned',
              '04', ${today()}, ${lone.clock.now()})`
    const before = await take()
    await lone.ask(recordReceipt.name, asked(loanId, { rail: 'cash' }))
    const after = await take()
    const cash = after.receipts.find(({ rail }) => rail === 'cash')
    assert.deepEqual([cash?.count, cash?.amount], [1, amount])
    assert.equal(after.reversed.count, 2)
    const [returned] = before.returns
    assert.deepEqual([returned?.code, returned?.class, returned?.count], ['04', 'FUNDS', 1])
    assert.equal(before.bounced[0]?.presentmentId, 'pre_d')
  })
})
