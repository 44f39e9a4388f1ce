/** Where the money goes: from the account to the credit, through every gate. */
import { assign } from 'xstate'
import { chart } from './application.ts'

export const paying = {
  account: chart.createStateConfig({
    meta: { screen: 'account', command: 'lending.use-account', title: 'Bank account' },
    on: {
      'account-given': {
        target: 'creatingMandate',
        actions: assign({
          accountId: ({ event }) => event.accountId,
          accountTries: ({ context }) => context.accountTries + 1,
        }),
      },
      withdrawn: 'withdrawn',
    },
    after: { offerLife: 'expired' },
  }),
  creatingMandate: chart.createStateConfig({
    meta: { title: 'Mandate asked' },
    entry: 'createMandate',
    on: {
      'mandate-created': {
        target: 'mandate',
        actions: assign({ mandate: ({ event }) => event.mandate }),
      },
      'mandate-rejected': [
        { guard: ({ event }) => event.reason === 'provider-silent', target: 'mandateLater' },
        {
          target: 'accountAgain',
          actions: assign({ problem: ({ event }) => event.reason }),
        },
      ],
    },
  }),
  mandateLater: chart.createStateConfig({
    meta: { title: 'Mandate again soon', aside: true },
    entry: 'countWait',
    on: { withdrawn: 'withdrawn' },
    after: {
      askAgain: [{ guard: 'waitedEnough', target: 'expired' }, { target: 'creatingMandate' }],
    },
  }),
  mandate: chart.createStateConfig({
    meta: { screen: 'mandate', title: 'Mandate' },
    on: {
      'mandate-registered': {
        target: 'verifyingAccount',
        actions: assign({
          mandate: ({ context, event }) =>
            context.mandate && { ...context.mandate, umrn: event.umrn },
        }),
      },
      'mandate-rejected': {
        target: 'accountAgain',
        actions: assign({ problem: ({ event }) => event.reason }),
      },
      withdrawn: { target: 'withdrawn', actions: 'dropMandate' },
    },
    // The bank's page is shut by then as well: the next mandate must be a new one.
    after: { mandateLife: { target: 'account', actions: 'dropMandate' } },
  }),
  verifyingAccount: chart.createStateConfig({
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
        {
          target: 'accountAgain',
          actions: assign({ problem: ({ event }) => event.reason }),
        },
      ],
    },
  }),
  accountLater: chart.createStateConfig({
    meta: { title: 'Account check again soon', aside: true },
    entry: 'countWait',
    on: { withdrawn: 'withdrawn' },
    after: {
      askAgain: [{ guard: 'waitedEnough', target: 'expired' }, { target: 'verifyingAccount' }],
    },
  }),
  accountReview: chart.createStateConfig({
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
    after: { offerLife: 'expired' },
  }),
  screening: chart.createStateConfig({
    meta: { title: 'Sanctions screen' },
    entry: 'screenSanctions',
    on: {
      'sanctions-cleared': {
        target: 'payingOut',
        actions: assign({ screenedOn: ({ event }) => event.screenedOn }),
      },
      'sanctions-hit': { target: 'rejected', actions: assign({ reasons: ['R15'] }) },
      'sanctions-unknown': 'screeningLater',
    },
  }),
  screeningLater: chart.createStateConfig({
    meta: { title: 'Screen again soon', aside: true },
    entry: 'countWait',
    on: { withdrawn: 'withdrawn' },
    after: { askAgain: [{ guard: 'waitedEnough', target: 'expired' }, { target: 'screening' }] },
  }),
  payingOut: chart.createStateConfig({
    meta: { title: 'Payout' },
    entry: 'payOut',
    on: {
      'payout-succeeded': 'disbursed',
      'payout-failed': {
        target: 'accountAgain',
        actions: assign({ problem: ({ event }) => event.reason }),
      },
      'payout-withheld': [
        {
          // Only the screen can grow old by itself: screen again, today.
          guard: ({ event }) => event.closed.every((gate) => gate === 'sanctions-today'),
          target: 'screening',
        },
        {
          guard: ({ event }) => event.closed.every((gate) => gate === 'consent-live'),
          target: 'consent',
        },
        { target: 'offer' },
      ],
    },
  }),
  /** Three accounts that did not do are enough. */
  accountAgain: chart.createStateConfig({
    always: [
      {
        guard: 'triesSpent',
        target: 'rejected',
        actions: assign({ reasons: ['R13'] }),
      },
      { target: 'account' },
    ],
  }),
}
