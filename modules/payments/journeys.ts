/** Binds the payout's chart to the world. */
import type { Id } from '#kernel/ids'
import { ReviewSettled, verdictOf } from '#modules/fraud'
import { answers, journey, type About, type Address } from '#platform/journeys'
import type { Tx } from '#platform/sql'
import {
  PayoutDue,
  PayoutFailed,
  PayoutMoved,
  PayoutPending,
  PayoutReported,
  PayoutRetried,
  PayoutReturned,
  PayoutSent,
  PayoutSucceeded,
} from './contract.ts'
import { enquirePayout, sendPayout } from './effects.ts'
import { payoutMachine, type PayoutContext } from './payout.machine.ts'
import { notePayout } from './store.ts'

type Act = (about: About & { context: PayoutContext }, tx: Tx) => Promise<void>
const idOf = ({ id }: About) => id as Id<'pay'>

const send: Act = async (about, tx) => {
  const { accountId, fundAccount, amount } = about.context
  const payee = { ...(accountId && { accountId }), ...(fundAccount && { fundAccount }) }
  await tx.effect(sendPayout, { payoutId: idOf(about), ...payee, amount }, about.key)
}
const enquire: Act = async (about, tx) => {
  await tx.effect(enquirePayout, { payoutId: idOf(about) }, about.key)
}
const tellSent: Act = async (about, tx) => {
  const { applicationId, amount } = about.context
  await notePayout(tx, idOf(about), 'sent')
  await tx.emit(about.key, [PayoutSent({ payoutId: idOf(about), applicationId, amount })])
}
const tellPending: Act = async (about, tx) => {
  const { applicationId } = about.context
  await notePayout(tx, idOf(about), 'pending')
  await tx.emit(about.key, [PayoutPending({ payoutId: idOf(about), applicationId })])
}
const tellSucceeded: Act = async (about, tx) => {
  const { applicationId, amount, utr = 'not-told', on = tx.today } = about.context
  await notePayout(tx, idOf(about), 'succeeded', { utr, settledAt: tx.now })
  const told = { payoutId: idOf(about), applicationId, amount, utr, creditedOn: on }
  await tx.emit(about.key, [PayoutSucceeded(told)])
}
const tellFailed: Act = async (about, tx) => {
  const { applicationId, reason = 'failed' } = about.context
  await notePayout(tx, idOf(about), 'failed', { reason, settledAt: tx.now })
  await tx.emit(about.key, [PayoutFailed({ payoutId: idOf(about), applicationId, reason })])
}
const tellReturned: Act = async (about, tx) => {
  const { applicationId, amount, on = tx.today } = about.context
  await notePayout(tx, idOf(about), 'returned')
  const told = { payoutId: idOf(about), applicationId, amount, returnedOn: on }
  await tx.emit(about.key, [PayoutReturned(told)])
}

export const payoutJourney = journey(payoutMachine, {
  moved: PayoutMoved,
  due: PayoutDue,
  retried: PayoutRetried,
  reviews: ReviewSettled,
  options: { serializable: true, onPoison: 'park-key' },
  effects: {
    'send-payout': send,
    'enquire-payout': enquire,
    'tell-sent': tellSent,
    'tell-pending': tellPending,
    'tell-succeeded': tellSucceeded,
    'tell-failed': tellFailed,
    'tell-returned': tellReturned,
  },
  answers: [
    answers(PayoutReported, ({ payoutId, word, on, utr, reason }): Address => {
      const more = {
        ...(on !== undefined && { on }),
        ...(utr !== undefined && { utr }),
        ...(reason !== undefined && { reason }),
      }
      return { id: payoutId, event: { type: `payout-${word}`, ...more } }
    }),
  ],
  async gate({ id, key, state }, tx) {
    // Once money may have left, a verdict can no longer hold it back: it would only blind us.
    if (state !== 'sending') return { outcome: 'pass', reasons: [] }
    const customerId = key as Id<'cus'>
    return tx.call(verdictOf, { customerId, journey: 'payments.payout', id, step: state })
  },
})

export const journeys = [payoutJourney]
