import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addDays, addMonths } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
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
  plain,
  sent,
  stateOf,
  today,
  unique,
  type Drawing,
  type Holder,
} from '../draw.fixture.ts'

before(openLender)
after(() => lone?.drop())

type Shop = { readonly merchantId: Id<'mer'>; readonly secret: string }
type Placed = { readonly merchantId: Id<'mer'>; readonly orderReference: string }
const price = rupees('12000')
/** What each shop's checkout was told when it was registered. */
const shops = new Map<string, Shop>()

async function opened(gstState = '29'): Promise<Shop> {
  const merchant = { name: 'Asha Electronics', gstState, verification: 'penny drop 4411' }
  const { merchantId, secret } = await ask('register-merchant', {
    ...merchant,
    fundAccount: 'fa_Asha1',
  })
  const shop = { merchantId, secret } as Shop
  shops.set(shop.merchantId, shop)
  return shop
}

type Letter = { readonly by?: Shop | undefined; readonly id?: string }
/** The merchant's own letter, signed as its checkout signs; `by`, whoever else signs it. */
function letter(event: string, order: Placed, amount: Money, { by, id }: Letter = {}) {
  const { merchantId, orderReference } = order
  const { merchantId: sender, secret } = by ?? (shops.get(merchantId) as Shop)
  const of = { merchant_id: merchantId, order_id: orderReference, amount }
  const raw = JSON.stringify({ id: id ?? unique(), event, ...of })
  const signature = createHmac('sha256', secret).update(raw).digest('hex')
  return lone.receive(raw, { 'x-webhook-signature': signature, 'x-webhook-merchant': sender })
}

async function placed(gstState = '29'): Promise<Placed> {
  const { merchantId } = await opened(gstState)
  const order = { merchantId, orderReference: `ORD-${unique()}` }
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
  it('tells in its terms whom it pays, for what, and what it leaves of the limit', async () => {
    const [order, of] = [await placed(), await granted()]
    const { applicationId } = await begun(of, price, await take(of, order))
    const [row] = await lone.db.owner<{ terms: { merchant: object; limit: { left: number } } }[]>`
      select terms from lending.draw_asked where id = ${applicationId}`
    const { orderReference } = order
    const paid = { name: 'Asha Electronics', orderReference, bearsPercent: '3' }
    assert.deepEqual([row?.terms.merchant, row?.terms.limit.left], [paid, rupees('18000')])
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

describe('A purchase at a rate', () => {
  it('costs the buyer interest, beside what the merchant bears', async () => {
    const fees = { processingFeePercent: '0', stampDuty: rupees('0'), subventionPercent: '2' }
    const version = { ...plain, ...fees, code: 'pay-later', kind: 'pay-later', purchaseRate: '12' }
    const effectiveFrom = addDays(today, 1)
    assert.ok('productId' in (await ask('publish-product', { ...version, effectiveFrom })))
    const [before, of] = [await placed(), await granted()]
    const costOf = (order: Placed) => ask('order-preview', { ...order, tenorMonths: 6 }, of.actor)
    assert.equal((await costOf(before))['totalInterest'], 0)
    goTo(effectiveFrom)
    const order = await placed()
    const { netDisbursed, aprPercent, totalInterest } = await costOf(order)
    assert.deepEqual([netDisbursed, aprPercent], [price, '12.00'])
    assert.ok(Number(totalInterest) > 0)
    const loanId = await bought(order)
    const { 1010: paid, 2310: unearned } = await balancesOf(loanId)
    assert.deepEqual([paid, unearned], [-rupees('11716.80'), -rupees('240')])
    goTo(addMonths(today, 1))
    await lone.inside((tx) => book(tx, loanId, []))
    const { 4100: interest, 4110: share } = await balancesOf(loanId)
    assert.equal(interest, -rupees('120'))
    assert.ok((share ?? 0) < 0)
  })
})

describe('A merchant’s secret', () => {
  const refund = (order: Placed, by?: Shop) => letter('order.refunded', order, price, { by })

  it('signs for no other merchant', async () => {
    const [order, other] = [await placed(), await opened()]
    assert.equal(await refund(order, other), false)
    const posing = { ...other, merchantId: order.merchantId }
    await assert.rejects(refund(order, posing), /forged/)
    const same = { ...order, merchantId: other.merchantId }
    assert.equal(await refund(same, other), false)
    assert.ok('applicationId' in (await take(await granted(), order)))
  })
  it('made anew serves beside the one before for a week, and that before it no more', async () => {
    const order = await placed()
    const { merchantId } = order
    const first = shops.get(merchantId) as Shop
    const rotate = async (atOnce = false) =>
      (await ask('rotate-merchant-secret', { merchantId, atOnce })) as never as Shop
    const second = await rotate()
    assert.notEqual(second.secret, first.secret)
    assert.ok(await letter('order.placed', order, price, { by: first }))
    assert.ok(await letter('order.placed', order, price, { by: second }))
    const third = await rotate()
    await assert.rejects(letter('order.placed', order, price, { by: first }), /forged/)
    goTo(addDays(today, 8))
    await assert.rejects(letter('order.placed', order, price, { by: second }), /forged/)
    const fourth = await rotate(true)
    await assert.rejects(letter('order.placed', order, price, { by: third }), /forged/)
    assert.ok(await letter('order.placed', order, price, { by: fourth }))
  })
  it('rests sealed, and opens in its own row only', async () => {
    const [one, other] = [await opened(), await opened()]
    const rows = await lone.db.owner<{ text: string }[]>`
      select row_to_json(s)::text as text from lending.merchant_secret s`
    assert.ok(rows.every(({ text }) => !text.includes(one.secret)))
    await lone.db.owner`
      update lending.merchant_secret set sealed = (
        select sealed from lending.merchant_secret where merchant_id = ${other.merchantId})
       where merchant_id = ${one.merchantId}`
    const order = { merchantId: one.merchantId, orderReference: `ORD-${unique()}` }
    await assert.rejects(letter('order.placed', order, price, { by: one }))
  })
  it('is nobody’s whom we do not know', async () => {
    const nobody = { merchantId: 'mer_nobody', secret: 'x' } as Shop
    const order = { ...nobody, orderReference: 'ORD-1' }
    await assert.rejects(letter('order.placed', order, price, { by: nobody }), /forged/)
    assert.deepEqual(
      await ask('rotate-merchant-secret', { merchantId: 'mer_nobody', atOnce: false }),
      { refused: 'unknown-merchant' },
    )
  })
})
