/** What the law makes a lender pay for each day it is late. */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { money, type Money } from '#kernel/money'

/** So many calendar days are free; each one after them costs. */
export type Lateness = { readonly daysMax: number; readonly perDay: Money }

export const daysLate = (from: LocalDate, to: LocalDate, { daysMax }: Lateness): number =>
  Math.max(0, daysBetween(from, to) - daysMax)

/** A bureau dispute unresolved after 30 days costs 100 rupees a day (CIR-OLD 17(1), CIC-COMP). */
export const compensation = (from: LocalDate, to: LocalDate, lateness: Lateness): Money =>
  money(daysLate(from, to, lateness) * lateness.perDay)
