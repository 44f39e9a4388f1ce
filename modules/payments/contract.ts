/**
 * Payments: money in and out. Mandates, payouts, presentments, receipts, each with one provider
 * behind it; the provider's word comes as a signed webhook or a status enquiry, never as a guess.
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'
import { journeyDue, journeyMoved } from '#kernel/journey'

export {
  receiptEntity,
  unmatchedEntity,
  PaymentReceived,
  ReceiptReversed,
  ReceiptUnmatched,
  recordReceipt,
  recordUnmatched,
  matchReceipt,
  reverseReceipt,
  takings,
  PayLinkMade,
  LinkReported,
  PayLinkFailed,
  payNow,
  linkOf,
} from './receipt/face.ts'
export { matchReceipts, ReceiptsMatched, suspense, loansNamed } from './suspense/face.ts'
export {
  chequeEntity,
  slipEntity,
  ChequeTaken,
  ChequeDue,
  ChequeDeposited,
  ChequeCleared,
  ChequeReturned,
  ChequeWithdrawn,
  DemandDue,
  DemandRecorded,
  takeCheques,
  depositCheques,
  clearCheques,
  returnCheque,
  setChequeAside,
  recordDemand,
  chequeDesk,
} from './cheque/face.ts'
export {
  receiptFileEntity,
  takeReceiptFile,
  bookReceiptFile,
  ReceiptFileBooked,
  receiptFileOf,
} from './receipt-file/face.ts'
export { MandateDropped, StrikeDue, CollectionStopped, CollectionEnded } from './ending/face.ts'

const customerId = t.id('cus')
const mandateId = t.id('man')
const payoutId = t.id('pay')
const presentmentId = t.id('pre')
const loanId = t.id('loan')
const applicationId = t.id('app')
const accountId = t.id('acc')
/** SPEC §5.2: what a NACH return means for charges and contact (no code bears the last two). */
export const returnClass = t.oneOf(
  ...(['FUNDS', 'INTENT', 'TECH', 'DATA', 'LIMIT', 'LEGAL'] as const),
  ...(['MANDATE', 'UNKNOWN', 'ACCOUNT', 'OTHER'] as const),
)

// What there is.

export const mandateEntity = entity('payments.mandate', {
  id: mandateId,
  title: 'umrn',
  fields: {
    customerId,
    applicationId,
    accountId,
    status: t.oneOf('created', 'registered', 'rejected', 'cancelled'),
    umrn: t.optional(t.text({ max: 20 })),
    amountMax: t.money(),
    endsOn: t.date,
    /** Once cancelled: whether the provider struck it too; unanswered is somebody's work. */
    strike: t.optional(t.oneOf('asked', 'unanswered', 'struck')),
    reason: t.optional(t.text({ max: 120 })),
    createdAt: t.instant,
  },
  filters: ['status', 'strike', 'customerId'],
  sort: ['createdAt'],
  allow: ['ops', 'finance', 'support'],
})
export const payoutEntity = entity('payments.payout', {
  id: payoutId,
  title: 'amount',
  fields: {
    customerId,
    applicationId,
    /** The borrower's own, or else the merchant's at the provider. */
    accountId: t.optional(accountId),
    fundAccount: t.optional(t.text({ max: 44 })),
    amount: t.money(),
    status: t.oneOf('created', 'sent', 'pending', 'succeeded', 'failed', 'returned'),
    utr: t.optional(t.text({ max: 40 })),
    createdAt: t.instant,
    settledAt: t.optional(t.instant),
  },
  filters: ['status', 'customerId'],
  sort: ['createdAt'],
  allow: ['ops', 'finance'],
})
export const presentmentEntity = entity('payments.presentment', {
  id: presentmentId,
  title: 'amount',
  fields: {
    customerId,
    loanId,
    mandateId,
    number: t.int(),
    attempt: t.int(),
    amount: t.money(),
    dueOn: t.date,
    status: t.oneOf('asked', 'presented', 'settled', 'returned', 'failed'),
    returnCode: t.optional(t.text({ max: 8 })),
    createdAt: t.instant,
  },
  filters: ['status', 'dueOn', 'customerId', 'loanId'],
  sort: ['createdAt', 'dueOn'],
  allow: ['ops', 'finance', 'collections'],
})
// What happened.

export const MandateCreated = event('payments.mandate-created', {
  mandateId,
  applicationId,
  accountId,
  amountMax: t.money(),
  /** Where the person approves it at their bank. */
  authoriseAt: t.text({ max: 300 }),
  providerRef: t.optional(t.text({ max: 80 })),
})
/** The provider's word on a mandate, as it came. */
export const MandateReported = event('payments.mandate-reported', {
  mandateId,
  word: t.oneOf('confirmed', 'rejected', 'cancelled'),
  umrn: t.optional(t.text({ max: 20 })),
  /** One of a closed list: NPCI's code (SPEC §5.2), or `other`; never the provider's free text. */
  reason: t.optional(t.text({ max: 120 })),
  providerRef: t.optional(t.text({ max: 80 })),
})
export const MandateRegistered = event('payments.mandate-registered', {
  mandateId,
  applicationId,
  accountId,
  umrn: t.text({ max: 20 }),
})
export const MandateRejected = event('payments.mandate-rejected', {
  mandateId,
  applicationId,
  reason: t.text({ max: 120 }),
})
export const MandateCancelled = event('payments.mandate-cancelled', { mandateId })
export const PayoutSent = event('payments.payout-sent', {
  payoutId,
  applicationId,
  amount: t.money(),
})
/** Neither done nor failed: asked again later, never sent again (SPEC §5.4). */
export const PayoutPending = event('payments.payout-pending', { payoutId, applicationId })
/** The beneficiary's bank credited it: interest runs from this date (SPEC §3.2). */
export const PayoutSucceeded = event('payments.payout-succeeded', {
  payoutId,
  applicationId,
  amount: t.money(),
  utr: t.text({ max: 40 }),
  creditedOn: t.date,
})
export const PayoutFailed = event('payments.payout-failed', {
  payoutId,
  applicationId,
  reason: t.text({ max: 120 }),
})
/** Came back after success: the disbursal is unmade and interest cancelled. */
export const PayoutReturned = event('payments.payout-returned', {
  payoutId,
  applicationId,
  amount: t.money(),
  returnedOn: t.date,
})
/** The provider's word on a payout, as it came; the first that settles is told on, above. */
export const PayoutReported = event('payments.payout-reported', {
  payoutId,
  word: t.oneOf('processing', 'processed', 'failed', 'reversed', 'unknown', 'silent'),
  by: t.oneOf('answer', 'webhook', 'enquiry'),
  on: t.optional(t.date),
  utr: t.optional(t.text({ max: 40 })),
  /** One of a closed list (`providers/psp-reasons.ts`); never the provider's free text. */
  reason: t.optional(t.text({ max: 120 })),
})
export const PayoutMoved = journeyMoved('payments.payout')
export const PayoutDue = journeyDue('payments.payout')
export { PayoutRetried, retryStep } from './retry/face.ts'

const presented = { presentmentId, loanId, number: t.int(), attempt: t.int() }
export const InstalmentPresented = event('payments.instalment-presented', {
  ...presented,
  amount: t.money(),
  dueOn: t.date,
})
export const PresentmentReturned = event('payments.presentment-returned', {
  ...presented,
  amount: t.money(),
  returnCode: t.text({ max: 8 }),
  returnClass,
  returnedOn: t.date,
  /** SPEC §5.2: whether its class lets us charge for the bounce, and present once more. */
  bounceCharge: t.optional(t.flag),
  retry: t.optional(t.flag),
})
/** The bank's word on a presentment, as it came. */
export const PresentmentReported = event('payments.presentment-reported', {
  presentmentId,
  word: t.oneOf('settled', 'returned'),
  on: t.date,
  reference: t.text({ max: 80 }),
  returnCode: t.optional(t.text({ max: 8 })),
})
/** It never reached the bank: our own or the provider's trouble, not the borrower's. */
export const PresentmentFailed = event('payments.presentment-failed', {
  ...presented,
  reason: t.text({ max: 120 }),
})
export const AskRefused = askRefused('payments')

// What you may ask us to do.

/** A NACH mandate on an account of one's own; approved at the bank (SPEC §5.2). */
export const createMandate = command('payments.create-mandate', {
  input: { customerId, applicationId, accountId, amountMax: t.money(), endsOn: t.date },
  output: { mandateId },
  refusals: [],
  allow: ['module:lending'],
})
export const cancelMandate = command('payments.cancel-mandate', {
  input: { mandateId, customerId },
  output: { mandateId },
  refusals: [],
  allow: ['module:lending', 'ops'],
})
/** Asked by lending in the very transaction that saw all gates open; one payout an application. */
export const payOut = command('payments.pay-out', {
  input: {
    ...{ customerId, applicationId, amount: t.money() },
    /** An account of the borrower's own (DL-06), or a verified merchant's (DL-07): one of them. */
    accountId: t.optional(accountId),
    fundAccount: t.optional(t.text({ min: 7, max: 44, pattern: '^fa_[0-9A-Za-z]{4,40}$' })),
    /** What it will be collected through: where that has ended, nothing is paid. */
    mandateId: t.optional(mandateId),
  },
  output: { payoutId },
  refusals: [],
  allow: ['module:lending'],
  serializable: true,
})
/** Once per (loan, instalment, attempt): the key of SPEC §5.2. */
export const presentInstalment = command('payments.present-instalment', {
  input: {
    customerId,
    loanId,
    mandateId,
    number: t.int({ min: 1 }),
    attempt: t.int({ min: 1, max: 9 }),
    amount: t.money(),
    dueOn: t.date,
  },
  output: { presentmentId },
  refusals: [],
  allow: ['module:lending'],
  serializable: true,
})
// What you may ask us to tell.

export const mandateOf = query('payments.mandate-of', {
  input: { applicationId },
  output: {
    mandateId: t.optional(mandateId),
    status: t.optional(t.text()),
    accountId: t.optional(accountId),
    umrn: t.optional(t.text({ max: 20 })),
    authoriseAt: t.optional(t.text()),
  },
  allow: ['module:lending', 'module:gateway'],
})
/** Mandates a customer's bank stands by, the latest first: any loan of theirs may lean on one. */
export const standingMandates = query('payments.standing-mandates', {
  input: { customerId },
  output: {
    mandates: t.list(t.shape({ mandateId, accountId, amountMax: t.money(), endsOn: t.date }), 50),
  },
  allow: ['module:lending'],
})
