/**
 * Money that is no repayment of the borrower's: our gift, a repayment the bank took back, what a
 * merchant gave back. Each is a fact dated today, and the books follow.
 */
import { command, event, t } from '#kernel/contract'

const loanId = t.id('loan')
const amount = t.money({ min: '0.01', max: '1000000' })
const reference = t.text({
  ...{ min: 4, max: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z/-]*$' },
  description: 'The bank’s reference of it, as the statement prints it',
})

// What happened.

export const GoodwillGiven = event('lending.goodwill-given', {
  ...{ loanId, goodwillId: t.id('gdw'), amount: t.money(), reason: t.text({ max: 40 }) },
  on: t.date,
})
export const RepaymentChargedBack = event('lending.repayment-charged-back', {
  ...{ loanId, receiptId: t.id('rcp'), amount: t.money(), reference: t.text({ max: 40 }) },
  ...{ reason: t.text({ max: 40 }), on: t.date },
})
export const MerchantRefundBooked = event('lending.merchant-refund-booked', {
  ...{ loanId, amount: t.money(), reference: t.text({ max: 40 }), on: t.date },
})

// What the staff may ask us to do.

/**
 * Gives the borrower a sum of ours: it meets what is due like a payment, what is over waits as
 * excess, and it is our expense (5220). Never more than closes the loan. Each role decides alone up
 * to its band; above it a second person, whose band covers it, approves.
 */
export const giveGoodwill = command('lending.give-goodwill', {
  input: {
    ...{ loanId, amount },
    reason: t.oneOf('our-error', 'bank-error', 'complaint', 'outage', 'bereavement'),
  },
  output: { goodwillId: t.id('gdw') },
  refusals: ['unknown-loan', 'loan-not-running', 'more-than-owed'],
  allow: {
    ops: { upTo: '500' },
    collections: { upTo: '500' },
    finance: { upTo: '10000' },
    admin: true,
  },
  fourEyes: 'above-band',
  serializable: true,
})
/**
 * The bank took a repayment back, or a part of it, long after it paid: the borrower's excess goes
 * first, the rest is principal owed again with the next instalment, from today. Two people; a
 * reference counts once.
 */
export const bookChargeback = command('lending.book-chargeback', {
  input: {
    ...{ loanId, receiptId: t.id('rcp'), amount, reference },
    reason: t.oneOf('payer-dispute', 'fraud', 'bank-recall', 'duplicate'),
  },
  output: { loanId },
  refusals: [
    ...(['unknown-loan', 'loan-not-running', 'receipt-unknown'] as const),
    ...(['more-than-received', 'reference-known'] as const),
  ],
  allow: ['finance', 'admin'],
  fourEyes: true,
  serializable: true,
})
/**
 * A merchant gave the price of a purchase back, or a part of it, by a transfer we found on our
 * statement: it repays before time, and with it goes back the interest it has borne. Two people; a
 * reference counts once.
 */
export const bookMerchantRefund = command('lending.book-merchant-refund', {
  input: { loanId, amount, reference },
  output: { loanId },
  refusals: [
    ...(['unknown-loan', 'loan-not-running', 'no-purchase'] as const),
    ...(['more-than-price', 'reference-known'] as const),
  ],
  allow: ['finance', 'admin'],
  fourEyes: true,
  serializable: true,
})
