/** What lending tells before anything is done: what an act would change, and what it would cost. */
import { query, t } from '#kernel/contract'
import { CHANGES } from '../reversal/reversal.ts'

const loanId = t.id('loan')
const desk = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const

const option = t.shape({
  keep: t.oneOf('emi', 'tenor'),
  instalment: t.money(),
  /** Instalments to come, and the last of them. */
  left: t.int(),
  lastDueOn: t.optional(t.date),
  /** Interest still to be billed, and how much less that is than without the payment. */
  interest: t.money(),
  saved: t.money(),
})
/**
 * What paying a part before time would do, both ways: the same EMI for a shorter time, or a lower
 * EMI for the same time (SPEC §3.4). `why` says what stands against it: dues come first, the
 * interest to the day must be covered, and what repays everything is a foreclosure.
 */
export const prepaymentQuote = query('lending.prepayment-quote', {
  input: { loanId, amount: t.money({ min: '1', max: '5000000' }), on: t.optional(t.date) },
  output: {
    on: t.optional(t.date),
    /** Of the amount: interest to the day comes first, the rest lowers the principal. */
    interestToDate: t.optional(t.money()),
    principal: t.optional(t.money()),
    /** As it stands without the payment. */
    instalment: t.optional(t.money()),
    left: t.optional(t.int()),
    lastDueOn: t.optional(t.date),
    options: t.list(option, 2),
    why: t.optional(t.oneOf('not-running', 'dues-first', 'too-little', 'closes-it')),
  },
  allow: desk,
})

const act = t.oneOf(
  ...(['waive', 'refund', 'receipt', 'reverse', 'write-off', 'reschedule', 'reset'] as const),
  ...(['change-rate', 'pause-interest', 'draw-again'] as const),
  ...(['goodwill', 'charge-back', 'merchant-refund'] as const),
  ...(['re-age', 're-amortise', 'end-contract', 'charge-off', 'reverse-change'] as const),
)
/**
 * What an act would change if it were done now, by the very fold and postings that would do it;
 * nothing is kept. `refusal` when it would be refused, in the command's own code. A reversal may
 * name the receipt alone.
 */
export const foresee = query('lending.foresee', {
  input: {
    act,
    loanId: t.optional(loanId),
    receiptId: t.optional(t.id('rcp')),
    amount: t.optional(t.money()),
    part: t.optional(t.oneOf('bounce', 'penal', 'other', 'interest')),
    on: t.optional(t.date),
    purpose: t.optional(t.oneOf('part-prepayment')),
    keep: t.optional(t.oneOf('emi', 'tenor')),
    instalments: t.optional(t.int({ min: 1, max: 120 })),
    principalPause: t.optional(t.int({ min: 0, max: 12 })),
    wholePause: t.optional(t.int({ min: 0, max: 12 })),
    forDifficulty: t.optional(t.flag),
    nextDueOn: t.optional(t.date),
    rate: t.optional(t.rate),
    choice: t.optional(t.oneOf('other-instalment', 'other-tenor')),
    keepOf: t.optional(t.oneOf('dates', 'instalment')),
    instalment: t.optional(t.money()),
    till: t.optional(t.date),
    over: t.optional(t.oneOf('fresh-term', 'coming')),
    startOn: t.optional(t.date),
    change: t.optional(t.oneOf(...CHANGES)),
    interest: t.optional(
      t.oneOf(
        ...(['anew', 'spread', 'accrued-spread', 'all-spread'] as const),
        ...(['keep', 'none', 'accelerate'] as const),
      ),
    ),
  },
  output: {
    refusal: t.optional(t.text()),
    /** What differs, and only that: amounts, then what is said in words, numbers and dates. */
    amounts: t.list(t.shape({ what: t.text(), before: t.money(), after: t.money() }), 20),
    words: t.list(t.shape({ what: t.text(), before: t.text(), after: t.text() }), 20),
    /** Instalments that would be others; absent on one side: there is none there. */
    schedule: t.list(
      t.shape({
        ...{ number: t.int(), dueOn: t.date },
        before: t.optional(t.money()),
        after: t.optional(t.money()),
      }),
      400,
    ),
    /** What the books would post. */
    lines: t.list(t.shape({ account: t.text(), debit: t.money(), credit: t.money() }), 40),
  },
  allow: desk,
})
