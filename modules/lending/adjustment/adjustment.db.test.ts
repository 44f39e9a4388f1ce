import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf, OutputOf, Query } from '#kernel/contract'
import { addDays, addMonths, atTime, businessDateOf } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { PaymentReceived } from '#modules/payments'
import { loneModule, type Lone } from '#test/lone-module'
import {
  bookChargeback,
  bookMerchantRefund,
  booksCheck,
  foresee,
  giveGoodwill,
  loanFile,
  loanLedger,
} from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import { module } from '../module.ts'

const emi = rupees('9168')
let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const today = () => businessDateOf(lone.clock.now())
const tell = <Q extends Query>(query: Q, input: InputOf<Q>): Promise<OutputOf<Q>> =>
  lone.ask(query.name, input) as never
const fileOf = async (loanId: Id<'loan'>) =>
  (await tell(loanFile, { loanId })).file ?? assert.fail('no such loan')
const ask = (command: { name: string }, input: object): Promise<object> =>
  lone.ask(command.name, input) as never

/** ₹1,00,000 at 18 % over twelve months; its first instalment falls due today. */
async function due() {
  const began = addDays(today(), 1)
  const name = `a${++nth}`
  const [loanId, customerId] = [id('loan', name), id('cus', name)]
  const terms = {
    ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12, epi: emi, fees: [] },
    ...{ firstDueOn: addMonths(began, 1), placeOfSupply: 'same-state' as const },
  }
  lone.clock.jump(atTime(began, '10:00'))
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: name, customerId, applicationId: id('app', name) },
      ...{ product: 'personal', mandateId: null, terms, coolingOffUntil: began },
      ...{ bounceCharge: rupees('500'), bounceGstPercent: '18', principal: terms.principal },
      ...{ assetClass: 'standard' as const, disbursedOn: began },
    })
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', on: began, amount: terms.principal },
      { id: `evt_${name}`, kind: 'credited', on: began },
    ])
  })
  lone.clock.jump(atTime(terms.firstDueOn, '10:00'))
  await lone.inside((tx) => book(tx, loanId, []))
  return { loanId, customerId }
}
async function paid({ loanId, customerId }: Awaited<ReturnType<typeof due>>, amount: Money) {
  const receiptId = id('rcp', `a${++nth}`)
  const how = { rail: 'upi', reference: `UPI${nth}` } as const
  const receivedOn = today()
  await lone.hear(PaymentReceived({ receiptId, loanId, amount, ...how, receivedOn }), customerId)
  await lone.settle(true)
  return receiptId
}
async function balance(loanId: Id<'loan'>, account: string): Promise<number> {
  const { balances, debit, credit } = await tell(loanLedger, { loanId })
  assert.equal(debit, credit)
  return balances.find((one) => one.account === account)?.balance ?? 0
}
async function agrees(): Promise<void> {
  const { accounts, agrees: all } = await tell(booksCheck, {})
  assert.ok(all, JSON.stringify(accounts.filter(({ difference }) => difference !== 0)))
}

describe('A gift of ours', () => {
  it('meets what is due, at an expense of its own that is no bad debt', async () => {
    const { loanId } = await due()
    const amount = rupees('1000')
    await ask(giveGoodwill, { loanId, amount, reason: 'our-error' })
    assert.equal((await fileOf(loanId)).dues.total, rupees('8168'))
    assert.deepEqual([await balance(loanId, '5220'), await balance(loanId, '5210')], [amount, 0])
    await agrees()
  })
  it('is never more than closes the loan', async () => {
    const { loanId } = await due()
    const { payoff } = await fileOf(loanId)
    const over = { loanId, amount: payoff.payable + 1, reason: 'complaint' }
    assert.deepEqual(await ask(giveGoodwill, over), { refused: 'more-than-owed' })
    const none = { ...over, loanId: id('loan', 'none') }
    assert.deepEqual(await ask(giveGoodwill, none), { refused: 'unknown-loan' })
  })
  it('changes what was foreseen of it, to the paisa', async () => {
    const { loanId } = await due()
    const amount = rupees('1234.56')
    const { lines, refusal } = await tell(foresee, { act: 'goodwill', loanId, amount })
    assert.equal(refusal, undefined)
    const was = await Promise.all(lines.map(({ account }) => balance(loanId, account.slice(0, 4))))
    await ask(giveGoodwill, { loanId, amount, reason: 'outage' })
    for (const [i, { account, debit, credit }] of lines.entries()) {
      assert.equal((await balance(loanId, account.slice(0, 4))) - was[i]!, debit - credit, account)
    }
  })
})

describe('A repayment the bank took back', () => {
  it('is owed again with the next instalment; a reference counts once', async () => {
    const of = await due()
    const { loanId } = of
    const receiptId = await paid(of, emi)
    const before = (await fileOf(loanId)).outstanding.principal
    const asked = { loanId, receiptId, amount: emi, reference: 'CBK001', reason: 'payer-dispute' }
    assert.deepEqual(await ask(bookChargeback, asked), { loanId })
    const { outstanding, nextDueAmount } = await fileOf(loanId)
    assert.equal(outstanding.principal - before, emi)
    assert.equal(nextDueAmount, 2 * emi)
    assert.deepEqual(await ask(bookChargeback, asked), { refused: 'reference-known' })
    await agrees()
  })
  it('is never more than it was, in however many parts; and is of this loan', async () => {
    const of = await due()
    const receiptId = await paid(of, emi)
    const part = { loanId: of.loanId, receiptId, amount: rupees('9000'), reason: 'fraud' }
    await ask(bookChargeback, { ...part, reference: 'CBK010' })
    const more = await ask(bookChargeback, { ...part, reference: 'CBK011' })
    assert.deepEqual(more, { refused: 'more-than-received' })
    const other = { ...part, loanId: (await due()).loanId, reference: 'CBK012' }
    assert.deepEqual(await ask(bookChargeback, other), { refused: 'receipt-unknown' })
  })
})

describe('What a merchant gave back by transfer', () => {
  const asked = (loanId: Id<'loan'>, amount: Money) => ({
    loanId,
    amount,
    reference: `MRF${++nth}`,
  })
  async function purchase() {
    const of = await due()
    const [merchant, order] = [`mer_${++nth}`, `ORD${nth}`]
    await lone.db.owner`
      insert into lending.merchant
        (id, name, gst_state, verification, registered_by, registered_at)
      values (${merchant}, 'Shop', '29', 'chk_1', 'stf_1', ${lone.clock.now()})`
    await lone.db.owner`
      insert into lending.purchase (loan_id, merchant_id, order_reference, reference)
      values (${of.loanId}, ${merchant}, ${order}, ${order})`
    await paid(of, emi)
    return of.loanId
  }
  it('repays a purchase before time, and no more than its price in all', async () => {
    const loanId = await purchase()
    const before = (await fileOf(loanId)).outstanding.principal
    await ask(bookMerchantRefund, asked(loanId, rupees('20000')))
    const { outstanding } = await fileOf(loanId)
    assert.ok(before - outstanding.principal >= rupees('20000'))
    const rest = await ask(bookMerchantRefund, asked(loanId, rupees('80000.01')))
    assert.deepEqual(rest, { refused: 'more-than-price' })
    await agrees()
  })
  it('is of a purchase: a loan of money has no merchant', async () => {
    const { loanId } = await due()
    const none = await ask(bookMerchantRefund, asked(loanId, rupees('50')))
    assert.deepEqual(none, { refused: 'no-purchase' })
  })
})
