/** The logins of the staff, for those who keep them. */
import { list, one } from '#platform/http'
import { staffEntity } from '../contract.ts'

export const staffQueries = [list(staffEntity), one(staffEntity)]
