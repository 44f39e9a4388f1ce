/** Terms of a running loan that change from today: rate, days without interest, principal. */
import { command, event, t } from '#kernel/contract'

const loanId = t.id('loan')

export const InterestPaused = event('lending.interest-paused', {
  ...{ loanId, on: t.date, till: t.date, reason: t.text({ max: 40 }) },
})
export const PrincipalDrawn = event('lending.principal-drawn', {
  ...{ loanId, on: t.date, amount: t.money(), over: t.oneOf('fresh-term', 'coming') },
  ...{ instalment: t.money(), instalments: t.int(), lastDueOn: t.optional(t.date) },
})

/**
 * Another rate from today on: the dates stay and the instalment changes, or the instalment stays,
 * or another one is named, and the dates change. An instalment that would not repay the loan is
 * refused, and so is a higher rate of a loan whose rate is fixed (SPEC §3.3). Two people.
 */
export const changeRate = command('lending.change-rate', {
  input: {
    loanId,
    rate: t.rate,
    keep: t.oneOf('dates', 'instalment'),
    instalment: t.optional(
      t.money({ ...{ min: '1', max: '5000000' }, description: 'Another one, kept from now on' }),
    ),
  },
  output: { loanId },
  refusals: [
    ...(['unknown-loan', 'loan-not-running', 'nothing-to-come', 'fixed-rate-rises'] as const),
    ...(['would-grow', 'instalment-not-kept'] as const),
  ],
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
})
/**
 * No interest runs from today through a day, both counted; instalments stay, and the last ones
 * shrink. Two people.
 */
export const pauseInterest = command('lending.pause-interest', {
  input: {
    loanId,
    till: t.date,
    reason: t.oneOf('disaster', 'illness', 'job-loss', 'our-error', 'dispute'),
  },
  output: { loanId },
  refusals: [
    ...(['unknown-loan', 'loan-not-running', 'nothing-to-come'] as const),
    ...(['day-gone-by', 'pause-too-long'] as const),
  ],
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
})
/**
 * Books more principal under the same loan: the transfer reached the borrower under this reference,
 * and interest runs on it from today. Within what the product lends, and never into arrears. Two
 * people; the same reference draws once.
 */
export const drawAgain = command('lending.draw-again', {
  input: {
    loanId,
    amount: t.money({ min: '1', max: '5000000' }),
    over: t.oneOf('fresh-term', 'coming'),
    reference: t.text({
      ...{ min: 4, max: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z/-]*$' },
      description: 'The UTR of the transfer to the borrower’s own account',
    }),
  },
  output: { loanId },
  refusals: [
    ...(['unknown-loan', 'loan-not-running', 'in-arrears', 'above-product'] as const),
    'reference-known',
  ],
  allow: ['finance', 'admin'],
  fourEyes: true,
  serializable: true,
})
