/** What fraud does when a journey moves: a step held for review is put on the desk. */
import type { JourneyMoved } from '#kernel/journey'
import { ApplicationMoved } from '#modules/lending'
import { PayoutMoved } from '#modules/payments'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { openReview } from './store.ts'

export const reactions = [on([ApplicationMoved, PayoutMoved], 'open-review', openHeldReview)]

async function openHeldReview(
  { type, key: customerId, data }: Fact<JourneyMoved>,
  tx: Tx,
): Promise<void> {
  if (data.verdict?.outcome !== 'review') return
  const journey = type.replace(/-moved$/, '')
  await openReview(tx, { journey, id: data.id, customerId, step: data.to })
}
