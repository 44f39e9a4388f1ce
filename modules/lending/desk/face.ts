/**
 * What lending tells the people who look after loans, and what they may do to one. Whatever is
 * told as of a day can be told as it was known then: `on` is the day the answer is for, `knownAt`
 * the instant whose knowledge it uses; absent, today and now.
 */
import { command, event, query, t } from '#kernel/contract'

const loanId = t.id('loan')
const customerId = t.id('cus')
const desk = ['ops', 'credit', 'support', 'collections', 'risk', 'finance'] as const
const at = { on: t.optional(t.date), knownAt: t.optional(t.instant) }

// What happened.

export const DuesWaived = event('lending.dues-waived', {
  loanId,
  waiverId: t.id('wvr'),
  part: t.oneOf('bounce', 'penal', 'other', 'interest'),
  amount: t.money(),
  reason: t.text({ max: 40 }),
  on: t.date,
})
export const LoanRescheduled = event('lending.loan-rescheduled', {
  ...{ loanId, on: t.date, instalments: t.int(), instalment: t.money() },
  lastDueOn: t.optional(t.date),
  monitoredTill: t.optional(t.date),
  reason: t.text({ max: 40 }),
})
export const RateChanged = event('lending.rate-changed', {
  ...{ loanId, on: t.date, rate: t.rate, instalment: t.money(), instalments: t.int() },
  lastDueOn: t.optional(t.date),
})
export const ExcessRefunded = event('lending.excess-refunded', {
  loanId,
  amount: t.money(),
  reference: t.text({ max: 40 }),
  on: t.date,
})

// What the staff may ask us to do.

/**
 * Forgives a charge, or interest, that is due now; the GST of a charge is credited with it. Never
 * principal (SPEC §11.4). Each role decides alone up to its band; above it a second person, whose
 * band covers it, approves.
 */
export const waiveDues = command('lending.waive-dues', {
  input: {
    loanId,
    part: t.oneOf('bounce', 'penal', 'other', 'interest'),
    amount: t.money({ min: '0.01', max: '500000' }),
    reason: t.oneOf('our-error', 'bank-error', 'hardship', 'goodwill', 'dispute', 'settlement'),
  },
  output: { waiverId: t.id('wvr') },
  refusals: ['unknown-loan', 'loan-not-running', 'more-than-due'],
  allow: {
    ops: { upTo: '500' },
    collections: { upTo: '1000' },
    finance: { upTo: '10000' },
    admin: true,
  },
  fourEyes: 'above-band',
  serializable: true,
})
/**
 * Books excess given back: the transfer has left our bank under this reference. Two people; the
 * same reference refunds once.
 */
export const refundExcess = command('lending.refund-excess', {
  input: {
    loanId,
    amount: t.money({ min: '0.01', max: '1000000' }),
    reference: t.text({
      ...{ min: 4, max: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z/-]*$' },
      description: 'The UTR of the transfer to the borrower’s own account',
    }),
  },
  output: { loanId },
  refusals: ['unknown-loan', 'more-than-excess', 'reference-known'],
  allow: ['finance', 'admin'],
  fourEyes: true,
  serializable: true,
})

/**
 * Plans the instalments to come anew from the last due date, at the same rate: more or fewer of
 * them, some without principal, some without anything, the next on another day and all after it
 * likewise, within a month of what was planned. Done for financial difficulty it is a
 * restructuring, and the loan an NPA for a year at least (SPEC §4.5). Two people.
 */
export const rescheduleLoan = command('lending.reschedule-loan', {
  input: {
    loanId,
    instalments: t.int({ min: 1, max: 120, description: 'To come, the paused ones among them' }),
    principalPause: t.optional(
      t.int({ min: 0, max: 12, description: 'First ones, of interest only' }),
    ),
    wholePause: t.optional(
      t.int({ min: 0, max: 12, description: 'First ones, of nothing at all' }),
    ),
    nextDueOn: t.optional(t.date),
    forDifficulty: t.flag,
    reason: t.oneOf('job-loss', 'illness', 'disaster', 'our-error', 'asked-for'),
  },
  output: { loanId },
  refusals: [
    ...(['unknown-loan', 'loan-not-running', 'nothing-to-come', 'pause-too-long'] as const),
    ...(['day-gone-by', 'too-far'] as const),
  ],
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
})

/**
 * Resets a floating rate from the last due date: the borrower chose another instalment for the same
 * time, or another time at the same instalment, which is refused where it would not repay the loan
 * (RST23, SPEC §3.3). Two people; the borrower is told at once.
 */
export const resetRate = command('lending.reset-rate', {
  input: { loanId, rate: t.rate, choice: t.oneOf('other-instalment', 'other-tenor') },
  output: { loanId },
  refusals: [
    ...['unknown-loan', 'loan-not-running', 'nothing-to-come', 'not-floating', 'would-grow'],
  ] as const,
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
})

// What they may ask us to tell.

const amounts = {
  principal: t.money(),
  interest: t.money(),
  charges: t.money(),
  total: t.money(),
}
const planned = {
  number: t.int(),
  dueOn: t.date,
  opening: t.money(),
  principal: t.money(),
  interest: t.money(),
  instalment: t.money(),
}
const quote = {
  principalOverdue: t.money(),
  interestOverdue: t.money(),
  charges: t.money(),
  principal: t.money(),
  interestToDate: t.money(),
  /** The charge for closing before time, and its GST. */
  charge: t.money(),
  chargeGst: t.money(),
  gross: t.money(),
  excess: t.money(),
  payable: t.money(),
  /** What each further day adds until the next due date. */
  perDay: t.money(),
}
const agreed = t.shape({
  rate: t.rate,
  instalments: t.int(),
  instalment: t.money(),
  coolingOffUntil: t.date,
  bounceCharge: t.money(),
  fees: t.list(t.shape({ kind: t.text(), amount: t.money(), gst: t.money(), payee: t.text() }), 20),
})
const scheduleRow = t.shape({
  ...planned,
  paid: t.money(),
  waived: t.money(),
  unpaid: t.money(),
  status: t.oneOf('paid', 'partly-paid', 'due', 'overdue', 'coming'),
  settledOn: t.optional(t.date),
})
const chargeRow = t.shape({
  ...{ chargeId: t.text(), kind: t.text(), on: t.date, amount: t.money(), gst: t.money() },
  ...{ paid: t.money(), waived: t.money(), unpaid: t.money() },
})
/** A fact or due date, and what it moved; a reversed one moved nothing. */
const transaction = t.shape({
  factId: t.text(),
  kind: t.text(),
  says: t.text(),
  on: t.date,
  knownAt: t.optional(t.instant),
  amount: t.optional(t.money()),
  principal: t.money(),
  interest: t.money(),
  charges: t.money(),
  excess: t.money(),
  /** Principal, billed interest and charges owed after it. */
  owed: t.money(),
  reversed: t.flag,
})
const classRow = t.shape({ from: t.text(), to: t.text(), dpd: t.int(), on: t.date })

const file = t.shape({
  ...{ loanId, accountNumber: t.text(), customerId, product: t.text() },
  applicationId: t.id('app'),
  mandateId: t.optional(t.id('man')),
  ...{ on: t.date, today: t.date, disbursedOn: t.date, status: t.text(), principal: t.money() },
  /** The first moment anything was known of it: where looking back begins. */
  knownFrom: t.optional(t.instant),
  agreed,
  closedOn: t.optional(t.date),
  closedHow: t.optional(t.text()),
  outstanding: t.shape({ ...amounts, interestAccrued: t.money() }),
  dues: t.shape(amounts),
  oldestDueOn: t.optional(t.date),
  paid: t.shape(amounts),
  ...{ excess: t.money(), inClearing: t.money(), dpd: t.int(), assetClass: t.text() },
  npaOn: t.optional(t.date),
  writtenOffOn: t.optional(t.date),
  /** The contract was ended: everything fell due. */
  endedOn: t.optional(t.date),
  chargedOffOn: t.optional(t.date),
  /** Whom a purchase was paid to: only of such a loan is something given back. */
  merchantId: t.optional(t.id('mer')),
  nextDueOn: t.optional(t.date),
  nextDueAmount: t.optional(t.money()),
  payoff: t.shape(quote),
  schedule: t.list(scheduleRow, 400),
  /** As agreed, where it is no longer so. */
  original: t.optional(t.list(t.shape(planned), 400)),
  charges: t.list(chargeRow, 400),
  transactions: t.list(transaction, 2000),
  classes: t.list(classRow, 200),
  noc: t.optional(t.id('doc')),
})
/** Everything of one loan on a day, by the facts known at an instant (DESIGN §7). */
export const loanFile = query('lending.loan-file', {
  input: { loanId, ...at },
  output: { file: t.optional(file) },
  allow: desk,
})
/** The loan's entries by value date, as booked until an instant; both sides are equal. */
export const loanLedger = query('lending.loan-ledger', {
  input: { loanId, ...at },
  output: {
    entries: t.list(
      t.shape({
        ...{ journalId: t.id('jrn'), says: t.text(), valueOn: t.date, bookedOn: t.date },
        lines: t.list(
          t.shape({ account: t.text(), name: t.text(), debit: t.money(), credit: t.money() }),
          40,
        ),
      }),
      2000,
    ),
    balances: t.list(t.shape({ account: t.text(), name: t.text(), balance: t.money() }), 60),
    debit: t.money(),
    credit: t.money(),
  },
  allow: ['finance', 'ops', 'credit', 'risk'],
})
/** A person's loans on a day; the class is the borrower's: the worst of theirs (SPEC §4.1). */
export const exposureOf = query('lending.exposure-of', {
  input: { customerId, ...at },
  output: {
    ...{ on: t.date, today: t.date },
    knownFrom: t.optional(t.instant),
    firstOn: t.optional(t.date),
    loans: t.list(
      t.shape({
        ...{ loanId, accountNumber: t.text(), product: t.text(), status: t.text() },
        ...{ principal: t.money(), outstanding: t.money(), overdue: t.money(), dpd: t.int() },
        ...{ excess: t.money(), assetClass: t.text(), disbursedOn: t.date },
        nextDueOn: t.optional(t.date),
        nextDueAmount: t.optional(t.money()),
      }),
      100,
    ),
    ...{ outstanding: t.money(), overdue: t.money(), dpd: t.int(), assetClass: t.text() },
  },
  allow: desk,
})
/** What closes the loan on a day, if nothing else is paid until then (SPEC §3.4, screen 6). */
export const foreclosureQuote = query('lending.foreclosure-quote', {
  input: { loanId, on: t.optional(t.date) },
  output: {
    ...{ on: t.optional(t.date), quote: t.optional(t.shape(quote)) },
    /** A week at most, and never beyond the day before something falls due. */
    validTill: t.optional(t.date),
  },
  allow: desk,
})
