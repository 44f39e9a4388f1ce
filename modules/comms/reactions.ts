/** What comms does when something happens. The list is the map of who is told what. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { plus } from '#kernel/money'
import { consentLive, OtpIssued } from '#modules/identity'
import {
  ArrearsReplanned,
  ChangeReversed,
  ChargeLevied,
  ContractEnded,
  InstalmentNear,
  InterestPaused,
  LoanChargedOff,
  LoanClosed,
  LoanDisbursed,
  LoanDrawn,
  LoanReopened,
  LoanRescheduled,
  RateChanged,
} from '#modules/lending'
import { PaymentReceived, PresentmentReturned } from '#modules/payments'
import { on } from '#platform/log'
import type { Tx } from '#platform/sql'
import { say, send } from './commands.ts'
import { MessageDue, MessageFailed, MessageSent } from './contract.ts'
import { failed } from './effects.ts'
import { after } from './message.ts'
import { lockMessage, saveMessage, templateIn } from './store.ts'
import type { Values } from './template.ts'

export const reactions = [
  on(OtpIssued, 'send-code', sendCode),
  on(LoanDisbursed, 'welcome', (fact, tx) => {
    const { netDisbursed: amount, creditedOn, instalment } = fact.data
    const { firstDueOn, coolingOffUntil } = fact.data
    const dates = { creditedOn, firstDueOn, coolingOffUntil }
    return tell(fact, tx, 'loan-disbursed', { ...endingOf(fact), amount, instalment, ...dates })
  }),
  on(LoanDrawn, 'welcome-draw', (fact, tx) => {
    const { merchantId, principal, paidOut, creditedOn } = fact.data
    const { instalment, firstDueOn, coolingOffUntil } = fact.data
    if (!instalment || !firstDueOn || !coolingOffUntil) return Promise.resolve()
    const [text, amount] = merchantId ? ['purchase-paid', principal] : ['loan-disbursed', paidOut]
    const dates = { creditedOn, firstDueOn, coolingOffUntil }
    return tell(fact, tx, text, { ...endingOf(fact), amount, instalment, ...dates })
  }),
  on(InstalmentNear, 'remind', (fact, tx) => {
    const { amount, dueOn } = fact.data
    return tell(fact, tx, 'instalment-near', { amount, dueOn })
  }),
  on(PresentmentReturned, 'tell-return', (fact, tx) => {
    const { amount, returnedOn, returnClass } = fact.data
    // A death, a court order: no machine writes to that house (SPEC §5.2).
    if (returnClass === 'LEGAL') return Promise.resolve()
    return tell(fact, tx, 'instalment-returned', { amount, returnedOn })
  }),
  on(ChargeLevied, 'tell-charge', (fact, tx) => {
    const { kind, amount, gst, on: leviedOn, of } = fact.data
    const template = of === 'cheque' ? 'cheque-charged' : charges[kind]
    return tell(fact, tx, template, { amount: plus(amount, gst), leviedOn })
  }),
  on(PaymentReceived, 'acknowledge', (fact, tx) => {
    const { amount, receivedOn } = fact.data
    return tell(fact, tx, 'payment-received', { amount, receivedOn })
  }),
  on(LoanClosed, 'tell-closure', (fact, tx) => {
    const { how, closedOn } = fact.data
    const isPaid = how === 'repaid' || how === 'foreclosed'
    return tell(fact, tx, isPaid ? 'loan-paid-off' : 'loan-cancelled', { closedOn })
  }),
  on(LoanReopened, 'tell-reopening', (fact, tx) => {
    const { on: reopenedOn, due } = fact.data
    return tell(fact, tx, 'loan-reopened', { reopenedOn, due })
  }),
  on(ArrearsReplanned, 'tell-replanning', (fact, tx) => {
    const { instalments, instalment, on: from, lastDueOn = from } = fact.data
    return tell(fact, tx, 'arrears-replanned', { instalments, instalment, lastDueOn })
  }),
  on(LoanRescheduled, 'tell-rescheduling', (fact, tx) => {
    const { instalments, instalment, on: from, lastDueOn = from } = fact.data
    return tell(fact, tx, 'loan-rescheduled', { instalments, instalment, lastDueOn })
  }),
  on(RateChanged, 'tell-rate', (fact, tx) => {
    const { rate, instalment, on: changedOn, lastDueOn = changedOn } = fact.data
    return tell(fact, tx, 'rate-changed', { rate, changedOn, instalment, lastDueOn })
  }),
  on(InterestPaused, 'tell-pause', (fact, tx) => {
    const { on: pausedOn, till } = fact.data
    return tell(fact, tx, 'interest-paused', { pausedOn, till })
  }),
  on(ContractEnded, 'tell-ending', (fact, tx) => {
    const { on: endedOn, due } = fact.data
    return tell(fact, tx, 'contract-ended', { endedOn, due })
  }),
  on(LoanChargedOff, 'tell-charge-off', (fact, tx) => {
    const { on: chargedOffOn, outstanding: amount } = fact.data
    return tell(fact, tx, 'charged-off', { chargedOffOn, amount })
  }),
  on(ChangeReversed, 'tell-reversal', (fact, tx) => {
    const { madeOn, on: reversedOn } = fact.data
    return tell(fact, tx, 'change-reversed', { madeOn, reversedOn })
  }),
  on(MessageDue, 'send-due', sendDue),
  on([MessageSent, MessageFailed], 'record-sending', recordSending),
]

/** The last digits of the loan's number. */
const endingOf = ({ data: { accountNumber } }: { data: { accountNumber: string } }) => ({
  ending: `XX${accountNumber.replace(/\D/g, '').slice(-4)}`,
})

type Charged = Parameters<typeof ChargeLevied>[0]['kind']
/** SPEC §3.1: each time one is levied, with its reason: a text for each. */
const charges: { readonly [kind in Charged]: string } = {
  bounce: 'bounce-charged',
  penal: 'penal-charged',
}

async function sendCode({ key, data }: Fact<EventOf<typeof OtpIssued>>, tx: Tx): Promise<void> {
  const { codeSealed } = data
  await say(tx, { customerId: key as Id<'cus'>, template: 'otp', values: {}, codeSealed })
}

async function tell({ key }: Fact, tx: Tx, template: string, values: Values): Promise<void> {
  await say(tx, { customerId: key as Id<'cus'>, template, values })
}

/** Its window opened. The consent may have gone while it waited. */
async function sendDue({ key, data }: Fact<EventOf<typeof MessageDue>>, tx: Tx): Promise<void> {
  const { messageId } = data
  const customerId = key as Id<'cus'>
  const message = await lockMessage(tx, messageId)
  const template = message && (await templateIn(tx, message.template, message.language))
  if (!message || !template || message.status !== 'asked') return
  const { about } = message
  const { live } = await tx.call(consentLive, { customerId, purpose: 'marketing-sms' })
  if (!live) return tx.emit(key, [failed({ messageId, about }, 'no-consent')])
  const saying = { customerId, values: message.filling, ...(about && { about }) }
  await send(tx, messageId, saying, template)
}

/** The answer of the effect, kept in the row; the carrier's report may have come before it. */
async function recordSending(
  fact: Fact<EventOf<typeof MessageSent> | EventOf<typeof MessageFailed>>,
  tx: Tx,
): Promise<void> {
  const { messageId } = fact.data
  const message = await lockMessage(tx, messageId)
  if (!message) return
  if (fact.type === MessageSent.type) {
    const { segments } = fact.data as Parameters<typeof MessageSent>[0]
    const known = { sentAt: fact.at, ...(segments && { segments }) }
    return saveMessage(tx, messageId, { status: after(message.status, 'sent'), ...known })
  }
  const { reason } = fact.data as Parameters<typeof MessageFailed>[0]
  await saveMessage(tx, messageId, { status: after(message.status, 'failed'), reason })
}
