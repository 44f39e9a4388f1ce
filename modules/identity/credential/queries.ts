/** Whose token it is, and the list for those who issue them. */
import { answer, list, one } from '#platform/http'
import { serviceEntity, serviceOf } from '../contract.ts'
import { hashOf, sameMark } from '../engines/seal.ts'
import { serviceOf as kept } from './store.ts'

export const credentialQueries = [
  list(serviceEntity),
  one(serviceEntity),

  answer(serviceOf, async ({ token, door, purpose }, tx) => {
    const [id = '', secret = ''] = token.split('.', 2)
    const service = await kept(tx, id)
    if (!service || service.revokedAt !== null) return {}
    if (service.door !== door || service.purpose !== purpose) return {}
    const hash = hashOf(secret)
    const { secretHash, earlierHash, earlierUntil, partner } = service
    const isEarlier =
      earlierHash !== null && earlierUntil !== null && tx.now < earlierUntil
        ? sameMark(hash, earlierHash)
        : false
    if (!sameMark(hash, secretHash) && !isEarlier) return {}
    return { service: { serviceId: service.id, partner } }
  }),
]
