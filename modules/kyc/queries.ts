/** What kyc can tell. */
import { list, one } from '#platform/http'
import { checkEntity } from './contract.ts'

export const queries = [list(checkEntity), one(checkEntity)]
