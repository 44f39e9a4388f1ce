/** What is consented to, and the notice under which it is asked. */
import { answer, list, one } from '#platform/http'
import { consentEntity, consentLive, consentsLive, myConsents, noticeOf } from '../contract.ts'
import { hashOf } from '../engines/seal.ts'
import { noticeHash } from './consent.ts'
import { noticeIn } from './notice.ts'
import { consentsOf, liveConsents } from './store.ts'

export const consentQueries = [
  list(consentEntity),
  one(consentEntity),

  answer(noticeOf, async ({ language }) => {
    const notice = noticeIn(language ?? 'en')
    return { ...notice, hash: noticeHash(notice, hashOf) }
  }),

  answer(myConsents, async (_, tx) => {
    const all = await consentsOf(tx, tx.actor.id)
    const consents = all.map(({ id: consentId, purpose, givenAt, withdrawnAt }) => ({
      consentId,
      purpose,
      givenAt,
      ...(withdrawnAt && { withdrawnAt }),
    }))
    return { consents }
  }),

  answer(consentsLive, async ({ customerId, purposes }, tx) => {
    const given = new Set((await liveConsents(tx, customerId)).map((consent) => consent.purpose))
    return { live: purposes.every((purpose) => given.has(purpose)) }
  }),

  answer(consentLive, async ({ customerId, purpose }, tx) => {
    const live = await liveConsents(tx, customerId)
    const found = live.find((consent) => consent.purpose === purpose)
    return found ? { live: true, consentId: found.id } : { live: false }
  }),
]
