/** What we offer and what the borrower agrees to: from the offer to the signature. */
import { assign } from 'xstate'
import { chart } from './application.ts'

export const agreeing = {
  offer: chart.createStateConfig({
    meta: { screen: 'offer', command: 'lending.choose-offer', title: 'Offer' },
    entry: 'tellOffer',
    on: {
      'offer-chosen': {
        target: 'issuingKfs',
        actions: assign({
          amount: ({ event }) => event.amount,
          tenorMonths: ({ event }) => event.tenorMonths,
          termsHash: ({ event }) => event.termsHash,
          netDisbursed: ({ event }) => event.netDisbursed,
        }),
      },
      // Made anew of what phone or bank told since; once chosen, nobody listens to that any more.
      approved: {
        target: 'offer',
        reenter: true,
        actions: assign({ offer: ({ event }) => event.offer }),
      },
      referred: {
        target: 'referred',
        actions: assign({ reasons: ({ event }) => event.reasons }),
      },
      declined: {
        target: 'rejected',
        actions: assign({ reasons: ({ event }) => event.reasons }),
      },
      withdrawn: 'withdrawn',
    },
    after: { offerLife: 'expired' },
  }),
  issuingKfs: chart.createStateConfig({
    meta: { title: 'KFS in the making' },
    entry: 'issueKfs',
    on: {
      'kfs-issued': {
        target: 'kfs',
        actions: assign({ kfs: ({ event }) => event.kfs, at: ({ event }) => event.at }),
      },
    },
  }),
  kfs: chart.createStateConfig({
    meta: { screen: 'kfs', command: 'lending.accept-kfs', title: 'KFS' },
    on: {
      'kfs-accepted': {
        target: 'preparingAgreement',
        actions: assign({ kfsAcceptedAt: ({ event }) => event.at }),
      },
      withdrawn: 'withdrawn',
    },
    // What was told while a choice stood did not count then.
    after: { kfsLife: { target: 'offer', actions: 'considerAgain' } },
  }),
  preparingAgreement: chart.createStateConfig({
    meta: { title: 'Agreement in the making' },
    entry: 'prepareAgreement',
    on: {
      'agreement-prepared': {
        actions: assign({ agreement: ({ event }) => event.agreement }),
      },
      'signing-opened': {
        target: 'sign',
        actions: assign({ signing: ({ event }) => event.signing }),
      },
      // Signed at the service's own page before we had even heard that it could be.
      'agreement-signed': {
        guard: ({ context, event }) => event.termsHash === context.kfs?.termsHash,
        target: 'account',
      },
      'signing-failed': [
        { guard: ({ event }) => event.reason === 'vendor-silent', target: 'signingLater' },
        { target: 'offer' },
      ],
    },
  }),
  signingLater: chart.createStateConfig({
    meta: { title: 'E-sign again soon', aside: true },
    entry: 'countWait',
    on: { withdrawn: 'withdrawn' },
    after: {
      askAgain: [{ guard: 'waitedEnough', target: 'expired' }, { target: 'preparingAgreement' }],
    },
  }),
  sign: chart.createStateConfig({
    meta: { screen: 'sign', command: 'documents.sign-agreement', title: 'E-sign' },
    on: {
      'agreement-signed': [
        {
          // SPEC §1.4: no agreement without the accepted KFS of the same terms hash.
          guard: ({ context, event }) => event.termsHash === context.kfs?.termsHash,
          target: 'account',
        },
        { target: 'offer' },
      ],
      'signing-failed': {
        target: 'offer',
        actions: assign({ problem: ({ event }) => event.reason }),
      },
      withdrawn: 'withdrawn',
    },
    after: { offerLife: 'expired' },
  }),
}
