/**
 * What payments does to the outside world, one effect an act. Account numbers and names are read at
 * the last moment and rest nowhere; the answer comes back as a fact.
 */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { accountOf, profileOf } from '#modules/identity'
import { effect, TryLater, type EffectContext } from '#platform/queue'
import {
  InstalmentPresented,
  MandateCreated,
  MandateDropped,
  MandateRejected,
  PayLinkFailed,
  PayLinkMade,
  PayoutReported,
  PresentmentFailed,
} from './contract.ts'
import * as psp from './providers/psp.ts'
import { dayOf } from './providers/psp-news.ts'

/** Money waits for a sick provider for hours, under one key, before anyone gives up. */
const patient = { attempts: 30, backoffMs: 2000, backoffMsMax: 600_000 }
const customerOf = ({ subject }: EffectContext) => subject as Id<'cus'>

type MandateInput = {
  mandateId: Id<'man'>
  applicationId: Id<'app'>
  accountId: Id<'acc'>
  amountMax: Money
  endsOn: LocalDate
}
export const openMandate = effect<MandateInput>('payments.open-mandate', {
  lane: 'payments.mandate',
  async send({ endsOn, ...created }, context) {
    const { mandateId, applicationId, accountId, amountMax } = created
    const holder = await holderOf(accountId, context)
    const sent = { http: context.http, key: context.key, reference: mandateId }
    const answer = settled(await psp.openMandate(sent, { amountMax, endsOn, holder }))
    if ('refused' in answer)
      return MandateRejected({ mandateId, applicationId, reason: answer.refused })
    const { ref: providerRef, authoriseAt } = answer.done
    return MandateCreated({ ...created, authoriseAt, providerRef })
  },
  retry: patient,
  onExhausted: ({ mandateId, applicationId }) =>
    MandateRejected({ mandateId, applicationId, reason: 'provider-silent' }),
})

type DropInput = { mandateId: Id<'man'>; providerRef: string }
export const dropMandate = effect<DropInput>('payments.drop-mandate', {
  lane: 'payments.mandate',
  async send({ mandateId, providerRef }, { http, key }) {
    const answer = settled(await psp.dropMandate({ http, key }, providerRef))
    return MandateDropped({ mandateId, dropped: 'done' in answer })
  },
  retry: patient,
  onExhausted: ({ mandateId }) => MandateDropped({ mandateId, dropped: false }),
})

type PayoutInput = {
  payoutId: Id<'pay'>
  accountId?: Id<'acc'>
  fundAccount?: string
  amount: Money
}
/** Repeated only under its one key; when nobody ever answers, an enquiry must tell (SPEC §5.4). */
export const sendPayout = effect<PayoutInput>('payments.send-payout', {
  lane: 'payments.payout',
  async send({ payoutId, accountId, fundAccount, amount }, context) {
    const payee = fundAccount ?? (accountId && (await holderOf(accountId, context)))
    if (!payee) throw new Error(`nobody is to be paid by ${payoutId}`)
    const sent = { http: context.http, key: context.key, reference: payoutId }
    const answer = settled(await psp.sendMoney(sent, { amount, payee }))
    if ('refused' in answer) return reported(payoutId, 'answer', refusal(answer.refused))
    return reported(payoutId, 'answer', answer.done)
  },
  retry: patient,
  onExhausted: ({ payoutId }) => PayoutReported({ payoutId, word: 'silent', by: 'answer' }),
})

export const enquirePayout = effect<{ payoutId: Id<'pay'> }>('payments.enquire-payout', {
  lane: 'payments.enquiry',
  async send({ payoutId }, { http }) {
    const answer = settled(await psp.askAfterMoney(http, payoutId))
    if ('refused' in answer) return PayoutReported({ payoutId, word: 'silent', by: 'enquiry' })
    if (!answer.done) return PayoutReported({ payoutId, word: 'unknown', by: 'enquiry' })
    return reported(payoutId, 'enquiry', answer.done)
  },
  retry: { attempts: 4 },
  onExhausted: ({ payoutId }) => PayoutReported({ payoutId, word: 'silent', by: 'enquiry' }),
})

type PresentInput = {
  presentmentId: Id<'pre'>
  loanId: Id<'loan'>
  number: number
  attempt: number
  amount: Money
  dueOn: LocalDate
  umrn: string
}
export const present = effect<PresentInput>('payments.present', {
  lane: 'payments.presentment',
  async send({ umrn, ...presented }, { http, key }) {
    const { presentmentId, amount, dueOn } = presented
    const sent = { http, key, reference: presentmentId }
    const answer = settled(await psp.present(sent, { umrn, amount, dueOn }))
    if ('refused' in answer)
      return PresentmentFailed({ ...which(presented), reason: answer.refused })
    return InstalmentPresented(presented)
  },
  retry: patient,
  onExhausted: (input) => PresentmentFailed({ ...which(input), reason: 'provider-silent' }),
})
const which = ({ presentmentId, loanId, number, attempt }: Omit<PresentInput, 'umrn'>) => ({
  presentmentId,
  loanId,
  number,
  attempt,
})

type LinkInput = { linkId: Id<'lnk'>; loanId: Id<'loan'>; amount: Money }
export const openPayLink = effect<LinkInput>('payments.open-pay-link', {
  lane: 'payments.link',
  async send({ linkId, loanId, amount }, context) {
    const { phone } = await context.call(profileOf, { customerId: customerOf(context) })
    const sent = { http: context.http, key: context.key, reference: linkId }
    const answer = settled(await psp.openPayLink(sent, { amount, phone }))
    if ('refused' in answer) return PayLinkFailed({ linkId, loanId })
    return PayLinkMade({ linkId, loanId, amount, payAt: answer.done.payAt })
  },
  retry: { attempts: 5 },
  onExhausted: ({ linkId, loanId }) => PayLinkFailed({ linkId, loanId }),
})

export const effects = [openMandate, dropMandate, sendPayout, enquirePayout, present, openPayLink]

async function holderOf(accountId: Id<'acc'>, context: EffectContext): Promise<psp.Holder> {
  const customerId = customerOf(context)
  const { customerId: owner, accountNumber, ifsc } = await context.call(accountOf, { accountId })
  // DL-06: money goes to the borrower's own account and to nobody else's.
  if (owner !== customerId) throw new Error(`account ${accountId} is not ${customerId}'s own`)
  const { name, phone } = await context.call(profileOf, { customerId })
  return { name, phone, accountNumber, ifsc }
}

const refusal = (reason: string): psp.PayoutWord => ({ word: 'failed', reason })

function reported(payoutId: Id<'pay'>, by: 'answer' | 'enquiry', said: psp.PayoutWord) {
  const { at, ...word } = said
  return PayoutReported({ payoutId, by, ...word, ...(at !== undefined && { on: dayOf(at) }) })
}

function settled<T>(outcome: psp.Outcome<T>): Exclude<psp.Outcome<T>, { later: string }> {
  if ('later' in outcome) throw new TryLater(outcome.later)
  return outcome
}
