/**
 * Days past due and asset class (SPEC §4.1, §4.2). The due date itself is day 1: a plain
 * subtraction is one day late, and makes an NPA one day late.
 */
import { addDays, addMonths, daysBetween, type LocalDate } from '#kernel/dates'

export type AssetClass = 'standard' | 'SMA-0' | 'SMA-1' | 'SMA-2' | 'NPA'

export const NPA_DAYS = 90

/** At the day-end of `on`, for the oldest due still unpaid then; 0 where there is none. */
export const dpdRegulatory = (oldestUnpaidDueOn: LocalDate | undefined, on: LocalDate): number =>
  oldestUnpaidDueOn === undefined || oldestUnpaidDueOn > on
    ? 0
    : daysBetween(oldestUnpaidDueOn, on) + 1

/** The class by days alone; that an NPA stays one until all is paid is the loan's memory. */
export function classOfDays(dpd: number, npaDays = NPA_DAYS): AssetClass {
  if (dpd > npaDays) return 'NPA'
  if (dpd > 60) return 'SMA-2'
  if (dpd > 30) return 'SMA-1'
  return dpd > 0 ? 'SMA-0' : 'standard'
}

/** The day at whose end a due unpaid until then makes an NPA. */
export const npaOn = (oldestUnpaidDueOn: LocalDate, npaDays = NPA_DAYS): LocalDate =>
  addDays(oldestUnpaidDueOn, npaDays)

/** The next day on which the class changes if nothing is paid: when a loan must look at itself. */
export function nextClassChangeOn(
  oldestUnpaidDueOn: LocalDate,
  on: LocalDate,
  npaDays = NPA_DAYS,
): LocalDate | undefined {
  const days = [0, 30, 60, npaDays].map((after) => addDays(oldestUnpaidDueOn, after))
  return days.find((day) => day > on)
}

/** An NPA up to so many months is sub-standard, beyond them doubtful (SPEC §4.1; BL 18, ML 12). */
export const npaGrade = (
  npaOn: LocalDate,
  on: LocalDate,
  substandardMonths: number,
): 'sub-standard' | 'doubtful' =>
  on > addMonths(npaOn, substandardMonths) ? 'doubtful' : 'sub-standard'

/**
 * Borrower-wise, not facility-wise: one NPA makes all of the borrower's loans NPA, and they are
 * upgraded only when the arrears of every one of them are paid (SPEC §4.1, IRAC-9).
 */
export function borrowerIsNpa(
  before: boolean,
  facilities: readonly { readonly dpd: number; readonly isNpa: boolean }[],
): boolean {
  if (facilities.some(({ isNpa }) => isNpa)) return true
  return before && facilities.some(({ dpd }) => dpd > 0)
}
