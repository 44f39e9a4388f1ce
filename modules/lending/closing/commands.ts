/** What a closing does: it begins, its certificate is asked for, and somebody may not wait. */
import { addDays, atTime } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import { reportingOf } from '#modules/bureau'
import { issueNoc } from '#modules/documents'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { ClosingDue, releaseNoc } from '../contract.ts'
import { loanAt } from '../loan/loan.ts'
import { factsOf, loanById, type LoanRecord } from '../loan/store.ts'
import { insertClosing, lockClosing, noteClosing, type Closing } from './store.ts'

/** The lender's own promise: a certificate within these days of the last rupee. */
const CERTIFY_DAYS = 15
const AT = '09:00'
export const timerOf = (loanId: string): string => `closing:${loanId}`

export const commands = [
  run(releaseNoc, async ({ loanId, reason }, tx) => {
    const loan = await loanById(tx, loanId)
    if (!loan) return refuse('unknown-loan')
    const closing = await closingFor(tx, loan)
    if (!closing) return refuse('loan-not-closed')
    // Asked for already, it is on its way.
    if (closing.certifiedOn || closing.reportBy) return refuse('certified-already')
    await noteClosing(tx, closing.id, { releasedBy: tx.actor.id, reason })
    await certify(tx, loan, closing)
    return { loanId }
  }),
]

/**
 * The closing of a loan that nothing is owed of, begun now where it was not; undefined where the
 * loan runs (again). A loan whose payout came back never was: there is nothing to certify.
 */
export async function closingFor(tx: Tx, loan: LoanRecord): Promise<Closing | undefined> {
  const { status, closure } = loanAt(loan.terms, await factsOf(tx, loan.id), tx.today)
  if (status !== 'closed' || !closure) return undefined
  const { id: loanId, customerId } = loan
  const certifyBy = addDays(closure.on > tx.today ? closure.on : tx.today, CERTIFY_DAYS)
  const closingId = await insertClosing(tx, loan, { closedOn: closure.on, certifyBy })
  if (closingId) {
    const due = ClosingDue({ closingId, loanId })
    await tx.at(customerId, timerOf(loanId), atTime(certifyBy, AT), due)
  }
  return lockClosing(tx, loanId)
}

/** Asks for the certificate, once; it names the bureau file that tells of the closing. */
export async function certify(
  tx: Tx,
  { id: loanId, customerId, accountNumber, principal }: LoanRecord,
  { id, closedOn, mandate, reportBy }: Closing,
): Promise<void> {
  if (reportBy !== undefined) return
  const { asOn, submitBy } = await tx.call(reportingOf, { on: tx.today })
  await noteClosing(tx, id, { reportAsOn: asOn, reportBy: submitBy })
  const about = { customerId, loanId, accountNumber, closedOn, principal }
  const said = mandate === 'unanswered' ? 'asked' : mandate
  await tx.ask(issueNoc, { ...about, ...(said && { mandate: said }), reportedBy: submitBy })
}
