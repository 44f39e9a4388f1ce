/** Limits, as a list and one by one. */
import { list, one } from '#platform/http'
import { limitEntity } from '../contract.ts'

export const queries = [list(limitEntity), one(limitEntity)]
