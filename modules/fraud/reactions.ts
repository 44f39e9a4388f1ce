/** What fraud does when a journey moves: a held step lies on the desk for as long as it is held. */
import type { JourneyMoved } from '#kernel/journey'
import { ApplicationMoved } from '#modules/lending'
import { PayoutMoved } from '#modules/payments'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { lapseReviews, openReview } from './store.ts'

export const reactions = [on([ApplicationMoved, PayoutMoved], 'keep-desk', keepDesk)]

/** Nothing else moves a step that is held (platform/journeys). */
const LEAVES_HELD = /^(withdrawn|fraud-stopped|xstate\.after)/

async function keepDesk(
  { type, key: customerId, data }: Fact<JourneyMoved>,
  tx: Tx,
): Promise<void> {
  const { id, from, to, trigger, held = false } = data
  const journey = type.replace(/-moved$/, '')
  if (LEAVES_HELD.test(trigger)) await lapseReviews(tx, { journey, id, step: from })
  if (held) {
    await openReview(tx, { journey, id, step: to, customerId, reviewId: tx.newId('rev') })
  }
}
