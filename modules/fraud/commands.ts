/** What risk may do. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  clearSignal,
  raiseSignal,
  ReviewSettled,
  settleReview,
  SignalCleared,
  SignalRaised,
} from './contract.ts'
import { closeSignal, insertSignal, settleReviews } from './store.ts'

export const commands = [
  run(raiseSignal, async ({ customerId, code, weight, says }, tx) => {
    const signalId = tx.newId('sig')
    await insertSignal(tx, { id: signalId, customerId, code, weight, says })
    await tx.emit(customerId, [SignalRaised({ signalId, code, weight })])
    return { signalId }
  }),

  run(clearSignal, async ({ signalId, reason }, tx) => {
    const closed = await closeSignal(tx, signalId, reason)
    if (!closed) return refuse('not-open')
    const { customerId, code, weight } = closed
    await tx.emit(customerId, [SignalCleared({ signalId, code, weight })])
    return { signalId }
  }),

  run(settleReview, async (review, tx) => {
    const held = await settleReviews(tx, review)
    if (!held) return refuse('nothing-held')
    const { outcome } = review
    await tx.emit(review.customerId, [ReviewSettled({ ...held, outcome })])
    return { outcome }
  }),
]
