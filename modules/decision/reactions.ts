/** Which decision of an application lives follows the offer that stands, or was chosen. */
import type { EventOf, Fact } from '#kernel/contract'
import { OfferChosen, OfferMade } from '#modules/lending'
import { on, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { keepLiving } from './store.ts'

export const reactions: readonly Reaction[] = [
  on([OfferMade, OfferChosen], 'keep-living', followOffer),
]

type Offered = Fact<EventOf<typeof OfferMade> | EventOf<typeof OfferChosen>>

/** Choosing and deciding again may cross: what was chosen stands, whichever was told first. */
async function followOffer({ type, data }: Offered, tx: Tx): Promise<void> {
  const { applicationId, decisionId } = data
  if (!decisionId) return
  await keepLiving(tx, { applicationId, decisionId, isChosen: type === OfferChosen.type })
}
