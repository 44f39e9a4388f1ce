/** What the books say, and what finance does with them. */
import { command, entity, event, query, t } from '#kernel/contract'

const loanId = t.id('loan')
const periodId = t.id('per')
const accountants = ['finance', 'admin'] as const
const readers = ['finance', 'risk'] as const

// What there is.

export const journalEntity = entity('lending.journal', {
  id: t.id('jrn'),
  title: 'says',
  fields: {
    /** Absent: of the whole portfolio. */
    loanId: t.optional(loanId),
    fact: t.text({ max: 60 }),
    says: t.text({ max: 120 }),
    amount: t.money(),
    valueOn: t.date,
    bookedOn: t.date,
  },
  filters: ['loanId', 'valueOn', 'bookedOn', 'fact'],
  sort: ['valueOn', 'bookedOn'],
  allow: ['finance', 'ops', 'credit', 'risk'],
})

/**
 * Closes the books through the end of a month that is over: from then on nothing is booked on a day
 * of it. Refused unless the books balance and hold what the loans hold, to the paisa.
 */
export const closePeriod = command('lending.close-period', {
  input: { through: t.date },
  output: { periodId },
  refusals: ['not-a-month-end', 'not-over', 'already-closed', 'books-broken'],
  allow: accountants,
  fourEyes: true,
  serializable: true,
})

export const periodEntity = entity('lending.period', {
  id: periodId,
  title: 'through',
  fields: {
    through: t.date,
    closedAt: t.instant,
    closedBy: t.text({ max: 80 }),
    entries: t.int({ min: 0 }),
    debit: t.money(),
  },
  filters: ['through'],
  sort: ['through'],
  allow: readers,
  actions: [closePeriod],
})

// What happened.

export const JournalPosted = event('lending.journal-posted', {
  journalId: t.id('jrn'),
  loanId,
  fact: t.text({ max: 60 }),
  amount: t.money(),
  valueOn: t.date,
})
/** Its own key is the books': it concerns no customer. */
export const PeriodClosed = event('lending.period-closed', {
  periodId,
  through: t.date,
  entries: t.int({ min: 0 }),
  debit: t.money(),
  by: t.text({ max: 80 }),
})
/** A technical write-off: the claim stays, and the borrower owes what they owed (SPEC §4.5). */
export const LoanWrittenOff = event('lending.loan-written-off', {
  loanId,
  principal: t.money(),
  reason: t.text({ max: 40 }),
  on: t.date,
})

// What you may ask us to do.

/** Writes an NPA off; recoveries after it are income of their own. Two people. */
export const writeOffLoan = command('lending.write-off-loan', {
  input: {
    loanId,
    reason: t.oneOf('uncollectible', 'deceased', 'fraud', 'settlement', 'policy-age'),
  },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-running', 'not-an-npa'],
  allow: accountants,
  fourEyes: true,
  serializable: true,
})

// What you may ask us to tell.

const balance = t.shape({
  account: t.text(),
  name: t.text(),
  debit: t.money(),
  credit: t.money(),
})
/**
 * Debits and credits by account as of a date; the two sums are equal. `value` takes entries by the
 * day they count for, `booked` by the day they entered the books, which a closed period fixes.
 * `knownAt` leaves out what was booked after that instant.
 */
export const trialBalance = query('lending.trial-balance', {
  input: {
    on: t.date,
    knownAt: t.optional(t.instant),
    by: t.optional(t.oneOf('value', 'booked')),
  },
  output: {
    ...{ accounts: t.list(balance, 100), debit: t.money(), credit: t.money() },
    /**
     * Memo 9300, beside the balance: principal and charges written off and still claimed, less
     * what came in since. Interest of those loans is in 9100/9200.
     */
    writtenOff: t.shape({ loans: t.int({ min: 0 }), claim: t.money() }),
  },
  allow: readers,
})
/** Loans of one check of the books: a second of the database's time, and ten under load. */
export const LOANS_A_CHECK = 2000
/**
 * The ledger beside the loans it is about, as both stand now: an account a row, and what sets them
 * apart. `on` takes only the loans something was booked of that day, and leaves the portfolio's own
 * entries out; without it, it is every loan there is, `LOANS_A_CHECK` at a time: a further check
 * begins after `next`, and the portfolio's entries go with the first.
 */
export const booksCheck = query('lending.books-check', {
  input: { on: t.optional(t.date), after: t.optional(t.id('loan')) },
  output: {
    /** Absent: that was the last of them. */
    next: t.optional(t.id('loan')),
    accounts: t.list(
      t.shape({
        account: t.text(),
        name: t.text(),
        /** Debit positive: what the postings sum to, and what the loans hold. */
        ledger: t.money(),
        loans: t.money(),
        difference: t.money(),
      }),
      100,
    ),
    agrees: t.flag,
  },
  allow: readers,
})
/** Lines of the journal in one file; a further file begins where `next` says. */
export const LINES_A_FILE = 25_000
/**
 * The journal of a span of booking days as CSV, a line a posting, in the order it was booked; at
 * most `LINES_A_FILE` lines a file, whole entries only. Nothing personal stands in it.
 */
export const journalFile = query('lending.journal-file', {
  input: {
    from: t.date,
    through: t.date,
    afterOn: t.optional(t.date),
    afterId: t.optional(t.id('jrn')),
  },
  output: {
    name: t.text(),
    base64: t.file(12_000_000),
    lines: t.int({ min: 0 }),
    next: t.optional(t.shape({ afterOn: t.date, afterId: t.id('jrn') })),
  },
  allow: accountants,
})
