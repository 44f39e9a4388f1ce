/** A default loss guarantee (SPEC §1.3): its cap, what is left of it, and when to call on it. */
import { addDays, type LocalDate } from '#kernel/dates'
import { minus, most, nothing, sum, type Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'

/** At most this share of what was disbursed out of the portfolio; not of what is outstanding. */
export const coverMax = (disbursed: Money, percentMax: string): Money =>
  percentOf(disbursed, percentMax)

/** Each call on it lowers it for good: a recovery does not restore it. */
export const coverLeft = (cover: Money, invoked: readonly Money[]): Money =>
  most(nothing, minus(cover, sum(invoked)))

/** The last day-end at which a loan so long overdue may be called for; the due date is day 1. */
export const invokeBy = (oldestDueOn: LocalDate, daysMax: number): LocalDate =>
  addDays(oldestDueOn, daysMax - 1)
