/** The equated instalment of a schedule, and how it is smoothed (SEMANTICS §4). */
import { Decimal } from 'decimal.js'
import { least, minus, money, most, nothing, plus, sum, type Money } from '#kernel/money'
import { rounded, roundedUp, shared, toMultiple, Whole } from './arithmetic.ts'
import type { Day } from './day.ts'
import {
  balanceAfter,
  carryBalances,
  copyOfModel,
  duesOf,
  factorFrom,
  type InterestModel,
} from './interest-model.ts'
import { creditedIn, disbursedIn, isPaid, paidIn, sliceInterest, type Period } from './period.ts'
import { settleLast } from './settling.ts'

/**
 * Works the instalments out from a period on, after the balance, the rate or the number of periods
 * has changed. `anew` is false where receipts stand in the way: the instalment then comes from the
 * same schedule without them.
 */
export function equate(model: InterestModel, fromDue: Day, anew: boolean): void {
  const related = model.periods.filter((period) => period.due >= fromDue)
  markInterestGrace(model)
  factorFrom(model, fromDue)
  if (related.length === 0) return
  if (model.terms.method === 'flat') {
    equateFlat(model, related)
    applyPrincipalGrace(model, related)
    return carryBalances(model)
  }
  // Of the first period the balance is what is lent in it: nothing carries into it.
  if (related[0] !== model.periods[0] || !anew) carryBalances(model)
  if (anew) equateDeclining(model, related)
  applyPrincipalGrace(model, related)
  carryBalances(model)
  if (!anew) return
  settleLast(model, fromDue)
  if (model.terms.residue !== 'last') smooth(model, related)
}

/** Takes the instalments of a schedule without receipts over. */
export function adoptInstalments(model: InterestModel, fromDue: Day, trial: InterestModel): void {
  for (const period of model.periods) {
    if (period.due < fromDue) continue
    const planned = trial.periods.find((each) => each.due === period.due)
    if (planned === undefined) continue
    period.instalment = planned.instalment
    period.plannedInstalment = planned.plannedInstalment
  }
  carryBalances(model)
  settleLast(model, fromDue)
}

export function equateOver(model: InterestModel, periods: readonly Period[]): void {
  if (periods.length === 0) return
  if (model.terms.method === 'flat') equateFlat(model, periods)
  else equateDeclining(model, periods)
}

/** P × Π g / F with F = 1 + F × g over the periods after the first; at 0 % it is P / N. */
function equateDeclining(model: InterestModel, periods: readonly Period[]): void {
  const { arithmetic } = model
  const first = periods[0] as Period
  const owed = openingOf(model, first)
  let [growth, series] = [1, 1]
  for (const [i, period] of periods.entries()) {
    const g = growthOf(period)
    growth *= g.near
    if (i > 0) series = 1 + series * g.near
  }
  const exactly = () => {
    const { Step } = arithmetic
    let [all, f] = [new Step(1), new Step(1)]
    for (const [i, period] of periods.entries()) {
      const g = growthOf(period).exactly()
      all = all.times(g)
      if (i > 0) f = f.times(g).plus(1)
    }
    return all.times(owed).dividedBy(f)
  }
  const fixed = sum(periods.map((period) => period.fixedInterest))
  const beside = shared(fixed, periods.length, arithmetic)
  const instalment = equal(model, (growth * owed) / series, exactly, beside)
  for (const period of periods) {
    if (instalment < paidIn(period)) continue
    period.instalment = instalment
    period.plannedInstalment = instalment
  }
}

/** A period whose interest waits counts as one without interest. */
function growthOf(period: Period): { near: number; exactly: () => Decimal } {
  if (period.interestGrace) return { near: 1, exactly: () => new Decimal(1) }
  return {
    near: period.slices.reduce((sum, { factor }) => sum + factor.near, 1),
    exactly: () =>
      period.slices.reduce((sum, { factor }) => sum.plus(factor.exactly()), new Whole(1)),
  }
}

/** What is owed when the period begins, with all that is lent inside it. */
function openingOf(model: InterestModel, period: Period): Money {
  const at = model.periods.indexOf(period)
  const before = model.periods[at - 1]
  const due = before && duesOf(model)[at - 1]
  const left = before && due ? balanceAfter(before, due) : nothing
  return plus(left, disbursedIn(period))
}

/** The one instalment of them all: promised, or rounded as agreed. */
function equal(model: InterestModel, near: number, exactly: () => Decimal, beside: Money): Money {
  const { terms, arithmetic } = model
  if (terms.instalment !== undefined) return terms.instalment
  const { multiple, offer } = terms
  if (multiple === undefined || offer === undefined) {
    return offered(model, plus(rounded(near, exactly, arithmetic), beside))
  }
  const round = offer === 'above' ? roundedUp : rounded
  const whole = () => exactly().plus(beside).dividedBy(multiple)
  return money(Math.max(1, round((near + beside) / multiple, whole, arithmetic)) * multiple)
}

/** In multiples, but never nothing: a small loan stays spread over its instalments. */
export function offered({ terms, arithmetic }: InterestModel, instalment: Money): Money {
  if (terms.multiple === undefined) return instalment
  const whole = toMultiple(instalment, terms.multiple, arithmetic)
  return whole === 0 && instalment > 0 ? terms.multiple : whole
}

/** Interest on the principal lent, the same every period; all of it shared evenly. */
function equateFlat(model: InterestModel, periods: readonly Period[]): void {
  const { arithmetic } = model
  const first = periods[0] as Period
  const last = periods.at(-1) as Period
  carryBalances(model)
  const interest = sum(periods.map((period) => flatInterest(model, period)))
  const at = model.periods.indexOf(first)
  const before = duesOf(model).slice(0, at)
  const repaid = sum(before.map(({ principal }) => principal))
  const owed = minus(sum(model.periods.map(disbursedIn)), repaid)
  // Interest that rested is collected by those that follow.
  const rested = before.at(-1)?.carried ?? nothing
  const total = plus(owed, plus(interest, rested))
  const { Step } = arithmetic
  const count = periods.length
  const each = equal(model, total / count, () => new Step(total).dividedBy(count), nothing)
  let [left, waiting, over] = [owed, rested, nothing]
  for (const period of periods) {
    // Rounded up it may repay before its time: then it asks for its interest alone.
    const accrued = plus(flatInterest(model, period), waiting)
    const asking = period.interestGrace ? nothing : accrued
    const whole = plus(asking, left)
    const instalment = period === last ? whole : least(each, whole)
    const own = least(asking, instalment)
    waiting = minus(accrued, own)
    left = minus(left, minus(instalment, own))
    const floor = minus(minus(paidIn(period), creditedIn(period)), period.lateInterest)
    over = plus(over, most(nothing, minus(floor, instalment)))
    period.instalment = most(instalment, floor)
    period.plannedInstalment = period.instalment
  }
  takeBack(periods, over)
}

const flatInterest = (model: InterestModel, period: Period): Money =>
  plus(sliceInterest(period, model.arithmetic), period.fixedInterest)

/** What early receipts exceed their instalments by shortens the last ones. */
function takeBack(periods: readonly Period[], over: Money): void {
  let left = over
  for (const period of periods.toReversed()) {
    if (left <= 0) return
    if (isPaid(period)) continue
    const floor = most(nothing, minus(paidIn(period), creditedIn(period)))
    const shorter = most(floor, minus(period.instalment, left))
    left = minus(left, minus(period.instalment, shorter))
    period.instalment = shorter
  }
}

/** First periods of interest only; the rest are equated over what remains. */
function applyPrincipalGrace(model: InterestModel, related: readonly Period[]): void {
  for (const period of model.periods) period.principalGrace = false
  const count = model.graceLifted ? 0 : model.terms.grace.principalRows
  if (count <= 0) return
  const firstDue = related[0]?.due ?? 0
  for (const [i, period] of model.periods.slice(0, count).entries()) {
    carryBalances(model) // Each one's interest is on what the one before left.
    const due = duesOf(model)[i]
    if (period.due >= firstDue) {
      // What rested before is collected by the first that asks for interest.
      period.instalment = (period.interestGrace ? due?.interest : due?.accrued) ?? nothing
      period.plannedInstalment = period.instalment
      period.principalGrace = true
    } else if (due?.principal === 0) period.principalGrace = true
  }
  const amortising = related.filter((period) => !period.principalGrace)
  carryBalances(model)
  equateOver(model, amortising)
}

function markInterestGrace({ terms, periods }: InterestModel): void {
  if (terms.grace.interestRows <= 0) return
  for (const [i, period] of periods.entries()) period.interestGrace = i < terms.grace.interestRows
}

const SMOOTHINGS_MAX = 3

/**
 * Spreads what the last instalment differs by over all of them, as long as that brings it nearer
 * (at most three times). Only where it differs by more than half as many minor units as periods.
 */
export function smooth(model: InterestModel, related: readonly Period[]): void {
  let trial: InterestModel | undefined
  const first = related[0]
  if (first === undefined) return
  for (let times = 0; times < SMOOTHINGS_MAX; times++) {
    const gap = gapOf(related)
    const graced = related.filter((period) => period.principalGrace).length
    const half = Math.floor((related.length - graced) / 2)
    if (half <= 0 || gap.difference === 0 || Math.abs(gap.difference) <= half) return
    const uncounted = related.filter(
      (period) => period.principalGrace || gap.instalment < paidIn(period),
    ).length
    const counted = Math.max(1, related.length - uncounted)
    const step = shared(gap.difference, counted, model.arithmetic)
    const instalment = offered(model, plus(gap.instalment, step))
    if (instalment === gap.instalment) return
    trial ??= copyOfModel(model)
    for (const period of within(trial, first)) {
      if (instalment < paidIn(period)) continue
      period.instalment = instalment
      period.plannedInstalment = instalment
    }
    carryBalances(trial)
    settleLast(trial, first.due)
    if (Math.abs(gapOf(trial.periods).difference) >= Math.abs(gap.difference)) return
    const better = within(trial, first)
    const smoothed = related.filter((period) => !period.principalGrace)
    for (const [i, period] of smoothed.entries()) {
      const from = better[i]
      if (from === undefined) break
      period.instalment = from.instalment
      period.plannedInstalment = from.instalment
    }
    carryBalances(model)
  }
}

const within = (model: InterestModel, first: Period): Period[] =>
  model.periods.filter(
    (period) =>
      period.from >= first.from &&
      period.due >= first.due &&
      !period.holdsEarlyReceipts &&
      !period.principalGrace,
  )

/** By how much the last instalment to be paid differs from the one before it. */
function gapOf(periods: readonly Period[]): { instalment: Money; difference: Money } {
  for (let i = periods.length - 1; i > 0; i--) {
    const [last, before] = [periods[i] as Period, periods[i - 1] as Period]
    if (last.principalGrace || before.principalGrace || isPaid(last) || isPaid(before)) continue
    return {
      instalment: before.instalment,
      difference: minus(last.instalment, before.instalment),
    }
  }
  return { instalment: periods[0]?.instalment ?? nothing, difference: nothing }
}
