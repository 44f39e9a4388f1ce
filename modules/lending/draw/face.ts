/** Draws under a limit and purchases paid later: asked for, agreed, paid out (SPEC §13A). */
import { command, entity, event, query, t } from '#kernel/contract'
import { journeyDue, journeyMoved } from '#kernel/journey'
import { loanView } from '../loan/face.ts'

const applicationId = t.id('app')
const limitId = t.id('lim')
const merchantId = t.id('mer')
const loanId = t.id('loan')
const customerId = t.id('cus')
const product = t.text({ min: 2, max: 40 })
const amount = t.money({ min: '1', max: '5000000' })
const tenorMonths = t.int({ min: 1, max: 60 })
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const

/** What an amount and tenor cost, as the KFS states it. */
export const cost = {
  instalment: t.money(),
  netDisbursed: t.money(),
  fee: t.money(),
  gst: t.money(),
  stampDuty: t.money(),
  totalInterest: t.money(),
  totalRepaid: t.money(),
  aprPercent: t.text(),
  firstDueOn: t.date,
  bounceCharge: t.money(),
  penalPercent: t.text(),
  coolingOffDays: t.int(),
}

/** Why nothing can be drawn, or not so much. */
const beyond = ['limit-over', 'limit-frozen', 'above-limit', 'unknown-product'] as const

// What the borrower may ask us to do.

/**
 * Asks for money under a limit of one's own: a KFS is made for exactly this draw. One at a time;
 * whole hundreds of rupees, or all that is left.
 */
export const askDraw = command('lending.ask-draw', {
  input: { limitId, amount, tenorMonths },
  output: { applicationId },
  refusals: ['unknown-limit', ...beyond, 'outside-product', 'uneven-amount', 'draw-open'],
  allow: ['customer'],
  serializable: true,
})
/** An order as the merchant's checkout knows it. */
const order = {
  merchantId,
  orderReference: t.text({ min: 2, max: 60, pattern: '^[0-9A-Za-z][0-9A-Za-z/-]*$' }),
}
/**
 * Buys what one ordered at a merchant's, to be paid back in parts: a draw on one's limit that is
 * paid to the merchant (DL-07). An order is bought once.
 */
export const takeOrder = command('lending.take-order', {
  input: { ...order, tenorMonths },
  output: { applicationId },
  refusals: [
    ...['unknown-order', 'order-known', 'no-limit', 'draw-open'],
    ...['limit-over', 'limit-frozen', 'above-limit', 'outside-product'],
  ] as const,
  allow: ['customer'],
  serializable: true,
})
/** Accepts exactly the KFS whose file hash was shown, within its validity (SPEC §2.1). */
export const acceptDraw = command('lending.accept-draw', {
  input: { hash: t.hash, understood: t.flag },
  output: { applicationId },
  refusals: ['not-now', 'no-draw', 'another-kfs', 'not-understood', 'kfs-lapsed'],
  allow: ['customer'],
})
/** The account it is paid to and collected from, where no mandate stands that could bear it. */
export const useDrawAccount = command('lending.use-draw-account', {
  input: { accountId: t.id('acc') },
  output: { applicationId },
  refusals: ['not-now', 'no-draw'],
  allow: ['customer'],
})
export const leaveDraw = command('lending.leave-draw', {
  input: {},
  output: { applicationId },
  refusals: ['not-now', 'no-draw'],
  allow: ['customer'],
})

// What finance does by hand, after our provider could not pay.

const twoPeople = { fourEyes: true, serializable: true } as const
/** The money that has left our bank, and the borrower's word for exactly this loan. */
const paidOut = {
  creditedOn: t.date,
  reference: t.text({
    ...{ min: 4, max: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z/-]*$' },
    description: 'The UTR of the transfer',
  }),
  kfsDocumentId: t.id('doc'),
}
/** What the KFS must be, and that every other gate stands open on the day of the credit. */
const unproved = [
  ...['kfs-not-theirs', 'kfs-not-accepted', 'kfs-lapsed', 'other-terms', 'draw-not-open'],
  ...['gates-closed', 'reference-known', 'paid-out-later'],
] as const

/**
 * Books a draw whose payout failed and whose money finance then sent by hand. The customer's
 * accepted KFS must state these very terms, and every gate of a payout stand open.
 */
export const bookDrawdown = command('lending.book-drawdown', {
  input: { limitId, amount, tenorMonths, ...paidOut },
  output: { loanId },
  refusals: ['unknown-limit', ...unproved],
  allow: ['finance', 'admin'],
  ...twoPeople,
})
/**
 * Books a purchase whose money finance sent to the merchant by hand, less what the merchant bears
 * of it, which is our income over the tenor. An order is paid once.
 */
export const bookPurchase = command('lending.book-purchase', {
  input: {
    ...{ customerId, merchantId, product, amount, tenorMonths },
    ...{ orderReference: t.text({ min: 2, max: 60 }), ...paidOut },
  },
  output: { loanId, paidToMerchant: t.money() },
  refusals: ['unknown-merchant', ...unproved],
  allow: ['finance', 'admin'],
  ...twoPeople,
})

// What you may ask us to tell.

const drawn = t.shape({
  loanId,
  accountNumber: t.text({ max: 30 }),
  principal: t.money(),
  outstanding: t.money(),
  overdue: t.money(),
  drawnOn: t.date,
  status: t.text({ max: 20 }),
  nextDueOn: t.optional(t.date),
  nextDueAmount: t.optional(t.money()),
})
/** The limits of whoever asks, and what was drawn under each, the latest first. */
export const myLimits = query('lending.my-limits', {
  input: {},
  output: {
    limits: t.list(
      t.shape({
        limitId,
        name: t.text({ max: 80 }),
        amount: t.money(),
        available: t.money(),
        rate: t.rate,
        restores: t.flag,
        validTill: t.date,
        state: t.oneOf('live', 'frozen', 'over'),
        /** The least and the most of a draw today, and for how long. */
        drawMin: t.money(),
        drawMax: t.money(),
        tenorMonthsMin: t.int(),
        tenorMonthsMax: t.int(),
        draws: t.list(drawn, 100),
      }),
      20,
    ),
  },
  allow: ['customer'],
})
/** What a draw would cost today; nothing is kept. */
export const drawPreview = query('lending.draw-preview', {
  input: { limitId, amount, tenorMonths },
  output: cost,
  allow: ['customer'],
})
/** An order that waits to be bought, and in how many parts whoever asks may pay for it. */
export const orderOf = query('lending.order-of', {
  input: order,
  output: {
    state: t.oneOf('open', 'taken', 'gone', 'unknown'),
    merchant: t.optional(t.text({ max: 120 })),
    amount: t.optional(t.money()),
    tenorMonthsMin: t.optional(t.int()),
    tenorMonthsMax: t.optional(t.int()),
    /** Whether it costs nothing beside its price, in however many parts. */
    isFree: t.optional(t.flag),
    /** Whether a limit of theirs has room for it. */
    hasRoom: t.optional(t.flag),
  },
  allow: ['customer'],
})
/** What an order costs, paid in so many months; nothing is kept. */
export const orderPreview = query('lending.order-preview', {
  input: { ...order, tenorMonths },
  output: cost,
  allow: ['customer'],
})
/** Where the draw or purchase of whoever asks stands: the running one, or else the last. */
export const myDraw = query('lending.my-draw', {
  input: {},
  output: {
    applicationId: t.optional(applicationId),
    state: t.optional(t.text()),
    screen: t.optional(t.text()),
    isOver: t.optional(t.flag),
    limitId: t.optional(limitId),
    merchant: t.optional(t.text({ max: 120 })),
    amount: t.optional(t.money()),
    tenorMonths: t.optional(t.int()),
    kfs: t.optional(t.shape({ documentId: t.id('doc'), hash: t.hash, validTill: t.instant })),
    /** Where the bank approves the mandate, while it waits for that. */
    authoriseAt: t.optional(t.text({ max: 300 })),
    mandateMost: t.optional(t.money()),
    problem: t.optional(t.text({ max: 120 })),
    cost: t.optional(t.shape(cost)),
    loanId: t.optional(loanId),
    coolingOffUntil: t.optional(t.date),
  },
  allow: ['customer'],
})

/** One loan of whoever asks, a draw's or a purchase's, as `my-loan` tells of theirs. */
export const drawnLoan = query('lending.drawn-loan', {
  input: { loanId },
  output: loanView,
  allow: ['customer'],
})

export const drawEntity = entity('lending.draw', {
  id: applicationId,
  title: 'state',
  fields: {
    ...{ customerId, product, state: t.text({ max: 80 }), amount: t.money(), tenorMonths },
    ...{ limitId: t.optional(limitId), merchantId: t.optional(merchantId) },
    ...{ orderReference: t.optional(t.text({ max: 60 })), askedAt: t.instant, since: t.instant },
    owner: t.optional(t.id('stf')),
  },
  filters: ['state', 'owner', 'customerId', 'limitId', 'merchantId'],
  sort: ['askedAt', 'since'],
  allow: staff,
})

// What happened.

export const DrawAsked = event('lending.draw-asked', {
  ...{ applicationId, product, amount: t.money(), tenorMonths: t.int(), termsHash: t.hash },
  ...{ limitId: t.optional(limitId), merchantId: t.optional(merchantId) },
})
export const DrawMoved = journeyMoved('lending.draw')
export const DrawDue = journeyDue('lending.draw')
/** A draw or a purchase became a loan. */
export const LoanDrawn = event('lending.loan-drawn', {
  ...{ loanId, applicationId, accountNumber: t.text({ max: 30 }), product },
  ...{ principal: t.money(), paidOut: t.money(), creditedOn: t.date, kfsDocumentId: t.id('doc') },
  limitId: t.optional(limitId),
  merchantId: t.optional(merchantId),
  /** What its borrower is told of it; facts from before this was told have none. */
  ...{ instalment: t.optional(t.money()), firstDueOn: t.optional(t.date) },
  coolingOffUntil: t.optional(t.date),
  /** It may be another draw's: one mandate stands for a whole limit. */
  mandateId: t.optional(t.id('man')),
})
/** A merchant's checkout told of an order; keyed by the module, for it is nobody's yet. */
export const OrderPlaced = event('lending.order-placed', {
  ...{ merchantId, orderReference: t.text({ max: 60 }), amount: t.money() },
})
/** A merchant gives the money of a purchase back, or some of it. */
export const PurchaseRefunded = event('lending.purchase-refunded', {
  ...{ loanId, merchantId, orderReference: t.text({ max: 60 }), amount: t.money() },
  refundedOn: t.date,
})
