/** An application is given to somebody, or taken from them; a step that failed is retried. */
import { isRefused, refuse } from '#kernel/decider'
import { colleagues } from '#modules/identity'
import { run } from '#platform/http'
import { retry } from '#platform/journeys'
import { ApplicationAssigned, assignApplication, retryStep } from '../contract.ts'
import { drawJourney } from '../draw/journeys.ts'
import { applicationJourney } from '../journeys.ts'
import { assign, lockAsked } from './store.ts'

export const commands = [
  run(assignApplication, async ({ applicationId, owner }, tx) => {
    const asked = await lockAsked(tx, applicationId)
    if (!asked) return refuse('unknown-application')
    if (owner !== undefined) {
      const known = (await tx.call(colleagues, {})).colleagues
      if (!known.some(({ staffId }) => staffId === owner)) return refuse('unknown-staff')
    }
    const from = asked.owner ?? undefined
    if (owner === from) return { applicationId }
    await assign(tx, applicationId, owner)
    const told = { ...(owner && { owner }), ...(from && { from }) }
    await tx.emit(asked.customerId, [ApplicationAssigned({ applicationId, ...told })])
    return { applicationId }
  }),

  run(retryStep, async ({ applicationId, reason }, tx) => {
    const asked = await lockAsked(tx, applicationId)
    const journey = asked?.journey === 'lending.draw' ? drawJourney : applicationJourney
    const retried = await retry(tx, journey, applicationId, reason)
    return isRefused(retried) ? retried : { applicationId, state: retried.state }
  }),
]
