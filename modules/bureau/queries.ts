/** What bureau can tell. */
import { answer, list, one } from '#platform/http'
import { attributesOf, reportEntity } from './contract.ts'
import { reportOf } from './store.ts'

export const queries = [
  list(reportEntity),
  one(reportEntity),
  answer(attributesOf, async ({ applicationId }, tx) => (await reportOf(tx, applicationId)) ?? {}),
]
