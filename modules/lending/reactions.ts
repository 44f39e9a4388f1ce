/**
 * What lending does when others' facts come: money moved, or a morning came. The list is the map.
 * Where money or a schedule is touched it is SERIALIZABLE, and a poison fact parks the customer's
 * later ones behind it.
 */
import type { EventOf } from '#kernel/contract'
import { addDays, atTime } from '#kernel/dates'
import { money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import {
  ChequeReturned,
  InstalmentPresented,
  PaymentReceived,
  PayoutReturned,
  PayoutSucceeded,
  PresentmentFailed,
  PresentmentReturned,
  ReceiptReversed,
} from '#modules/payments'
import { RulePublished } from '#modules/rules'
import { on, onBatch, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import {
  ArrearsCleared,
  AssetClassChanged,
  ChangeReversed,
  ChargeLevied,
  ImpairmentDue,
  InstalmentFellDue,
  InstalmentNoticeDue,
  LoanReviewDue,
  LoanTakenOver,
  PaymentAllocated,
  PurchaseRefunded,
  RepresentmentDue,
} from './contract.ts'
import { chargeCheque, keepClass, levelClasses, unmakePayment } from './desk/reactions.ts'
import { giveBack, openPaidDraw } from './draw/reactions.ts'
import { bookDueImpairment, planImpairment } from './impairment/reactions.ts'
import { book } from './loan/commands.ts'
import {
  bookOn,
  eachFolio,
  presentUnpaid,
  review,
  type Booked,
  type Folio,
} from './loan/commands.ts'
import { openLoan } from './loan/reactions.ts'
import { repaymentOf } from './loan/repayment.ts'
import { loanById, loanOfApplication } from './loan/store.ts'

/** How a reaction runs when money moves. */
const withMoney = { serializable: true, onPoison: 'park-key' } as const
const REPRESENT_DAYS = 3
/** Times one instalment may be shown to the bank, failures of ours and the provider's included. */
const ATTEMPTS_MAX = 9

/** Loans looked at in one transaction: a day-end has many, and each waits for one commit. */
const REVIEWS_MAX = 1000

type FactOf<Kind> = Fact<EventOf<Kind>>
type Received = EventOf<typeof PaymentReceived>['data']

/** After any of these the classes of a borrower's loans may differ. */
const LEVELLED = [AssetClassChanged, LoanTakenOver, ArrearsCleared, ChangeReversed] as const

export const reactions = [
  on([PayoutSucceeded, PayoutReturned], 'open-loan', followPayout, withMoney),
  on(PurchaseRefunded, 'give-back', giveBack, withMoney),
  onBatch(InstalmentPresented, 'note-presentment', notePresentments, withMoney),
  on(PresentmentReturned, 'note-bounce', noteBounce, withMoney),
  onBatch(PaymentReceived, 'allocate-payment', allocatePayments, withMoney),
  on(ReceiptReversed, 'unmake-payment', unmakePayment, withMoney),
  on(ChequeReturned, 'charge-cheque', chargeCheque, withMoney),
  on(AssetClassChanged, 'keep-class', keepClass),
  on(LEVELLED, 'level-classes', levelClasses, withMoney),
  onBatch(LoanReviewDue, 'review-loan', reviewLoans, { ...withMoney, factsMax: REVIEWS_MAX }),
  // Timers of their own, set before a loan had but one.
  onBatch(InstalmentNoticeDue, 'give-notice', reviewLoans, withMoney),
  onBatch(InstalmentFellDue, 'present-instalment', presentDue, withMoney),
  onBatch(RepresentmentDue, 'present-again', presentAgain, withMoney),
  on(PresentmentFailed, 'present-tomorrow', presentTomorrow),
  on(RulePublished, 'plan-impairment', planImpairment),
  on(ImpairmentDue, 'book-impairment', bookDueImpairment, withMoney),
]

/** One reaction for both, so that no payout comes back before its loan is open. */
async function followPayout(
  fact: FactOf<typeof PayoutSucceeded> | FactOf<typeof PayoutReturned>,
  tx: Tx,
): Promise<void> {
  return fact.type === PayoutReturned.type ? cancelLoan(fact, tx) : openPaid(fact, tx)
}

/** A draw's loan or an application's: each under the KFS it was agreed by. */
async function openPaid(fact: FactOf<typeof PayoutSucceeded>, tx: Tx): Promise<void> {
  if (!(await openPaidDraw(fact, tx))) await openLoan(fact, tx)
}

/** A return after success: the loan never was, and no interest with it (SPEC §5.4). */
async function cancelLoan({ id, data }: Fact<EventOf<typeof PayoutReturned>>, tx: Tx) {
  const loan = await loanOfApplication(tx, data.applicationId)
  if (loan) await book(tx, loan.id, [{ id, kind: 'disbursal-returned', on: data.returnedOn }])
}

async function notePresentments(facts: readonly FactOf<typeof InstalmentPresented>[], tx: Tx) {
  const idsOf = ({ data }: (typeof facts)[number]) => [data.presentmentId]
  await eachFolio(tx, facts, idsOf, async (its, folio, { data }) => {
    const { presentmentId: id, amount } = data
    await bookOn(its, folio, [{ id, kind: 'presented', on: its.today, amount }])
  })
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
async function allocatePayments(facts: readonly FactOf<typeof PaymentReceived>[], tx: Tx) {
  const idsOf = ({ data }: (typeof facts)[number]) => [data.receiptId]
  await eachFolio(tx, facts, idsOf, (its, folio, { data }) => allocatePayment(its, folio, data))
}

async function allocatePayment(tx: Tx, folio: Folio, data: Received): Promise<void> {
  const { receiptId, amount, receivedOn, reference, presentmentId, purpose, keep } = data
  const looked = await bookOn(tx, folio, [])
  const came = { id: receiptId, on: receivedOn, amount, reference, presentmentId, purpose, keep }
  const booked = await bookOn(tx, folio, [repaymentOf(came, looked)])
  await tellAllocation(tx, looked, booked, data)
}

async function tellAllocation(
  tx: Tx,
  { state: before, loan }: Booked,
  { state: after }: Booked,
  { receiptId, amount, receivedOn }: Received,
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

/** A morning with something to say: dues, month end, class, an instalment near. */
async function reviewLoans(
  facts: readonly FactOf<typeof LoanReviewDue | typeof InstalmentNoticeDue>[],
  tx: Tx,
): Promise<void> {
  await eachFolio(tx, facts, () => [], review)
}

/** What its loan's own look told is presented already. */
async function presentDue(facts: readonly FactOf<typeof InstalmentFellDue>[], tx: Tx) {
  const left = facts.filter(({ data }) => !data.presented)
  await eachFolio(
    tx,
    left,
    () => [],
    (its, folio, { data }) => present(its, folio, data.number, 1),
  )
}

async function presentAgain(facts: readonly FactOf<typeof RepresentmentDue>[], tx: Tx) {
  await eachFolio(
    tx,
    facts,
    () => [],
    (its, folio, { data }) => present(its, folio, data.number, data.attempt),
  )
}

async function present(tx: Tx, folio: Folio, number: number, attempt: number): Promise<void> {
  await presentUnpaid(tx, await bookOn(tx, folio, []), number, attempt)
}
