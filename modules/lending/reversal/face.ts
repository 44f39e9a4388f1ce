/** A change of terms that was wrong, taken back: from today on it never happened. */
import { command, event, t } from '#kernel/contract'
import { CHANGES } from './reversal.ts'

const loanId = t.id('loan')
const change = t.oneOf(...CHANGES)

export const ChangeReversed = event('lending.change-reversed', {
  ...{ loanId, on: t.date, change, madeOn: t.date, reason: t.text({ max: 40 }) },
  /** What is due since, and the instalments to come. */
  ...{ due: t.money(), instalments: t.int(), instalment: t.money() },
  lastDueOn: t.optional(t.date),
})

/**
 * Takes back the last change of that kind that stands, as a reversal dated today: the loan is
 * counted from its start without it, what came after it stays, and one entry books the difference.
 * Two people; the borrower is told.
 */
export const reverseChange = command('lending.reverse-change', {
  input: {
    loanId,
    change,
    reason: t.oneOf('our-error', 'dispute-upheld', 'arrears-paid', 'court-order'),
  },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-running', 'nothing-to-reverse'],
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
})
