/** What a loan can tell; all of it is `loanAt` on the day asked for. */
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import { minus, type Money } from '#kernel/money'
import { answer, list, one } from '#platform/http'
import type { Tx } from '#platform/sql'
import { findLoan, journalEntity, loanEntity, loanOf, myLoan } from '../contract.ts'
import { runningApplication } from '../application/store.ts'
import { isAccountNumber } from './account-number.ts'
import { loanAt, type LoanState } from './loan.ts'
import { factsOf, loanByAccount, loanById, loanOfCustomer, type LoanRecord } from './store.ts'

export const queries = [
  list(loanEntity),
  one(loanEntity),
  list(journalEntity),
  one(journalEntity),

  answer(myLoan, async ({ on }, tx) => {
    const loan = await loanOfCustomer(tx, tx.actor.id)
    return loan ? viewOf(tx, loan, on ?? tx.today) : {}
  }),

  answer(loanOf, async ({ loanId, on }, tx) => {
    const loan = await loanById(tx, loanId)
    return loan ? viewOf(tx, loan, on ?? tx.today) : {}
  }),

  answer(findLoan, async ({ text }, tx) => {
    const typed = text.trim()
    const loan = isAccountNumber(typed)
      ? await loanByAccount(tx, typed)
      : typed.startsWith('cus_')
        ? await loanOfCustomer(tx, typed)
        : await loanById(tx, typed)
    if (loan) {
      const { customerId, id, accountNumber, status } = loan
      const path = `/lending/loan/${id}`
      return { hits: [{ customerId, id, what: `Loan ${accountNumber}`, state: status, path }] }
    }
    const running = typed.startsWith('cus_') ? await runningApplication(tx, typed) : undefined
    if (!running) return { hits: [] }
    const path = `/lending/application/${running.id}`
    const hit = { customerId: typed as LoanRecord['customerId'], id: running.id, path }
    return { hits: [{ ...hit, what: 'Application', state: running.state }] }
  }),
]

/** The loan as of a day: the same facts, asked at another date. */
export async function viewOf(
  tx: Tx,
  loan: LoanRecord,
  on: LocalDate,
): Promise<OutputOf<typeof loanOf>> {
  const state = loanAt(loan.terms, await factsOf(tx, loan.id), on)
  return {
    loanId: loan.id,
    accountNumber: loan.accountNumber,
    status: state.status,
    on,
    principal: loan.principal,
    outstanding: state.outstanding.total,
    overdue: state.dues.total,
    charges: state.dues.charges,
    advance: state.excess,
    dpd: state.dpd,
    assetClass: state.assetClass,
    ...(state.nextDue && { nextDueOn: state.nextDue.on, nextDueAmount: state.nextDue.amount }),
    payoff: state.payoff.payable,
    coolingOffUntil: loan.coolingOffUntil,
    ...exitIn(loan, state),
    schedule: state.schedule.map((row) => ({
      number: row.n,
      dueOn: row.dueOn,
      opening: row.opening,
      principal: row.principal,
      interest: row.interest,
      instalment: row.instalment,
      paid: minus(row.instalment, row.unpaid),
      status: row.status,
    })),
    ...(loan.nocDocumentId && { noc: loan.nocDocumentId }),
    ...(state.terminatedOn && { endedOn: state.terminatedOn }),
    ...(state.chargedOffOn && { chargedOffOn: state.chargedOffOn }),
  }
}

/** DL-09: what leaves the loan without penalty, while the borrower still may. */
function exitIn(loan: LoanRecord, state: LoanState): { coolingOffExit?: Money } {
  const { on, status, exit } = state
  if (status !== 'active' || exit === undefined || on > loan.coolingOffUntil) return {}
  return { coolingOffExit: exit }
}
