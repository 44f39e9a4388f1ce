/** What a borrower may do about a draw, and what finance books by hand when a payout failed. */
import type { LocalDate } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { nothing, type Money } from '#kernel/money'
import { kfsOf } from '#modules/documents'
import { accountOwner } from '#modules/identity'
import { standingMandates } from '#modules/payments'
import { run } from '#platform/http'
import { move, start } from '#platform/journeys'
import type { Tx } from '#platform/sql'
import { afterDraw } from '../application/disclosure.ts'
import { lockCustomer } from '../application/store.ts'
import { termsOf, type Terms } from '../application/terms.ts'
import {
  acceptDraw,
  askDraw,
  bookDrawdown,
  bookPurchase,
  DrawAsked,
  KfsAccepted,
  leaveDraw,
  takeOrder,
  useDrawAccount,
} from '../contract.ts'
import { hashOf } from '../engines/hash.ts'
import { mayDraw } from '../limit/limit.ts'
import { limitById, lockLimit } from '../limit/store.ts'
import { merchantById } from '../merchant/store.ts'
import { fits } from '../product/product.ts'
import { offeredOn } from '../product/offer/queries.ts'
import { mandateFor } from './gates.ts'
import { burdenOfTerms, drawJourney, gatesOf } from './journeys.ts'
import { payoutOf } from './opening/commands.ts'
import { PAY_LATER, purchaseTerms } from './order/order.ts'
import { isOrderTaken, orderKnown } from './order/store.ts'
import { openDraw } from './reactions.ts'
import {
  drawById,
  insertDraw,
  isPaidOut,
  limitsOf,
  runningDraw,
  termsOfDraw,
  type DrawRow,
} from './store.ts'

/** Draws are of whole hundreds of rupees: an odd one is a slip of the finger. */
const DRAW_STEP = 10_000

export const commands = [
  run(
    askDraw,
    async ({ limitId, amount, tenorMonths }, tx) => {
      const limit = await lockLimit(tx, limitId)
      if (!limit) return refuse('unknown-limit')
      await lockCustomer(tx, limit.customerId)
      if (await runningDraw(tx, limit.customerId)) return refuse('draw-open')
      const refused = mayDraw(limit, amount, tx.today)
      if (refused) return refused
      const product = await offeredOn(tx, limit.product, tx.today)
      if (product?.kind !== 'drawdown') return refuse('unknown-product')
      if (!fits(product, amount, tenorMonths)) return refuse('outside-product')
      if (amount % DRAW_STEP !== 0 && amount !== limit.available) return refuse('uneven-amount')
      const { processingFeePercent } = product
      const choice = { principal: amount, tenorMonths, rate: limit.rate, processingFeePercent }
      const terms = { ...termsOf(product, choice, tx.today), ...afterDraw(limit, amount) }
      return begin(tx, { customerId: limit.customerId, limitId, terms })
    },
    { owner: async ({ limitId }, tx) => (await limitById(tx, limitId))?.customerId },
  ),

  run(
    takeOrder,
    async ({ tenorMonths, ...key }, tx) => {
      const customerId = tx.actor.id as Id<'cus'>
      await lockCustomer(tx, customerId)
      if (await runningDraw(tx, customerId)) return refuse('draw-open')
      const order = await orderKnown(tx, key)
      if (!order || order.isCancelled) return refuse('unknown-order')
      if (order.isBought || (await isOrderTaken(tx, key))) return refuse('order-known')
      const limit = await roomiest(tx, customerId)
      if (!limit) return refuse('no-limit')
      const refused = mayDraw(limit, order.amount, tx.today)
      if (refused) return refused
      const product = await offeredOn(tx, PAY_LATER, tx.today)
      if (!product || !fits(product, order.amount, tenorMonths)) return refuse('outside-product')
      const merchant = await merchantById(tx, key.merchantId)
      if (!merchant) return refuse('unknown-order')
      const { orderReference } = key
      const paid = { name: merchant.name, orderReference, bearsPercent: product.subventionPercent }
      const terms = {
        ...purchaseTerms(product, order.amount, tenorMonths, tx.today),
        ...{ ...afterDraw(limit, order.amount), merchant: paid },
      }
      return begin(tx, { customerId, limitId: limit.id, terms, ...key })
    },
    // An order is nobody's until it is taken; what is taken is on a limit of one's own.
    { owner: async (_, tx) => tx.actor.id },
  ),

  run(acceptDraw, async ({ hash, understood }, tx) => {
    const running = await runningDraw(tx, tx.actor.id)
    if (!running) return refuse('no-draw')
    const { kfs } = running.context
    if (running.state !== 'kfs' || !kfs) return refuse('not-now')
    if (kfs.hash !== hash) return refuse('another-kfs')
    if (!understood) return refuse('not-understood')
    if (tx.now > kfs.validTill) return refuse('kfs-lapsed')
    const moved = await move(tx, drawJourney, running.id, { type: 'kfs-accepted' })
    if ('refused' in moved) return refuse('not-now')
    const { documentId, termsHash } = kfs
    const applicationId = running.id
    await tx.emit(tx.actor.id, [KfsAccepted({ applicationId, documentId, hash, termsHash })])
    return { applicationId }
  }),

  run(
    useDrawAccount,
    async ({ accountId }, tx) => {
      const running = await runningDraw(tx, tx.actor.id)
      if (!running) return refuse('no-draw')
      const told = { type: 'account-given', accountId }
      const moved = await move(tx, drawJourney, running.id, told)
      return 'refused' in moved ? refuse('not-now') : { applicationId: running.id }
    },
    {
      // DL-06: an account of their own, or none at all.
      owner: async ({ accountId }, tx) => (await tx.call(accountOwner, { accountId })).customerId,
    },
  ),

  run(leaveDraw, async (_, tx) => {
    const running = await runningDraw(tx, tx.actor.id)
    if (!running) return refuse('no-draw')
    const moved = await move(tx, drawJourney, running.id, { type: 'withdrawn' })
    return 'refused' in moved ? refuse('not-now') : { applicationId: running.id }
  }),

  run(bookDrawdown, async ({ limitId, amount, tenorMonths, ...paid }, tx) => {
    const limit = await lockLimit(tx, limitId)
    if (!limit) return refuse('unknown-limit')
    const { customerId, product } = limit
    const meant = { customerId, product, amount, tenorMonths, limitId }
    const proved = await provedDraw(tx, meant, paid)
    if ('refused' in proved) return proved
    return { loanId: await openByHand(tx, proved, paid) }
  }),

  run(bookPurchase, async (bought, tx) => {
    const { customerId, merchantId, product, amount, tenorMonths, orderReference, ...paid } = bought
    if (!(await merchantById(tx, merchantId))) return refuse('unknown-merchant')
    const meant = { customerId, product, amount, tenorMonths, merchantId, orderReference }
    const proved = await provedDraw(tx, meant, paid)
    if ('refused' in proved) return proved
    const paidToMerchant = await payoutOf(tx, proved, await termsOfDraw(tx, proved.id))
    return { loanId: await openByHand(tx, proved, paid), paidToMerchant }
  }),
]

/** Of the limits that run, the one with the most left; held until the transaction ends. */
async function roomiest(tx: Tx, customerId: Id<'cus'>) {
  const limits = await limitsOf(tx, customerId)
  const open = limits.filter((limit) => mayDraw(limit, nothing, tx.today) === undefined)
  const [best] = open.toSorted((one, other) => other.available - one.available)
  return best && lockLimit(tx, best.id)
}

type Begun = {
  readonly customerId: Id<'cus'>
  readonly terms: Terms
  readonly limitId: Id<'lim'>
  readonly merchantId?: Id<'mer'>
  readonly orderReference?: string
}

/** A mandate that can bear it stands already: then the person is not sent to their bank. */
async function begin(tx: Tx, { customerId, terms, orderReference, ...of }: Begun) {
  const applicationId = tx.newId('app')
  const termsHash = hashOf(terms)
  const { product, principal: amount, tenorMonths } = terms
  const row = { id: applicationId, customerId, product, ...of, terms, termsHash }
  await insertDraw(tx, { ...row, ...(orderReference && { orderReference }) })
  const { mandates } = await tx.call(standingMandates, { customerId })
  const standing = mandateFor(mandates, burdenOfTerms(terms))
  const leant = standing && { mandateId: standing.mandateId, accountId: standing.accountId }
  const asked = { product, amount, tenorMonths, termsHash, ...of }
  await tx.emit(customerId, [DrawAsked({ applicationId, ...asked })])
  const first = { id: applicationId, key: customerId, input: { ...asked, ...leant } }
  await start(tx, drawJourney, first)
  return { applicationId }
}

type Meant = {
  readonly customerId: Id<'cus'>
  readonly product: string
  readonly amount: Money
  readonly tenorMonths: number
  readonly limitId?: Id<'lim'>
  readonly merchantId?: Id<'mer'>
  readonly orderReference?: string
}
type ByHand = {
  readonly creditedOn: LocalDate
  readonly reference: string
  readonly kfsDocumentId: Id<'doc'>
}

/** The draw money was sent for by hand, if its KFS and all its gates let it be booked. */
async function provedDraw(tx: Tx, meant: Meant, { creditedOn, reference, kfsDocumentId }: ByHand) {
  if (creditedOn > tx.today) return refuse('paid-out-later')
  if (await isPaidOut(tx, reference)) return refuse('reference-known')
  const { kfs } = await tx.call(kfsOf, { documentId: kfsDocumentId })
  if (!kfs || kfs.customerId !== meant.customerId) return refuse('kfs-not-theirs')
  if (!kfs.acceptedAt) {
    const isLapsed = kfs.validTill !== undefined && tx.now > kfs.validTill
    return refuse(isLapsed ? 'kfs-lapsed' : 'kfs-not-accepted')
  }
  const draw = await drawById(tx, kfs.applicationId)
  if (!draw || !isOfTerms(draw, meant, kfs.termsHash)) return refuse('other-terms')
  // Only where a payout failed: one that is pending may still arrive (SPEC §5.4).
  if (draw.state !== 'account') return refuse('draw-not-open')
  const closed = await gatesOf(tx, draw, creditedOn)
  return closed.length > 0 ? refuse('gates-closed') : draw
}

/** Of this very KFS, and of what finance says it paid. */
function isOfTerms(draw: DrawRow, meant: Meant, termsHash: string): boolean {
  const { product, amount, tenorMonths } = draw.context
  const own = { product, amount, tenorMonths, termsHash: draw.context.termsHash }
  const { customerId, limitId, merchantId, orderReference } = draw
  const stated = { customerId, ...own, limitId, merchantId, orderReference }
  const said = { limitId, merchantId: null, orderReference: null, ...meant, termsHash }
  return (Object.keys(stated) as (keyof typeof stated)[]).every((at) => stated[at] === said[at])
}

async function openByHand(tx: Tx, draw: DrawRow, paid: ByHand): Promise<Id<'loan'>> {
  const { creditedOn, reference } = paid
  const amount = await payoutOf(tx, draw, await termsOfDraw(tx, draw.id))
  return openDraw(tx, draw, { amount, creditedOn, reference, creditId: reference })
}
