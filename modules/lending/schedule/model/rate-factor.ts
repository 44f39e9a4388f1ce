/**
 * The share of a balance that a stretch of days bears as interest (SEMANTICS §3). Two of them are
 * needed: one for the equated instalment, where a period counts as so many units, and one for the
 * interest charged, where an irregular period counts as the units it really holds.
 */
import { Decimal } from 'decimal.js'
import { noRatio, ratio, type Arithmetic, type Ratio } from './arithmetic.ts'
import { civil, dayOfCivil, isLeap, lastOfMonth, stepped, wholeUnits, type Day } from './day.ts'
import type { InterestTerms } from './interest-terms.ts'

export type Stretch = {
  /** The days counted, first in, last out. */
  readonly from: Day
  readonly to: Day
  /** The period they lie in. */
  readonly periodFrom: Day
  readonly periodDue: Day
}

export type FactorBasis = {
  readonly terms: InterestTerms
  readonly arithmetic: Arithmetic
  /** The seed: due dates are counted from it. */
  readonly startOn: Day
}

/** `fraction` of the yearly rate, times days over the length of the period. */
type Shape = {
  readonly multiplier: number
  readonly units: number | Decimal
  readonly yearDays: number
  readonly days: number
  readonly length: number
}

export function rateFactor(
  basis: FactorBasis,
  ratePercent: string,
  stretch: Stretch,
  use: 'instalment' | 'interest',
): Ratio {
  const { terms } = basis
  const days = stretch.to - stretch.from
  const length = stretch.periodDue - stretch.periodFrom
  if (length === 0 || days === 0) return noRatio
  if (countsWhole(terms, stretch, use)) {
    const yearDays = unitsOfYear(terms)
    return shaped(basis, ratePercent, { multiplier: 1, units: terms.every, yearDays, days, length })
  }
  if (crossesYears(terms, stretch)) return overYears(basis, ratePercent, stretch)
  const yearDays = daysOfYear(terms, stretch)
  if (terms.dayCount.month === 'actual') {
    return shaped(basis, ratePercent, { multiplier: days, units: 1, yearDays, days: 1, length: 1 })
  }
  const multiplier = terms.unit === 'months' ? 30 : terms.unit === 'weeks' ? 7 : 1
  const units = use === 'instalment' ? terms.every : unitsIn(basis, stretch)
  return shaped(basis, ratePercent, { multiplier, units, yearDays, days, length })
}

/** Whether the period is a share of the year, whatever its days. */
function countsWhole(
  terms: InterestTerms,
  { periodFrom, periodDue }: Stretch,
  use: 'instalment' | 'interest',
): boolean {
  if (use === 'instalment' && terms.equateBy === 'period') return true
  if (terms.unit !== 'months' && terms.unit !== 'weeks') return false
  if (terms.accrueBy === 'day') return false
  return !terms.brokenByDay || isWhole(terms, periodFrom, periodDue)
}

function unitsOfYear({ unit, dayCount }: InterestTerms): number {
  if (unit === 'months') return 12
  if (unit === 'weeks') return 52
  return dayCount.year === 'actual' ? 365 : dayCount.year
}

/** A month of 31 days may end, or begin, on a day the other month has not. */
const isWhole = (
  { every, unit }: Pick<InterestTerms, 'every' | 'unit'>,
  from: Day,
  due: Day,
): boolean => stepped(from, every, unit) === due || stepped(due, -every, unit) === from

function shaped({ arithmetic }: FactorBasis, ratePercent: string, shape: Shape): Ratio {
  const { multiplier, units, yearDays, days, length } = shape
  const fraction = (multiplier * Number(units)) / yearDays
  const near = (((Number(ratePercent) / 100) * fraction * days) / length) as number
  const { Step, digits } = arithmetic
  return ratio(near, () =>
    new Step(ratePercent)
      .dividedBy(100)
      .times(new Step(multiplier).times(units).dividedBy(yearDays))
      .times(days)
      .dividedBy(length)
      .toDecimalPlaces(digits),
  )
}

function daysOfYear({ dayCount }: InterestTerms, stretch: Stretch): number {
  if (dayCount.year !== 'actual') return dayCount.year
  const leap = isLeap(civil(stretch.from).year)
  return leap && (!dayCount.leapDayPeriodOnly || holdsLeapDay(stretch)) ? 366 : 365
}

function crossesYears({ dayCount }: InterestTerms, stretch: Stretch): boolean {
  if (dayCount.year !== 'actual') return false
  if (civil(stretch.to).year <= civil(stretch.from).year) return false
  return !dayCount.leapDayPeriodOnly || holdsLeapDay(stretch)
}

function holdsLeapDay({ periodFrom, periodDue }: Stretch): boolean {
  for (let year = civil(periodFrom).year; year <= civil(periodDue).year; year++) {
    const leapDay = isLeap(year) ? dayOfCivil(year, 2, 29) : undefined
    if (leapDay !== undefined && leapDay > periodFrom && leapDay <= periodDue) return true
  }
  return false
}

/** Each calendar year's days over its own length. */
function overYears(basis: FactorBasis, ratePercent: string, { from, to }: Stretch): Ratio {
  const { Step, digits } = basis.arithmetic
  const turn = basis.terms.dayCount.yearTurns === 'before-31-december' ? [12, 31] : [13, 1]
  const last = civil(to).year
  const parts: { days: number; length: number }[] = []
  let begin = from
  for (let year = civil(from).year; year <= last; year++) {
    const [month = 12, day = 31] = turn
    const newYear = month === 13 ? dayOfCivil(year + 1, 1, 1) : dayOfCivil(year, month, day)
    const end = year === last ? to : newYear
    parts.push({ days: end - begin, length: isLeap(year) ? 366 : 365 })
    begin = end
  }
  const near = parts.reduce((sum, { days, length }) => sum + days / length, 0)
  return ratio((Number(ratePercent) / 100) * near, () => {
    const years = parts.reduce(
      (sum, { days, length }) => sum.plus(new Step(days).dividedBy(length)),
      new Step(0),
    )
    return new Step(ratePercent).dividedBy(100).times(years).toDecimalPlaces(digits)
  })
}

/**
 * How many units the period holds: whole ones from its seed, and for what remains the share of the
 * unit it breaks off in. The seed is the schedule's where the period lies on its grid.
 */
function unitsIn(basis: FactorBasis, { periodFrom, periodDue }: Stretch): number | Decimal {
  const { terms, startOn, arithmetic } = basis
  const { unit, every } = terms
  if (unit === 'days') return periodDue - periodFrom
  const seed = onGrid(basis, periodFrom, periodDue) ? startOn : periodFrom
  const before = unitsBefore(seed, periodFrom, basis)
  let whole = 0
  while (stepped(seed, before + whole + 1, unit) <= periodDue && whole < UNITS_MAX) whole++
  if (stepped(seed, before + whole, unit) === periodDue) return whole
  const broken = stepped(seed, before + whole + 1, unit)
  const begin = stepped(seed, whole, unit)
  if (whole === 0 && every === 0) return 0
  const { Step } = arithmetic
  return new Step(periodDue - begin).dividedBy(broken - begin).plus(whole)
}

const UNITS_MAX = 1200

function onGrid({ terms, startOn }: FactorBasis, from: Day, due: Day): boolean {
  const steps = wholeUnits(startOn, due, terms.unit)
  const due1 = stepped(startOn, steps, terms.unit)
  const reached = due1 === due || stepped(startOn, steps + 1, terms.unit) === due
  return reached && stepped(due, -terms.every, terms.unit) === from
}

/** Month ends: the 29th of February is a whole month after the 31st of January. */
function unitsBefore(seed: Day, from: Day, { terms }: FactorBasis): number {
  if (terms.unit !== 'months') return wholeUnits(seed, from, terms.unit)
  const [a, b] = [civil(seed), civil(from)]
  const atEnd = b.day === lastOfMonth(b.year, b.month) && a.day > b.day
  return wholeUnits(seed, atEnd ? from + 1 : from, 'months')
}
