/** What is done about limits and purchases: each draw and each purchase opens a loan of its own. */
import { addDays, addMonths, type LocalDate } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { customersKnown } from '#modules/identity'
import { ruleAt } from '#modules/rules'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { termsOf } from '../application/terms.ts'
import {
  bookDrawdown,
  bookPurchase,
  closeLimit,
  grantLimit,
  LimitClosed,
  LimitGranted,
  LoanDrawn,
  MerchantRegistered,
  registerMerchant,
} from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import { lawFor, loanTermsOf, numberFor } from '../loan/opening/commands.ts'
import { fits, type Product, type ProductKind } from '../product/product.ts'
import { productOn } from '../product/store.ts'
import type { Fee } from '../schedule/kfs.ts'
import { mayDraw, paidToMerchant, subventionOf } from './limit.ts'
import {
  endLimit,
  insertDrawdown,
  insertLimit,
  insertMerchant,
  insertPurchase,
  isOrderPaid,
  isPaidOut,
  lockLimit,
  merchantById,
} from './store.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
const HOUSE = 'sys_lending'

export const commands = [
  run(grantLimit, async ({ customerId, product: code, amount, rate }, tx) => {
    if (!(await isKnown(tx, customerId))) return refuse('unknown-person')
    const product = await productOfKind(tx, code, 'drawdown', tx.today)
    if (!product) return refuse('unknown-product')
    if (amount > product.amountMax || amount < product.amountMin) return refuse('outside-product')
    const limitId = tx.newId('lim')
    const { limitRestores: restores, limitMonths } = product
    const limit = { product: code, amount, rate, restores }
    const validTill = addMonths(tx.today, limitMonths)
    const isNew = await insertLimit(tx, { ...limit, id: limitId, customerId, validTill })
    if (!isNew) return refuse('limit-open')
    await tx.emit(customerId, [LimitGranted({ ...limit, limitId, validTill })])
    return { limitId }
  }),

  run(closeLimit, async ({ limitId }, tx) => {
    const limit = await lockLimit(tx, limitId)
    if (!limit) return refuse('unknown-limit')
    if (limit.closedOn !== null) return refuse('limit-over')
    await endLimit(tx, limitId)
    await tx.emit(limit.customerId, [LimitClosed({ limitId, closedOn: tx.today })])
    return { limitId }
  }),

  run(bookDrawdown, async ({ limitId, amount, tenorMonths, ...paid }, tx) => {
    const limit = await lockLimit(tx, limitId)
    if (!limit) return refuse('unknown-limit')
    const { creditedOn, reference } = paid
    if (creditedOn > tx.today) return refuse('paid-out-later')
    if (await isPaidOut(tx, reference)) return refuse('reference-known')
    const refused = mayDraw(limit, amount, creditedOn)
    if (refused) return refused
    const product = await productOfKind(tx, limit.product, 'drawdown', creditedOn)
    if (!product) return refuse('unknown-product')
    if (amount > product.amountMax || !fitsTenor(product, tenorMonths)) {
      return refuse('outside-product')
    }
    const { customerId, rate } = limit
    const { loanId } = await openLoan(tx, product, {
      ...{ customerId, principal: amount, tenorMonths, rate, ...paid },
      told: { limitId },
    })
    await insertDrawdown(tx, { loanId, limitId, reference })
    return { loanId }
  }),

  run(registerMerchant, async (merchant, tx) => {
    const merchantId = tx.newId('mer')
    const by = tx.actor.id
    await insertMerchant(tx, { id: merchantId, by, ...merchant })
    await tx.emit(HOUSE, [MerchantRegistered({ merchantId, name: merchant.name, by })])
    return { merchantId }
  }),

  run(bookPurchase, async (bought, tx) => {
    const { customerId, merchantId, product: code, amount, orderReference, ...paid } = bought
    const { creditedOn, reference } = paid
    if (!(await isKnown(tx, customerId))) return refuse('unknown-person')
    const merchant = await merchantById(tx, merchantId)
    if (!merchant) return refuse('unknown-merchant')
    if (creditedOn > tx.today) return refuse('paid-out-later')
    if (await isPaidOut(tx, reference)) return refuse('reference-known')
    if (await isOrderPaid(tx, { merchantId, orderReference })) return refuse('order-known')
    const product = await productOfKind(tx, code, 'pay-later', creditedOn)
    if (!product) return refuse('unknown-product')
    if (!fits(product, amount, paid.tenorMonths)) return refuse('outside-product')
    const { rule } = await tx.call(ruleAt, { code: 'lender.gst-state', on: creditedOn })
    const place = merchant.gstState === rule?.value['state'] ? 'same-state' : 'other-state'
    const fees = subventionOf(product, amount, place)
    const order = { customerId, principal: amount, ...paid, fees }
    const { loanId, paidOut } = await openLoan(tx, product, { ...order, told: { merchantId } })
    await insertPurchase(tx, { loanId, merchantId, orderReference, reference })
    return { loanId, paidToMerchant: paidOut }
  }),
]

async function isKnown(tx: Tx, customerId: Id<'cus'>): Promise<boolean> {
  return (await tx.call(customersKnown, { customerIds: [customerId] })).customerIds.length > 0
}

async function productOfKind(
  tx: Tx,
  code: string,
  kind: ProductKind,
  on: LocalDate,
): Promise<Product | undefined> {
  const product = await productOn(tx, code, on)
  return product?.kind === kind ? product : undefined
}

const fitsTenor = (product: Product, tenorMonths: number): boolean =>
  fits(product, product.amountMin, tenorMonths)

type Opened = {
  readonly customerId: Id<'cus'>
  readonly principal: Money
  readonly tenorMonths: number
  readonly rate: Rate
  readonly creditedOn: LocalDate
  readonly reference: string
  readonly kfsDocumentId: Id<'doc'>
  /** What another bears of it, kept from what is paid out; absent: the product's own fees. */
  readonly fees?: readonly Fee[]
  readonly told: { readonly limitId?: Id<'lim'>; readonly merchantId?: Id<'mer'> }
}

/** A loan whose money has arrived: under the product's terms and the rules of that day. */
async function openLoan(
  tx: Tx,
  product: Product,
  opened: Opened,
): Promise<{ loanId: Id<'loan'>; paidOut: Money }> {
  const { customerId, principal, tenorMonths, rate, creditedOn: on, reference } = opened
  const { processingFeePercent, coolingOffDays, code, bounceCharge, bounceGstPercent } = product
  const agreed = termsOf(product, { principal, tenorMonths, rate, processingFeePercent }, on)
  const ours = loanTermsOf(agreed, await lawFor(tx, customerId, on))
  const terms = opened.fees ? { ...ours, fees: opened.fees } : ours
  const paidOut = opened.fees ? paidToMerchant(principal, opened.fees) : agreed.netDisbursed
  const loanId = tx.newId('loan')
  const applicationId = tx.newId('app') // It was agreed elsewhere, under its own KFS.
  const accountNumber = await numberFor(tx, on)
  await addLoan(tx, {
    ...{ id: loanId, accountNumber, customerId, applicationId, product: code, mandateId: null },
    ...{ terms, coolingOffUntil: addDays(on, coolingOffDays), bounceCharge, bounceGstPercent },
    ...{ principal, assetClass: 'standard', disbursedOn: on },
  })
  await book(tx, loanId, [
    { id: `payout:${reference}`, kind: 'disbursed', on, amount: paidOut },
    { id: `credit:${reference}`, kind: 'credited', on },
  ])
  const { kfsDocumentId, told } = opened
  const drawn = { loanId, applicationId, accountNumber, product: code, principal, paidOut }
  await tx.emit(customerId, [LoanDrawn({ ...drawn, creditedOn: on, kfsDocumentId, ...told })])
  return { loanId, paidOut }
}
