/** What lending tells of a day as a whole: what falls due, and what a day-end found. */
import { query, t } from '#kernel/contract'

const loanId = t.id('loan')
const customerId = t.id('cus')
const heap = { count: t.int(), amount: t.money() }

/**
 * Instalments of the days between two, both included: those that fell due with what is still
 * unpaid of them, and those still coming. The first 200 of each; the sums are of all.
 */
export const duesBetween = query('lending.dues-between', {
  input: { from: t.date, to: t.date },
  output: {
    today: t.date,
    fell: t.shape(heap),
    unpaid: t.shape(heap),
    coming: t.shape(heap),
    dues: t.list(
      t.shape({
        ...{ loanId, customerId, accountNumber: t.text(), dueOn: t.date, amount: t.money() },
        /** All that is overdue of the loan now. */
        overdue: t.money(),
        assetClass: t.text(),
        status: t.oneOf('paid', 'unpaid', 'coming', 'closed'),
      }),
      400,
    ),
  },
  allow: ['ops', 'finance', 'collections', 'risk'],
})
/** Loans that hold money of the borrower beyond all dues: to set against, or to give back. */
export const excesses = query('lending.excesses', {
  input: {},
  output: {
    loans: t.list(
      t.shape({
        ...{ loanId, customerId, accountNumber: t.text(), status: t.text() },
        excess: t.money(),
      }),
      200,
    ),
    all: t.shape(heap),
  },
  allow: ['ops', 'finance', 'collections'],
})
/** What a day-end found: everything booked that day, by cause and by account, and its classes. */
export const dayEnd = query('lending.day-end', {
  input: { on: t.optional(t.date) },
  output: {
    ...{ on: t.date, today: t.date },
    booked: t.list(t.shape({ kind: t.text(), says: t.text(), ...heap }), 60),
    /** Of them, booked that day for an earlier value date. */
    backdated: t.shape(heap),
    accounts: t.list(
      t.shape({ account: t.text(), name: t.text(), debit: t.money(), credit: t.money() }),
      100,
    ),
    debit: t.money(),
    credit: t.money(),
    classes: t.list(t.shape({ from: t.text(), to: t.text(), count: t.int() }), 60),
    moved: t.list(
      t.shape({
        ...{ loanId, customerId, accountNumber: t.text() },
        ...{ from: t.text(), to: t.text(), dpd: t.int() },
      }),
      200,
    ),
  },
  allow: ['ops', 'finance', 'risk'],
})
