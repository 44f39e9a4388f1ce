/**
 * The rows of a plain loan, out of the schedule model: how its interest is counted and what becomes
 * of a broken first period are options of its terms. Absent ones are the house's (SPEC §2.4).
 */
import { date, daysBetween, type LocalDate } from '#kernel/dates'
import { minus, money, nothing, plus, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { epiOf, type Rounding } from './annuity.ts'
import { dueDates, isStep, unitsOn, type Calendar } from './due-date.ts'
import { daysInterest } from './interest.ts'
import { shared } from './model/arithmetic.ts'
import { dayOf } from './model/day.ts'
import { equate } from './model/equated-instalment.ts'
import {
  carryBalances,
  duesOf,
  modelOf,
  principalOf,
  type InterestModel,
} from './model/interest-model.ts'
import type { DayCount, InterestTerms } from './model/interest-terms.ts'
import { sliceInterest } from './model/period.ts'
import { settleLast } from './model/settling.ts'
import { lend } from './model/tranche.ts'

/** What a product may agree beyond amount, rate and number; plain data. */
export type PlanOptions = Calendar & {
  /** On what is still owed, or on what was lent for the whole term. */
  readonly method?: 'declining' | 'flat'
  /** By days of this count; absent: a whole period bears its share of the year, others days. */
  readonly dayCount?: DayCount
  /**
   * Days before the first whole period: on top of the first or the last instalment, evenly on all,
   * or an instalment of their own when they end. Absent: on top of the first, and with `dayCount`
   * part of the first period like any day.
   */
  readonly broken?: 'first' | 'last' | 'all' | 'own'
  /** Half a paisa of interest goes to the even one; absent: up. */
  readonly halves?: 'even'
  /**
   * A moratorium: so many first instalments without principal, and of those so many of nothing at
   * all, whose interest is collected later. Interest rests only while principal does.
   */
  readonly grace?: InterestTerms['grace']
  /** Collected inside the first instalment, which stays the same: it repays less principal. */
  readonly inFirst?: Money
}

export type Instalment = {
  readonly n: number
  readonly dueOn: LocalDate
  /** Principal outstanding before it, when everything is paid on time. */
  readonly opening: Money
  readonly principal: Money
  readonly interest: Money
  /** What the borrower pays: principal + interest. */
  readonly instalment: Money
  /** Interest of before its period, that it collects as far as it can. */
  readonly brought?: Money
  /** Interest that a later one collects. */
  readonly waiting?: Money
}

export type Plan = {
  readonly principal: Money
  readonly rate: Rate
  readonly startOn: LocalDate
  readonly dueOns: readonly LocalDate[]
  /** The instalment promised; absent: equated over the due dates. */
  readonly epi?: Money
  readonly rounding?: Rounding
  /** Number of the first row. */
  readonly firstN?: number
  /** Interest unpaid of before the start: in the first instalment, which stays the same. */
  readonly brought?: Money
  /** Of a running loan: what an instalment does not cover a later one collects. */
  readonly goesOn?: true
  readonly options?: PlanOptions
}

/**
 * Rows that repay `principal` on the given dates. They end early when the principal is repaid; the
 * last date takes whatever is left. Also re-plans a loan after a part-prepayment, which may start
 * inside a month. Throws a RangeError where an instalment does not cover its interest.
 */
export function planRows(plan: Plan): Instalment[] {
  const { principal, dueOns, options = {}, firstN = 1, brought: before = nothing } = plan
  const lead = leadOf(plan)
  const model = modelOf(interestTermsOf(plan), periodsOf(plan, lead.endsOn))
  lend(model, model.periods[0]?.from ?? 0, principal)
  if (options.method === 'flat' && plan.epi !== undefined)
    shorten(model, plan.epi, resting(options))
  if (options.inFirst !== undefined) alterFirst(model, { instalment: options.inFirst })
  if (before > 0) alterFirst(model, { interest: before })
  if (lead.interest > 0 && lead.on !== 'own') bear(model, lead.interest, lead.on)
  const rows: Instalment[] = []
  if (lead.interest > 0 && lead.on === 'own') rows.push(ownRow(plan, lead))
  let opening = principal
  const dues = duesOf(model)
  for (const [i, { principal: part, interest, carried }] of dues.entries()) {
    if (opening === 0) break
    const brought = dues[i - 1]?.carried ?? before
    const grows = carried > brought || (part === 0 && carried === 0)
    if (grows && !plan.goesOn && i < dues.length - 1 && i >= resting(options)) {
      throw new RangeError('schedule: the instalment does not cover the interest of its month')
    }
    rows.push({
      ...{ n: firstN + rows.length, dueOn: dueOns[i] as LocalDate, opening },
      ...{ principal: part, interest, instalment: plus(part, interest) },
      ...(brought > 0 && { brought }),
      ...(carried > 0 && { waiting: carried }),
    })
    opening = minus(opening, part)
  }
  return rows
}

const resting = ({ grace }: PlanOptions): number => grace?.principalRows ?? 0

/** The instalment equated over whole periods, of loans that amortise from the start. */
export function instalmentOf(terms: {
  readonly principal: Money
  readonly rate: Rate
  readonly instalments: number
  readonly rounding?: Rounding | undefined
  readonly options?: PlanOptions | undefined
}): Money {
  const { principal, rate, instalments, rounding = 'rupee', options } = terms
  if (options === undefined) return epiOf(principal, rate, instalments, rounding)
  const { dueOn, ...calendar } = options
  void dueOn
  const dueOns = dueDates({ instalments, startOn: EPOCH }, calendar)
  const plan = { principal, rate, startOn: EPOCH, dueOns, rounding, options }
  const model = modelOf(interestTermsOf(plan), periodsOf(plan, EPOCH))
  lend(model, model.periods[0]?.from ?? 0, principal)
  return model.periods[Math.min(resting(options), instalments - 1)]?.plannedInstalment ?? nothing
}

/** Any day will do: whole periods are equated whatever their days. */
const EPOCH = date('2001-01-01')

/** Beyond any book's paisa, and a true half stays one. */
const DIGITS = 34
const GUARD_DIGITS = 12
const noGrace = { principalRows: 0, interestRows: 0 } as const
const bare = { year: 365, month: 'actual', yearTurns: 'after-31-december' } as const

/** What the schedule model is told of a plain loan. */
export function interestTermsOf({
  rate,
  dueOns,
  epi,
  rounding,
  options = {},
}: Plan): InterestTerms {
  const { method = 'declining', every = 1, unit = 'months', dayCount, grace = noGrace } = options
  if (grace.interestRows > grace.principalRows) {
    throw new RangeError('schedule: interest can rest only while principal does')
  }
  const halves = options.halves === 'even' ? 'half-even' : 'half-up'
  return {
    ...{ digits: DIGITS, guardDigits: GUARD_DIGITS, rounding: halves },
    ...{ method, ratePercent: rate, every, unit, instalments: dueOns.length },
    ...{ dayCount: dayCount ?? bare, accrueBy: dayCount ? 'day' : 'period' },
    ...{ brokenByDay: true, equateBy: 'period', partialPeriods: false, residue: 'last', grace },
    ...(rounding !== 'paise' && { multiple: money(100) }),
    ...(rounding !== 'paise' && { offer: rounding === 'rupee-up' ? 'above' : 'nearest' }),
    ...(epi !== undefined && { instalment: epi }),
    ...{ freshTermPerTranche: false, processing: 'horizontal' },
  }
}

function periodsOf({ dueOns }: Plan, startOn: LocalDate): { from: number; due: number }[] {
  let from = dayOf(startOn)
  return dueOns.map((dueOn) => {
    const due = dayOf(dueOn)
    const period = { from, due }
    from = due
    return period
  })
}

type Lead = {
  readonly endsOn: LocalDate
  readonly interest: Money
  readonly on: 'first' | 'last' | 'all' | 'own'
}

/** The days before the first whole period; none where it is whole, or shorter. */
function leadOf({ principal, rate, startOn, dueOns, options = {} }: Plan): Lead {
  const { broken, dayCount } = options
  const firstDueOn = dueOns[0] as LocalDate
  const on = broken ?? 'first'
  const none: Lead = { endsOn: startOn, interest: nothing, on }
  if (isStep(startOn, firstDueOn, options) || (dayCount && !broken)) return none
  const endsOn = unitsOn(firstDueOn, -1, options)
  if (startOn > endsOn) return none
  return { endsOn, interest: daysInterest(principal, rate, daysBetween(startOn, endsOn)), on }
}

/** Flat interest is of the periods it takes: a promised instalment may repay all in fewer. */
function shorten(model: InterestModel, epi: Money, first: number): void {
  let left = principalOf(model).lent
  const at = model.periods.findIndex((period, i) => {
    if (i < first) return false
    left = minus(left, minus(epi, sliceInterest(period, model.arithmetic)))
    return left <= 0
  })
  if (at < 0 || at === model.periods.length - 1) return
  model.periods.splice(at + 1)
  equate(model, model.periods[0]?.due ?? 0, true)
}

/** Interest that depends on no balance, on top of the instalments that collect it. */
function bear(model: InterestModel, interest: Money, on: Exclude<Lead['on'], 'own'>): void {
  const { periods, arithmetic } = model
  const last = periods.length - 1
  const each = shared(interest, periods.length, arithmetic)
  for (const [i, period] of periods.entries()) {
    const rest = minus(interest, money(each * last))
    const even = i === last ? rest : each
    const whole = i === (on === 'first' ? 0 : last) ? interest : nothing
    period.fixedInterest = on === 'all' ? even : whole
    period.instalment = plus(period.instalment, period.fixedInterest)
  }
  carryBalances(model)
  settleLast(model, periods[0]?.due ?? 0)
}

/** The first instalment leaves room for something, or collects interest from before. */
function alterFirst(model: InterestModel, by: { instalment?: Money; interest?: Money }): void {
  const [first] = model.periods
  if (first === undefined) return
  first.instalment = minus(first.instalment, by.instalment ?? nothing)
  first.fixedInterest = plus(first.fixedInterest, by.interest ?? nothing)
  carryBalances(model)
  settleLast(model, first.due)
}

const ownRow = ({ principal, firstN = 1 }: Plan, { endsOn, interest }: Lead): Instalment => ({
  ...{ n: firstN, dueOn: endsOn, opening: principal, principal: nothing },
  ...{ interest, instalment: interest },
})
