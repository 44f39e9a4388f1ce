/** Money without a loan, matched many at once, and what helps to find whose it is. */
import { command, event, query, t } from '#kernel/contract'
import { REASONS } from './suggestion.ts'

const unmatchedId = t.id('umr')
const loanId = t.id('loan')
const desk = ['ops', 'finance'] as const
/** More than a morning's statement leaves unexplained. */
const AT_ONCE_MAX = 200

/**
 * The loans of waiting money were found: each counts from the day it came. Each is judged by itself
 * when the second person agrees; one that cannot be is told with its reason and goes on waiting.
 * `amount` is the sum as whoever asks saw it.
 */
export const matchReceipts = command('payments.match-receipts', {
  input: { matches: t.list(t.shape({ unmatchedId, loanId }), AT_ONCE_MAX), amount: t.money() },
  output: {
    matched: t.int(),
    refused: t.list(t.shape({ unmatchedId, reference: t.text(), says: t.text() }), AT_ONCE_MAX),
  },
  refusals: ['sum-differs', 'named-twice'],
  allow: { ops: { upTo: '500000' }, finance: true },
  fourEyes: true,
  serializable: true,
})
export const ReceiptsMatched = event('payments.receipts-matched', {
  ...{ matched: t.int(), refused: t.int(), amount: t.money() },
})

const loan = { loanId, accountNumber: t.text(), customerId: t.id('cus') }
/** What waits, the oldest first, with at most three loans it may be for. */
export const suspense = query('payments.suspense', {
  input: {},
  output: {
    ...{ count: t.int(), amount: t.money() },
    waiting: t.list(
      t.shape({
        ...{ unmatchedId, amount: t.money(), rail: t.text(), reference: t.text() },
        receivedOn: t.date,
        loans: t.list(
          t.shape({ ...loan, reasons: t.list(t.oneOf(...REASONS), 10), sure: t.flag }),
          3,
        ),
      }),
      AT_ONCE_MAX,
    ),
  },
  allow: desk,
})
/** Open loans by account number, UMRN, or the borrower's phone or name. */
export const loansNamed = query('payments.loans-named', {
  input: {
    text: t.optional(t.text({ max: 60 })),
    phone: t.optional(t.phone),
    name: t.optional(t.personName),
  },
  output: { loans: t.list(t.shape(loan), 20) },
  allow: desk,
})
