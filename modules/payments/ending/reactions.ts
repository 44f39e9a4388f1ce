/** What ends with a loan, what waits for the provider's word, and what a reopened loan takes up. */
import type { EventOf } from '#kernel/contract'
import { addDays, atTime } from '#kernel/dates'
import type { LoanClosed, LoanReopened } from '#modules/lending'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { release, resume } from '../cheque/reactions.ts'
import { CollectionEnded, CollectionStopped, StrikeDue, type MandateDropped } from '../contract.ts'
import {
  closeLoan,
  isMandateNeeded,
  loanKnown,
  lockMandate,
  lockMandatesOf,
  type Loan,
} from '../store.ts'
import { askStrike, cancel } from './commands.ts'
import { loansEnding, noteEnded, noteStrike, reopenLoan, strikesOf } from './store.ts'

/** Days a silent provider is asked again, once a day; then only a person asks. */
const STRIKES_MAX = 7
const timerOf = (mandateId: string): string => `strike:${mandateId}`

/** A loan that owes nothing may not be debited; a mandate others lean on stands for them. */
export async function endMandates(
  { data }: Fact<EventOf<typeof LoanClosed>>,
  tx: Tx,
): Promise<void> {
  const loan = await loanKnown(tx, data.loanId)
  if (!loan) throw new Error(`payments knows no loan ${data.loanId}`)
  await closeLoan(tx, loan.id, data.closedOn)
  await release(tx, loan.id)
  for (const mandate of await lockMandatesOf(tx, loan)) {
    if (!(await isMandateNeeded(tx, mandate))) await cancel(mandate, tx)
  }
  await tellEnd(loan, tx)
}

/** One that was never registered could debit nothing: nobody waits for it. */
async function tellEnd(loan: Loan, tx: Tx): Promise<void> {
  const { id: loanId, customerId } = loan
  let mandate: EventOf<typeof CollectionEnded>['data']['mandate'] = 'none'
  for (const { id: mandateId, status, umrn, strike } of await lockMandatesOf(tx, loan)) {
    if (umrn !== null && (strike === 'asked' || strike === 'unanswered')) {
      return tx.emit(customerId, [CollectionStopped({ loanId, mandateId, strike })])
    }
    if (mandate !== 'kept') mandate = status === 'cancelled' ? 'cancelled' : 'kept'
  }
  await noteEnded(tx, loanId, tx.today)
  await tx.emit(customerId, [CollectionEnded({ loanId, mandate })])
}

/** The provider's answer, or its own word that it struck one: the first that says so counts. */
export async function settleStrike(
  mandateId: EventOf<typeof MandateDropped>['data']['mandateId'],
  dropped: boolean,
  tx: Tx,
): Promise<void> {
  const mandate = await lockMandate(tx, mandateId)
  if (mandate?.status !== 'cancelled' || mandate.strike === 'struck') return
  await noteStrike(tx, mandateId, dropped ? 'struck' : 'unanswered')
  if (dropped) await tx.cancel(timerOf(mandateId))
  else if ((await strikesOf(tx, mandateId)) < STRIKES_MAX) {
    const tomorrow = atTime(addDays(tx.today, 1), '09:00')
    await tx.at(mandate.customerId, timerOf(mandateId), tomorrow, StrikeDue({ mandateId }))
  }
  for (const loan of await loansEnding(tx, mandate)) await tellEnd(loan, tx)
}

export async function strikeAgain(
  { data }: Fact<EventOf<typeof StrikeDue>>,
  tx: Tx,
): Promise<void> {
  const mandate = await lockMandate(tx, data.mandateId)
  if (mandate?.strike === 'unanswered') await askStrike(mandate, tx)
}

/** A struck mandate stays struck: the borrower gives another, or pays otherwise. */
export async function takeUp({ data }: Fact<EventOf<typeof LoanReopened>>, tx: Tx): Promise<void> {
  await reopenLoan(tx, data.loanId)
  await resume(tx, data.loanId)
}
