/** The end of a day: overdue interest is counted, income is booked, arrears are classified. */
import type { LocalDate } from '#kernel/dates'
import { dateOfDay, dayOf, type Day } from '../../schedule/model/day.ts'
import { leadDaysOf } from './accruals.ts'
import { classified, counted, isDrawn, isOverpaid, isSettled, type History } from './history.ts'
import { accrue, maturity, withActivity } from './income.ts'
import { replay } from './replay.ts'

/** The day's end: overdue interest is counted to the day, and the day before is booked. */
export function endDay(history: History, today: LocalDate): History {
  if (isDrawn(history) && (isSettled(history) || isOverpaid(history))) return history
  const last = dayOf(today) - 1
  const from = history.dayEndedOn === undefined ? last : history.dayEndedOn + 1
  let now = history
  for (let day = from; day <= last; day++) now = endOne(now, day)
  return { ...now, dayEndedOn: Math.max(last, history.dayEndedOn ?? last) }
}

function endOne(history: History, day: Day): History {
  if (!isDrawn(history)) return history
  const today = dateOfDay(day + 1)
  // Income is booked as of the day; overdue interest is then counted to the day after.
  const { agreement, deeds } = history
  const account = replay(agreement, deeds, dateOfDay(day + leadDaysOf(agreement)))
  const running = account.state === 'running' && !isSettled(history) && !isOverpaid(history)
  const till = Math.min(day, maturity(account))
  const booked = running ? accrue(history, till, day, false, account) : history
  const now = counted({ ...booked, dayEndedOn: day }, today)
  return classified(withActivity(now), today)
}
