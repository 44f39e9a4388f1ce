/** What payments tells. */
import { answer, list, one } from '#platform/http'
import {
  linkOf,
  mandateEntity,
  mandateOf,
  payoutEntity,
  presentmentEntity,
  receiptEntity,
  standingMandates,
  unmatchedEntity,
} from './contract.ts'
import { payLinkKnown } from './receipt/store.ts'
import { mandateOfApplication, mandatesStanding } from './store.ts'

const entities = [mandateEntity, payoutEntity, presentmentEntity, receiptEntity, unmatchedEntity]

export const queries = [
  answer(mandateOf, async ({ applicationId }, tx) => {
    const mandate = await mandateOfApplication(tx, applicationId)
    if (!mandate) return {}
    const { id: mandateId, status, accountId, umrn, authoriseAt } = mandate
    const known = { ...(umrn !== null && { umrn }), ...(authoriseAt !== null && { authoriseAt }) }
    return { mandateId, status, accountId, ...known }
  }),
  answer(standingMandates, async ({ customerId }, tx) => ({
    mandates: await mandatesStanding(tx, customerId),
  })),
  answer(
    linkOf,
    async ({ linkId }, tx) => {
      const link = await payLinkKnown(tx, linkId)
      const payAt = link?.payAt ?? undefined
      return { status: link?.status ?? 'unknown', ...(payAt !== undefined && { payAt }) }
    },
    { owner: async ({ linkId }, tx) => (await payLinkKnown(tx, linkId))?.customerId },
  ),
  ...entities.flatMap((entity) => [list(entity), one(entity)]),
]
