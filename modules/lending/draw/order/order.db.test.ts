import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addMonths } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { hookSecret } from '#test/lone-module'
import { book } from '../../loan/commands.ts'
import {
  ask,
  begun,
  credited,
  failed,
  goTo,
  granted,
  lone,
  openLender,
  sent,
  stateOf,
  today,
  unique,
  type Drawing,
  type Holder,
} from '../draw.fixture.ts'

before(openLender)
after(() => lone?.drop())

type Placed = { readonly merchantId: Id<'mer'>; readonly orderReference: string }
const price = rupees('12000')

/** The merchant's own letter, signed as its checkout signs. */
function letter(event: string, { merchantId, orderReference }: Placed, amount: Money) {
  const of = { merchant_id: merchantId, order_id: orderReference, amount }
  const raw = JSON.stringify({ id: unique(), event, ...of })
  const signature = createHmac('sha256', hookSecret).update(raw).digest('hex')
  return lone.receive(raw, { 'x-webhook-signature': signature })
}

async function placed(gstState = '29'): Promise<Placed> {
  const merchant = { name: 'Asha Electronics', gstState, verification: 'penny drop 4411' }
  const { merchantId } = await ask('register-merchant', { ...merchant, fundAccount: 'fa_Asha1' })
  const order = { merchantId: merchantId as Id<'mer'>, orderReference: `ORD-${unique()}` }
  assert.ok(await letter('order.placed', order, price))
  return order
}

const take = (of: Holder, order: Placed, tenorMonths = 6) =>
  ask('take-order', { ...order, tenorMonths }, of.actor)

async function paying(order: Placed, of?: Holder): Promise<Drawing> {
  const holder = of ?? (await granted())
  return sent(await begun(holder, price, await take(holder, order)))
}
const bought = async (order: Placed): Promise<Id<'loan'>> => credited(await paying(order))

const balancesOf = async (loanId: string) => {
  const { balances } = await ask('loan-ledger', { loanId })
  const all = balances as { account: string; balance: number }[]
  return Object.fromEntries(all.map(({ account, balance }) => [account, balance]))
}
const payoutOf = ({ applicationId }: Drawing) =>
  lone.told
    .filter(({ type }) => type === 'payments.asked')
    .map(({ data }) => (data as { input: { [field: string]: unknown } }).input)
    .findLast((input) => input['applicationId'] === applicationId && 'amount' in input)

describe('A purchase paid later', () => {
  it('pays the merchant less its share, which is earned over the tenor', async () => {
    const draw = await paying(await placed())
    const { fundAccount, accountId, amount } = payoutOf(draw) ?? {}
    assert.deepEqual([fundAccount, accountId, amount], ['fa_Asha1', undefined, rupees('11575.20')])
    const loanId = await credited(draw)
    assert.deepEqual(await balancesOf(loanId), {
      ...{ 1010: -rupees('11575.20'), 1100: rupees('12000') },
      ...{ 2210: -rupees('32.40'), 2211: -rupees('32.40'), 2310: -rupees('360') },
    })
    goTo(addMonths(today, 1))
    await lone.inside((tx) => book(tx, loanId, []))
    const later = await balancesOf(loanId)
    assert.deepEqual([later[4110], later[2310]], [-rupees('60'), -rupees('300')])
    assert.equal(later[4100], undefined) // Nothing of it is the borrower's interest.
  })
  it('taxes the share where the merchant is', async () => {
    const { 2210: cgst, 2212: igst } = await balancesOf(await bought(await placed('27')))
    assert.deepEqual([cgst, igst], [undefined, -rupees('64.80')])
  })
  it('is bought on a limit with room, once', async () => {
    const order = await placed()
    const first = await granted()
    await credited(await paying(order, first))
    const { limits } = await ask('my-limits', {}, first.actor)
    assert.equal((limits as { available: Money }[])[0]?.available, rupees('18000'))
    assert.deepEqual(await take(await granted(), order), { refused: 'order-known' })
    const stranger = { ...first, actor: { kind: 'customer', id: 'cus_stranger' } } as Holder
    assert.deepEqual(await take(stranger, await placed()), { refused: 'no-limit' })
    await credited(await paying(await placed(), first))
    assert.deepEqual(await take(first, await placed()), { refused: 'above-limit' })
  })
  it('of which the merchant thought better is nobody’s to buy', async () => {
    const order = await placed()
    assert.ok(await letter('order.refunded', order, price))
    assert.deepEqual(await take(await granted(), order), { refused: 'unknown-order' })
  })
  it('whose money the merchant gives back is repaid with it', async () => {
    const order = await placed()
    const loanId = await bought(order)
    assert.ok(await letter('order.refunded', order, price))
    await lone.settle(true)
    const [loan] = await lone.db.owner<{ outstanding: number; status: string }[]>`
      select outstanding::float8 as outstanding, status from lending.loan where id = ${loanId}`
    assert.deepEqual([loan?.outstanding, loan?.status], [0, 'closed'])
  })
  it('is given back to its price and no further, in however many letters', async () => {
    const order = await placed()
    await bought(order)
    const part = rupees('1')
    assert.ok(await letter('order.refunded', order, part))
    assert.equal(await letter('order.refunded', order, price), false)
  })
  it('a refund that crosses the payout waits for a person', async () => {
    const order = await placed()
    await paying(order)
    assert.equal(await letter('order.refunded', order, price), false)
  })
  it('that finance paid by hand is of the customer’s own KFS and order', async () => {
    const [order, other] = [await placed(), await placed()]
    const draw = await paying(order)
    await failed(draw)
    const { customerId, documentId: kfsDocumentId } = draw
    const paid = { creditedOn: today, reference: `UTR${unique()}`, kfsDocumentId }
    const what = { customerId, product: 'pay-later', amount: price, tenorMonths: 6, ...paid }
    assert.deepEqual(await ask('book-purchase', { ...what, ...other }), { refused: 'other-terms' })
    const { loanId, paidToMerchant } = await ask('book-purchase', { ...what, ...order })
    assert.ok(loanId)
    assert.equal(paidToMerchant, rupees('11575.20'))
    assert.equal(await stateOf(draw), 'drawn')
  })
})
