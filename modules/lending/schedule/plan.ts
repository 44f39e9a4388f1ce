/**
 * The rows of a plain loan, out of the schedule model: how its interest is counted and what becomes
 * of a broken first period are options of its terms. Absent ones are the house's (SPEC §2.4).
 */
import { date, type LocalDate } from '#kernel/dates'
import { minus, money, nothing, plus, sum, type Money } from '#kernel/money'
import { percentOf, type Rate } from '#kernel/rates'
import { epiOf, type Rounding } from './annuity.ts'
import { dueDates, isStep, unitsOn, workingDay } from './due-date.ts'
import { bearingDays, daysInterest } from './interest.ts'
import { shared } from './model/arithmetic.ts'
import { dayOf } from './model/day.ts'
import { carryBalances, duesOf, type InterestModel } from './model/interest-model.ts'
import { settleLast } from './model/settling.ts'
import { pauseInterest } from './model/tranche.ts'
import { lentModel } from './plan-model.ts'
import { resting, type PlanOptions } from './plan-options.ts'

export type { PlanOptions } from './plan-options.ts'

export type Instalment = {
  readonly n: number
  readonly dueOn: LocalDate
  /** The day agreed, where that was a holiday and it falls due on another. */
  readonly agreedOn?: LocalDate
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
  /** Its interest is of days to come, till here (not counted): no later row bears them again. */
  readonly aheadTill?: LocalDate
}

/** Interest that a disbursal pays by itself: it falls due on that day, of days that come after. */
export const interestAhead = (rows: readonly Instalment[]): Money =>
  sum(rows.flatMap(({ interest, aheadTill }) => (aheadTill === undefined ? [] : interest)))

/** Days that bear no interest, both counted. */
export type InterestPause = { readonly from: LocalDate; readonly till: LocalDate }

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
  /**
   * Interest that all instalments collect in even parts, on top of what they are: what has run
   * before the start, and what is to run whatever is owed.
   */
  readonly evenly?: { readonly run: Money; readonly toRun: Money }
  /** Of a running loan: what an instalment does not cover a later one collects. */
  readonly goesOn?: true
  /** Of a running loan whose instalments differ: each one; absent: all are `epi`. */
  readonly instalmentOfEach?: readonly Money[]
  readonly pauses?: readonly InterestPause[]
  /** Of a running loan with flat interest: what that is charged on; absent: `principal`. */
  readonly flatOn?: Money
  readonly options?: PlanOptions
}

/**
 * Rows that repay `principal` on the given dates. They end early when the principal is repaid; the
 * last date takes whatever is left. Also re-plans a loan after a part-prepayment, which may start
 * inside a month. Throws a RangeError where an instalment does not cover its interest.
 */
export function planRows(plan: Plan): Instalment[] {
  const { principal, options = {}, brought: before = nothing } = plan
  if (options.downPercent !== undefined) return afterDownPayment(plan)
  const lead = leadOf(plan)
  const model = lentModel(plan, lead.endsOn)
  for (const { from, till } of plan.pauses ?? []) {
    pauseInterest(model, dayOf(from) + 1, dayOf(till) + 1)
  }
  if (options.inFirst !== undefined) alterFirst(model, { instalment: options.inFirst })
  if (before > 0) alterFirst(model, { interest: before })
  const first = apartOf(plan, lead)
  if (first.length === 0) bear(model, lead.interest, lead.on)
  const { run = nothing, toRun = nothing } = plan.evenly ?? {}
  bear(model, toRun, 'all')
  const shares = bear(model, run, 'all')
  const rows = rowsOf(plan, model, first, principal, before)
  return run === 0 ? rows : collectingRun(rows, run, shares)
}

/** Interest that ran before: each row collects its share, and the rest waits for those after it. */
function collectingRun(
  rows: readonly Instalment[],
  run: Money,
  shares: readonly Money[],
): Instalment[] {
  let left = run
  return rows.map(({ brought = nothing, waiting = nothing, ...row }, i) => {
    const before = plus(brought, left)
    left = minus(left, shares[i] ?? nothing)
    const after = plus(waiting, left)
    return { ...row, ...(before > 0 && { brought: before }), ...(after > 0 && { waiting: after }) }
  })
}

/** What is thrown of an instalment below the interest of its period: no loan may grow. */
export const NEVER_REPAID =
  'schedule: The instalment does not cover the interest of its period, so the loan would grow.'

/** Each period's row, as long as principal is left. */
function rowsOf(
  { dueOns, startOn, options = {}, firstN = 1, goesOn }: Plan,
  model: InterestModel,
  rows: Instalment[],
  principal: Money,
  before: Money,
): Instalment[] {
  let opening = principal
  const dues = duesOf(model)
  for (const [i, { principal: part, interest, carried }] of dues.entries()) {
    if (opening === 0) break
    const brought = dues[i - 1]?.carried ?? before
    const grows = carried > brought || (part === 0 && carried === 0)
    if (grows && !goesOn && i < dues.length - 1 && i >= resting(options)) {
      throw new RangeError(NEVER_REPAID)
    }
    const agreedOn = dueOns[i] as LocalDate
    const dueOn = workingDay(agreedOn, startOn, options.holidays)
    rows.push({
      ...{ n: firstN + rows.length, dueOn, opening },
      ...{ principal: part, interest, instalment: plus(part, interest) },
      ...(dueOn !== agreedOn && { agreedOn }),
      ...(brought > 0 && { brought }),
      ...(carried > 0 && { waiting: carried }),
    })
    opening = minus(opening, part)
  }
  if (opening === 0) return rows
  if (!goesOn) throw new RangeError('schedule: Such instalments do not repay the principal.')
  return repayingAll(rows, opening)
}

/** Of a running loan the last row takes what instalments that were too small have left. */
function repayingAll(rows: readonly Instalment[], left: Money): Instalment[] {
  const last = rows.at(-1)
  if (last === undefined) return []
  const [principal, instalment] = [plus(last.principal, left), plus(last.instalment, left)]
  return [...rows.slice(0, -1), { ...last, principal, instalment }]
}

/** The down payment falls due on the day of the disbursal; the rest is planned as ever. */
function afterDownPayment(plan: Plan): Instalment[] {
  const { principal: opening, startOn, firstN: n = 1, options = {} } = plan
  const { downPercent = '0', ...others } = options
  const principal = percentOf(opening, downPercent)
  const down = { n, dueOn: startOn, opening, principal, interest: nothing, instalment: principal }
  if (principal === 0) return planRows({ ...plan, options: others })
  const rest = { ...plan, principal: minus(opening, principal), firstN: n + 1, options: others }
  return [down, ...planRows(rest)]
}

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
  const { dueOn, downPercent, ...calendar } = options
  void dueOn
  const owed = downPercent ? minus(principal, percentOf(principal, downPercent)) : principal
  const dueOns = dueDates({ instalments, startOn: EPOCH }, calendar)
  const plan = { principal: owed, rate, startOn: EPOCH, dueOns, rounding, options }
  const model = lentModel(plan, EPOCH)
  return model.periods[Math.min(resting(options), instalments - 1)]?.plannedInstalment ?? nothing
}

/** Any day will do: whole periods are equated whatever their days. */
const EPOCH = date('2001-01-01')

type Lead = {
  readonly endsOn: LocalDate
  readonly interest: Money
  readonly on: NonNullable<PlanOptions['broken']>
}

/** The days before the first whole period; none where it is whole, or shorter. */
function leadOf({ principal, rate, startOn, dueOns, pauses, options = {} }: Plan): Lead {
  const { broken, dayCount } = options
  const firstDueOn = dueOns[0] as LocalDate
  const on = broken ?? 'first'
  const none: Lead = { endsOn: startOn, interest: nothing, on }
  if (isStep(startOn, firstDueOn, options) || (dayCount && !broken)) return none
  const endsOn = unitsOn(firstDueOn, -1, options)
  if (startOn > endsOn) return none
  const days = bearingDays(startOn, endsOn, pauses)
  return { endsOn, interest: daysInterest(principal, rate, days), on }
}

/**
 * Interest that depends on no balance, on top of the instalments that collect it: those that ask
 * for interest at all, up to the last that is needed, for rounding up may repay all before the last
 * date. Answers each period's part.
 */
function bear(model: InterestModel, interest: Money, on: Lead['on']): Money[] {
  if (interest === 0) return []
  const { periods, arithmetic } = model
  const first = periods.findIndex((period) => !period.interestGrace)
  const needed = duesOf(model).findLastIndex(({ principal }) => principal > 0)
  const last = Math.max(first, needed)
  const count = last - first + 1
  const even = shared(interest, count, arithmetic)
  // A few paise rounded up would leave the last one less than nothing.
  const each = even * (count - 1) > interest ? money(Math.floor(interest / count)) : even
  const parts = periods.map((period, i) => {
    if (i < first || i > last) return nothing
    const share = i === last ? minus(interest, money(each * (count - 1))) : each
    const whole = i === (on === 'first' ? first : last) ? interest : nothing
    const part = on === 'all' ? share : whole
    period.fixedInterest = plus(period.fixedInterest, part)
    period.instalment = plus(period.instalment, part)
    return part
  })
  carryBalances(model)
  settleLast(model, periods[0]?.due ?? 0)
  return parts
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

/** Interest that no whole period's instalment bears has a row of its own. */
function apartOf(
  { principal, startOn, firstN = 1 }: Plan,
  { endsOn, interest, on }: Lead,
): Instalment[] {
  if (interest === 0 || (on !== 'own' && on !== 'upfront')) return []
  const row = { n: firstN, opening: principal, principal: nothing, interest, instalment: interest }
  if (on === 'own') return [{ ...row, dueOn: endsOn }]
  if (interest >= principal) {
    throw new RangeError('schedule: Interest taken out of the disbursal leaves nothing of it.')
  }
  return [{ ...row, dueOn: startOn, aheadTill: endsOn }]
}
