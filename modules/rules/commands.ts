/** What rules does when it is asked: lock, decide, save, emit. */
import { isRefused, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { addHoliday, HolidayAdded, publishRule, RulePublished } from './contract.ts'
import { succeed } from './rule.ts'
import { addHolidayRow, addRule, endRule, lockCode, rulesOf } from './store.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
const ourKey = 'sys_rules'

export const commands = [
  run(publishRule, async (next, tx) => {
    await lockCode(tx, next.code)
    const latest = (await rulesOf(tx, next.code)).at(-1)
    const follows = succeed(latest, next)
    if (isRefused(follows)) return follows

    const ruleId = tx.newId('rule')
    if (latest && follows.endsOn) await endRule(tx, latest.id, follows.endsOn)
    await addRule(tx, ruleId, next)
    const { code, effectiveFrom } = next
    await tx.emit(ourKey, [RulePublished({ ruleId, code, effectiveFrom })])
    return { ruleId }
  }),

  run(addHoliday, async ({ calendar, on, name }, tx) => {
    if (on < tx.today) return refuse('day-gone-by')
    const holidayId = tx.newId('hol')
    const isNew = await addHolidayRow(tx, { id: holidayId, calendar, on, name })
    if (!isNew) return refuse('already-a-holiday')
    await tx.emit(ourKey, [HolidayAdded({ holidayId, calendar, on })])
    return { holidayId }
  }),
]
