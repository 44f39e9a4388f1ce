import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf, OutputOf } from '#kernel/contract'
import { addDays, addMonths, atTime, businessDateOf, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import {
  ChequeReturned,
  chequeDesk,
  clearCheques,
  depositCheques,
  PaymentReceived,
  ReceiptReversed,
  recordDemand,
  returnCheque,
  reverseReceipt,
  setChequeAside,
  takeCheques,
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
const close = (loanId: Id<'loan'>) =>
  lone.hear(
    { type: 'lending.loan-closed', v: 1, data: { loanId, how: 'repaid', closedOn: today() } },
    customerId,
  )
const reopen = (loanId: Id<'loan'>) => {
  const data = { loanId, on: today(), closedOn: today(), due: amount }
  return lone.hear({ type: 'lending.loan-reopened', v: 1, data }, customerId)
}
const ask = (command: { name: string }, input: object): Promise<Record<string, unknown>> =>
  lone.ask(command.name, input) as never
const paper = (loanId: Id<'loan'>, more: Partial<InputOf<typeof takeCheques>> = {}) => ({
  ...{
    loanId,
    instrument: String(++nth * 100).padStart(6, '0'),
    micr: '400002018',
    drawer: '012345',
  },
  ...{ drawnOn: today(), amount, ...more },
})
async function taken(loanId: Id<'loan'>, more = {}): Promise<Id<'chq'>[]> {
  return (await ask(takeCheques, paper(loanId, more)))['chequeIds'] as Id<'chq'>[]
}
const deposit = (chequeIds: Id<'chq'>[], depositedOn: LocalDate = today(), each = amount) =>
  ask(depositCheques, { chequeIds, depositedOn, amount: each * chequeIds.length })
const clear = (chequeIds: Id<'chq'>[], clearedOn: LocalDate = today()) =>
  ask(clearCheques, { chequeIds, clearedOn, amount: amount * chequeIds.length })
const giveBack = (chequeId: Id<'chq'>, code = '01') =>
  ask(returnCheque, { chequeId, code, returnedOn: today() })
const deskOf = (loanId: Id<'loan'>): Promise<OutputOf<typeof chequeDesk>> =>
  lone.ask(chequeDesk.name, { loanId }) as never
async function standingOf(loanId: Id<'loan'>): Promise<string[]> {
  await lone.settle()
  return (await deskOf(loanId)).cheques.map(({ status }) => status)
}
async function told(type: string): Promise<number> {
  await lone.settle()
  return lone.told.filter((fact) => fact.type === type).length
}

describe('A cheque of today', () => {
  it('is money of its loan when the bank credited it, not before, dated by that day', async () => {
    const loanId = await loan()
    const [chequeId] = await taken(loanId)
    const before = await told(PaymentReceived.type)
    assert.deepEqual(await clear([chequeId!]), { refused: 'not-in-clearing' })
    await deposit([chequeId!])
    assert.equal(await told(PaymentReceived.type), before)
    lone.clock.jump(atTime(addDays(today(), 2), '12:00'))
    await clear([chequeId!])
    assert.equal(await told(PaymentReceived.type), before + 1)
    const received = lone.last<{ receivedOn: string; rail: string; amount: number }>(
      PaymentReceived.type,
    )
    assert.deepEqual(
      [received?.receivedOn, received?.rail, received?.amount],
      [today(), 'cheque', amount],
    )
    assert.deepEqual(await clear([chequeId!]), { refused: 'not-in-clearing' })
  })
  it('lies with us once, and may come again when it was given back', async () => {
    const loanId = await loan()
    const same = paper(loanId)
    const { chequeIds } = await ask(takeCheques, same)
    assert.deepEqual(await ask(takeCheques, same), { refused: 'cheque-known' })
    const [chequeId] = chequeIds as Id<'chq'>[]
    await ask(setChequeAside, { chequeId, why: 'given-back' })
    assert.ok('chequeIds' in (await ask(takeCheques, same)))
  })
  it('too old, for nobody, or for a closed loan is not taken', async () => {
    const loanId = await loan()
    const old = paper(loanId, { drawnOn: addDays(addMonths(today(), -3), -1) })
    assert.deepEqual(await ask(takeCheques, old), { refused: 'cheque-stale' })
    assert.deepEqual(await ask(takeCheques, paper(id('loan', 'none'))), { refused: 'unknown-loan' })
    await close(loanId)
    assert.deepEqual(await ask(takeCheques, paper(loanId)), { refused: 'loan-over' })
  })
})

describe('A row of cheques dated ahead', () => {
  it('is held, one falls due on each day, and none is deposited before', async () => {
    const loanId = await loan()
    const first = addMonths(today(), 1)
    const ids = await taken(loanId, { drawnOn: first, count: 3 })
    assert.deepEqual(await standingOf(loanId), ['held', 'held', 'held'])
    assert.deepEqual(await deposit([ids[0]!]), { refused: 'not-yet-dated' })
    lone.clock.jump(atTime(first, '06:00'))
    await lone.nextTimer(`cheque:${ids[0]}`)
    assert.deepEqual(await standingOf(loanId), ['due', 'held', 'held'])
  })
  it('is the borrower’s again when the loan is closed', async () => {
    const loanId = await loan()
    const [chequeId] = await taken(loanId, { drawnOn: addMonths(today(), 1), count: 2 })
    await close(loanId)
    assert.deepEqual(await standingOf(loanId), ['to-give-back', 'to-give-back'])
    assert.deepEqual(await deposit([chequeId!]), { refused: 'loan-over' })
    await ask(setChequeAside, { chequeId, why: 'given-back' })
    assert.deepEqual((await standingOf(loanId)).toSorted(), ['given-back', 'to-give-back'])
  })
  it('is shown on its days again when the loan is opened again', async () => {
    const loanId = await loan()
    const first = addMonths(today(), 1)
    const ids = await taken(loanId, { drawnOn: first, count: 2 })
    await close(loanId)
    await ask(setChequeAside, { chequeId: ids[1]!, why: 'given-back' })
    await reopen(loanId)
    assert.deepEqual((await standingOf(loanId)).toSorted(), ['given-back', 'held'])
    lone.clock.jump(atTime(first, '06:00'))
    await lone.nextTimer(`cheque:${ids[0]}`)
    assert.deepEqual((await standingOf(loanId)).toSorted(), ['due', 'given-back'])
  })
  it('is taken whole or not at all', async () => {
    const loanId = await loan()
    const row = paper(loanId, { drawnOn: addMonths(today(), 1) })
    await ask(takeCheques, { ...row, instrument: '700002' })
    const three = { ...row, instrument: '700001', count: 3 }
    assert.deepEqual(await ask(takeCheques, three), { refused: 'cheque-known' })
    assert.equal((await deskOf(loanId)).cheques.length, 1)
  })
})

describe('A slip', () => {
  it('is deposited whole, for the sum that was seen', async () => {
    const loanId = await loan()
    const ids = [...(await taken(loanId)), ...(await taken(loanId))]
    const wrong = { chequeIds: ids, depositedOn: today(), amount }
    assert.deepEqual(await ask(depositCheques, wrong), { refused: 'sum-differs' })
    const held = await taken(loanId, { drawnOn: addDays(today(), 3) })
    assert.deepEqual(await deposit([...ids, ...held]), { refused: 'not-yet-dated' })
    assert.ok('slipId' in (await deposit(ids)))
    assert.deepEqual(await deposit(ids), { refused: 'not-depositable' })
    assert.deepEqual(await standingOf(loanId), ['deposited', 'deposited', 'held'])
  })
  it('of a loan that closed meanwhile leaves money that waits for its owner', async () => {
    const loanId = await loan()
    const ids = await taken(loanId)
    await deposit(ids)
    await close(loanId)
    const before = await told(PaymentReceived.type)
    await clear(ids)
    assert.equal(await told(PaymentReceived.type), before)
    assert.equal(await told('payments.receipt-unmatched'), 1)
  })
})

describe('A cheque returned', () => {
  it('from clearing is no payment; for want of funds it may be shown again', async () => {
    const loanId = await loan()
    const ids = await taken(loanId)
    await deposit(ids)
    assert.deepEqual(await giveBack(ids[0]!, '99'), { refused: 'unknown-return-code' })
    await giveBack(ids[0]!)
    await lone.settle()
    const why = lone.last<{ returnClass: string; bounceCharge: boolean }>(ChequeReturned.type)
    assert.deepEqual([why?.returnClass, why?.bounceCharge], ['FUNDS', true])
    const [row] = (await deskOf(loanId)).cheques
    assert.deepEqual([row?.meaning, row?.again], ['Funds insufficient', true])
    await deposit(ids)
    assert.equal((await deskOf(loanId)).cheques[0]?.presented, 2)
  })
  it('after it was credited unmakes its payment, and is taken back by no other door', async () => {
    const loanId = await loan()
    const ids = await taken(loanId)
    await deposit(ids)
    await clear(ids)
    const receiptId = (await deskOf(loanId)).cheques[0]?.receiptId
    const other = { receiptId, reason: 'cheque-returned' }
    assert.deepEqual(await ask(reverseReceipt, other), { refused: 'receipt-of-cheque' })
    const before = await told(ReceiptReversed.type)
    await giveBack(ids[0]!, '20')
    assert.equal(await told(ReceiptReversed.type), before + 1)
    assert.deepEqual(await deposit(ids), { refused: 'not-depositable' })
  })
  it('after its money closed the loan is taken back all the same', async () => {
    const loanId = await loan()
    const ids = await taken(loanId)
    await deposit(ids)
    await clear(ids)
    await close(loanId)
    const before = await told(ReceiptReversed.type)
    assert.deepEqual(await giveBack(ids[0]!), { chequeId: ids[0] })
    assert.equal(await told(ReceiptReversed.type), before + 1)
  })
  it('is claimed within thirty days; the drawer has fifteen', async () => {
    const loanId = await loan()
    const ids = [...(await taken(loanId)), ...(await taken(loanId))]
    await deposit(ids)
    const [chequeId, stopped] = ids as [Id<'chq'>, Id<'chq'>]
    await giveBack(chequeId)
    await giveBack(stopped, '20')
    const returnedOn = today()
    const no = await ask(recordDemand, { chequeId: stopped, sentOn: today() })
    assert.deepEqual(no, { refused: 'no-dishonour' })
    lone.clock.jump(atTime(addDays(returnedOn, 31), '12:00'))
    const late = await ask(recordDemand, { chequeId, sentOn: today() })
    assert.deepEqual(late, { refused: 'demand-late' })
    const [sentOn, receivedOn] = [addDays(returnedOn, 30), today()]
    const claim = await ask(recordDemand, { chequeId, sentOn, receivedOn })
    assert.equal(claim['payBy'], addDays(receivedOn, 15))
  })
  it('is replaced by another', async () => {
    const loanId = await loan()
    const [replaces] = await taken(loanId)
    await deposit([replaces!])
    const early = await ask(takeCheques, paper(loanId, { replaces: replaces! }))
    assert.deepEqual(early, { refused: 'cheque-elsewhere' })
    await giveBack(replaces!)
    await taken(loanId, { replaces })
    assert.deepEqual(await standingOf(loanId), ['due', 'replaced'])
  })
})
