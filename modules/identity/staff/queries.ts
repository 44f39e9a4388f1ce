/** The logins of the staff, for those who keep them; who works here, for all of them. */
import { answer, list, one } from '#platform/http'
import { colleagues, staffEntity } from '../contract.ts'
import { activeStaff } from './store.ts'

const COLLEAGUES_MAX = 500

export const staffQueries = [
  list(staffEntity),
  one(staffEntity),
  answer(colleagues, async (_, tx) => ({ colleagues: await activeStaff(tx, COLLEAGUES_MAX) })),
]
