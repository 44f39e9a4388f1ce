/** What an application can tell. */
import { answer, list, one } from '#platform/http'
import { applicationEntity, applicationOf, preview, productEntity } from '../contract.ts'
import { offeredOn } from '../product/offer/queries.ts'
import { applicationMachine } from './application.machine.ts'
import type { Application } from './application.ts'
import { latestApplication, runningApplication, termsByHash } from './store.ts'
import { costOf, termsOf } from './terms.ts'

export const queries = [
  list(productEntity),
  one(productEntity),
  list(applicationEntity),
  one(applicationEntity),

  answer(applicationOf, async ({ customerId }, tx) => {
    const row = await latestApplication(tx, customerId)
    if (!row) return {}
    const { id, state, status, since, context } = row
    return { applicationId: id, state, status, since, context, ...metaOf(state) }
  }),

  answer(preview, async ({ amount, tenorMonths }, tx) => {
    const running = await runningApplication(tx, tx.actor.id)
    const product = await offeredOn(tx, running?.product ?? 'personal', tx.today)
    if (!product) throw new Error('no product is in force')
    const { offer, termsHash, ...chosen }: Partial<Application> = running?.context ?? {}
    // Before a decision nobody has a rate: the grid's dearest, so that no one is shown too little.
    const price = offer ?? {
      rate: '28' as never,
      processingFeePercent: product.processingFeePercent,
    }
    const isChosen = chosen.amount === amount && chosen.tenorMonths === tenorMonths
    // What was chosen stands: counted again on another day, its first period would differ.
    const terms =
      running && termsHash && isChosen && running.state !== 'offer'
        ? await termsByHash(tx, running.id, termsHash)
        : termsOf(product, { ...price, principal: amount, tenorMonths }, tx.today)
    return costOf(terms)
  }),
]

/** The screen and command the chart itself names for a state. */
export function metaOf(state: string): { screen?: string; command?: string } {
  const meta = applicationMachine.states[state as 'consent']?.config.meta ?? {}
  const { screen, command } = meta as { screen?: string; command?: string }
  return { ...(screen && { screen }), ...(command && { command }) }
}
