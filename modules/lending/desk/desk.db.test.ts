import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf, OutputOf, Query } from '#kernel/contract'
import { addDays, addMonths, atTime, businessDateOf, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { ChequeReturned, PaymentReceived, ReceiptReversed } from '#modules/payments'
import { loneModule, type Lone } from '#test/lone-module'
import {
  AssetClassChanged,
  dayEnd,
  duesBetween,
  excesses,
  exposureOf,
  foreclosureQuote,
  loanFile,
  loanLedger,
  refundExcess,
  waiveDues,
} from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import { module } from '../module.ts'

const emi = rupees('9168')

let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const tell = <Q extends Query>(query: Q, input: InputOf<Q>): Promise<OutputOf<Q>> =>
  lone.ask(query.name, input) as never
const fileAt = async (loanId: Id<'loan'>, at: { on?: LocalDate; knownAt?: never } | object = {}) =>
  (await tell(loanFile, { loanId, ...at })).file ?? assert.fail('no such loan')

/** ₹1,00,000 at 18 % over twelve months, credited tomorrow: the clock only moves on. */
async function running() {
  const began = addDays(businessDateOf(lone.clock.now()), 1)
  const firstDueOn = addMonths(began, 1)
  lone.clock.jump(atTime(began, '10:00'))
  const name = String(++nth)
  const [loanId, customerId] = [id('loan', name), id('cus', name)]
  const terms = {
    ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12, epi: emi, firstDueOn },
    ...{ fees: [], placeOfSupply: 'same-state' as const },
  }
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: `D${name}`, customerId, applicationId: id('app', name) },
      ...{ product: 'personal', mandateId: null, terms, coolingOffUntil: addDays(began, 3) },
      ...{ bounceCharge: rupees('500'), bounceGstPercent: '0', principal: terms.principal },
      ...{ assetClass: 'standard' as const, disbursedOn: began },
    })
    const paid = { on: began, amount: terms.principal }
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', ...paid },
      { id: `evt_${name}`, kind: 'credited', on: began },
    ])
  })
  return { loanId, customerId, began, firstDueOn }
}

async function receive(loanId: Id<'loan'>, amount: Money, on: LocalDate): Promise<Id<'rcp'>> {
  const receiptId = id('rcp', String(++nth))
  const how = { rail: 'transfer', reference: `UTR${nth}` } as const
  const received = PaymentReceived({ receiptId, loanId, amount, ...how, receivedOn: on })
  await lone.hear(received, `cus_${loanId.slice(5)}`)
  await lone.settle(true)
  return receiptId
}
const atNoon = (on: LocalDate) => lone.clock.jump(atTime(on, '12:00'))
const look = (loanId: Id<'loan'>) => lone.inside((tx) => book(tx, loanId, []))

describe('A loan looked back upon', () => {
  it('stands as of a day, and as it was known then: a late receipt shows in one only', async () => {
    const { loanId, firstDueOn } = await running()
    const [paidOn, toldOn] = [firstDueOn, addDays(firstDueOn, 9)]
    atNoon(toldOn)
    await look(loanId)
    await receive(loanId, emi, paidOn)
    const on = addDays(paidOn, 2)
    const hindsight = await fileAt(loanId, { on })
    const then = await fileAt(loanId, { on, knownAt: atTime(on, '23:59') })
    assert.deepEqual([hindsight.dues.total, hindsight.dpd], [0, 0])
    assert.deepEqual([then.dues.total, then.dpd, then.assetClass], [emi, 3, 'SMA-0'])
    assert.equal(then.transactions.length + 1, hindsight.transactions.length)
  })
  it('before anything was known of it is not yet a loan', async () => {
    const { loanId, began } = await running()
    const file = await fileAt(loanId, { knownAt: atTime(addDays(began, -1), '12:00') })
    assert.deepEqual([file.status, file.schedule.length], ['sanctioned', 0])
  })
  it('shows the entries booked by then; both sides are equal at every moment', async () => {
    const { loanId, firstDueOn } = await running()
    atNoon(addDays(firstDueOn, 9))
    await look(loanId)
    await receive(loanId, emi, firstDueOn)
    const now = await tell(loanLedger, { loanId })
    const knownAt = atTime(addDays(firstDueOn, 8), '12:00')
    const then = await tell(loanLedger, { loanId, knownAt })
    assert.ok(then.entries.length < now.entries.length)
    assert.ok(now.entries.length > 1)
    for (const ledger of [now, then]) assert.equal(ledger.debit, ledger.credit)
  })
  it('counts in its borrower’s exposure with the worst of their classes', async () => {
    const { loanId, customerId, began, firstDueOn } = await running()
    atNoon(addDays(firstDueOn, 40))
    await look(loanId)
    const now = await tell(exposureOf, { customerId })
    assert.deepEqual([now.assetClass, now.dpd, now.loans.length], ['SMA-1', 41, 1])
    const then = await tell(exposureOf, { customerId, on: began })
    assert.deepEqual([then.assetClass, then.overdue], ['standard', 0])
  })
})

describe('At the desk', () => {
  it('a cheque its drawer let bounce costs the bounce charge, a blur nothing', async () => {
    const { loanId, customerId, began } = await running()
    const cheque = { chequeId: id('chq', '1'), loanId, amount: emi, returnedOn: began }
    const blur = { ...cheque, returnCode: '39', returnClass: 'TECH', bounceCharge: false }
    await lone.hear(ChequeReturned(blur), customerId)
    assert.equal((await fileAt(loanId)).charges.length, 0)
    const funds = { ...cheque, returnCode: '01', returnClass: 'FUNDS', bounceCharge: true }
    await lone.hear(ChequeReturned(funds), customerId)
    await lone.settle(true)
    const { charges, dues } = await fileAt(loanId)
    assert.deepEqual([charges.length, charges[0]?.kind, dues.charges], [1, 'bounce', rupees('500')])
    assert.equal(lone.last<{ of: string }>('lending.charge-levied')?.of, 'cheque')
  })
  it('a charge is waived, and no more of it than is due', async () => {
    const { loanId, began } = await running()
    const charged = { id: id('chg', String(++nth)), charge: 'bounce', on: began } as const
    const amount = rupees('500')
    await lone.inside((tx) =>
      book(tx, loanId, [{ ...charged, kind: 'charged', amount, gst: rupees('0') }]),
    )
    const asked = { loanId, part: 'bounce', reason: 'bank-error' }
    const more = await lone.ask(waiveDues.name, { ...asked, amount: rupees('500.01') })
    assert.deepEqual(more, { refused: 'more-than-due' })
    const penal = await lone.ask(waiveDues.name, { ...asked, part: 'penal', amount })
    assert.deepEqual(penal, { refused: 'more-than-due' })
    await lone.ask(waiveDues.name, { ...asked, amount })
    const file = await fileAt(loanId)
    assert.deepEqual([file.dues.charges, file.charges[0]?.waived], [0, amount])
    const { debit, credit } = await tell(loanLedger, { loanId })
    assert.equal(debit, credit)
  })
  it('excess is given back once by its bank reference, and never more than there is', async () => {
    const { loanId, began } = await running()
    await receive(loanId, rupees('700'), began)
    const held = await tell(excesses, {})
    assert.equal(held.loans.find((loan) => loan.loanId === loanId)?.excess, rupees('700'))
    const asked = { loanId, amount: rupees('700'), reference: `NEFT${nth}` }
    const more = await lone.ask(refundExcess.name, { ...asked, amount: rupees('700.01') })
    assert.deepEqual(more, { refused: 'more-than-excess' })
    assert.deepEqual(await lone.ask(refundExcess.name, asked), { loanId })
    assert.deepEqual(await lone.ask(refundExcess.name, asked), { refused: 'reference-known' })
    assert.equal((await fileAt(loanId)).excess, 0)
  })
  it('a receipt taken back is owed again, and stays in sight', async () => {
    const { loanId, customerId, firstDueOn } = await running()
    atNoon(addDays(firstDueOn, 1))
    const receiptId = await receive(loanId, emi, firstDueOn)
    assert.equal((await fileAt(loanId)).dues.total, 0)
    const reversedOn = addDays(firstDueOn, 5)
    atNoon(reversedOn)
    const why = { reversal: 'cheque-returned', reversedOn } as const
    await lone.hear(ReceiptReversed({ receiptId, loanId, amount: emi, ...why }), customerId)
    const file = await fileAt(loanId)
    assert.equal(file.dues.total, emi)
    const shown = file.transactions.find(({ factId }) => factId === receiptId)
    assert.deepEqual([shown?.reversed, shown?.principal], [true, 0])
    assert.equal((await fileAt(loanId, { on: addDays(firstDueOn, 2) })).dues.total, 0)
    const { debit, credit } = await tell(loanLedger, { loanId })
    assert.equal(debit, credit)
  })
  it('a quote for a later day adds that day’s interest', async () => {
    const { loanId, began } = await running()
    const today = (await tell(foreclosureQuote, { loanId })).quote
    const on = addDays(began, 10)
    const later = (await tell(foreclosureQuote, { loanId, on })).quote
    assert.ok(today && later && later.payable > today.payable)
    assert.equal(later.gross, later.principal + later.interestToDate)
  })
})

describe('A day', () => {
  it('tells what fell due, what is unpaid of it, and what comes', async () => {
    const { loanId, firstDueOn } = await running()
    atNoon(firstDueOn)
    await look(loanId)
    const due = await tell(duesBetween, { from: firstDueOn, to: addMonths(firstDueOn, 1) })
    const own = due.dues.filter((row) => row.loanId === loanId)
    assert.deepEqual(own.map(({ status }) => status).toSorted(), ['coming', 'unpaid'])
    assert.deepEqual(
      own.map(({ amount }) => amount),
      [emi, emi],
    )
    assert.equal(due.fell.count, due.dues.filter(({ status }) => status !== 'coming').length)
  })
  it('ends with debits equal to credits, and its class changes kept once', async () => {
    const { loanId, customerId, firstDueOn } = await running()
    atNoon(firstDueOn)
    await look(loanId)
    const change = { loanId, from: 'standard', to: 'SMA-0', dpd: 1, on: firstDueOn }
    const before = await tell(dayEnd, { on: firstDueOn })
    await lone.hear(AssetClassChanged(change), customerId)
    const fact = lone.told.at(-1) ?? assert.fail('nothing told')
    const keep = module.reactions?.find((one) => one.types.includes(fact.type))
    assert.ok(keep?.mode === 'each')
    await lone.inside((tx) => keep.react(fact, tx))
    const end = await tell(dayEnd, { on: firstDueOn })
    assert.equal(end.debit, end.credit)
    assert.ok(end.booked.some(({ kind, count }) => kind === 'due' && count > 0))
    assert.equal(end.moved.length, before.moved.length + 1)
  })
})
