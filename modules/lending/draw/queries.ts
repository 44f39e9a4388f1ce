/** What a borrower is told of their limits and draws, and the staff of all. */
import type { OutputOf } from '#kernel/contract'
import type { Money } from '#kernel/money'
import { answer, list, one } from '#platform/http'
import type { Tx } from '#platform/sql'
import { costOf, termsOf } from '../application/terms.ts'
import {
  drawEntity,
  drawnLoan,
  drawPreview,
  myDraw,
  myLimits,
  orderOf,
  orderPreview,
} from '../contract.ts'
import { mayDraw } from '../limit/limit.ts'
import { limitById } from '../limit/store.ts'
import { viewOf } from '../loan/queries.ts'
import { loanById, loanOfApplication } from '../loan/store.ts'
import { merchantById } from '../merchant/store.ts'
import { offeredOn } from '../product/offer/queries.ts'
import { drawMachine } from './draw.machine.ts'
import { boundsOf } from './journeys.ts'
import { PAY_LATER, purchaseTerms } from './order/order.ts'
import { isOrderTaken, orderKnown, type OrderKey } from './order/store.ts'
import {
  drawnUnder,
  latestDraw,
  limitsOf,
  termsOfDraw,
  type Drawn,
  type DrawRow,
  type LimitHeld,
} from './store.ts'

/** An order is nobody's until it is taken: whoever holds its reference may read it. */
const toAnybody = { owner: async (_: unknown, tx: Tx) => tx.actor.id }

export const queries = [
  list(drawEntity),
  one(drawEntity),

  answer(myLimits, async (_, tx) => {
    const limits = await limitsOf(tx, tx.actor.id)
    const drawn = await drawnUnder(
      tx,
      limits.map(({ id }) => id),
    )
    return { limits: await Promise.all(limits.map((limit) => limitSeen(tx, limit, drawn))) }
  }),

  answer(
    drawPreview,
    async ({ limitId, amount: principal, tenorMonths }, tx) => {
      const limit = await limitById(tx, limitId)
      const product = limit && (await offeredOn(tx, limit.product, tx.today))
      if (!product) throw new Error(`no product is in force for ${limitId}`)
      const { processingFeePercent } = product
      const choice = { principal, tenorMonths, rate: limit.rate, processingFeePercent }
      return costOf(termsOf(product, choice, tx.today))
    },
    { owner: async ({ limitId }, tx) => (await limitById(tx, limitId))?.customerId },
  ),

  answer(orderOf, (order, tx) => orderSeen(tx, order), toAnybody),

  answer(
    orderPreview,
    async ({ tenorMonths, ...key }, tx) => {
      const order = await orderKnown(tx, key)
      const product = await offeredOn(tx, PAY_LATER, tx.today)
      if (!order || !product) throw new Error(`no order ${key.orderReference} to count`)
      return costOf(purchaseTerms(product, order.amount, tenorMonths, tx.today))
    },
    {
      owner: async (key, tx) => ((await orderKnown(tx, key)) ? tx.actor.id : undefined),
    },
  ),

  answer(myDraw, async (_, tx) => {
    const draw = await latestDraw(tx, tx.actor.id)
    return draw ? drawSeen(tx, draw) : {}
  }),

  answer(
    drawnLoan,
    async ({ loanId }, tx) => {
      const loan = await loanById(tx, loanId)
      return loan ? viewOf(tx, loan, tx.today) : {}
    },
    { owner: async ({ loanId }, tx) => (await loanById(tx, loanId))?.customerId },
  ),
]

type LimitSeen = OutputOf<typeof myLimits>['limits'][number]

async function limitSeen(tx: Tx, limit: LimitHeld, drawn: readonly Drawn[]): Promise<LimitSeen> {
  const { id: limitId, product: code, amount, available, rate, restores, validTill } = limit
  const product = await offeredOn(tx, code, tx.today)
  if (!product) throw new Error(`no product ${code} is in force`)
  const { name, amountMin, amountMax, tenorMonthsMin, tenorMonthsMax } = product
  const held = mayDraw(limit, amountMin, tx.today)?.refused
  const state = held === 'limit-over' ? 'over' : held === 'limit-frozen' ? 'frozen' : 'live'
  const drawMax = Math.min(available, amountMax) as Money
  const draws = drawn.filter((one) => one.limitId === limitId).map(drawnSeen)
  const bounds = { drawMin: amountMin, drawMax, tenorMonthsMin, tenorMonthsMax }
  return { limitId, name, amount, available, rate, restores, validTill, state, ...bounds, draws }
}

/** Their own order under way is theirs to go on with: it shows as taken to all. */
async function orderSeen(tx: Tx, key: OrderKey): Promise<OutputOf<typeof orderOf>> {
  const order = await orderKnown(tx, key)
  const merchant = await merchantById(tx, key.merchantId)
  const product = await offeredOn(tx, PAY_LATER, tx.today)
  if (!order || !merchant || !product) return { state: 'unknown' }
  const { amount, isCancelled, isBought } = order
  const isTaken = isBought || (await isOrderTaken(tx, key))
  const state = isCancelled ? 'gone' : isTaken ? 'taken' : 'open'
  const limits = await limitsOf(tx, tx.actor.id)
  const hasRoom = limits.some((limit) => mayDraw(limit, amount, tx.today) === undefined)
  const { tenorMonthsMin, tenorMonthsMax, purchaseRate } = product
  const bounds = { tenorMonthsMin, tenorMonthsMax, isFree: Number(purchaseRate) === 0 }
  return { state, merchant: merchant.name, amount, ...bounds, hasRoom }
}

function drawnSeen(drawn: Drawn) {
  const { limitId: _, nextDueOn, nextDueAmount, ...loan } = drawn
  const isNext = nextDueOn !== null && nextDueAmount !== null
  return { ...loan, ...(isNext && { nextDueOn, nextDueAmount }) }
}

/** What waits for the person, and what it costs; nothing of why fraud or a list said no. */
async function drawSeen(tx: Tx, draw: DrawRow): Promise<OutputOf<typeof myDraw>> {
  const { id: applicationId, state, status, limitId, merchantId, context } = draw
  const { amount, tenorMonths, kfs, problem, authoriseAt } = context
  const terms = await termsOfDraw(tx, draw.id)
  const merchant = merchantId ? await merchantById(tx, merchantId) : undefined
  const loan = await loanOfApplication(tx, draw.id)
  const isAtBank = state === 'mandate' && authoriseAt !== undefined
  const screen = screenOf(state)
  return {
    ...{ applicationId, state, amount, tenorMonths, isOver: status === 'done' },
    ...(screen && { screen }),
    limitId,
    ...(merchant && { merchant: merchant.name }),
    ...(kfs && { kfs: { documentId: kfs.documentId, hash: kfs.hash, validTill: kfs.validTill } }),
    ...(isAtBank && { authoriseAt, mandateMost: (await boundsOf(tx, context, terms)).amountMax }),
    ...(problem && { problem }),
    cost: costOf(terms),
    ...(loan && { loanId: loan.id, coolingOffUntil: loan.coolingOffUntil }),
  }
}

/** The screen the chart itself names for a state. */
function screenOf(state: string): string | undefined {
  const meta = drawMachine.states[state as 'kfs']?.config.meta as { screen?: string } | undefined
  return meta?.screen
}
