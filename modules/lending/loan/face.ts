/** What lending says of a loan, from the day its money arrives. */
import { entity, event, query, t } from '#kernel/contract'

const customerId = t.id('cus')
const applicationId = t.id('app')
const loanId = t.id('loan')
const product = t.text({ min: 2, max: 40 })
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance'] as const

export const loanEntity = entity('lending.loan', {
  id: loanId,
  title: 'accountNumber',
  fields: {
    accountNumber: t.text({ max: 30 }),
    customerId,
    product,
    status: t.oneOf('disbursed', 'active', 'closed', 'written-off', 'cancelled'),
    principal: t.money(),
    outstanding: t.money(),
    overdue: t.money(),
    /** Due date of the oldest unpaid instalment: its day 1 past due (SPEC §4.2). */
    overdueSince: t.optional(t.date),
    assetClass: t.oneOf('standard', 'SMA-0', 'SMA-1', 'SMA-2', 'NPA'),
    nextDueOn: t.optional(t.date),
    disbursedOn: t.date,
    closedOn: t.optional(t.date),
  },
  filters: ['status', 'assetClass', 'product', 'customerId', 'nextDueOn'],
  sort: ['disbursedOn', 'nextDueOn', 'overdueSince', 'outstanding'],
  allow: staff,
})

// What happened.

export const LoanDisbursed = event('lending.loan-disbursed', {
  loanId,
  applicationId,
  accountNumber: t.text({ max: 30 }),
  principal: t.money(),
  netDisbursed: t.money(),
  creditedOn: t.date,
  firstDueOn: t.date,
  instalment: t.money(),
  tenorMonths: t.int(),
  coolingOffUntil: t.date,
})
/** A loan another system kept is ours from now on, with its history; nothing of that is told. */
export const LoanTakenOver = event('lending.loan-taken-over', {
  loanId,
  /** Minted here: it was applied for elsewhere. */
  applicationId,
  /** The former lender's own number. */
  accountNumber: t.text({ max: 30 }),
  status: t.text({ max: 20 }),
  principal: t.money(),
  outstanding: t.money(),
  disbursedOn: t.date,
  tenorMonths: t.int(),
})
/** Its day came (timers, never a nightly sweep). */
export const InstalmentFellDue = event('lending.instalment-fell-due', {
  loanId,
  number: t.int({ min: 1 }),
  amount: t.money(),
  dueOn: t.date,
  /** Told by the loan's own look, which had it presented too; otherwise who hears it does. */
  presented: t.optional(t.flag),
})
/** Three days before a due date: time to give notice, once. */
export const InstalmentNoticeDue = event('lending.instalment-notice-due', {
  loanId,
  number: t.int({ min: 1 }),
})
/** Three days before a due date: the notice a mandate needs (SPEC §5.3), and a kindness. */
export const InstalmentNear = event('lending.instalment-near', {
  loanId,
  number: t.int({ min: 1 }),
  amount: t.money(),
  dueOn: t.date,
})
/** The one second presentment of a bounced instalment (SPEC §5.2). */
export const RepresentmentDue = event('lending.representment-due', {
  loanId,
  number: t.int({ min: 1 }),
  attempt: t.int({ min: 2, max: 9 }),
})
export const PaymentAllocated = event('lending.payment-allocated', {
  loanId,
  receiptId: t.id('rcp'),
  amount: t.money(),
  principal: t.money(),
  interest: t.money(),
  charges: t.money(),
  excess: t.money(),
  on: t.date,
})
export const ChargeLevied = event('lending.charge-levied', {
  loanId,
  chargeId: t.id('chg'),
  kind: t.oneOf('bounce', 'penal'),
  amount: t.money(),
  gst: t.money(),
  on: t.date,
  /** What bounced; absent: a debit on the mandate. */
  of: t.optional(t.oneOf('cheque')),
})
/** A fact that came late shows that a penal charge was never due: it is taken back. */
export const ChargeWithdrawn = event('lending.charge-withdrawn', {
  loanId,
  chargeId: t.id('chg'),
  kind: t.oneOf('penal'),
  amount: t.money(),
  on: t.date,
})
/** Day-end of a day on which the class changed: SMA and NPA dates (SPEC §4, due date is day 1). */
export const AssetClassChanged = event('lending.asset-class-changed', {
  loanId,
  from: t.text({ max: 12 }),
  to: t.text({ max: 12 }),
  dpd: t.int({ min: 0 }),
  on: t.date,
})
/** An NPA has no arrears left; those of its borrower's other loans decide whether it rises. */
export const ArrearsCleared = event('lending.arrears-cleared', { loanId, on: t.date })
/** A loan looks at itself at its next interesting instant: class, dues, month close. */
export const LoanReviewDue = event('lending.loan-review-due', { loanId, on: t.date })
export const LoanClosed = event('lending.loan-closed', {
  loanId,
  how: t.oneOf('repaid', 'foreclosed', 'cooled-off', 'payout-returned'),
  closedOn: t.date,
})
/** A payment that had closed it was none: it runs again, as if that had never come. */
export const LoanReopened = event('lending.loan-reopened', {
  ...{ loanId, on: t.date, closedOn: t.date },
  /** What is due of it now. */
  due: t.money(),
})

// What you may ask us to tell.

const dueRow = t.shape({
  number: t.int(),
  dueOn: t.date,
  opening: t.money(),
  principal: t.money(),
  interest: t.money(),
  instalment: t.money(),
  paid: t.money(),
  status: t.oneOf('paid', 'partly-paid', 'due', 'overdue', 'coming'),
})
/** What a borrower, or the staff, are told of one loan. */
export const loanView = {
  loanId: t.optional(loanId),
  accountNumber: t.optional(t.text()),
  status: t.optional(t.text()),
  /** The day it is told for. */
  on: t.optional(t.date),
  principal: t.optional(t.money()),
  outstanding: t.optional(t.money()),
  overdue: t.optional(t.money()),
  charges: t.optional(t.money()),
  /** Paid ahead: it goes to the next instalment on its day. */
  advance: t.optional(t.money()),
  dpd: t.optional(t.int()),
  assetClass: t.optional(t.text()),
  nextDueOn: t.optional(t.date),
  nextDueAmount: t.optional(t.money()),
  /** What closes the loan today, to the paisa. */
  payoff: t.optional(t.money()),
  coolingOffUntil: t.optional(t.date),
  /** What leaves it without penalty, while that is open (DL-09). */
  coolingOffExit: t.optional(t.money()),
  schedule: t.optional(t.list(dueRow, 60)),
  noc: t.optional(t.id('doc')),
  /** The contract was ended: everything fell due that day. */
  endedOn: t.optional(t.date),
  /** A loss asset since: owed all the same. */
  chargedOffOn: t.optional(t.date),
}
/** The customer's loan, as of a date. */
export const myLoan = query('lending.my-loan', {
  input: { on: t.optional(t.date) },
  output: loanView,
  allow: ['customer'],
})
export const loanOf = query('lending.loan-of', {
  input: { loanId, on: t.optional(t.date) },
  output: loanView,
  allow: [...staff, 'module:monitor', 'module:gateway', 'module:payments'],
})
/** Loans by account number, application or customer, for Find. */
export const findLoan = query('lending.find-loan', {
  input: { text: t.text({ max: 60 }) },
  output: {
    hits: t.list(
      t.shape({ customerId, id: t.anyId, what: t.text(), state: t.text(), path: t.text() }),
      20,
    ),
  },
  allow: ['module:monitor'],
})
