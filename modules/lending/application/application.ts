/** An application's words: what it knows, what it is told, what it may ask for. Pure. */
import { assign, setup } from 'xstate'
import { msOf, type Instant, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Three accounts that did not do are enough. */
const ACCOUNTS_MAX = 3
/** Ten days of silence, six hours at a time. */
const WAITS_MAX = 40

/** How long an offer stands open. */
export const OFFER_LIFE_MS = 30 * DAY_MS

/** What the policy allows; the customer may choose less. */
export type Offer = {
  readonly decisionId: Id<'dec'>
  readonly amountMax: Money
  readonly tenorMonthsMax: number
  readonly rate: Rate
  readonly processingFeePercent: string
  readonly policyVersion: string
}

/** What an application has come to know; ids, amounts, hashes and dates only. */
export type Application = {
  readonly id: Id<'app'>
  readonly key: Id<'cus'>
  readonly product: string
  readonly at: Instant
  readonly amountAsked?: Money
  readonly tenorAsked?: number
  readonly reasons?: readonly string[]
  readonly offer?: Offer
  readonly amount?: Money
  readonly tenorMonths?: number
  readonly termsHash?: string
  readonly netDisbursed?: Money
  readonly kfs?: { documentId: Id<'doc'>; hash: string; termsHash: string; validTill: Instant }
  readonly kfsAcceptedAt?: Instant
  readonly agreement?: { documentId: Id<'doc'>; hash: string; termsHash: string }
  readonly signing?: { documentId: Id<'doc'>; signingRef: string }
  readonly accountId?: Id<'acc'>
  readonly mandate?: { mandateId: Id<'man'>; authoriseAt?: string; umrn?: string }
  readonly accountVerified?: Id<'acc'>
  readonly screenedOn?: LocalDate
  readonly accountTries: number
  /** Times a vendor's silence was waited out. */
  readonly waits: number
  readonly problem?: string
}

type Told<Type extends string, Fields = object> = { type: Type; at: Instant } & Fields

export type ApplicationEvent =
  | Told<'consents-given'>
  | Told<'profile-kept'>
  | Told<'pan-kept'>
  | Told<'pan-verified'>
  | Told<'pan-refused', { reason: string }>
  | Told<'report-pulled'>
  | Told<'pull-failed', { reason: string }>
  | Told<'amount-asked', { amount: Money; tenorMonths: number }>
  | Told<'approved', { offer: Offer }>
  | Told<'referred', { reasons: readonly string[] }>
  | Told<'declined', { reasons: readonly string[] }>
  | Told<
      'offer-chosen',
      { amount: Money; tenorMonths: number; termsHash: string; netDisbursed: Money }
    >
  | Told<'kfs-issued', { kfs: NonNullable<Application['kfs']> }>
  | Told<'kfs-accepted'>
  | Told<'agreement-prepared', { agreement: NonNullable<Application['agreement']> }>
  | Told<'signing-opened', { signing: NonNullable<Application['signing']> }>
  | Told<'agreement-signed', { hash: string; termsHash: string }>
  | Told<'signing-failed', { reason: string }>
  | Told<'account-given', { accountId: Id<'acc'> }>
  | Told<'mandate-created', { mandate: NonNullable<Application['mandate']> }>
  | Told<'mandate-registered', { umrn: string }>
  | Told<'mandate-rejected', { reason: string }>
  | Told<'account-verified', { accountId: Id<'acc'> }>
  | Told<'account-doubtful'>
  | Told<'account-refused', { reason: string }>
  | Told<'sanctions-cleared', { screenedOn: LocalDate }>
  | Told<'sanctions-hit'>
  | Told<'sanctions-unknown'>
  | Told<'payout-withheld', { closed: readonly string[] }>
  | Told<'payout-succeeded'>
  | Told<'payout-failed', { reason: string }>
  | Told<'withdrawn'>
  | Told<'fraud-stopped'>

/** The chart's words: its context, its events, the effects and delays it may name. */
export const chart = setup({
  types: {
    context: {} as Application,
    events: {} as ApplicationEvent,
    input: {} as { id: Id<'app'>; key: Id<'cus'>; product: string; at: Instant },
  },
  guards: {
    triesSpent: ({ context }) => context.accountTries >= ACCOUNTS_MAX,
    waitedEnough: ({ context }) => context.waits > WAITS_MAX,
  },
  actions: {
    countWait: assign({ waits: ({ context }) => context.waits + 1 }),
    checkPan: () => {},
    pullReport: () => {},
    decide: () => {},
    issueKfs: () => {},
    prepareAgreement: () => {},
    createMandate: () => {},
    dropMandate: () => {},
    verifyAccount: () => {},
    screenSanctions: () => {},
    payOut: () => {},
    tellOffer: () => {},
    considerAgain: () => {},
    tellRejection: () => {},
  },
  delays: {
    /** An untouched lead grows stale; the next tap starts a new one. */
    leadLife: 30 * DAY_MS,
    offerLife: OFFER_LIFE_MS,
    /** SPEC §2.1: to the instant the KFS itself states. */
    kfsLife: ({ context }) =>
      context.kfs ? Math.max(0, msOf(context.kfs.validTill) - msOf(context.at)) : 0,
    mandateLife: 7 * DAY_MS,
    /** A silent vendor is asked again (the asks are idempotent), and never taken for an answer. */
    askAgain: 6 * HOUR_MS,
  },
})
