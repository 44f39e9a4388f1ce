/**
 * Interest on an amount, exact in whole numbers and rounded once, half-up to the paisa (SPEC §2.4).
 *
 * Two conventions live side by side: a whole month of an EMI loan bears a twelfth of the yearly
 * rate; any part of one bears its actual days over 365 (INT-1: never a full month for 18 days).
 */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { money, nothing, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import type { InterestPause } from './plan.ts'

/** One regular month: principal × rate / 12. */
export const monthInterest = (principal: Money, yearly: Rate): Money =>
  share(principal, yearly, 1, 12)

/** So many days, ACT/365 fixed. A negative number of days bears nothing. */
export const daysInterest = (principal: Money, yearly: Rate, days: number): Money =>
  days <= 0 ? nothing : share(principal, yearly, days, 365)

/** From a day (counted) to a day (not counted): credit counts, repayment does not (INT-*). */
export const interestBetween = (
  principal: Money,
  yearly: Rate,
  from: LocalDate,
  to: LocalDate,
): Money => daysInterest(principal, yearly, daysBetween(from, to))

/** Days from one (counted) to another (not counted), less those of pauses. */
export function bearingDays(
  from: LocalDate,
  to: LocalDate,
  pauses: readonly InterestPause[] = [],
): number {
  const days = daysBetween(from, to)
  if (pauses.length === 0) return days
  const spared = new Set<number>()
  for (const pause of pauses) {
    const begin = Math.max(0, daysBetween(from, pause.from))
    const end = Math.min(days, daysBetween(from, pause.till) + 1)
    for (let day = begin; day < end; day++) spared.add(day)
  }
  return days - spared.size
}

/** Whole numbers rather than decimals: a book of loans is folded through this line. */
function share(principal: Money, yearly: Rate, part: number, of: number): Money {
  const top = BigInt(principal) * millionths(yearly) * BigInt(part)
  const bottom = BigInt(of) * 100_000_000n
  return money(Number((2n * top + bottom) / (2n * bottom)))
}

function millionths(yearly: Rate): bigint {
  const [whole = '0', part = ''] = yearly.split('.')
  return BigInt(whole + part.padEnd(6, '0'))
}
