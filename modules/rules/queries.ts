/** What rules tells: the rule of a day, and the working days around it. */
import { addDays } from '#kernel/dates'
import { answer, list, one } from '#platform/http'
import {
  bankDaysOff,
  holidayEntity,
  ruleAt,
  ruleEntity,
  ruleVersions,
  workingDayAfter,
  workingDayOf,
} from './contract.ts'
import { inForce } from './rule.ts'
import { holidaysBetween, rulesOf } from './store.ts'
import { addWorkingDays, BANK_DAYS_OFF, isWorkingDay } from './working-day.ts'

/** More calendar days than any run of holidays stretches one working day to. */
const calendarDaysPerWorkingDayMax = 5

export const queries = [
  answer(ruleAt, async ({ code, on }, tx) => {
    const rule = inForce(await rulesOf(tx, code), on)
    if (!rule) return {}
    const { id: policyVersion, value, effectiveFrom, effectiveTo, instrument, para } = rule
    const until = effectiveTo === undefined ? {} : { effectiveTo }
    return { rule: { code, value, effectiveFrom, ...until, instrument, para, policyVersion } }
  }),

  answer(ruleVersions, async ({ code }, tx) => {
    const versions = (await rulesOf(tx, code)).map(({ effectiveFrom, effectiveTo, value }) => ({
      ...{ effectiveFrom, value },
      ...(effectiveTo !== undefined && { effectiveTo }),
    }))
    return { versions }
  }),

  answer(workingDayAfter, async ({ on, days }, tx) => {
    const horizon = addDays(on, (days + 3) * calendarDaysPerWorkingDayMax)
    const holidays = await holidaysBetween(tx, on, horizon)
    return { on: addWorkingDays(on, days, new Set(holidays.keys())) }
  }),

  answer(bankDaysOff, async ({ from, to }, tx) => {
    const holidays = await holidaysBetween(tx, from, to)
    const weekly = BANK_DAYS_OFF.map(({ weekday, weeks }) => ({
      weekday,
      ...(weeks && { weeks: [...weeks] }),
    }))
    return { weekly, holidays: [...holidays.keys()].toSorted() }
  }),

  answer(workingDayOf, async ({ on }, tx) => {
    const holidays = await holidaysBetween(tx, on, on)
    const holiday = holidays.get(on)
    const working = isWorkingDay(on, new Set(holidays.keys()))
    return holiday === undefined ? { working } : { working, holiday }
  }),

  list(ruleEntity),
  one(ruleEntity),
  list(holidayEntity),
  one(holidayEntity),
]
