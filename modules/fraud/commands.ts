/** What risk may do. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { raiseSignal, ReviewSettled, settleReview, SignalRaised } from './contract.ts'
import { insertSignal, settleReviews } from './store.ts'

export const commands = [
  run(raiseSignal, async ({ customerId, code, weight, says }, tx) => {
    const signalId = tx.newId('sig')
    await insertSignal(tx, { id: signalId, customerId, code, weight, says })
    await tx.emit(customerId, [SignalRaised({ signalId, code, weight })])
    return { signalId }
  }),

  run(settleReview, async ({ customerId, journey, id, outcome, reason }, tx) => {
    const settled = await settleReviews(tx, { journey, id, outcome, reason })
    if (!settled) return refuse('nothing-held')
    await tx.emit(customerId, [ReviewSettled({ journey, id, outcome })])
    return { outcome }
  }),
]
