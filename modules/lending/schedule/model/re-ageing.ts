/** What is left of a loan moves onto new dates (SEMANTICS §9). */
import { least, minus, nothing, plus, sum, type Money } from '#kernel/money'
import { inParts, shared } from './arithmetic.ts'
import { stepped, type Day, type Unit } from './day.ts'
import { smooth } from './equated-instalment.ts'
import {
  addRate,
  carryBalances,
  duesOf,
  factorPeriod,
  lastOf,
  maturityOf,
  modelOf,
  periodOn,
  periodsFrom,
  principalOf,
  startOf,
  type InterestModel,
} from './interest-model.ts'
import { blankPeriod, creditedInterest, creditedPrincipal, paidIn, type Period } from './period.ts'
import { close, emptyBefore, liftGrace } from './re-amortisation.ts'
import { credit, heldAt, outstandingOn } from './receipt.ts'
import { settleLast } from './settling.ts'
import { lend } from './tranche.ts'

export type ReAgeing = {
  readonly startOn: Day
  readonly every: number
  readonly unit: Unit
  readonly instalments: number
}

/** Interest due and unpaid of periods begun by a day. */
export function unpaidInterestOn(model: InterestModel, on: Day): Money {
  const held = heldAt(model, on)
  return sum(
    duesOf(held).map((due, i) => {
      const period = held.periods[i] as Period
      const open = minus(due.interest, period.paidInterest)
      return period.from < on && open > 0 ? open : nothing
    }),
  )
}

/** All principal over new periods, equated; interest unpaid falls on the first of them. */
export function reAge(model: InterestModel, on: Day, terms: ReAgeing): void {
  liftGrace(model)
  const { lent, paid } = principalOf(model)
  const owed = minus(lent, paid)
  const early = endAt(model, on)
  emptyBefore(model, on)
  joinStubs(model)
  const plan = planOf(model, terms, owed)
  if (early.principal !== 0 || early.interest !== 0) holdEarly(model, early)
  const dues = duesOf(plan)
  for (const [i, planned] of plan.periods.entries()) {
    const due = dues[i]
    const instalment = plus(due?.principal ?? nothing, due?.interest ?? nothing)
    if (i === 0 && terms.startOn === startOf(model)) {
      replaceFirst(model, planned, instalment)
      continue
    }
    const last = lastOf(model)
    const added = blankPeriod(i === 0 ? last.due : planned.from, planned.due)
    added.instalment = instalment
    added.plannedInstalment = instalment
    added.disbursedBefore = last.disbursedBefore
    model.periods.push(added)
    factorPeriod(model, added)
  }
  carryBalances(model)
  settleLast(model, on)
  const anew = model.periods.filter(
    (period) =>
      (period.from === on && period.due === terms.startOn) || period.from >= terms.startOn,
  )
  smooth(model, anew)
}

function planOf(model: InterestModel, terms: ReAgeing, owed: Money): InterestModel {
  const { startOn, every, unit, instalments } = terms
  const seed = startOn === startOf(model) ? startOn : stepped(startOn, -every, unit)
  const { multiple, ...interest } = model.terms
  void multiple
  const own = { ...interest, every, unit, instalments, freshTermPerTranche: false }
  const grace = { principalRows: 0, interestRows: 0 }
  const plan = modelOf({ ...own, grace }, periodsFrom(seed, own))
  plan.rates = [...model.rates]
  lend(plan, seed, owed)
  return plan
}

function replaceFirst(model: InterestModel, planned: Period, instalment: Money): void {
  const first = model.periods[0] as Period
  first.due = planned.due
  const last = first.slices.at(-1)
  if (last) last.to = planned.due
  first.instalment = instalment
  factorPeriod(model, first)
}

type Paid = { readonly principal: Money; readonly interest: Money }

/** The plan ends on a day; what was paid of later periods is told, and credits to them stay. */
function endAt(model: InterestModel, on: Day): Paid {
  const later = model.periods.filter((period) => period.due >= on)
  const early = {
    principal: sum(later.map((period) => period.paidPrincipal)),
    interest: sum(later.map((period) => period.paidInterest)),
  }
  const credits = sum(
    model.periods.filter((each) => each.from >= on && each.due > on).map(creditedPrincipal),
  )
  const period = periodOn(model, on)
  if (period !== undefined) {
    period.holdsEarlyReceipts = true
    if (period.due !== on) {
      period.due = on
      const last = period.slices.at(-1)
      if (last) last.to = on
      factorPeriod(model, period)
    }
    model.periods = model.periods.filter((each) => each === period || each.due <= on)
  }
  if (credits > 0) credit(model, on, { principal: credits })
  return early
}

/** What was paid early stands in one period that ends with the re-ageing. */
function holdEarly(model: InterestModel, early: Paid): void {
  const last = lastOf(model)
  last.paidPrincipal = early.principal
  last.paidInterest = early.interest
  last.instalment = paidIn(last)
  last.holdsEarlyReceipts = true
  factorPeriod(model, last)
}

/** Empty periods of earlier re-ageings that follow each other are one. */
function joinStubs(model: InterestModel): void {
  const dues = duesOf(model)
  const isStub = (period: Period): boolean => {
    const due = dues[model.periods.indexOf(period)]
    const empty = due?.principal === 0 && due.interest === 0
    return period.holdsEarlyReceipts && period.instalment === 0 && empty
  }
  const stubs = new Set(model.periods.filter(isStub))
  const kept: Period[] = []
  for (const period of model.periods) {
    const before = kept.at(-1)
    if (before && stubs.has(before) && stubs.has(period)) {
      before.due = period.due
      const last = before.slices.at(-1)
      if (last) last.to = period.due
      stubs.add(before)
      factorPeriod(model, before)
    } else kept.push(period)
  }
  model.periods = kept
}

/** What an even re-ageing will spread: interest to the day, or all there would have been. */
export const evenlyOwed = (model: InterestModel, on: Day, all: boolean): Paid =>
  outstandingOn(model, all ? maturityOf(model) : on)

/** Principal and interest in even parts, and no interest any more. */
export function reAgeEvenly(
  model: InterestModel,
  on: Day,
  terms: ReAgeing,
  owed: Paid,
  beside: { readonly total: Money; readonly each: Money },
): void {
  const maturity = maturityOf(model)
  const early = endAt(model, on)
  const dues = duesOf(model)
  for (const [i, period] of model.periods.entries()) {
    const last = period.slices.at(-1)
    const open = minus(dues[i]?.interest ?? nothing, period.paidInterest)
    const back = least(open > 0 ? open : nothing, creditedInterest(period))
    if (last) last.creditedInterest = minus(last.creditedInterest, back)
    close(period)
    period.interestMoved = 'later'
  }
  if (maturity >= on) {
    holdEarly(model, early)
    lastOf(model).reAged = true
  }
  joinStubs(model)
  const added = addPeriods(model, terms)
  layEvenly(model, added, owed, beside)
  carryBalances(model)
  addRate(model, Math.min(on, maturity), '0')
  settleLast(model, on)
}

function addPeriods(model: InterestModel, terms: ReAgeing): Period[] {
  const added: Period[] = []
  let due = terms.startOn
  for (let n = 0; n < terms.instalments; n++) {
    const last = lastOf(model)
    const period = blankPeriod(last.due, due)
    period.disbursedBefore = last.disbursedBefore
    period.reAged = true
    model.periods.push(period)
    added.push(period)
    due = stepped(due, terms.every, terms.unit)
  }
  return added
}

/** The whole of an instalment is even; interest is, and principal takes what is left of it. */
function layEvenly(
  model: InterestModel,
  periods: readonly Period[],
  owed: Paid,
  beside: { readonly total: Money; readonly each: Money },
): void {
  const count = periods.length
  const { arithmetic } = model
  const interest = shared(owed.interest, count, arithmetic)
  const whole = shared(sum([owed.principal, owed.interest, beside.total]), count, arithmetic)
  const interests = inParts(owed.interest, interest, count)
  const all = plus(owed.principal, owed.interest)
  const instalments = inParts(all, minus(whole, beside.each), count)
  for (const [i, period] of periods.entries()) {
    period.fixedInterest = interests[i] ?? nothing
    period.instalment = instalments[i] ?? nothing
    period.plannedInstalment = period.instalment
  }
}
