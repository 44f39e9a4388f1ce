/** What there is to tell of the files. */
import { addDays } from '#kernel/dates'
import { answer, list, one } from '#platform/http'
import { rejectEntity, reportingEntity, reportingOf } from '../contract.ts'
import { nextReporting } from './calendar.ts'

export const queries = [
  list(reportingEntity),
  one(reportingEntity),
  list(rejectEntity),
  one(rejectEntity),
  answer(reportingOf, async ({ on }) => {
    const { asOn, submitBy } = nextReporting(addDays(on, -1))
    return { asOn, submitBy }
  }),
]
