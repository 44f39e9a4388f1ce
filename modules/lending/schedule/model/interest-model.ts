/**
 * The schedule as a calculation that can go on: periods with their slices, the rates in force, and
 * what is paid of each period. It is written on in place; whoever keeps one copies it first.
 */
import { minus, most, nothing, plus, type Money } from '#kernel/money'
import { arithmeticOf, type Arithmetic } from './arithmetic.ts'
import { stepped, type Day } from './day.ts'
import type { InterestTerms } from './interest-terms.ts'
import {
  blankPeriod,
  blankSlice,
  copyOfPeriod,
  disbursedIn,
  dueOf,
  creditedPrincipal,
  type Period,
  type PeriodDue,
  type Slice,
} from './period.ts'
import { rateFactor } from './rate-factor.ts'

export type RateChange = { readonly from: Day; readonly ratePercent: string }

export type InterestModel = {
  readonly terms: InterestTerms
  readonly arithmetic: Arithmetic
  periods: Period[]
  rates: RateChange[]
  /** Made without receipts, to work out an instalment: its own is final. */
  trial: boolean
  /** Principal grace was replaced by a re-ageing or re-amortisation. */
  graceLifted: boolean
  /** A matured loan keeps its instalments whatever is paid. */
  instalmentsFixed: boolean
  /** Up to which day overdue principal is counted, and what was added for it. */
  overdueTo?: Day
  overdueCorrections: { readonly on: Day; readonly amount: Money; readonly due: Day }[]
}

/** Periods as given, nothing lent yet. */
export const modelOf = (
  terms: InterestTerms,
  periods: readonly { readonly from: Day; readonly due: Day }[],
): InterestModel => ({
  terms,
  arithmetic: arithmeticOf(terms),
  periods: periods.map(({ from, due }) => blankPeriod(from, due)),
  rates: [],
  trial: false,
  graceLifted: false,
  instalmentsFixed: false,
  overdueCorrections: [],
})

/** Due dates counted from the seed, so that the 31st does not drift to the 28th. */
export function periodsFrom(
  seed: Day,
  { every, unit, instalments }: Pick<InterestTerms, 'every' | 'unit' | 'instalments'>,
  fixedLength?: number,
): { from: Day; due: Day }[] {
  const periods: { from: Day; due: Day }[] = []
  for (let n = 0; n < instalments; n++) {
    const last = n === instalments - 1
    const due =
      last && fixedLength !== undefined
        ? stepped(seed, fixedLength, unit)
        : stepped(seed, (n + 1) * every, unit)
    periods.push({ from: stepped(seed, n * every, unit), due })
  }
  return periods
}

export const copyOfModel = (model: InterestModel): InterestModel => ({
  ...model,
  periods: model.periods.map(copyOfPeriod),
  rates: [...model.rates],
  overdueCorrections: [...model.overdueCorrections],
  trial: false,
  instalmentsFixed: false,
})

/** The same schedule as if nothing had been paid of it. */
export function withoutReceipts(model: InterestModel): InterestModel {
  const { overdueTo, ...copy } = copyOfModel(model)
  void overdueTo
  for (const period of copy.periods) {
    if (period.interestMoved === 'later') period.fixedInterest = period.paidInterest
    period.paidPrincipal = nothing
    period.paidInterest = nothing
    period.lateInterest = nothing
    for (const slice of period.slices) slice.correction = nothing
  }
  return { ...copy, overdueCorrections: [], trial: true }
}

export const startOf = (model: InterestModel): Day => model.periods[0]?.from ?? 0
export const lastOf = (model: InterestModel): Period => model.periods.at(-1) as Period
export const maturityOf = (model: InterestModel): Day => lastOf(model).due

/** The period whose days end with or after this one; the seed is a day of the first. */
export function periodOn(model: InterestModel, on: Day): Period | undefined {
  return model.periods.find(
    (period, i) => (on > period.from || (i === 0 && on === period.from)) && on <= period.due,
  )
}

export const sliceOn = (model: InterestModel, period: Period, on: Day): Slice | undefined =>
  period.slices.findLast(
    (slice, i) =>
      (on > slice.from || (i === 0 && period === model.periods[0] && on === slice.from)) &&
      on <= slice.to,
  )

/** What is due of every period, in order; one pass, for each carries into the next. */
export function duesOf(model: InterestModel): PeriodDue[] {
  const dues: PeriodDue[] = []
  let carried = nothing
  for (const period of model.periods) {
    const due = dueOf(period, carried, model.arithmetic)
    dues.push(due)
    carried = due.carried
  }
  return dues
}

/** All principal lent and credited; all of it that is paid. */
export function principalOf(model: InterestModel): { lent: Money; credited: Money; paid: Money } {
  let [lent, credited, paid] = [nothing, nothing, nothing]
  for (const period of model.periods) {
    const own = creditedPrincipal(period)
    credited = plus(credited, own)
    lent = plus(lent, plus(disbursedIn(period), own))
    paid = plus(paid, period.paidPrincipal)
  }
  return { lent, credited, paid }
}

/**
 * The balance of each slice follows from the one before and from what the periods repay. Flat
 * interest runs on all that was lent, repaid or not.
 */
export function carryBalances(model: InterestModel): void {
  const flat = model.terms.method === 'flat'
  let [carried, before, lent] = [nothing, nothing, nothing]
  for (const [n, period] of model.periods.entries()) {
    for (const [i, slice] of period.slices.entries()) {
      if (i > 0 || n > 0) slice.balance = most(nothing, before)
      slice.bearing = flat ? lent : slice.balance
      lent = plus(lent, slice.disbursed)
      before = closingOf(slice)
    }
    const due = dueOf(period, carried, model.arithmetic)
    carried = due.carried
    before = plus(minus(before, due.principal), period.paidPrincipal)
  }
}

const closingOf = (slice: Slice): Money =>
  plus(plus(slice.balance, slice.correction), slice.disbursed)

/** What is left of the principal when a period ends. */
export function balanceAfter(period: Period, due: PeriodDue): Money {
  const last = period.slices.at(-1) as Slice
  return most(nothing, minus(plus(closingOf(last), period.paidPrincipal), due.principal))
}

export function rateOn(model: InterestModel, on: Day): string {
  const changed = model.rates.findLast(({ from }) => from <= on)
  return changed?.ratePercent ?? model.terms.ratePercent
}

export function addRate(model: InterestModel, from: Day, ratePercent: string): void {
  if (model.rates.some((rate) => rate.from === from)) return
  model.rates = [...model.rates, { from, ratePercent }].toSorted((a, b) => a.from - b.from)
}

/** Works the rate factors of a period's slices out anew. */
export function factorPeriod(model: InterestModel, period: Period): void {
  const basis = { terms: model.terms, arithmetic: model.arithmetic, startOn: startOf(model) }
  const of = { periodFrom: period.from, periodDue: period.due }
  for (const slice of period.slices) {
    const rate = rateOn(model, slice.from)
    const { from, to } = slice
    slice.factor = rateFactor(basis, rate, { ...of, from, to }, 'instalment')
    slice.factorToDue = rateFactor(basis, rate, { ...of, from, to: period.due }, 'interest')
  }
}

export function factorFrom(model: InterestModel, due: Day): void {
  for (const period of model.periods) if (period.due >= due) factorPeriod(model, period)
}

/**
 * Cuts the slice a day lies in and lets amounts take effect on that day. On a due date that is the
 * end of the period before it. Answers the period, if the day is in one.
 */
export function changeBalance(
  model: InterestModel,
  on: Day,
  change: { disbursed?: Money; correction?: Money } = {},
): Period | undefined {
  const period = periodOn(model, on)
  if (period === undefined || period.slices.length === 0) return undefined
  const slice = endingOn(model, period, on) ?? cut(period, on)
  slice.disbursed = plus(slice.disbursed, change.disbursed ?? nothing)
  slice.correction = plus(slice.correction, change.correction ?? nothing)
  return period
}

/** At maturity a stretch of no days stands for what is credited on that day. */
function endingOn(model: InterestModel, period: Period, on: Day): Slice | undefined {
  if (period === lastOf(model) && on === period.due) {
    const last = period.slices.at(-1)
    return last && last.to === last.from ? last : undefined
  }
  return period.slices.find((slice) => slice.to === on)
}

function cut(period: Period, on: Day): Slice {
  const found = period.slices.findLastIndex((slice) => on > slice.from && on <= slice.to)
  const at = Math.max(found, 0)
  const slice = period.slices[at] as Slice
  const end = slice.to
  slice.to = Math.min(Math.max(on, slice.from), end)
  period.slices.splice(at + 1, 0, blankSlice(slice.to, end, slice.paused))
  return slice
}
