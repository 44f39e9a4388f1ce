/** A draw's words: what it knows, what it is told, what it may ask for. Pure. */
import { assign, setup } from 'xstate'
import { msOf, type Instant, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Three accounts that did not do are enough. */
const ACCOUNTS_MAX = 3
/** Ten days of silence, six hours at a time. */
const WAITS_MAX = 40

/** What is drawn under a limit: money, or the price of an order at a merchant's. */
export type Asked = {
  readonly product: string
  readonly amount: Money
  readonly tenorMonths: number
  /** Of the terms the KFS states: fixed when it was asked for. */
  readonly termsHash: string
  readonly limitId: Id<'lim'>
  readonly merchantId?: Id<'mer'>
  /** A mandate that stands already and is large enough, on an account of theirs. */
  readonly mandateId?: Id<'man'>
  readonly accountId?: Id<'acc'>
}

/** What a draw has come to know; ids, amounts, hashes and dates only. */
export type Draw = Asked & {
  readonly id: Id<'app'>
  readonly key: Id<'cus'>
  readonly at: Instant
  readonly kfs?: { documentId: Id<'doc'>; hash: string; termsHash: string; validTill: Instant }
  readonly kfsAcceptedAt?: Instant
  readonly authoriseAt?: string
  readonly accountVerified?: Id<'acc'>
  readonly screenedOn?: LocalDate
  readonly accountTries: number
  /** Times a vendor's silence was waited out. */
  readonly waits: number
  readonly problem?: string
}

type Told<Type extends string, Fields = object> = { type: Type; at: Instant } & Fields

type DrawEvent =
  | Told<'kfs-issued', { kfs: NonNullable<Draw['kfs']> }>
  | Told<'kfs-accepted'>
  | Told<'account-given', { accountId: Id<'acc'> }>
  | Told<'mandate-created', { mandate: { mandateId: Id<'man'>; authoriseAt: string } }>
  | Told<'mandate-registered'>
  | Told<'mandate-rejected', { reason: string }>
  | Told<'account-verified', { accountId: Id<'acc'> }>
  | Told<'account-refused', { reason: string }>
  | Told<'account-doubtful'>
  | Told<'sanctions-cleared', { screenedOn: LocalDate }>
  | Told<'sanctions-hit'>
  | Told<'sanctions-unknown'>
  | Told<'consents-given'>
  | Told<'payout-withheld', { closed: readonly string[] }>
  | Told<'payout-failed', { reason: string }>
  | Told<'paid'>
  | Told<'withdrawn'>
  | Told<'fraud-stopped'>

/** The chart's words: its context, its events, the effects and delays it may name. */
export const chart = setup({
  types: {
    context: {} as Draw,
    events: {} as DrawEvent,
    input: {} as Asked & { id: Id<'app'>; key: Id<'cus'>; at: Instant },
  },
  guards: {
    mandateStands: ({ context }) => context.mandateId !== undefined,
    triesSpent: ({ context }) => context.accountTries >= ACCOUNTS_MAX,
    waitedEnough: ({ context }) => context.waits > WAITS_MAX,
  },
  actions: {
    countWait: assign({ waits: ({ context }) => context.waits + 1 }),
    issueKfs: () => {},
    createMandate: () => {},
    dropMandate: () => {},
    verifyAccount: () => {},
    screenSanctions: () => {},
    payOut: () => {},
  },
  delays: {
    /** SPEC §2.1: to the instant the KFS itself states. */
    kfsLife: ({ context }) =>
      context.kfs ? Math.max(0, msOf(context.kfs.validTill) - msOf(context.at)) : 0,
    /** Accepted, and then no account or no word from anybody. */
    drawLife: 30 * DAY_MS,
    mandateLife: 7 * DAY_MS,
    /** A silent vendor is asked again (the asks are idempotent), and never taken for an answer. */
    askAgain: 6 * HOUR_MS,
  },
})
