import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf, OutputOf } from '#kernel/contract'
import { addDays, addMonths, atTime, businessDateOf, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { PaymentReceived } from '#modules/payments'
import { loneModule, type Lone } from '#test/lone-module'
import type { loanLedger, publishProduct } from '../contract.ts'
import { ruleAt } from '../law.fixture.ts'
import { book } from '../loan/commands.ts'
import { module } from '../module.ts'

let lone: Lone
let nth = 0
let today: LocalDate
/** Where the borrower lives. */
let home = '29'

const plain: Omit<InputOf<typeof publishProduct>, 'code' | 'effectiveFrom' | 'kind'> = {
  ...{ name: 'A product', amountMin: rupees('1000'), amountMax: rupees('50000') },
  ...{ tenorMonthsMin: 3, tenorMonthsMax: 12, coolingOffDays: 3, bounceCharge: rupees('500') },
  ...{ bounceGstPercent: '18', penalPercent: '24', penalGraceDays: 3, gstPercent: '18' },
  ...{ processingFeePercent: '2', stampDuty: rupees('200'), foreclosurePercent: '0' },
  ...{ floating: false, limitRestores: false, limitMonths: 0, subventionPercent: '0' },
}

before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.customers-known': ({ customerIds }: { customerIds: string[] }) => ({ customerIds }),
      'identity.home-state-of': () => ({ state: home }),
      'rules.rule-at': ruleAt,
    },
  })
  const effectiveFrom = addDays(businessDateOf(lone.clock.now()), 1)
  const fees = { processingFeePercent: '0', stampDuty: rupees('0') }
  const products = [
    { code: 'flexi', kind: 'drawdown', limitMonths: 12 },
    {
      code: 'again',
      kind: 'drawdown',
      limitMonths: 12,
      limitRestores: true,
      signedOffBy: 'R. Iyer',
    },
    { code: 'later', kind: 'pay-later', subventionPercent: '3', ...fees },
  ]
  for (const own of products) {
    await ask('publish-product', { ...plain, effectiveFrom, ...own })
  }
  today = effectiveFrom
  lone.clock.jump(atTime(today, '10:00'))
})
after(() => lone?.drop())

type Answer = {
  readonly loanId: Id<'loan'>
  readonly limitId: Id<'lim'>
  readonly merchantId: Id<'mer'>
  readonly paidToMerchant?: Money
}
const ask = <As = Answer>(name: string, input: object) =>
  lone.ask(`lending.${name}`, input) as Promise<As>

async function granted(product: string) {
  const customerId = id('cus', `lim${++nth}`)
  const asked = { customerId, product, amount: rupees('30000'), rate: rate('18') }
  const { limitId } = await ask('grant-limit', asked)
  return { customerId, limitId, asked }
}

const draw = (limitId: string, amount: Money, reference = `UTR${++nth}`) =>
  ask('book-drawdown', {
    ...{ limitId, amount, tenorMonths: 6, creditedOn: today, reference },
    kfsDocumentId: id('doc', '1'),
  })

const availableOf = async (limitId: string): Promise<number | undefined> => {
  const [row] = await lone.db.owner<{ available: number }[]>`
    select available::float8 as available from lending.credit_limit where id = ${limitId}`
  return row?.available
}

async function repay(loanId: Id<'loan'>, customerId: string, amount: Money): Promise<void> {
  const receipt = { receiptId: id('rcp', `lim${++nth}`), loanId, amount, receivedOn: today }
  const rail = { rail: 'transfer', reference: `R${nth}` } as const
  await lone.hear(PaymentReceived({ ...receipt, ...rail }), customerId)
  await lone.settle(true)
}

describe('A limit', () => {
  it('falls with each draw, a loan of its own, and repaying does not restore it', async () => {
    const { customerId, limitId } = await granted('flexi')
    const { loanId } = await draw(limitId, rupees('10000'))
    assert.equal(await availableOf(limitId), rupees('20000'))
    await repay(loanId, customerId, rupees('10000'))
    assert.equal(await availableOf(limitId), rupees('20000'))
    assert.deepEqual(await draw(limitId, rupees('20000.01')), { refused: 'above-limit' })
  })
  it('signed off to restore gives back what was repaid', async () => {
    const { customerId, limitId } = await granted('again')
    const { loanId } = await draw(limitId, rupees('10000'))
    await repay(loanId, customerId, rupees('10000'))
    assert.equal(await availableOf(limitId), rupees('30000'))
  })
  it('is one of its product a customer, and one bank reference draws once', async () => {
    const { limitId, asked } = await granted('flexi')
    assert.deepEqual(await ask('grant-limit', asked), { refused: 'limit-open' })
    await draw(limitId, rupees('2000'), 'UTR-ONCE')
    assert.deepEqual(await draw(limitId, rupees('2000'), 'UTR-ONCE'), {
      refused: 'reference-known',
    })
  })
  it('whose draw never arrived was not drawn', async () => {
    const { limitId } = await granted('flexi')
    const { loanId } = await draw(limitId, rupees('10000'))
    const returned = { id: `ret${++nth}`, kind: 'disbursal-returned', on: today } as const
    await lone.inside((tx) => book(tx, loanId, [returned]))
    assert.equal(await availableOf(limitId), rupees('30000'))
  })
  it('freezes when a draw is overdue by more than thirty days', async () => {
    const { limitId } = await granted('flexi')
    const { loanId } = await draw(limitId, rupees('10000'))
    today = addDays(addMonths(today, 1), 40)
    lone.clock.jump(atTime(today, '10:00'))
    await lone.inside((tx) => book(tx, loanId, []))
    assert.deepEqual(await draw(limitId, rupees('1000')), { refused: 'limit-frozen' })
  })
  it('has each draw taxed in its borrower’s state: not ours, by IGST (SPEC §12)', async () => {
    const taxed = async () => {
      const { limitId } = await granted('flexi')
      const { loanId } = await draw(limitId, rupees('10000'))
      const { 2210: cgst, 2211: sgst, 2212: igst } = await balancesOf(loanId)
      return [cgst, sgst, igst]
    }
    assert.deepEqual(await taxed(), [-rupees('18'), -rupees('18'), undefined])
    home = '27'
    assert.deepEqual(await taxed(), [undefined, undefined, -rupees('36')])
    home = '29'
  })
  it('closed gives nothing more', async () => {
    const { limitId } = await granted('flexi')
    await ask('close-limit', { limitId })
    assert.deepEqual(await draw(limitId, rupees('1000')), { refused: 'limit-over' })
  })
})

async function bought(gstState: string, orderReference = `order ${++nth}`) {
  const merchant = { name: 'Asha Electronics', gstState, verification: 'penny drop 4411' }
  const { merchantId } = await ask('register-merchant', merchant)
  const order = {
    ...{ customerId: id('cus', `buy${++nth}`), merchantId, product: 'later', orderReference },
    ...{ amount: rupees('12000'), tenorMonths: 6, rate: rate('0'), creditedOn: today },
    ...{ reference: `UTR${nth}`, kfsDocumentId: id('doc', '2') },
  }
  return { order, ...(await ask('book-purchase', order)) }
}

const balancesOf = async (loanId: string) => {
  const { balances } = await ask<OutputOf<typeof loanLedger>>('loan-ledger', { loanId })
  return Object.fromEntries(balances.map(({ account, balance }) => [account, balance]))
}

describe('A purchase paid later', () => {
  it('pays the merchant less its share, which is earned over the tenor', async () => {
    const { loanId, paidToMerchant } = await bought('29')
    assert.equal(paidToMerchant, rupees('11575.20'))
    assert.deepEqual(await balancesOf(loanId), {
      ...{ 1010: -rupees('11575.20'), 1100: rupees('12000') },
      ...{ 2210: -rupees('32.40'), 2211: -rupees('32.40'), 2310: -rupees('360') },
    })
    today = addMonths(today, 1)
    lone.clock.jump(atTime(today, '10:00'))
    await lone.inside((tx) => book(tx, loanId, []))
    const later = await balancesOf(loanId)
    assert.deepEqual([later[4110], later[2310]], [-rupees('60'), -rupees('300')])
    assert.equal(later[4100], undefined) // Nothing of it is the borrower's interest.
  })
  it('taxes the share where the merchant is', async () => {
    const { loanId } = await bought('27')
    const { 2210: cgst, 2212: igst } = await balancesOf(loanId)
    assert.deepEqual([cgst, igst], [undefined, -rupees('64.80')])
  })
  it('an order is paid once', async () => {
    const { order } = await bought('29')
    const again = await ask('book-purchase', { ...order, reference: `UTR${++nth}` })
    assert.deepEqual(again, { refused: 'order-known' })
  })
})
