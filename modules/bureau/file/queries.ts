/** What there is to tell of the files. */
import { list, one } from '#platform/http'
import { rejectEntity, reportingEntity } from '../contract.ts'

export const queries = [
  list(reportingEntity),
  one(reportingEntity),
  list(rejectEntity),
  one(rejectEntity),
]
