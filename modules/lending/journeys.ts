/**
 * Binds the application's chart to the world: which ask an effect is, which fact answers it, and
 * the fraud gate at the entry of every step. The chart knows none of this; this file decides
 * nothing.
 */
import type { EventKind } from '#kernel/contract'
import { addMonths, atTime, later } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { PullFailed, pullReport, ReportPulled } from '#modules/bureau'
import { sendMessage } from '#modules/comms'
import { decide, DecisionMade, ReferralSettled } from '#modules/decision'
import {
  AgreementPrepared,
  AgreementSigned,
  issueKfs,
  KfsIssued,
  prepareAgreement,
  SigningFailed,
  SigningOpened,
} from '#modules/documents'
import { ReviewSettled, standingOf, verdictOf } from '#modules/fraud'
import {
  ConsentGiven,
  consentsLive as identityConsentsLive,
  PanKept,
  ProfileKept,
} from '#modules/identity'
import {
  AccountDoubtful,
  AccountRefused,
  AccountVerified,
  checkPan,
  PanRefused,
  PanVerified,
  SanctionsCleared,
  SanctionsHit,
  SanctionsUnknown,
  screenSanctions,
  verifyAccount,
} from '#modules/kyc'
import {
  cancelMandate,
  createMandate,
  MandateCreated,
  mandateOf,
  MandateRegistered,
  MandateRejected,
  payOut,
  PayoutFailed,
  PayoutSucceeded,
} from '#modules/payments'
import { workingDayAfter } from '#modules/rules'
import { answers, journey, type About, type Answer } from '#platform/journeys'
import type { Tx } from '#platform/sql'
import { applicationMachine } from './application/application.machine.ts'
import { OFFER_LIFE_MS, type Application, type Offer } from './application/application.ts'
import { considerAgain } from './application/reactions.ts'
import { askedBy } from './application/reconsideration.ts'
import { closedGates, type Gate } from './application/gates.ts'
import { applicationById, runningApplication, termsByHash } from './application/store.ts'
import {
  ApplicationDue,
  ApplicationMoved,
  ApplicationRetried,
  OfferMade,
  PayoutAsked,
  PayoutWithheld,
} from './contract.ts'

/** What a loan can't be processed without; marketing is never among them (DPDP, no bundling). */
export const purposesNeeded = [
  'loan-processing',
  'bureau-pull',
  'kyc-check',
  'account-check',
] as const

export const applicationJourney = journey(applicationMachine, {
  moved: ApplicationMoved,
  due: ApplicationDue,
  retried: ApplicationRetried,
  // Not `decide`: a decision that was made is not made again because its word was lost.
  repeats: [
    ...['checkPan', 'pullReport', 'issueKfs', 'prepareAgreement', 'createMandate'],
    ...['verifyAccount', 'screenSanctions', 'payOut'],
  ],
  reviews: ReviewSettled,
  // The payout is asked for in one of its transactions: the gates are read as one.
  options: { serializable: true, onPoison: 'park-key' },

  gate: ({ id, key, state }, tx) =>
    tx.call(verdictOf, {
      customerId: key as Id<'cus'>,
      journey: 'lending.application',
      id,
      step: state,
    }),

  effects: {
    checkPan: (about, tx) => tx.ask(checkPan, person(about)),
    pullReport: (about, tx) => tx.ask(pullReport, person(about)),
    decide: (about, tx) =>
      tx.ask(decide, { ...person(about), ...askedBy(about.context as Application) }),
    tellOffer,
    considerAgain: ({ id, key }, tx) => considerAgain(tx, { id: id as Id<'app'>, key }),
    issueKfs: async (about, tx) => {
      const { termsHash } = about.context as Required<Application>
      const terms = await termsByHash(tx, about.id, termsHash)
      // SPEC §2.1: at least three working days, to the end of the last; tenors here exceed 7 days.
      const { on: day } = await tx.call(workingDayAfter, { on: tx.today, days: 3 })
      const validTill = atTime(day, '23:59')
      await tx.ask(issueKfs, { ...person(about), terms, termsHash, validTill })
    },
    prepareAgreement: async (about, tx) => {
      const { termsHash } = about.context as Required<Application>
      const terms = await termsByHash(tx, about.id, termsHash)
      await tx.ask(prepareAgreement, { ...person(about), terms, termsHash })
    },
    createMandate: async (about, tx) => {
      const { termsHash, accountId } = about.context as Required<Application>
      const terms = await termsByHash(tx, about.id, termsHash)
      await dropMandate(about, tx) // An earlier account's, or one nobody would tell us of again.
      // Room for a bounce charge beside the instalment; two years more for what comes late.
      const amountMax = (terms.instalment * 2) as typeof terms.instalment
      const endsOn = addMonths(terms.firstDueOn, terms.tenorMonths + 24)
      await tx.ask(createMandate, { ...person(about), accountId, amountMax, endsOn })
    },
    dropMandate,
    verifyAccount: (about, tx) => {
      const { accountId } = about.context as Required<Application>
      return tx.ask(verifyAccount, { ...person(about), accountId })
    },
    screenSanctions: (about, tx) => tx.ask(screenSanctions, person(about)),
    payOut: payOutThroughGates,
    tellRejection: (about, tx) =>
      tx.ask(sendMessage, {
        customerId: person(about).customerId,
        template: 'rejected',
        values: {},
      }),
  },

  answers: [
    answers(ConsentGiven, consented),
    answers(ProfileKept, (_, tx, key) => theirs(tx, key, { type: 'profile-kept' })),
    answers(PanKept, (_, tx, key) => theirs(tx, key, { type: 'pan-kept' })),
    told(PanVerified, 'pan-verified'),
    told(PanRefused, 'pan-refused', ({ reason }) => ({ reason })),
    told(ReportPulled, 'report-pulled'),
    told(PullFailed, 'pull-failed', ({ reason }) => ({ reason })),
    answers(DecisionMade, decided),
    answers(ReferralSettled, decided),
    told(KfsIssued, 'kfs-issued', ({ documentId, hash, termsHash, validTill }) => ({
      kfs: { documentId, hash, termsHash, validTill },
    })),
    told(AgreementPrepared, 'agreement-prepared', ({ documentId, hash, termsHash }) => ({
      agreement: { documentId, hash, termsHash },
    })),
    told(SigningOpened, 'signing-opened', ({ documentId, signingRef }) => ({
      signing: { documentId, signingRef },
    })),
    told(AgreementSigned, 'agreement-signed', ({ hash, termsHash }) => ({ hash, termsHash })),
    told(SigningFailed, 'signing-failed', ({ reason }) => ({ reason })),
    told(MandateCreated, 'mandate-created', ({ mandateId, authoriseAt }) => ({
      mandate: { mandateId, authoriseAt },
    })),
    told(MandateRegistered, 'mandate-registered', ({ umrn }) => ({ umrn })),
    told(MandateRejected, 'mandate-rejected', ({ reason }) => ({ reason })),
    told(AccountVerified, 'account-verified', ({ accountId }) => ({ accountId })),
    told(AccountDoubtful, 'account-doubtful'),
    told(AccountRefused, 'account-refused', ({ reason }) => ({ reason })),
    told(SanctionsCleared, 'sanctions-cleared', ({ screenedOn }) => ({ screenedOn })),
    told(SanctionsHit, 'sanctions-hit'),
    told(SanctionsUnknown, 'sanctions-unknown'),
    told(PayoutWithheld, 'payout-withheld', ({ closed }) => ({ closed })),
    told(PayoutSucceeded, 'payout-succeeded'),
    told(PayoutFailed, 'payout-failed', ({ reason }) => ({ reason })),
  ],
})

/** Whether everything a loan needs is consented to at this moment. */
export async function consentsLive(tx: Tx, key: string): Promise<boolean> {
  const asked = { customerId: key as Id<'cus'>, purposes: [...purposesNeeded] }
  return (await tx.call(identityConsentsLive, asked)).live
}

/** The gates are tried here, in the transaction that asks; one closed gate and nothing is asked. */
async function payOutThroughGates(about: About, tx: Tx): Promise<void> {
  const application = about.context as Application
  const { customerId, applicationId } = person(about)
  const closed: Gate[] = closedGates({
    application,
    consentLive: await consentsLive(tx, customerId),
    fraudStopped: (await tx.call(standingOf, { customerId })).stopped,
    mandate: await tx.call(mandateOf, { applicationId }),
    today: tx.today,
  })
  if (closed.length > 0) return tx.emit(about.key, [PayoutWithheld({ applicationId, closed })])
  const { netDisbursed: amount, accountId } = application as Required<Application>
  await tx.emit(about.key, [PayoutAsked({ applicationId, amount })])
  await tx.ask(payOut, { customerId, applicationId, accountId, amount })
}

async function tellOffer(about: About, tx: Tx): Promise<void> {
  const { customerId, applicationId } = person(about)
  const { offer } = about.context as { offer?: Offer }
  if (!offer) return
  const { amountMax, tenorMonthsMax, rate, decisionId } = offer
  const expiresAt = later(tx.now, OFFER_LIFE_MS)
  const made = { applicationId, amountMax, tenorMonthsMax, rate, decisionId, expiresAt }
  await tx.emit(customerId, [OfferMade(made)])
  const kept = await applicationById(tx, applicationId)
  // Told later than it was made: risk held it, and heard nothing of what came meanwhile.
  if (kept && kept.since < tx.now) await considerAgain(tx, { id: applicationId, key: customerId })
}

/** The mandate of an earlier try, if there was one; its owner takes both asks in their order. */
async function dropMandate(about: About, tx: Tx): Promise<void> {
  const { mandate } = about.context as Application
  const { customerId } = person(about)
  if (mandate) await tx.ask(cancelMandate, { customerId, mandateId: mandate.mandateId })
}

type Decided = Parameters<typeof DecisionMade>[0]

function decided(made: Decided): { id: string; event: { type: string } } {
  const { applicationId: id, outcome, reasons } = made
  if (outcome !== 'approve') {
    return { id, event: { type: outcome === 'refer' ? 'referred' : 'declined', reasons } as never }
  }
  const { decisionId, amountMax, tenorMonthsMax, rate, processingFeePercent, policyVersion } = made
  const offer = { decisionId, amountMax, tenorMonthsMax, rate, processingFeePercent, policyVersion }
  return { id, event: { type: 'approved', offer } as never }
}

/** A fact that names its application becomes the chart's event of another name. */
export function told<Data extends { applicationId: string }>(
  kind: EventKind<string, Data>,
  type: string,
  fields: (data: Data) => object = () => ({}),
): Answer {
  return answers(kind, (data) => ({ id: data.applicationId, event: { type, ...fields(data) } }))
}

/** The last purpose needed moves the application on; most of these facts find it elsewhere. */
async function consented(_: unknown, tx: Tx, key: string) {
  const running = await runningApplication(tx, key)
  if (running?.state !== 'consent' || !(await consentsLive(tx, key))) return undefined
  return { id: running.id, event: { type: 'consents-given' } }
}

/** Facts about a person reach the application they have running, if they have one. */
async function theirs(tx: Tx, key: string, event: { type: string }) {
  const running = await runningApplication(tx, key)
  return running && { id: running.id, event }
}

const person = ({ id, key }: About) => ({
  customerId: key as Id<'cus'>,
  applicationId: id as Id<'app'>,
})
