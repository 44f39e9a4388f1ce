/** Messages and templates, for the staff. */
import { list, one } from '#platform/http'
import { messageEntity, templateEntity } from './contract.ts'

export const queries = [
  list(messageEntity),
  one(messageEntity),
  list(templateEntity),
  one(templateEntity),
]
