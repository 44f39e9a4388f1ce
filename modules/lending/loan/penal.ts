/**
 * Penal charges (SPEC §3.1): a charge for days past due, never interest. Simple, on the unpaid
 * instalment alone, so never on a charge; no GST; levied up to the day money comes, and at each
 * month's end while nothing comes.
 */
import { addDays, dateOf, daysBetween, daysInMonth, parts, type LocalDate } from '#kernel/dates'
import { money, nothing, sum, type Money } from '#kernel/money'
import { exact, toPaise } from '#kernel/rates'
import { billedRows, oldestUnpaidRow, rowRef, unpaidOf, type Course, type Row } from './course.ts'
import { earn } from './earning.ts'
import type { LoanTerms } from './terms.ts'

/** What a penal charge is on: the schema of SPEC §3.1. */
export type PenalBasis = {
  /** Unpaid of the instalment while it ran. */
  readonly base: Money
  readonly percentAYear: string
  /** From the due date, or the last levy, to the day it was levied, which is not counted. */
  readonly from: LocalDate
  readonly to: LocalDate
}

/** For so many days on what is overdue (PEN-1); each stretch stands alone (PEN-2). */
export const penalCharge = (overdue: Money, percentAYear: string, days: number): Money =>
  toPaise(exact(overdue).times(percentAYear).times(days).dividedBy(36500))

function chargeFor(overdue: Money, days: number, terms: NonNullable<LoanTerms['penal']>): Money {
  const { percentAYear, rounding } = terms
  if (rounding !== 'day') return penalCharge(overdue, percentAYear, days)
  return money(penalCharge(overdue, percentAYear, 1) * days)
}

/**
 * An individual's rate for a breach may not be above that of others for the same breach (PEN-3).
 */
export const isFairPenal = (individualPercent: string, otherPercent: string): boolean =>
  exact(individualPercent).lessThanOrEqualTo(otherPercent)

/** Not levied yet, were it levied on the day: part of what closes the loan. */
export const penalToDate = (course: Course, terms: LoanTerms, on: LocalDate): Money =>
  sum(accruing(course, terms, on).map(({ amount }) => amount))

/** Charges what has run up to the day, one charge an instalment. */
export function levyPenal(course: Course, terms: LoanTerms, on: LocalDate): void {
  for (const { row, amount, basis } of accruing(course, terms, on)) {
    row.penalThrough = on
    if (amount === 0) continue
    const id = `penal:${rowRef(row)}:${on}`
    const charge = { id, charge: 'penal' as const, on, net: amount, gst: nothing, basis }
    course.charges.push({ ...charge, paid: nothing, waived: nothing })
    earn(course, terms, 'penal', amount, nothing)
  }
}

/**
 * The month's end on which what has run is charged. None while an NPA: unrealised income is not
 * booked then (SPEC §4.3), so the charge for that time is levied when the borrower pays.
 */
export function nextPenalOn(course: Course, terms: LoanTerms): LocalDate | undefined {
  if (terms.penal === undefined || course.npaOn !== undefined) return undefined
  const oldest = oldestUnpaidRow(course)
  if (oldest === undefined) return undefined
  const spared = addDays(oldest.dueOn, terms.penal.graceDays)
  const { year, month } = parts(addDays(oldest.penalThrough ?? spared, 1))
  return dateOf(year, month, daysInMonth(year, month))
}

type Accruing = { readonly row: Row; readonly amount: Money; readonly basis: PenalBasis }

function accruing(course: Course, terms: LoanTerms, on: LocalDate): Accruing[] {
  if (terms.penal === undefined || course.status !== 'active') return []
  const { percentAYear, graceDays } = terms.penal
  return billedRows(course).flatMap((row): Accruing[] => {
    const from = row.penalThrough ?? row.dueOn
    const days = daysBetween(from, on)
    const spared = daysBetween(row.dueOn, on) <= graceDays
    if (row.settledOn !== undefined || spared || days <= 0) return []
    const base = unpaidOf(row)
    const amount = chargeFor(base, days, terms.penal as NonNullable<LoanTerms['penal']>)
    return [{ row, amount, basis: { base, percentAYear, from, to: on } }]
  })
}
