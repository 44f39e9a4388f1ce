/** What a product may agree of a schedule beyond amount, rate and number; plain data. */
import type { Money } from '#kernel/money'
import type { Calendar } from './due-date.ts'
import type { DayCount, InterestTerms } from './model/interest-terms.ts'

/** Absent options are the house's (SPEC §2.4). */
export type PlanOptions = Calendar & {
  /** On what is still owed, or on what was lent for the whole term. */
  readonly method?: 'declining' | 'flat'
  /** By days of this count; absent: a whole period bears its share of the year, others days. */
  readonly dayCount?: DayCount
  /**
   * Days before the first whole period: on top of the first or the last instalment, evenly on all,
   * an instalment of their own when they end, or taken out of the disbursal. Absent: on top of the
   * first, and with `dayCount` part of the first period like any day.
   */
  readonly broken?: 'first' | 'last' | 'all' | 'own' | 'upfront'
  /** Half a paisa of interest goes to the even one; absent: up. */
  readonly halves?: 'even'
  /**
   * A moratorium: so many first instalments without principal, and of those so many of nothing at
   * all, whose interest is collected later. Interest rests only while principal does.
   */
  readonly grace?: InterestTerms['grace']
  /** Collected inside the first instalment, which stays the same: it repays less principal. */
  readonly inFirst?: Money
  /** Instalments are a multiple of this; absent: of a rupee, and with paise rounding of a paisa. */
  readonly multiple?: Money
  /** Where the odd rest goes: to the last instalment (absent), or near evenly onto all of them. */
  readonly residue?: 'spread'
  /** Paid back on the day of the disbursal, in percent of it; the rest is repaid in instalments. */
  readonly downPercent?: string
}

/** First instalments that repay nothing. */
export const resting = ({ grace }: PlanOptions): number => grace?.principalRows ?? 0

/** What was agreed for the beginning of a loan is past once it runs. */
export function optionsLater({
  broken,
  inFirst,
  grace,
  downPercent,
  ...others
}: PlanOptions): PlanOptions {
  void [broken, inFirst, grace, downPercent]
  return others
}

/** In paise: no instalment is rounded to more. */
const LAKH = 10_000_000
/** Of any unit; a bullet is one instalment after all the days of its term. */
const EVERY_MAX = 3660

const UNITS: readonly unknown[] = ['days', 'weeks', 'months']
export const isCount = (rows: number): boolean =>
  Number.isInteger(rows) && rows >= 0 && rows <= EVERY_MAX

/** Of a year, in percent. */
export const RATE = /^\d{1,3}(\.\d{1,6})?$/

const YEARS: readonly unknown[] = [360, 364, 365, 'actual']
const MONTHS: readonly unknown[] = [30, 'actual']

export const isDayCount = (count: DayCount): boolean =>
  YEARS.includes(count?.year) && MONTHS.includes(count.month)

/** `isDay`: what is a day. */
export function isHolidays(
  holidays: NonNullable<Calendar['holidays']>,
  isDay: (day: unknown) => boolean,
): boolean {
  const { days, weekly = [] } = holidays ?? {}
  if (!Array.isArray(days) || !days.every(isDay) || !Array.isArray(weekly)) return false
  return weekly.every((off) => isCount(off?.weekday) && Array.isArray(off.weeks ?? []))
}

/** Why such options cannot be agreed, in a sentence; undefined when they can. */
export function impossiblePlan(options: PlanOptions, instalments: number): string | undefined {
  const { every = 1, unit = 'months', grace, method, residue } = options
  if (!UNITS.includes(unit)) return `Instalments come by days, weeks or months, not by ${unit}.`
  if (!Number.isInteger(every) || every < 1 || every > EVERY_MAX) {
    return `Instalments cannot come every ${every} ${unit}.`
  }
  if (options.dueOn !== undefined && unit !== 'months') {
    return 'A day of the month can be named only where instalments come by months.'
  }
  if (method === 'flat' && residue === 'spread') {
    return 'Flat interest leaves its odd rest to the last instalment.'
  }
  if (grace !== undefined && ![grace?.principalRows, grace?.interestRows].every(isCount)) {
    return 'A moratorium is of so many whole instalments.'
  }
  if (grace !== undefined && grace.interestRows > grace.principalRows) {
    return 'Interest can rest only while principal does.'
  }
  if (grace !== undefined && grace.principalRows >= instalments) {
    return 'Some instalment has to repay principal.'
  }
  const { multiple, inFirst, downPercent = '0' } = options
  if (inFirst !== undefined && !(Number.isSafeInteger(inFirst) && inFirst >= 0)) {
    return 'The first instalment collects whole paise.'
  }
  if (multiple !== undefined && !(Number.isInteger(multiple) && multiple > 0 && multiple <= LAKH)) {
    return 'Instalments round to whole paise above nothing, up to a lakh of rupees.'
  }
  if (!RATE.test(downPercent) || Number(downPercent) >= 100) {
    return `A down payment of ${downPercent} percent leaves no loan.`
  }
  return undefined
}
