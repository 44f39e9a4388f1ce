/** How collecting a loan comes to its end: its mandate is struck, or kept for others. */
import { event, t } from '#kernel/contract'

const loanId = t.id('loan')
const mandateId = t.id('man')

/** Whether the provider struck a mandate we ended; if not, it is asked again, and a person sees. */
export const MandateDropped = event('payments.mandate-dropped', { mandateId, dropped: t.flag })
/** The provider has not said that it struck an ended mandate: it is asked once more. */
export const StrikeDue = event('payments.strike-due', { mandateId })
/**
 * Nothing is drawn for a closed loan any more, but its mandate still stands at the provider: asked
 * to strike it, or silent so far.
 */
export const CollectionStopped = event('payments.collection-stopped', {
  ...{ loanId, mandateId, strike: t.oneOf('asked', 'unanswered') },
})
/** Its mandate is struck, by the provider's own word; or kept, where others lean on it. */
export const CollectionEnded = event('payments.collection-ended', {
  ...{ loanId, mandate: t.oneOf('cancelled', 'kept', 'none') },
})
