/** Arrears planned anew, contracts ended and loans given up for lost: each by two people. */
import { command, event, t } from '#kernel/contract'

const loanId = t.id('loan')
const reason = t.oneOf('job-loss', 'illness', 'disaster', 'our-error', 'asked-for')
const staff = {
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
} as const

export const ArrearsReplanned = event('lending.arrears-replanned', {
  ...{ loanId, on: t.date, how: t.oneOf('re-aged', 're-amortised'), reason: t.text({ max: 40 }) },
  ...{ instalments: t.int(), instalment: t.money(), lastDueOn: t.optional(t.date) },
  /** Restructured for difficulty: an NPA at least until this day (SPEC §4.5). */
  monitoredTill: t.optional(t.date),
})
export const ContractEnded = event('lending.contract-ended', {
  ...{ loanId, on: t.date, due: t.money(), reason: t.text({ max: 40 }) },
})
export const LoanChargedOff = event('lending.loan-charged-off', {
  ...{ loanId, on: t.date, outstanding: t.money() },
  interest: t.oneOf('keep', 'none', 'accelerate'),
})

/**
 * Moves all that is unpaid onto new dates, a step of the loan apart, the first within three months:
 * nothing is overdue after it. Interest that has run falls on the first of them, or on all of them
 * evenly without bearing any more, or with all that would have run to the end. Done for financial
 * difficulty it is a restructuring, and the loan an NPA for a year at least (SPEC §4.5).
 */
export const reAgeLoan = command('lending.re-age-loan', {
  input: {
    loanId,
    startOn: t.date,
    instalments: t.int({ min: 1, max: 120 }),
    interest: t.oneOf('anew', 'accrued-spread', 'all-spread'),
    forDifficulty: t.flag,
    reason,
  },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-running', 'day-gone-by', 'too-far'],
  ...staff,
})
/**
 * Has the instalments to come repay what is overdue, on their dates; the overdue interest falls on
 * the next of them, or on all of them evenly. For difficulty: as above.
 */
export const reAmortiseLoan = command('lending.re-amortise-loan', {
  input: { loanId, interest: t.oneOf('anew', 'spread'), forDifficulty: t.flag, reason },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-running', 'nothing-to-come', 'nothing-overdue'],
  ...staff,
})
/** Ends the contract: all of it falls due today, with the interest to today and none after it. */
export const endContract = command('lending.end-contract', {
  input: { loanId, reason: t.oneOf('default', 'breach', 'fraud', 'asked-for') },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-running', 'nothing-to-come'],
  ...staff,
})
/**
 * Gives an NPA up for lost: a loss asset, provided for in full, until it is paid. Its schedule
 * stays, or bears no more interest, or falls due today. A write-off leaves the books; this stays.
 */
export const chargeOffLoan = command('lending.charge-off-loan', {
  input: { loanId, interest: t.oneOf('keep', 'none', 'accelerate') },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-running', 'not-a-lost-loan', 'already-charged-off'],
  ...staff,
})
