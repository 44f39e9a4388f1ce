/**
 * Lending: the loan, from application to closure. Products, applications and their journey, the
 * schedule, `loanAt`, and the ledger. Money moves elsewhere (payments); its meaning is decided
 * here.
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'
import { journeyDue, journeyMoved } from '#kernel/journey'
import { applicationStages } from './application/stages.ts'
import { cost } from './draw/face.ts'
import { assignApplication, partnerReference } from './worklist/face.ts'

export {
  loanEntity,
  LoanDisbursed,
  LoanTakenOver,
  InstalmentFellDue,
  InstalmentNear,
  InstalmentNoticeDue,
  RepresentmentDue,
  PaymentAllocated,
  ChargeLevied,
  ChargeWithdrawn,
  AssetClassChanged,
  ArrearsCleared,
  LoanReviewDue,
  LoanClosed,
  LoanReopened,
  myLoan,
  loanOf,
  findLoan,
} from './loan/face.ts'
export {
  DuesWaived,
  ExcessRefunded,
  LoanRescheduled,
  rescheduleLoan,
  RateChanged,
  resetRate,
  waiveDues,
  refundExcess,
  loanFile,
  loanLedger,
  exposureOf,
  foreclosureQuote,
} from './desk/face.ts'
export { ChangeReversed, reverseChange } from './reversal/face.ts'
export { closingEntity, ClosingDue, releaseNoc, closingOf } from './closing/face.ts'
export {
  giveGoodwill,
  bookChargeback,
  bookMerchantRefund,
  GoodwillGiven,
  RepaymentChargedBack,
  MerchantRefundBooked,
} from './adjustment/face.ts'
export {
  changeRate,
  pauseInterest,
  drawAgain,
  InterestPaused,
  PrincipalDrawn,
} from './term-change/face.ts'
export {
  reAgeLoan,
  reAmortiseLoan,
  endContract,
  chargeOffLoan,
  ArrearsReplanned,
  ContractEnded,
  LoanChargedOff,
} from './arrears/face.ts'
export {
  journalEntity,
  closePeriod,
  periodEntity,
  JournalPosted,
  PeriodClosed,
  LoanWrittenOff,
  writeOffLoan,
  trialBalance,
  booksCheck,
  LOANS_A_CHECK,
  LINES_A_FILE,
  journalFile,
} from './ledger/face.ts'
export {
  impairmentEntity,
  bookImpairment,
  reverseImpairment,
  ImpairmentBooked,
  ImpairmentDue,
  ImpairmentReversed,
  impairmentReport,
  impairmentOf,
} from './impairment/face.ts'
export { foresee, prepaymentQuote } from './foresight/face.ts'
export { limitEntity, grantLimit, closeLimit, LimitGranted, LimitClosed } from './limit/face.ts'
export {
  merchantEntity,
  registerMerchant,
  rotateMerchantSecret,
  MerchantRegistered,
  MerchantSecretRotated,
} from './merchant/face.ts'
export {
  drawEntity,
  askDraw,
  takeOrder,
  orderOf,
  orderPreview,
  acceptDraw,
  useDrawAccount,
  leaveDraw,
  bookDrawdown,
  bookPurchase,
  myLimits,
  drawPreview,
  myDraw,
  drawnLoan,
  DrawAsked,
  DrawMoved,
  DrawDue,
  LoanDrawn,
  OrderPlaced,
  PurchaseRefunded,
} from './draw/face.ts'
export { productEntity, ProductPublished, publishProduct } from './product/face.ts'
export { ReportPageDue } from './reporting/face.ts'
export { askPaper } from './paper/face.ts'
export {
  assignApplication,
  ApplicationAssigned,
  ApplicationRetried,
  DrawRetried,
  applicationsLike,
  partners,
  retryStep,
} from './worklist/face.ts'
export { duesBetween, excesses, dayEnd } from './day-end/face.ts'

const customerId = t.id('cus')
const applicationId = t.id('app')
const product = t.text({ min: 2, max: 40 })
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance'] as const

// What there is.

export const applicationEntity = entity('lending.application', {
  id: applicationId,
  title: 'state',
  fields: {
    customerId,
    product,
    state: t.oneOf(...applicationStages),
    /** By which channel or partner it came, and that partner's own number for it. */
    source: t.text({ max: 40 }),
    /** Who of the staff answers for it. */
    owner: t.optional(t.id('stf')),
    amountAsked: t.optional(t.money()),
    amount: t.optional(t.money()),
    /** In this stage; whoever stands there before a day has been in it longest. */
    since: t.instant,
    startedAt: t.instant,
    tenorMonths: t.optional(t.int()),
    rate: t.optional(t.rate),
    partnerReference: t.optional(t.text({ max: 60 })),
  },
  filters: ['state', 'product', 'source', 'owner', 'since', 'customerId'],
  sort: ['startedAt', 'since'],
  allow: staff,
  actions: [assignApplication],
})

// What happened: the application.

export const ApplicationStarted = event('lending.application-started', {
  applicationId,
  product,
  source: t.text({ max: 40 }),
  partnerReference: t.optional(partnerReference),
})
export const ApplicationMoved = journeyMoved('lending.application')
export const ApplicationDue = journeyDue('lending.application')
export const AmountAsked = event('lending.amount-asked', {
  applicationId,
  amount: t.money(),
  tenorMonths: t.int(),
})
export const OfferMade = event('lending.offer-made', {
  applicationId,
  amountMax: t.money(),
  tenorMonthsMax: t.int(),
  rate: t.rate,
  decisionId: t.id('dec'),
  expiresAt: t.instant,
})
export const OfferChosen = event('lending.offer-chosen', {
  applicationId,
  amount: t.money(),
  tenorMonths: t.int(),
  termsHash: t.hash,
  decisionId: t.optional(t.id('dec')),
})
/** What phone and bank tell has changed while an offer stands: it is time to decide again. */
export const ReconsiderationDue = event('lending.reconsideration-due', { applicationId })
export const KfsAccepted = event('lending.kfs-accepted', {
  applicationId,
  documentId: t.id('doc'),
  hash: t.hash,
  termsHash: t.hash,
})
/** The gates were tried and not all stood open: nothing was paid (issue 2, slice 3). */
export const PayoutWithheld = event('lending.payout-withheld', {
  applicationId,
  closed: t.list(t.text({ max: 60 }), 10),
})
/** All gates stood open in this transaction, and the payout was asked for. */
export const PayoutAsked = event('lending.payout-asked', { applicationId, amount: t.money() })

export const AskRefused = askRefused('lending')

// What you may ask us to do.

/** A lead: the row before any consent (DESIGN §16). A second while one runs gives the first. */
export const startApplication = command('lending.start-application', {
  input: {
    ...{ product, source: t.optional(t.text({ max: 40 })) },
    partnerReference: t.optional(partnerReference),
  },
  output: { applicationId },
  refusals: ['unknown-product', 'loan-active'],
  allow: ['customer'],
})
export const askAmount = command('lending.ask-amount', {
  input: {
    amount: t.money({ min: '1000', max: '500000' }),
    tenorMonths: t.int({ min: 1, max: 60 }),
  },
  output: { applicationId },
  refusals: ['not-now', 'no-application', 'outside-product'],
  allow: ['customer'],
})
export const chooseOffer = command('lending.choose-offer', {
  input: {
    amount: t.money({ min: '1000', max: '500000' }),
    tenorMonths: t.int({ min: 1, max: 60 }),
  },
  output: { applicationId },
  refusals: ['not-now', 'no-application', 'above-offer', 'below-product'],
  allow: ['customer'],
})
/** Accepts exactly the KFS whose file hash was shown, within its validity (SPEC §2.1). */
export const acceptKfs = command('lending.accept-kfs', {
  input: { hash: t.hash, understood: t.flag },
  output: { applicationId },
  refusals: ['not-now', 'no-application', 'another-kfs', 'not-understood', 'kfs-lapsed'],
  allow: ['customer'],
})
/** The account for payout and mandate; kept by identity before (`identity.keep-account`). */
export const useAccount = command('lending.use-account', {
  input: { accountId: t.id('acc') },
  output: { applicationId },
  refusals: ['not-now', 'no-application'],
  allow: ['customer'],
})
export const withdrawApplication = command('lending.withdraw-application', {
  input: {},
  output: { applicationId },
  refusals: ['not-now', 'no-application'],
  allow: ['customer'],
})

// What you may ask us to tell.

/** The customer's running application, or their last. */
export const applicationOf = query('lending.application-of', {
  input: { customerId },
  output: {
    applicationId: t.optional(applicationId),
    state: t.optional(t.text()),
    screen: t.optional(t.text()),
    command: t.optional(t.text()),
    status: t.optional(t.text()),
    since: t.optional(t.instant),
    /** The chart's context: ids, amounts, hashes, dates; nothing personal. */
    context: t.optional(t.json),
  },
  allow: ['module:gateway', 'module:monitor', 'module:decision'],
})
/** What an amount and tenor would cost: nothing is kept. Once chosen, what the KFS states. */
export const preview = query('lending.preview', {
  input: {
    amount: t.money({ min: '1000', max: '500000' }),
    tenorMonths: t.int({ min: 1, max: 60 }),
  },
  output: cost,
  allow: ['customer'],
})
