/** What a closing waits for, as it comes; and a loan that runs again. */
import type { EventOf } from '#kernel/contract'
import { NocIssued, recallNoc } from '#modules/documents'
import { CollectionEnded, CollectionStopped } from '#modules/payments'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { ClosingDue, LoanClosed, LoanReopened } from '../contract.ts'
import { loanById, saveNoc } from '../loan/store.ts'
import { certify, closingFor, timerOf } from './commands.ts'
import { lockClosing, noteClosing } from './store.ts'

type FactOf<Kind> = Fact<EventOf<Kind>>

export const reactions = [
  on([LoanClosed, LoanReopened], 'follow-closing', follow),
  on(CollectionStopped, 'await-strike', awaitStrike),
  on(CollectionEnded, 'issue-noc', askNoc),
  on(NocIssued, 'note-noc', noteNoc),
  on(ClosingDue, 'hand-over-closing', handOver),
]

/** One reaction for both, so that each closing is over before the next begins. */
async function follow(
  fact: FactOf<typeof LoanClosed> | FactOf<typeof LoanReopened>,
  tx: Tx,
): Promise<void> {
  return fact.type === LoanReopened.type ? recall(fact, tx) : begin(fact, tx)
}

async function begin({ data }: FactOf<typeof LoanClosed>, tx: Tx): Promise<void> {
  const loan = await loanById(tx, data.loanId)
  if (loan) await closingFor(tx, loan)
}

/** News of payments may come before our own: whichever is first begins the closing. */
async function closingWith(tx: Tx, loanId: string) {
  const loan = await loanById(tx, loanId)
  const closing = loan && (await closingFor(tx, loan))
  return closing && { loan, closing }
}

async function awaitStrike({ data }: FactOf<typeof CollectionStopped>, tx: Tx): Promise<void> {
  const found = await closingWith(tx, data.loanId)
  if (!found || found.closing.status === 'certified') return
  const { strike: mandate } = data
  const silent = mandate === 'unanswered' && { status: 'with-a-person' as const }
  await noteClosing(tx, found.closing.id, { mandate, mandateOn: tx.today, ...silent })
}

/** Nothing is owed and nothing is drawn any more (SPEC §13.1): before both, no certificate. */
async function askNoc({ data }: FactOf<typeof CollectionEnded>, tx: Tx): Promise<void> {
  const found = await closingWith(tx, data.loanId)
  if (!found) return
  const ended = { mandate: data.mandate, mandateOn: tx.today }
  await noteClosing(tx, found.closing.id, ended)
  await certify(tx, found.loan, { ...found.closing, ...ended })
}

/** One that was on its way while the loan was opened again is recalled as it comes. */
async function noteNoc({ data }: FactOf<typeof NocIssued>, tx: Tx): Promise<void> {
  const { loanId, documentId } = data
  const found = await closingWith(tx, loanId)
  if (!found) return recallOf(tx, loanId)
  const certified = { status: 'certified', certifiedOn: tx.today, documentId } as const
  await noteClosing(tx, found.closing.id, certified)
  await saveNoc(tx, loanId, documentId)
  await tx.cancel(timerOf(loanId))
}

/** The promised day has come, and there is no certificate. */
async function handOver({ data }: FactOf<typeof ClosingDue>, tx: Tx): Promise<void> {
  const closing = await lockClosing(tx, data.loanId)
  if (closing?.id !== data.closingId || closing.status !== 'waiting') return
  await noteClosing(tx, closing.id, { status: 'with-a-person' })
}

async function recall({ data }: FactOf<typeof LoanReopened>, tx: Tx): Promise<void> {
  const { loanId, on: reopenedOn } = data
  const closing = await lockClosing(tx, loanId)
  if (!closing) return recallOf(tx, loanId)
  await noteClosing(tx, closing.id, { status: 'reopened', reopenedOn })
  await tx.cancel(timerOf(loanId))
  if (closing.reportBy !== undefined) await recallOf(tx, loanId)
}

async function recallOf(tx: Tx, loanId: string): Promise<void> {
  const loan = await loanById(tx, loanId)
  if (!loan) return
  await saveNoc(tx, loan.id, null)
  await tx.ask(recallNoc, { customerId: loan.customerId, loanId: loan.id })
}
