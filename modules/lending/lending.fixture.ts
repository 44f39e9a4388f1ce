/** A lender alone, and people who borrow of it: up to the offer, the gates, the money. */
import type { Actor, OutputOf } from '#kernel/contract'
import { addDays, atTime, date, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { DecisionMade } from '#modules/decision'
import { AgreementPrepared, AgreementSigned, KfsIssued, SigningOpened } from '#modules/documents'
import { PanKept, ProfileKept } from '#modules/identity'
import { AccountVerified, PanVerified, SanctionsCleared } from '#modules/kyc'
import {
  MandateCreated,
  MandateRegistered,
  PaymentReceived,
  PayoutSucceeded,
} from '#modules/payments'
import { ReportPulled } from '#modules/bureau'
import { loneModule, type Lone } from '#test/lone-module'
import { type loanOf } from './contract.ts'
import { ruleAt } from './law.fixture.ts'
import { module } from './module.ts'

export const today = date('2026-01-01')
const accountId = id('acc', '1')
const mandateId = id('man', '1')
export const documentId = id('doc', '1')
export const hash = 'a'.repeat(64)
const attributes = {
  ...{
    score: 740,
    newToCredit: false,
    liveAccounts: 1,
    unsecuredLive: 0,
    unsecuredOpened30Days: 0,
  },
  ...{ overdue: rupees('0'), balance: rupees('0'), emiTotal: rupees('0'), dpdMax12Months: 0 },
  ...{ dpdMax24Months: 0, dpdMax36Months: 0, enquiries3Months: 0, writtenOff36Months: 0 },
  oldestAccountMonths: 24,
}

/** What the other modules answer, and what this test changes of it. */
export const world = { consent: true, stopped: false, screenedOn: today, verdict: 'pass' }
/** The lender under test; open from `openLender` on. */
export let lone: Lone
let nth = 0

export async function openLender(): Promise<void> {
  lone = await loneModule(module, {
    answers: {
      'fraud.verdict-of': () => ({ outcome: world.verdict, reasons: [] }),
      'fraud.standing-of': () => ({ stopped: world.stopped }),
      'identity.consents-live': () => ({ live: world.consent }),
      'identity.account-owner': () => ({}),
      'identity.colleagues': () => ({ colleagues: [{ staffId: id('stf', 'meera') }] }),
      'identity.home-state-of': () => ({ state: '29' }),
      'rules.working-day-after': ({ on, days }: { on: LocalDate; days: number }) => ({
        on: addDays(on, days),
      }),
      'payments.mandate-of': () => ({ mandateId, status: 'registered', accountId }),
      'rules.rule-at': ruleAt,
      'bureau.reporting-of': ({ on }: { on: LocalDate }) => ({ asOn: on, submitBy: on }),
    },
  })
}

type Applicant = { customerId: Id<'cus'>; applicationId: Id<'app'>; actor: Actor }
export const ask = (who: Applicant | Actor, name: string, input: object) =>
  lone.ask(`lending.${name}`, input, 'actor' in who ? who.actor : who) as Promise<{
    applicationId: Id<'app'>
    [field: string]: unknown
  }>

/** Up to the offer, with whatever the policy said. */
export async function offered(product = 'personal'): Promise<Applicant> {
  const customerId = id('cus', String(++nth))
  const actor: Actor = { kind: 'customer', id: customerId }
  const { applicationId } = await ask(actor, 'start-application', { product })
  const who = { customerId, applicationId, actor }
  const hear = (event: Parameters<Lone['hear']>[0]) => lone.hear(event, customerId)
  await lone.settle(true)
  await hear(ProfileKept({ profileVersion: 1 }))
  await hear(PanKept({ panKnown: true }))
  await hear(PanVerified({ checkId: id('chk', '1'), applicationId, score: 100 }))
  await ask(who, 'ask-amount', { amount: rupees('100000'), tenorMonths: 12 })
  const pulled = { reportId: id('rep', String(nth)), applicationId, reportHash: hash }
  await hear(ReportPulled({ ...pulled, attributes }))
  await hear(
    DecisionMade({
      ...{ decisionId: id('dec', '1'), applicationId, outcome: 'approve', reasons: [], grade: 'B' },
      ...{ amountMax: rupees('100000'), tenorMonthsMax: 36, rate: rate('18') },
      ...{ processingFeePercent: '2', policyVersion: 'personal-2025-1' },
    }),
  )
  return who
}

/** From the offer to the screen of the lists: all that the gates look at. */
export async function agreed(who: Applicant): Promise<void> {
  const { customerId, applicationId } = who
  const hear = (event: Parameters<Lone['hear']>[0]) => lone.hear(event, customerId)
  await ask(who, 'choose-offer', { amount: rupees('100000'), tenorMonths: 12 })
  const { termsHash } = await contextOf(who)
  const validTill = atTime(addDays(today, 3), '23:59')
  const paper = { documentId, applicationId, hash, termsHash: String(termsHash) }
  await hear(KfsIssued({ ...paper, validTill }))
  await ask(who, 'accept-kfs', { hash, understood: true })
  await hear(AgreementPrepared(paper))
  await hear(SigningOpened({ documentId, applicationId, signingRef: 'sign_1' }))
  await hear(AgreementSigned({ ...paper, signedAt: atTime(today, '10:00') }))
  await ask(who, 'use-account', { accountId })
  const mandate = { mandateId, applicationId, accountId }
  await hear(MandateCreated({ ...mandate, amountMax: rupees('20000'), authoriseAt: '/bank' }))
  await hear(MandateRegistered({ ...mandate, umrn: 'U'.repeat(20) }))
  const check = { checkId: id('chk', '2'), applicationId }
  await hear(AccountVerified({ ...check, accountId, score: 100 }))
  await hear(SanctionsCleared({ ...check, screenedOn: world.screenedOn }))
  await lone.settle(true)
}

export async function disbursed(product?: string): Promise<Applicant & { loanId: Id<'loan'> }> {
  const who = await offered(product)
  await agreed(who)
  await credit(who)
  const { loanId } = lone.last<{ loanId: Id<'loan'> }>('lending.loan-disbursed') ?? {}
  return { ...who, loanId: loanId as Id<'loan'> }
}

export async function credit({ customerId, applicationId }: Applicant): Promise<void> {
  const paid = { payoutId: id('pay', applicationId.slice(4)), applicationId, utr: '123456789012' }
  const { amount = rupees('0') } = lone.last<{ amount: Money }>('lending.payout-asked') ?? {}
  await lone.hear(PayoutSucceeded({ ...paid, amount, creditedOn: today }), customerId)
  await lone.settle(true)
}

export const contextOf = async ({ customerId }: Applicant) => {
  const { context } = (await ask({ kind: 'module', id: 'gateway' }, 'application-of', {
    customerId,
  })) as { context?: { [field: string]: unknown } }
  return context ?? {}
}
export const stateOf = async ({ customerId }: Applicant) =>
  (await ask({ kind: 'module', id: 'gateway' }, 'application-of', { customerId }))['state']
export const viewOf = (loanId: string, on: LocalDate): Promise<OutputOf<typeof loanOf>> =>
  lone.ask('lending.loan-of', { loanId, on }) as never

export async function receive(
  who: Applicant & { loanId: Id<'loan'> },
  amount: Money,
  on: LocalDate,
) {
  const receipt = { receiptId: id('rcp', `${++nth}`), loanId: who.loanId, amount, receivedOn: on }
  const rail = { rail: 'link', reference: `utr${nth}` } as const
  await lone.hear(PaymentReceived({ ...receipt, ...rail }), who.customerId)
  await lone.settle(true)
}
