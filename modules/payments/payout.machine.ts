/**
 * A payout's chart (SPEC §5.4). PENDING is not failure: from there the only way on is the
 * provider's word, by webhook or by our enquiry. No state leads back to `sending`.
 *
 *     sending ──▶ pending ⇄ enquiring ──▶ succeeded ──▶ returned
 *        │           ╰──────────┴───────▶ failed
 *        ╰─ its word came at once: succeeded or failed
 *
 * The first word that settles wins; a webhook and an enquiry may both bring it.
 */
import { assign, setup } from 'xstate'
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'

export type PayoutOrder = {
  applicationId: Id<'app'>
  /** The borrower's, or else the merchant's at the provider. */
  accountId?: Id<'acc'>
  fundAccount?: string
  amount: Money
}
export type PayoutContext = PayoutOrder & {
  enquiries: number
  utr?: string
  on?: LocalDate
  reason?: string
}
type Settled = { on?: LocalDate; utr?: string; reason?: string; today: LocalDate }
export type PayoutEvent =
  | { type: 'payout-processing' }
  | { type: 'payout-unknown' }
  | { type: 'payout-silent' }
  | ({ type: 'payout-processed' | 'payout-failed' | 'payout-reversed' } & Settled)
  | { type: 'fraud-stopped' }

const ENQUIRY_MS = 5 * 60_000
const ENQUIRY_MS_MAX = 6 * 3_600_000
/** So many enquiries about a payout the provider has never heard of, and it never left us. */
const ENQUIRIES_UNKNOWN_MAX = 8

/** Done by the house in the same transaction (journeys.ts). */
type Effect =
  | 'send-payout'
  | 'enquire-payout'
  | 'tell-sent'
  | 'tell-pending'
  | 'tell-succeeded'
  | 'tell-failed'
  | 'tell-returned'

const chart = setup({
  actions: {} as { [name in Effect]: () => void },
  types: {} as { context: PayoutContext; events: PayoutEvent; input: PayoutOrder },
  guards: {
    neverArrived: ({ context }) => context.enquiries >= ENQUIRIES_UNKNOWN_MAX,
  },
  delays: {
    enquiry: ({ context }) => Math.min(ENQUIRY_MS * 2 ** context.enquiries, ENQUIRY_MS_MAX),
  },
})

const settle = chart.assign(({ context, event }) => {
  const { on, today, utr, reason } = event as Extract<PayoutEvent, { today: LocalDate }>
  return {
    on: on ?? today,
    ...(utr !== undefined && { utr }),
    ...(reason !== undefined && { reason }),
    enquiries: context.enquiries,
  }
})
const because = (reason: string) =>
  assign<PayoutContext, PayoutEvent, undefined, PayoutEvent, never>({ reason })

export const payoutMachine = chart.createMachine({
  id: 'payout',
  version: '1',
  context: ({ input: { applicationId, accountId, fundAccount, amount } }) => ({
    applicationId,
    ...(accountId && { accountId }),
    ...(fundAccount && { fundAccount }),
    amount,
    enquiries: 0,
  }),
  initial: 'sending',
  states: {
    sending: {
      entry: 'send-payout',
      on: {
        'payout-processing': { target: 'pending', actions: ['tell-sent', 'tell-pending'] },
        // Nobody answered: it may have arrived. Only an enquiry can tell.
        'payout-silent': { target: 'pending', actions: 'tell-pending' },
        'payout-processed': { target: 'succeeded', actions: [settle, 'tell-sent'] },
        'payout-failed': { target: 'failed', actions: settle },
        'payout-reversed': { target: 'failed', actions: [settle, because('reversed')] },
        'fraud-stopped': { target: 'failed', actions: because('stopped') },
      },
    },
    pending: {
      meta: { again: true },
      after: { enquiry: 'enquiring' },
      on: {
        'payout-processed': { target: 'succeeded', actions: settle },
        'payout-failed': { target: 'failed', actions: settle },
        'payout-reversed': { target: 'failed', actions: [settle, because('reversed')] },
      },
    },
    enquiring: {
      entry: [assign({ enquiries: ({ context }) => context.enquiries + 1 }), 'enquire-payout'],
      on: {
        'payout-processing': 'pending',
        'payout-silent': 'pending',
        'payout-unknown': [
          { guard: 'neverArrived', target: 'failed', actions: because('never-arrived') },
          { target: 'pending' },
        ],
        'payout-processed': { target: 'succeeded', actions: settle },
        'payout-failed': { target: 'failed', actions: settle },
        'payout-reversed': { target: 'failed', actions: [settle, because('reversed')] },
      },
    },
    succeeded: {
      entry: 'tell-succeeded',
      // The beneficiary's bank may send it back days later: the disbursal is unmade then.
      on: { 'payout-reversed': { target: 'returned', actions: settle } },
    },
    failed: { type: 'final', entry: 'tell-failed' },
    returned: { type: 'final', entry: 'tell-returned' },
  },
})
