/** Limits and merchants, as lists and one by one. */
import { list, one } from '#platform/http'
import { limitEntity, merchantEntity } from '../contract.ts'

export const queries = [
  list(limitEntity),
  one(limitEntity),
  list(merchantEntity),
  one(merchantEntity),
]
