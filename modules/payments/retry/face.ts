/** A payout nobody has heard of is asked after at once. */
import { command, t } from '#kernel/contract'
import { journeyRetried } from '#kernel/journey'

const payoutId = t.id('pay')

/** Asks the bank now what became of a payout that waits for its word; no money is sent again. */
export const retryStep = command('payments.retry-step', {
  input: { payoutId, reason: t.text({ min: 4, max: 200 }) },
  output: { payoutId, state: t.text() },
  refusals: ['nothing-to-retry', 'too-soon'],
  allow: ['ops', 'finance'],
  serializable: true,
})
export const PayoutRetried = journeyRetried('payments.payout')
