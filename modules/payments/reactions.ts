/**
 * What payments does when something happens. The provider's words come in as facts of our own
 * (`…-reported`), by answer, webhook or enquiry; the first that settles a thing is the one told on.
 */
import type { EventOf } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { LoanClosed, LoanDisbursed, LoanDrawn, LoanReopened, LoanTakenOver } from '#modules/lending'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { makeDue } from './cheque/reactions.ts'
import {
  ChequeDue,
  InstalmentPresented,
  LinkReported,
  MandateCreated,
  MandateDropped,
  MandateRegistered,
  MandateRejected,
  MandateReported,
  PayLinkFailed,
  PayLinkMade,
  PayoutFailed,
  PaymentReceived,
  PresentmentFailed,
  PresentmentReported,
  PresentmentReturned,
  StrikeDue,
} from './contract.ts'
import { askStrike, cancel } from './ending/commands.ts'
import { endMandates, settleStrike, strikeAgain, takeUp } from './ending/reactions.ts'
import {
  insertReceipt,
  lockPresentment,
  notePayLink,
  notePresentment,
  payLinkKnown,
  type Presentment,
  type Receipt,
} from './receipt/store.ts'
import { returnCode } from './return-code.ts'
import {
  isMandateNeeded,
  keepLoan,
  lockMandate,
  noteMandateAddress,
  payoutKnown,
  settleMandate,
  type Mandate,
} from './store.ts'

/** Where money is told of, a customer's later facts wait behind one that can't be handled. */
const money = { serializable: true, onPoison: 'park-key' } as const

export const reactions = [
  on(
    [LoanDisbursed, LoanTakenOver, LoanDrawn, LoanClosed, LoanReopened],
    'follow-loan',
    followLoan,
  ),
  on(MandateDropped, 'note-strike', ({ data }, tx) =>
    settleStrike(data.mandateId, data.dropped, tx),
  ),
  on(StrikeDue, 'strike-again', strikeAgain),
  on(PayoutFailed, 'release-mandate', releaseMandate),
  on(MandateCreated, 'note-mandate-address', noteAddress),
  on(MandateRejected, 'note-mandate-rejected', noteRejected),
  on(MandateReported, 'settle-mandate', settleReported),
  on(InstalmentPresented, 'note-presented', notePresented),
  on(PresentmentFailed, 'note-presentment-failed', noteFailed),
  on(PresentmentReported, 'settle-presentment', settlePresentment, money),
  on(PayLinkMade, 'note-pay-link', noteLink),
  on(PayLinkFailed, 'note-pay-link-failed', noteLinkFailed),
  on(LinkReported, 'receive-link-payment', receiveLink, money),
  on(ChequeDue, 'make-cheque-due', makeDue),
]

type FactOf<Kind> = Fact<EventOf<Kind>>

type Known = FactOf<typeof LoanDisbursed | typeof LoanTakenOver | typeof LoanDrawn>

/** One reaction for all, so that a loan is never closed before it is known. */
async function followLoan(
  fact: Known | FactOf<typeof LoanClosed | typeof LoanReopened>,
  tx: Tx,
): Promise<void> {
  if (fact.type === LoanClosed.type) return endMandates(fact, tx)
  return fact.type === LoanReopened.type ? takeUp(fact, tx) : learnLoan(fact, tx)
}

async function learnLoan({ key, data }: Known, tx: Tx): Promise<void> {
  const { loanId: id, applicationId, accountNumber } = data
  const mandateId = ('mandateId' in data ? data.mandateId : undefined) ?? null
  const instalment = ('instalment' in data ? data.instalment : undefined) ?? null
  const loan = { id, customerId: key as Id<'cus'>, applicationId, mandateId }
  await keepLoan(tx, { ...loan, accountNumber, instalment })
}

/** It stood only for money that never left: whoever asks for it again gives a new one. */
async function releaseMandate({ data }: FactOf<typeof PayoutFailed>, tx: Tx): Promise<void> {
  const mandateId = (await payoutKnown(tx, data.payoutId))?.mandateId
  const mandate = mandateId && (await lockMandate(tx, mandateId))
  // Its own is the application's to keep, or to drop.
  if (!mandate || mandate.applicationId === data.applicationId) return
  if (!(await isMandateNeeded(tx, mandate))) await cancel(mandate, tx)
}

/** One cancelled before the provider had even answered is struck there now. */
async function noteAddress({ data }: FactOf<typeof MandateCreated>, tx: Tx): Promise<void> {
  const { mandateId, authoriseAt, providerRef } = data
  if (providerRef === undefined) return // A reminder of one we know.
  await noteMandateAddress(tx, mandateId, authoriseAt, providerRef)
  const mandate = await lockMandate(tx, mandateId)
  if (mandate?.status === 'cancelled') await askStrike(mandate, tx)
}

async function noteRejected({ data }: FactOf<typeof MandateRejected>, tx: Tx): Promise<void> {
  const mandate = await lockMandate(tx, data.mandateId)
  if (mandate?.status !== 'created') return
  await settleMandate(tx, data.mandateId, 'rejected', { reason: data.reason })
}

async function settleReported(fact: FactOf<typeof MandateReported>, tx: Tx): Promise<void> {
  const { mandateId, word, umrn, reason = 'other', providerRef } = fact.data
  const mandate = await lockMandate(tx, mandateId)
  if (!mandate) return
  const { applicationId, accountId, status } = mandate
  if (word === 'cancelled') {
    await cancel({ ...mandate, providerRef: null }, tx)
    return settleStrike(mandateId, true, tx)
  }
  if (word === 'confirmed' && isGivenUp(mandate) && providerRef !== undefined)
    return strike(mandate, providerRef, tx)
  if (status !== 'created') return // It is settled: late or repeated news changes nothing.
  if (word === 'confirmed' && umrn !== undefined) {
    await settleMandate(tx, mandateId, 'registered', { umrn })
    await tx.emit(fact.key, [MandateRegistered({ mandateId, applicationId, accountId, umrn })])
  } else {
    await settleMandate(tx, mandateId, 'rejected', { reason })
    await tx.emit(fact.key, [MandateRejected({ mandateId, applicationId, reason })])
  }
}

/** Over for us, though it may live on at the bank: nobody there was told to end it. */
const isGivenUp = ({ status, providerRef }: Mandate): boolean =>
  status === 'rejected' || (status === 'cancelled' && providerRef === null)

/** Confirmed after we gave it up: a right to debit that nobody wants is ended there too. */
async function strike(mandate: Mandate, providerRef: string, tx: Tx): Promise<void> {
  await settleMandate(tx, mandate.id, 'cancelled', { providerRef })
  await askStrike({ ...mandate, providerRef }, tx)
}

async function notePresented({ data }: FactOf<typeof InstalmentPresented>, tx: Tx): Promise<void> {
  const presentment = await lockPresentment(tx, data.presentmentId)
  if (presentment?.status === 'asked') await notePresentment(tx, presentment.id, 'presented')
}

async function noteFailed({ data }: FactOf<typeof PresentmentFailed>, tx: Tx): Promise<void> {
  const presentment = await lockPresentment(tx, data.presentmentId)
  if (presentment?.status !== 'asked') return
  await notePresentment(tx, presentment.id, 'failed', { reason: data.reason })
}

async function settlePresentment(
  { key, data }: FactOf<typeof PresentmentReported>,
  tx: Tx,
): Promise<void> {
  const { presentmentId, word, on: day, reference, returnCode: code } = data
  const presentment = await lockPresentment(tx, presentmentId)
  if (!presentment) return
  // One we gave up on may have arrived after all: money that came is received.
  if (presentment.status === 'settled' || presentment.status === 'returned') return
  if (word === 'returned') return returned(presentment, code ?? '09', day, tx)
  const { loanId, amount } = presentment
  await notePresentment(tx, presentmentId, 'settled', { answeredOn: day })
  const id = tx.newId('rcp')
  const customerId = key as Id<'cus'>
  const receipt = { id, customerId, loanId, amount, rail: 'nach', reference } as const
  await receive({ ...receipt, receivedOn: day }, tx, presentmentId)
}

async function returned(
  presentment: Presentment,
  code: string,
  returnedOn: Receipt['receivedOn'],
  tx: Tx,
): Promise<void> {
  const { id: presentmentId, customerId, loanId, number, attempt, amount } = presentment
  const { class: returnClass, bounceCharge, retry } = returnCode(code)
  await notePresentment(tx, presentmentId, 'returned', {
    returnCode: code,
    answeredOn: returnedOn,
  })
  const what = { presentmentId, loanId, number, attempt, amount }
  const why = { returnCode: code, returnClass, returnedOn, bounceCharge, retry }
  await tx.emit(customerId, [PresentmentReturned({ ...what, ...why })])
}

async function noteLink({ data }: FactOf<typeof PayLinkMade>, tx: Tx): Promise<void> {
  await notePayLink(tx, data.linkId, 'open', data.payAt)
}

async function noteLinkFailed({ data }: FactOf<typeof PayLinkFailed>, tx: Tx): Promise<void> {
  await notePayLink(tx, data.linkId, 'failed')
}

async function receiveLink({ data }: FactOf<typeof LinkReported>, tx: Tx): Promise<void> {
  const { linkId, amount, rail, on: receivedOn, reference } = data
  const link = await payLinkKnown(tx, linkId)
  if (!link) return
  const { customerId, loanId } = link
  await notePayLink(tx, linkId, 'paid')
  await receive(
    { id: tx.newId('rcp'), customerId, loanId, amount, rail, reference, receivedOn },
    tx,
  )
}

/** Money in our own account (DL-06): told once for each reference of the provider's. */
async function receive(receipt: Receipt, tx: Tx, presentmentId?: Id<'pre'>): Promise<void> {
  if (!(await insertReceipt(tx, receipt))) return
  const { id: receiptId, customerId, ...money } = receipt
  const of = presentmentId && { presentmentId }
  await tx.emit(customerId, [PaymentReceived({ receiptId, ...money, ...of })])
}
