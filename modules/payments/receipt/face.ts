/** What payments says of money that came in, and what its desk may do about it. */
import { command, entity, event, query, t } from '#kernel/contract'

const customerId = t.id('cus')
const loanId = t.id('loan')
const receiptId = t.id('rcp')
const presentmentId = t.id('pre')
const unmatchedId = t.id('umr')
/** The provider tells of the first three; the last three are found on a bank statement. */
const rail = t.oneOf('nach', 'upi', 'link', 'transfer', 'cheque', 'cash')
const manualRail = t.oneOf('transfer', 'cheque', 'cash')
/** The bank's own reference: a UTR, a cheque's or a slip's number. */
const reference = t.text({
  ...{ min: 4, max: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z /-]*$' },
  description: 'UTR, cheque number or slip number, as the bank prints it',
})
const amount = t.money({ min: '1', max: '1000000' })

export const receiptEntity = entity('payments.receipt', {
  id: receiptId,
  title: 'amount',
  fields: {
    customerId,
    loanId,
    amount: t.money(),
    rail,
    reference: t.text({ max: 80 }),
    status: t.oneOf('received', 'reversed'),
    receivedOn: t.date,
    recordedAt: t.instant,
    reversedOn: t.optional(t.date),
    reversal: t.optional(t.text({ max: 40 })),
  },
  filters: ['rail', 'status', 'receivedOn', 'customerId', 'loanId'],
  sort: ['recordedAt'],
  allow: ['ops', 'finance', 'collections', 'support'],
})
/** Money in our account that no loan is known for yet. */
export const unmatchedEntity = entity('payments.unmatched-receipt', {
  id: unmatchedId,
  title: 'amount',
  fields: {
    amount: t.money(),
    rail: manualRail,
    reference: t.text({ max: 80 }),
    status: t.oneOf('open', 'matched'),
    receivedOn: t.date,
    recordedAt: t.instant,
    loanId: t.optional(loanId),
    receiptId: t.optional(receiptId),
  },
  filters: ['status', 'rail', 'receivedOn'],
  sort: ['recordedAt', 'receivedOn'],
  allow: ['ops', 'finance'],
})

/** What the borrower meant it for; absent: what is due, the rest waits as excess. */
const purpose = t.optional(t.oneOf('part-prepayment'))
/** After a part-prepayment: the same EMI for a shorter time, or a lower EMI. */
const keep = t.optional(t.oneOf('emi', 'tenor'))

/** Money reached the lender's own account (DL-06). */
export const PaymentReceived = event('payments.payment-received', {
  receiptId,
  loanId,
  amount: t.money(),
  rail,
  reference: t.text({ max: 80 }),
  receivedOn: t.date,
  /** The presentment that settled, where it was one. */
  presentmentId: t.optional(presentmentId),
  purpose,
  keep,
})
const reversal = t.oneOf('cheque-returned', 'wrong-loan', 'entered-twice', 'bank-recalled')
/** It was no payment of this loan after all; from this day on it never happened. */
export const ReceiptReversed = event('payments.receipt-reversed', {
  receiptId,
  loanId,
  amount: t.money(),
  reversal,
  reversedOn: t.date,
})
/** Money came that no loan is known for. */
export const ReceiptUnmatched = event('payments.receipt-unmatched', {
  unmatchedId,
  amount: t.money(),
  rail: manualRail,
  receivedOn: t.date,
})

const twoPeople = { fourEyes: true, serializable: true } as const

/**
 * Enters a payment found on our bank statement for a loan; value-dated to the day it reached us.
 * A bank reference counts once.
 */
export const recordReceipt = command('payments.record-receipt', {
  input: { loanId, amount, rail: manualRail, reference, receivedOn: t.date, purpose, keep },
  output: { receiptId },
  refusals: ['unknown-loan', 'loan-over', 'reference-known', 'received-later'],
  allow: { ops: { upTo: '50000' }, finance: true },
  ...twoPeople,
})
/** Enters money that came for nobody known: it waits until someone finds its loan. */
export const recordUnmatched = command('payments.record-unmatched', {
  input: {
    ...{ amount, rail: manualRail, reference, receivedOn: t.date },
    /** What tells of the payer is asked about and not kept. */
    payerPhone: t.optional(t.phone),
    payerName: t.optional(t.personName),
  },
  output: { unmatchedId },
  refusals: ['reference-known', 'received-later'],
  allow: ['ops', 'finance'],
  serializable: true,
})
/** The loan of waiting money was found: it counts from the day it came. */
export const matchReceipt = command('payments.match-receipt', {
  input: { unmatchedId, loanId },
  output: { receiptId },
  refusals: ['unmatched-unknown', 'unknown-loan', 'loan-over', 'reference-known'],
  allow: ['ops', 'finance'],
  ...twoPeople,
})
/**
 * Unmakes a payment entered by hand, which opens a loan it had closed; one of the wrong loan waits
 * as unmatched again. What the provider told us, only the provider takes back.
 */
export const reverseReceipt = command('payments.reverse-receipt', {
  input: { receiptId, reason: reversal },
  output: { receiptId },
  refusals: [
    ...(['receipt-unknown', 'provider-receipt', 'reversed-already'] as const),
    'receipt-of-cheque',
  ],
  allow: ['ops', 'finance'],
  ...twoPeople,
})

const heap = { count: t.int(), amount: t.money() }
/**
 * What was presented, returned and received between two days, both included: presentments by the
 * day they were due, the bank's returns by the day it answered, receipts by the day they reached
 * us.
 */
export const takings = query('payments.takings', {
  input: { from: t.date, to: t.date },
  output: {
    presented: t.list(t.shape({ status: t.text(), ...heap }), 10),
    returns: t.list(
      t.shape({
        ...{ code: t.text(), meaning: t.text(), class: t.text(), action: t.text() },
        ...{ retry: t.flag, ...heap },
      }),
      60,
    ),
    receipts: t.list(t.shape({ rail: t.text(), ...heap }), 10),
    reversed: t.shape(heap),
    /** Whatever the days: money that waits for its loan now. */
    unmatched: t.shape(heap),
    /** The newest returns, at most 200. */
    bounced: t.list(
      t.shape({
        ...{ presentmentId, customerId, loanId, accountNumber: t.optional(t.text()) },
        ...{ number: t.int(), attempt: t.int(), amount: t.money(), dueOn: t.date },
        ...{ answeredOn: t.date, code: t.text(), meaning: t.text(), retry: t.flag },
      }),
      200,
    ),
  },
  allow: ['ops', 'finance', 'collections', 'risk'],
})

// Money a borrower sends through a link of the provider’s.

const linkId = t.id('lnk')
export const PayLinkMade = event('payments.pay-link-made', {
  linkId,
  loanId,
  amount: t.money(),
  payAt: t.text({ max: 300 }),
})
/** A borrower's payment through a link was captured, as the provider told it. */
export const LinkReported = event('payments.link-reported', {
  linkId,
  amount: t.money(),
  rail: t.oneOf('upi', 'link'),
  on: t.date,
  reference: t.text({ max: 80 }),
})
export const PayLinkFailed = event('payments.pay-link-failed', { linkId, loanId })
/** The borrower pays now, by UPI, through a link of the provider's. */
export const payNow = command('payments.pay-now', {
  input: { loanId, amount: t.money({ min: '1', max: '1000000' }) },
  output: { linkId },
  refusals: ['unknown-loan'],
  allow: ['customer'],
})

export const linkOf = query('payments.link-of', {
  input: { linkId },
  output: { payAt: t.optional(t.text()), status: t.text() },
  allow: ['customer'],
})
