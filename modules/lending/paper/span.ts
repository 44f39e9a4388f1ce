/** Which days a paper is about. */
import { addDays, dateOf, parts, type LocalDate } from '#kernel/dates'

export type Span = { readonly from: LocalDate; readonly through: LocalDate }

/** The days asked for, as far as the loan had begun and the day has come; undefined where none. */
export function spanOf(
  asked: { readonly from?: LocalDate | undefined; readonly through?: LocalDate | undefined },
  beganOn: LocalDate,
  today: LocalDate,
): Span | undefined {
  const { from = beganOn, through = today } = asked
  if (from > through || through > today || through < beganOn) return undefined
  return { from: from < beganOn ? beganOn : from, through }
}

/** April to March, the year a day lies in; through today while it runs. */
export function financialYearOf(day: LocalDate, today: LocalDate): Span {
  const { year, month } = parts(day)
  const first = month >= 4 ? year : year - 1
  const end = addDays(dateOf(first + 1, 4, 1), -1)
  return { from: dateOf(first, 4, 1), through: end < today ? end : today }
}

/** A quote stands for a week, and never beyond the next due date: what falls due changes it. */
export function quoteTill(today: LocalDate, nextDueOn: LocalDate | undefined): LocalDate {
  const week = addDays(today, 7)
  const before = nextDueOn && addDays(nextDueOn, -1)
  if (before === undefined || before > week) return week
  return before < today ? today : before
}
