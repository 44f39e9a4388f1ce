/**
 * What lending does when others' facts come: money moved, or a morning came. The list is the map.
 * Where money or a schedule is touched it is SERIALIZABLE, and a poison fact parks the customer's
 * later ones behind it.
 */
import type { EventOf } from '#kernel/contract'
import { addDays, atTime, type LocalDate } from '#kernel/dates'
import { money, type Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import { issueNoc, NocIssued } from '#modules/documents'
import {
  InstalmentPresented,
  PaymentReceived,
  PayoutReturned,
  PayoutSucceeded,
  PresentmentFailed,
  presentInstalment,
  PresentmentReturned,
} from '#modules/payments'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import {
  ChargeLevied,
  InstalmentFellDue,
  InstalmentNear,
  InstalmentNoticeDue,
  LoanClosed,
  LoanReviewDue,
  PaymentAllocated,
  RepresentmentDue,
} from './contract.ts'
import { book, type Booked } from './loan/commands.ts'
import { exitOf } from './loan/payoff.ts'
import { openLoan } from './loan/reactions.ts'
import { claimNotice, loanById, loanOfApplication, saveNoc } from './loan/store.ts'

/** How a reaction runs when money moves. */
const withMoney = { serializable: true, onPoison: 'park-key' } as const
const REPRESENT_DAYS = 3
/** Times one instalment may be shown to the bank, failures of ours and the provider's included. */
const ATTEMPTS_MAX = 9

export const reactions = [
  on(PayoutSucceeded, 'open-loan', openLoan, withMoney),
  on(PayoutReturned, 'cancel-loan', cancelLoan, withMoney),
  on(InstalmentPresented, 'note-presentment', notePresentment, withMoney),
  on(PresentmentReturned, 'note-bounce', noteBounce, withMoney),
  on(PaymentReceived, 'allocate-payment', allocatePayment, withMoney),
  on(LoanReviewDue, 'review-loan', reviewLoan, withMoney),
  on(InstalmentNoticeDue, 'give-notice', giveNotice, withMoney),
  on(InstalmentFellDue, 'present-instalment', presentDue, withMoney),
  on(RepresentmentDue, 'present-again', presentAgain, withMoney),
  on(PresentmentFailed, 'present-tomorrow', presentTomorrow),
  on(LoanClosed, 'issue-noc', askNoc),
  on(NocIssued, 'note-noc', noteNoc),
]

/** A return after success: the loan never was, and no interest with it (SPEC §5.4). */
async function cancelLoan({ id, data }: Fact<EventOf<typeof PayoutReturned>>, tx: Tx) {
  const loan = await loanOfApplication(tx, data.applicationId)
  if (loan) await book(tx, loan.id, [{ id, kind: 'disbursal-returned', on: data.returnedOn }])
}

async function notePresentment({ data }: Fact<EventOf<typeof InstalmentPresented>>, tx: Tx) {
  const { loanId, presentmentId: id, amount } = data
  await book(tx, loanId, [{ id, kind: 'presented', on: tx.today, amount }])
}

/** SPEC §5.2: a charge for want of funds or by intent only; presented once more, near payday. */
async function noteBounce({ id, data }: Fact<EventOf<typeof PresentmentReturned>>, tx: Tx) {
  const { loanId, presentmentId: of, returnCode: code, returnedOn, bounceCharge } = data
  const loan = await loanById(tx, loanId)
  if (!loan) return
  const charged = bounceCharge && loan.bounceCharge > 0
  const amount = loan.bounceCharge
  const gst = percentOf(amount, loan.bounceGstPercent)
  const chargeId = tx.newId('chg')
  await book(tx, loanId, [
    { id, kind: 'bounced', on: returnedOn, of, code },
    ...(charged
      ? [{ id: chargeId, kind: 'charged', on: returnedOn, charge: 'bounce', amount, gst } as const]
      : []),
  ])
  if (charged) {
    const levied = { loanId, chargeId, kind: 'bounce', amount, gst, on: returnedOn } as const
    await tx.emit(loan.customerId, [ChargeLevied(levied)])
  }
  if (data.attempt > 1 || !data.retry) return
  const again = { loanId, number: data.number, attempt: data.attempt + 1 }
  const when = atTime(addDays(returnedOn, REPRESENT_DAYS), '06:00')
  await tx.at(
    loan.customerId,
    `representment:${loanId}:${data.number}`,
    when,
    RepresentmentDue(again),
  )
}

/** It never reached the bank: tomorrow again, for our silence must not make anybody overdue. */
async function presentTomorrow({ data, key }: Fact<EventOf<typeof PresentmentFailed>>, tx: Tx) {
  const { loanId, number, attempt, reason } = data
  if (reason !== 'provider-silent' || attempt >= ATTEMPTS_MAX) return
  const again = RepresentmentDue({ loanId, number, attempt: attempt + 1 })
  const when = atTime(addDays(tx.today, 1), '06:00')
  await tx.at(key, `representment:${loanId}:${number}`, when, again)
}

/** Money in: what the quote asks closes the loan; anything else meets dues, oldest first. */
async function allocatePayment({ data }: Fact<EventOf<typeof PaymentReceived>>, tx: Tx) {
  const { loanId, receiptId, amount, receivedOn, presentmentId } = data
  const looked = await book(tx, loanId, [])
  if (!looked) return
  const paid = { id: receiptId, on: receivedOn, amount }
  const how = closingBy(looked, amount, receivedOn)
  const booked = await book(tx, loanId, [
    how === 'cooled-off'
      ? { ...paid, kind: 'cooled-off' }
      : {
          ...paid,
          kind: 'repaid',
          ...(presentmentId && { of: presentmentId }),
          ...(how === 'foreclosure' && { purpose: how }),
        },
  ])
  if (booked) await tellAllocation(tx, looked, booked, data)
}

/** Which way the amount closes the loan before its time, if it does (DL-09, SPEC §3.4). */
function closingBy(
  { state, loan }: Booked,
  amount: Money,
  on: LocalDate,
): 'cooled-off' | 'foreclosure' | undefined {
  const { status, payoff, startedOn } = state
  // The last instalment just pays what is due; closing early is repaying what was not yet due.
  if (status !== 'active' || payoff.principal === 0) return undefined
  const billed = state.schedule.some((row) => row.status !== 'coming')
  if (on <= loan.coolingOffUntil && startedOn && !billed) {
    if (amount >= exitOf(loan.terms, startedOn, on).payable) return 'cooled-off'
  }
  return amount >= payoff.payable ? 'foreclosure' : undefined
}

async function tellAllocation(
  tx: Tx,
  { state: before, loan }: Booked,
  { state: after }: Booked,
  { receiptId, amount, receivedOn }: EventOf<typeof PaymentReceived>['data'],
): Promise<void> {
  const moved = (part: 'principal' | 'interest' | 'charges') =>
    money(after.paid[part] - before.paid[part])
  const parts = {
    principal: moved('principal'),
    interest: moved('interest'),
    charges: moved('charges'),
    excess: money(after.excess - before.excess),
  }
  const allocated = { loanId: loan.id, receiptId, amount, on: receivedOn, ...parts }
  await tx.emit(loan.customerId, [PaymentAllocated(allocated)])
}

/** A morning with something to say: dues, month end, class. Nothing fresh comes in. */
async function reviewLoan({ data }: Fact<EventOf<typeof LoanReviewDue>>, tx: Tx): Promise<void> {
  await book(tx, data.loanId, [])
}

/** SPEC §5.3: told before the debit, and told once, however often the timer was set. */
async function giveNotice({ data, key }: Fact<EventOf<typeof InstalmentNoticeDue>>, tx: Tx) {
  const { loanId, number } = data
  if (!(await claimNotice(tx, loanId, number))) return
  const booked = await book(tx, loanId, [])
  const next = booked?.state.nextDue
  if (next?.n !== number) return
  await tx.emit(key, [InstalmentNear({ loanId, number, amount: next.amount, dueOn: next.on })])
}

async function presentDue({ data }: Fact<EventOf<typeof InstalmentFellDue>>, tx: Tx) {
  await present(tx, data.loanId, data.number, 1)
}

async function presentAgain({ data }: Fact<EventOf<typeof RepresentmentDue>>, tx: Tx) {
  await present(tx, data.loanId, data.number, data.attempt)
}

/** Only what is still unpaid is presented, and only on a loan that runs. */
async function present(tx: Tx, loanId: string, number: number, attempt: number): Promise<void> {
  const booked = await book(tx, loanId, [])
  const row = booked?.state.schedule.find(({ n }) => n === number)
  if (!booked || !row || booked.state.status !== 'active' || row.unpaid === 0) return
  const { customerId, mandateId, id } = booked.loan
  if (!mandateId) return
  const due = { loanId: id, mandateId, number, attempt, amount: row.unpaid, dueOn: row.dueOn }
  await tx.ask(presentInstalment, { customerId, ...due })
}

async function askNoc({ data }: Fact<EventOf<typeof LoanClosed>>, tx: Tx): Promise<void> {
  const loan = await loanById(tx, data.loanId)
  if (!loan || data.how === 'payout-returned') return
  const { id: loanId, customerId, accountNumber, principal } = loan
  await tx.ask(issueNoc, { customerId, loanId, accountNumber, closedOn: data.closedOn, principal })
}

async function noteNoc({ data }: Fact<EventOf<typeof NocIssued>>, tx: Tx): Promise<void> {
  await saveNoc(tx, data.loanId, data.documentId)
}
