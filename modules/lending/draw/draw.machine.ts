/**
 * A draw under a limit, or a purchase paid later: a loan of its own, from its KFS to the money. The
 * person, their consents and the price are known; every gate of a payout is tried anew.
 *
 *   issuingKfs ─▶ kfs ─┬─ a mandate stands ─────────────────────────────╮
 *                      ╰▶ account ─▶ creatingMandate ─▶ mandate ────────┤
 *                            ▲                                          ▼
 *                            ╰─ failed ─ payingOut ◀─ screening ◀─ verifyingAccount
 *                                            ╰─▶ drawn
 *
 * A vendor that is silent is asked again every six hours, and never taken for an answer about the
 * person. Pure: delays become timers, actions become asks (`journeys.ts`).
 */
import { assign } from 'xstate'
import { chart } from './draw.ts'
import type { Gate } from './gates.ts'

/** What can be opened again on the way back to the payout. */
const onlyClosed =
  (...gates: readonly Gate[]) =>
  ({ event }: { event: { closed: readonly string[] } }): boolean =>
    event.closed.every((gate) => (gates as readonly string[]).includes(gate))

const patience = [{ guard: 'waitedEnough', target: 'expired' }] as const

export const drawMachine = chart.createMachine({
  id: 'draw',
  version: '1',
  context: ({ input }) => ({ ...input, accountTries: 0, waits: 0 }),
  initial: 'issuingKfs',
  on: { 'fraud-stopped': '.stopped' },
  states: {
    issuingKfs: {
      meta: { title: 'KFS in the making' },
      entry: 'issueKfs',
      on: {
        'kfs-issued': {
          target: 'kfs',
          actions: assign({ kfs: ({ event }) => event.kfs, at: ({ event }) => event.at }),
        },
      },
    },
    kfs: {
      meta: { screen: 'kfs', command: 'lending.accept-draw', title: 'KFS' },
      on: {
        'kfs-accepted': [
          {
            guard: 'mandateStands',
            target: 'verifyingAccount',
            actions: assign({ kfsAcceptedAt: ({ event }) => event.at }),
          },
          { target: 'account', actions: assign({ kfsAcceptedAt: ({ event }) => event.at }) },
        ],
        withdrawn: 'withdrawn',
      },
      after: { kfsLife: 'expired' },
    },
    account: {
      meta: { screen: 'account', command: 'lending.use-draw-account', title: 'Bank account' },
      on: {
        'account-given': {
          target: 'creatingMandate',
          actions: assign({
            accountId: ({ event }) => event.accountId,
            accountTries: ({ context }) => context.accountTries + 1,
          }),
        },
        // Finance sent the money by hand after our provider could not.
        paid: 'drawn',
        withdrawn: 'withdrawn',
      },
      after: { drawLife: 'expired' },
    },
    creatingMandate: {
      meta: { title: 'Mandate asked' },
      entry: 'createMandate',
      on: {
        'mandate-created': {
          target: 'mandate',
          actions: assign({
            mandateId: ({ event }) => event.mandate.mandateId,
            authoriseAt: ({ event }) => event.mandate.authoriseAt,
          }),
        },
        'mandate-rejected': [
          { guard: ({ event }) => event.reason === 'provider-silent', target: 'mandateLater' },
          { target: 'accountAgain', actions: assign({ problem: ({ event }) => event.reason }) },
        ],
      },
    },
    mandateLater: {
      meta: { title: 'Mandate again soon', aside: true },
      entry: 'countWait',
      on: { withdrawn: 'withdrawn' },
      after: { askAgain: [...patience, { target: 'creatingMandate' }] },
    },
    mandate: {
      meta: { screen: 'mandate', title: 'Mandate' },
      on: {
        'mandate-registered': 'verifyingAccount',
        'mandate-rejected': {
          target: 'accountAgain',
          actions: assign({ problem: ({ event }) => event.reason }),
        },
        withdrawn: { target: 'withdrawn', actions: 'dropMandate' },
      },
      // The bank's page is shut by then as well: the next mandate must be a new one.
      after: { mandateLife: { target: 'account', actions: 'dropMandate' } },
    },
    verifyingAccount: {
      meta: { title: 'Account check' },
      entry: 'verifyAccount',
      on: {
        'account-verified': {
          target: 'screening',
          actions: assign({ accountVerified: ({ event }) => event.accountId }),
        },
        'account-doubtful': 'accountReview',
        'account-refused': [
          { guard: ({ event }) => event.reason === 'vendor-silent', target: 'accountLater' },
          { guard: ({ event }) => event.reason === 'no-consent', target: 'consent' },
          { target: 'accountAgain', actions: assign({ problem: ({ event }) => event.reason }) },
        ],
      },
    },
    accountLater: {
      meta: { title: 'Account check again soon', aside: true },
      entry: 'countWait',
      on: { withdrawn: 'withdrawn' },
      after: { askAgain: [...patience, { target: 'verifyingAccount' }] },
    },
    accountReview: {
      meta: { title: 'Name match review', staff: 'kyc.settle-account' },
      on: {
        'account-verified': {
          target: 'screening',
          actions: assign({ accountVerified: ({ event }) => event.accountId }),
        },
        'account-refused': {
          target: 'accountAgain',
          actions: assign({ problem: ({ event }) => event.reason }),
        },
      },
      after: { drawLife: 'expired' },
    },
    screening: {
      meta: { title: 'Sanctions screen' },
      entry: 'screenSanctions',
      on: {
        'sanctions-cleared': {
          target: 'payingOut',
          actions: assign({ screenedOn: ({ event }) => event.screenedOn }),
        },
        'sanctions-hit': 'rejected',
        'sanctions-unknown': 'screeningLater',
      },
    },
    screeningLater: {
      meta: { title: 'Screen again soon', aside: true },
      entry: 'countWait',
      on: { withdrawn: 'withdrawn' },
      after: { askAgain: [...patience, { target: 'screening' }] },
    },
    consent: {
      meta: { screen: 'consent', command: 'identity.give-consents', title: 'Consent' },
      on: {
        // Withdrawn since it was last given; the account has been looked at, or is now.
        'consents-given': 'verifyingAccount',
        withdrawn: 'withdrawn',
      },
      after: { drawLife: 'expired' },
    },
    payingOut: {
      meta: { title: 'Payout' },
      entry: 'payOut',
      on: {
        paid: 'drawn',
        'payout-failed': {
          target: 'accountAgain',
          actions: assign({ problem: ({ event }) => event.reason }),
        },
        'payout-withheld': [
          // Only the screen can grow old by itself: screen again, today.
          { guard: onlyClosed('sanctions-today'), target: 'screening' },
          { guard: onlyClosed('sanctions-today', 'consent-live'), target: 'consent' },
          {
            // Ended at the bank since: there must be another before there is money.
            guard: onlyClosed('sanctions-today', 'consent-live', 'mandate-fits'),
            target: 'account',
          },
          { target: 'rejected' },
        ],
      },
    },
    /** Three accounts that did not do are enough. */
    accountAgain: {
      always: [{ guard: 'triesSpent', target: 'rejected' }, { target: 'account' }],
    },
    drawn: { meta: { screen: 'drawn', title: 'Drawn' }, type: 'final' },
    rejected: { meta: { screen: 'rejected', title: 'Rejected' }, type: 'final' },
    stopped: { meta: { screen: 'rejected', title: 'Stopped by fraud' }, type: 'final' },
    withdrawn: { meta: { title: 'Withdrawn' }, type: 'final' },
    expired: { meta: { title: 'Expired' }, type: 'final' },
  },
})
