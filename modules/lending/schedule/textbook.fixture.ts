/**
 * A calculator that shares nothing with the schedule model: whole fractions, the textbook's
 * formula, JavaScript's calendar, and each option as its sentence in `plan-options.ts` says.
 */
import { date, type LocalDate } from '#kernel/dates'
import type { Rounding } from './annuity.ts'
import type { PlanOptions } from './plan.ts'

export type Asked = {
  readonly principal: number
  /** Percent, in hundredths. */
  readonly rate: number
  readonly count: number
  readonly startOn: string
  readonly firstDueOn?: string
  readonly rounding: Rounding
  /** Kept from an earlier plan; absent: equated. */
  readonly emi?: number
  readonly options: PlanOptions
}
export type TextbookRow = {
  readonly due: number
  readonly principal: number
  readonly interest: number
}

type Fraction = readonly [top: bigint, bottom: bigint]
const over = (top: number, bottom = 1): Fraction => [BigInt(top), BigInt(bottom)]
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]]
const add = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]]
const halfUp = ([top, bottom]: Fraction): number => Number((2n * top + bottom) / (2n * bottom))
const ceiling = ([top, bottom]: Fraction): number => Number((top + bottom - 1n) / bottom)

function halfEven([top, bottom]: Fraction): number {
  const [whole, twice] = [top / bottom, 2n * (top % bottom)]
  const up = twice > bottom || (twice === bottom && whole % 2n === 1n)
  return Number(up ? whole + 1n : whole)
}

const DAY = 86_400_000
export const number = (on: string): number => Date.parse(`${on}T00:00:00Z`) / DAY
export const text = (day: number): LocalDate => date(new Date(day * DAY).toISOString().slice(0, 10))
const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()
const daysOf = (year: number): number => number(`${year + 1}-01-01`) - number(`${year}-01-01`)

/** The same day of a later month, or its last. */
function monthsOn(day: number, count: number): number {
  const from = new Date(day * DAY)
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + count + 1, 0))
  return last.getTime() / DAY - last.getUTCDate() + Math.min(from.getUTCDate(), last.getUTCDate())
}

function monthEnd(day: number): number {
  const on = new Date(day * DAY)
  return Date.UTC(on.getUTCFullYear(), on.getUTCMonth() + 1, 0) / DAY
}

const unitOf = ({ unit = 'months' }: PlanOptions) => unit
function stepOn(day: number, count: number, options: PlanOptions): number {
  const steps = count * (options.every ?? 1)
  if (unitOf(options) === 'months') return monthsOn(day, steps)
  return day + steps * (unitOf(options) === 'weeks' ? 7 : 1)
}
const isStep = (from: number, to: number, options: PlanOptions): boolean =>
  stepOn(from, 1, options) === to || stepOn(to, -1, options) === from

function agreedDates({ count, startOn, firstDueOn, options }: Asked): number[] {
  const start = number(startOn)
  const end = monthEnd(start)
  const aligned = {
    'first-of-month': end + 1,
    'last-of-month': end > start ? end : monthEnd(end + 1),
  }
  const named = firstDueOn === undefined ? undefined : number(firstDueOn)
  const first = named ?? (options.dueOn && aligned[options.dueOn])
  return Array.from({ length: count }, (_, i) => {
    if (first === undefined) return stepOn(start, i + 1, options)
    const on = stepOn(first, i, options)
    return options.dueOn === 'last-of-month' ? monthEnd(on) : on
  })
}

/** Sundays are the days off. */
function workingDay(on: number, start: number, { holidays }: PlanOptions): number {
  const isOff = (day: number): boolean => new Date(day * DAY).getUTCDay() === 0
  if (holidays === undefined || (!isOff(on) && on > start)) return on
  return holidays.moves === 'previous' && on - 1 > start ? on - 1 : on + 1
}

const holdsLeapDay = (from: number, to: number): boolean =>
  Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, i) => yearOf(from) + i)
    .filter((year) => daysOf(year) === 366)
    .some((year) => number(`${year}-02-29`) > from && number(`${year}-02-29`) <= to)

const PER_YEAR = { days: 365, weeks: 52, months: 12 } as const
const PER_STEP = { days: 1, weeks: 7, months: 30 } as const

/** The share of a year from one day to another, as a row is charged for it. */
function yearsIn(from: number, to: number, options: PlanOptions): Fraction {
  const { dayCount, every = 1 } = options
  const unit = unitOf(options)
  if (dayCount === undefined) {
    const whole = unit !== 'days' && isStep(from, to, options)
    return whole ? over(every, PER_YEAR[unit]) : over(to - from, 365)
  }
  const { year, month, leapDayPeriodOnly = false, yearTurns } = dayCount
  const leaps = !leapDayPeriodOnly || holdsLeapDay(from, to)
  if (year === 'actual' && yearOf(to) > yearOf(from) && leaps) {
    return byYears(from, to, yearTurns === 'before-31-december' ? 1 : 0)
  }
  const length = year === 'actual' ? (leaps ? daysOf(yearOf(from)) : 365) : year
  return month === 30 ? over(PER_STEP[unit] * every, length) : over(to - from, length)
}

/** Each calendar year's days over its own length; it may end a day early. */
function byYears(from: number, to: number, early: number): Fraction {
  let [all, begin] = [over(0), from]
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const end = year === yearOf(to) ? to : number(`${year + 1}-01-01`) - early
    all = add(all, over(end - begin, daysOf(year)))
    begin = end
  }
  return all
}

/** What the instalment is equated with: every period a whole one. */
function wholePeriod({ dayCount, every = 1, ...options }: PlanOptions): Fraction {
  const unit = unitOf(options)
  const year = dayCount?.year === 'actual' ? undefined : dayCount?.year
  return over(every, unit === 'days' ? (year ?? 365) : PER_YEAR[unit])
}

const rounded = (value: Fraction, { halves }: PlanOptions): number =>
  halves === 'even' ? halfEven(value) : halfUp(value)

function toMultiple(value: Fraction, { rounding, options }: Asked): number {
  const multiple = options.multiple ?? (rounding === 'paise' ? 1 : 100)
  const parts = times(value, over(1, multiple))
  return Math.max(1, rounding === 'rupee-up' ? ceiling(parts) : rounded(parts, options)) * multiple
}

/** P i (1+i)^n / ((1+i)^n − 1). */
function equated(principal: number, asked: Asked, n: number): number {
  const i = times(over(asked.rate, 10_000), wholePeriod(asked.options))
  if (i[0] === 0n) return toMultiple(over(principal, n), asked)
  const [top, bottom] = add(i, over(1)).map((part) => part ** BigInt(n)) as [bigint, bigint]
  return toMultiple(times(times(over(principal), i), [top, top - bottom]), asked)
}

type Spans = readonly { readonly from: number; readonly due: number }[]
const interestOf = (owed: number, { from, due }: Spans[number], { rate, options }: Asked) =>
  rounded(times(over(owed), times(over(rate, 10_000), yearsIn(from, due, options))), options)

/** Declining balance: interest first, the rest repays; what rests waits for who first pays it. */
function declining(principal: number, spans: Spans, asked: Asked): TextbookRow[] {
  const { principalRows = 0, interestRows = 0 } = asked.options.grace ?? {}
  const emi = asked.emi ?? equated(principal, asked, asked.count - principalRows)
  const rows: TextbookRow[] = []
  let [left, waiting] = [principal, 0]
  for (const [i, span] of spans.entries()) {
    if (left === 0) break
    const asks = interestOf(left, span, asked) + waiting
    const last = i === spans.length - 1
    const most = i < interestRows ? 0 : i < principalRows || last ? asks : emi
    const interest = Math.min(asks, most)
    const repaid = i < principalRows ? 0 : last ? left : Math.min(left, emi - interest)
    rows.push({ due: span.due, principal: repaid, interest })
    left -= repaid
    waiting = asks - interest
  }
  return rows
}

/** Flat: of all that was lent, each period; the last instalment takes the rest. */
function flat(principal: number, spans: Spans, asked: Asked): TextbookRow[] {
  const interests = spans.map((span) => interestOf(principal, span, asked))
  const total = interests.reduce((all, interest) => all + interest, principal)
  const each = toMultiple(over(total, spans.length), asked)
  let left = principal
  return spans.map(({ due }, i) => {
    const interest = interests[i] as number
    const repaid = i === spans.length - 1 ? left : each - interest
    left -= repaid
    return { due, principal: repaid, interest }
  })
}

/** Interest of the days before the first whole period, on top of those that ask for interest. */
function withLead(
  rows: TextbookRow[],
  lead: number,
  { start, till }: { start: number; till: number },
  options: PlanOptions,
) {
  const { broken = 'first', grace } = options
  if (broken === 'own') return [{ due: till, principal: 0, interest: lead }, ...rows]
  if (broken === 'upfront') return [{ due: start, principal: 0, interest: lead }, ...rows]
  const first = grace?.interestRows ?? 0
  const last = rows.length - 1
  const count = last - first + 1
  const near = rounded(over(lead, count), options)
  const each = near * (count - 1) > lead ? Math.floor(lead / count) : near
  const more = (i: number): number => {
    if (i < first) return 0
    if (broken === 'all') return i < last ? each : lead - each * (count - 1)
    return i === (broken === 'first' ? first : last) ? lead : 0
  }
  return rows.map((row, i) => ({ ...row, interest: row.interest + more(i) }))
}

/** The rows the terms ask for. */
export function textbookRows(asked: Asked): TextbookRow[] {
  const { options, startOn, rate } = asked
  const { downPercent = '0', dayCount, broken, method } = options
  const start = number(startOn)
  const down = halfUp(
    times(over(asked.principal), over(Math.round(Number(downPercent) * 100), 10_000)),
  )
  const principal = asked.principal - down
  const dues = agreedDates(asked)
  const [first = start] = dues
  const whole = isStep(start, first, options) || (dayCount !== undefined && broken === undefined)
  const till = stepOn(first, -1, options)
  const led = !whole && start <= till
  const spans = dues.map((due, i) => ({ from: dues[i - 1] ?? (led ? till : start), due }))
  const plain = (method === 'flat' ? flat : declining)(principal, spans, asked)
  const moved = plain.map((row) => ({ ...row, due: workingDay(row.due, start, options) }))
  const days = led ? times(over(rate, 10_000), over(till - start, 365)) : over(0)
  const lead = halfUp(times(over(principal), days))
  const rows = lead > 0 ? withLead(moved, lead, { start, till }, options) : moved
  return down > 0 ? [{ due: start, principal: down, interest: 0 }, ...rows] : rows
}
