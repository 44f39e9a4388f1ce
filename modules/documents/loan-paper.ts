/** What lending has counted for a paper of a loan; documents only sets it in type. */
import { t } from '#kernel/contract'
import { LANGUAGES } from '#kernel/languages'

export const language = t.oneOf(...LANGUAGES)

const line = t.shape({
  /** Value date. */
  on: t.date,
  /** The day it was entered, where that is another. */
  bookedOn: t.optional(t.date),
  /** What happened; each language has its words. */
  what: t.oneOf(
    ...(['disbursed', 'disbursal-returned', 'drawn', 'instalment-due', 'repaid'] as const),
    ...(['bounced', 'waived', 'goodwill', 'merchant-refunded', 'charged-back'] as const),
    ...(['refunded', 'cooled-off', 'written-off', 'interest-to-day'] as const),
    ...(['bounce-charge', 'penal-charge', 'foreclosure-charge', 'other-charge'] as const),
    ...(['interest-and-charges', 'adjusted'] as const),
  ),
  /** A payment of this much was undone, as if it had never been made. */
  undone: t.optional(t.money()),
  reference: t.optional(t.text({ max: 80 })),
  debit: t.money(),
  credit: t.money(),
  balance: t.money(),
})
const parts = { principal: t.money(), interest: t.money(), charges: t.money() }
const days = { from: t.date, through: t.date }

export const loanPaper = {
  kind: t.oneOf(
    ...(['statement', 'interest-certificate', 'foreclosure-letter', 'schedule'] as const),
    'welcome-letter',
  ),
  /** Absent: the borrower's own. */
  language: t.optional(language),
  about: t.shape({
    accountNumber: t.text({ max: 40 }),
    principal: t.money(),
    rate: t.rate,
    tenorMonths: t.int({ min: 1 }),
    disbursedOn: t.date,
    /** The day it is told for. */
    on: t.date,
  }),
  statement: t.optional(
    t.shape({
      ...days,
      opening: t.money(),
      closing: t.money(),
      /** Of a statement to today: what is asked for next. */
      nextDue: t.optional(t.shape({ on: t.date, amount: t.money() })),
      overdue: t.money(),
      paid: t.shape(parts),
      lines: t.list(line, 600),
      /** Earlier lines of these days were left out. */
      cut: t.flag,
    }),
  ),
  interest: t.optional(t.shape({ ...days, ...parts, outstanding: t.money() })),
  foreclosure: t.optional(
    t.shape({
      on: t.date,
      validTill: t.date,
      principalOverdue: t.money(),
      interestOverdue: t.money(),
      charges: t.money(),
      principal: t.money(),
      interestToDate: t.money(),
      charge: t.money(),
      chargeGst: t.money(),
      /** The borrower's money with us, taken off. */
      advance: t.money(),
      payable: t.money(),
      perDay: t.money(),
    }),
  ),
  /** What begins a loan; its schedule stands beside it. */
  welcome: t.optional(
    t.shape({
      ...{ instalment: t.money(), firstDueOn: t.date, lastDueOn: t.date },
      coolingOffUntil: t.date,
      /** The bank's number of the mandate, where there is one. */
      umrn: t.optional(t.text({ max: 20 })),
    }),
  ),
  schedule: t.optional(
    t.list(
      t.shape({
        number: t.int(),
        dueOn: t.date,
        opening: t.money(),
        principal: t.money(),
        interest: t.money(),
        instalment: t.money(),
        status: t.oneOf('paid', 'partly-paid', 'due', 'overdue', 'coming'),
      }),
      480,
    ),
  ),
}
