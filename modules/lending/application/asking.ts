/** Who asks, and whether we may lend: from the consent to the decision. */
import { assign } from 'xstate'
import { chart } from './application.ts'

export const asking = {
  consent: chart.createStateConfig({
    meta: { screen: 'consent', command: 'identity.give-consents', title: 'Consent and notice' },
    on: {
      'consents-given': [
        {
          // Withdrawn before the last gate and given anew: all else is known, and pulled but once.
          guard: ({ context }) => context.accountVerified !== undefined,
          target: 'screening',
        },
        { target: 'profile' },
      ],
      withdrawn: 'withdrawn',
    },
    after: { leadLife: 'expired' },
  }),
  profile: chart.createStateConfig({
    meta: { screen: 'profile', command: 'identity.keep-profile', title: 'Profile' },
    on: { 'profile-kept': 'pan', withdrawn: 'withdrawn' },
    after: { leadLife: 'expired' },
  }),
  pan: chart.createStateConfig({
    meta: { screen: 'pan', command: 'identity.keep-pan', title: 'PAN' },
    on: { 'pan-kept': 'checkingPan', withdrawn: 'withdrawn' },
    after: { leadLife: 'expired' },
  }),
  checkingPan: chart.createStateConfig({
    meta: { title: 'PAN check' },
    entry: 'checkPan',
    on: {
      'pan-verified': 'amount',
      'pan-refused': [
        { guard: ({ event }) => event.reason === 'vendor-silent', target: 'panLater' },
        { guard: ({ event }) => event.reason === 'no-consent', target: 'consent' },
        {
          guard: ({ event }) => event.reason === 'name-differs',
          target: 'rejected',
          actions: assign({ reasons: ['R13'] }),
        },
        {
          target: 'pan',
          actions: assign({ problem: ({ event }) => event.reason }),
        },
      ],
    },
  }),
  /** A silent vendor says nothing about the person: asked again, and after days it lapses. */
  panLater: chart.createStateConfig({
    meta: { title: 'PAN check again soon', aside: true },
    entry: 'countWait',
    on: { withdrawn: 'withdrawn' },
    after: { askAgain: [{ guard: 'waitedEnough', target: 'expired' }, { target: 'checkingPan' }] },
  }),
  amount: chart.createStateConfig({
    meta: { screen: 'amount', command: 'lending.ask-amount', title: 'Amount asked' },
    on: {
      'amount-asked': {
        target: 'pullingBureau',
        actions: assign({
          amountAsked: ({ event }) => event.amount,
          tenorAsked: ({ event }) => event.tenorMonths,
        }),
      },
      withdrawn: 'withdrawn',
    },
    after: { leadLife: 'expired' },
  }),
  pullingBureau: chart.createStateConfig({
    meta: { title: 'Bureau pull' },
    entry: 'pullReport',
    on: {
      'report-pulled': 'deciding',
      'pull-failed': [
        { guard: ({ event }) => event.reason === 'vendor-silent', target: 'bureauLater' },
        { guard: ({ event }) => event.reason === 'no-pan', target: 'pan' },
        { target: 'consent' },
      ],
    },
  }),
  bureauLater: chart.createStateConfig({
    meta: { title: 'Bureau pull again soon', aside: true },
    entry: 'countWait',
    on: { withdrawn: 'withdrawn' },
    after: {
      askAgain: [{ guard: 'waitedEnough', target: 'expired' }, { target: 'pullingBureau' }],
    },
  }),
  deciding: chart.createStateConfig({
    meta: { title: 'Decision' },
    entry: 'decide',
    on: {
      approved: { target: 'offer', actions: assign({ offer: ({ event }) => event.offer }) },
      referred: {
        target: 'referred',
        actions: assign({ reasons: ({ event }) => event.reasons }),
      },
      declined: {
        target: 'rejected',
        actions: assign({ reasons: ({ event }) => event.reasons }),
      },
    },
  }),
  referred: chart.createStateConfig({
    meta: { title: 'With credit', staff: 'decision.settle-referral' },
    on: {
      approved: { target: 'offer', actions: assign({ offer: ({ event }) => event.offer }) },
      declined: {
        target: 'rejected',
        actions: assign({ reasons: ({ event }) => event.reasons }),
      },
      withdrawn: 'withdrawn',
    },
    after: { offerLife: 'expired' },
  }),
}
