/** The schedule model of a plain loan's plan: what its options and its start tell the model. */
import type { LocalDate } from '#kernel/dates'
import { minus, money, nothing, type Money } from '#kernel/money'
import { rate as rateOf } from '#kernel/rates'
import { dayOf } from './model/day.ts'
import { equate } from './model/equated-instalment.ts'
import { carryBalances, modelOf, principalOf, type InterestModel } from './model/interest-model.ts'
import type { InterestTerms } from './model/interest-terms.ts'
import { sliceInterest } from './model/period.ts'
import { settleLast } from './model/settling.ts'
import { lend, pauseInterest } from './model/tranche.ts'
import type { Plan } from './plan.ts'
import { resting } from './plan-options.ts'

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
    throw new RangeError('schedule: Interest can rest only while principal does.')
  }
  const halves = options.halves === 'even' ? 'half-even' : 'half-up'
  const { multiple = money(rounding === 'paise' ? 1 : 100) } = options
  // An instalment that was promised is not smoothed again.
  const residue = epi === undefined && options.residue === 'spread' ? undefined : 'last'
  return {
    ...{ digits: DIGITS, guardDigits: GUARD_DIGITS, rounding: halves },
    ...{ method, ratePercent: rate, every, unit, instalments: dueOns.length },
    ...{ dayCount: dayCount ?? bare, accrueBy: dayCount ? 'day' : 'period' },
    ...{ brokenByDay: true, equateBy: 'period', partialPeriods: false, grace },
    ...(residue && { residue }),
    ...{ multiple, offer: rounding === 'rupee-up' ? 'above' : 'nearest' },
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

/** The schedule model with all of the principal lent at its start. */
export function lentModel(plan: Plan, from: LocalDate): InterestModel {
  const { principal, epi, options = {}, flatOn } = plan
  const flat = options.method === 'flat'
  const terms = interestTermsOf(plan)
  if (flat && flatOn !== undefined) return flatGoingOn(plan, flatOn, from)
  const model = modelOf(terms, periodsOf(plan, from))
  lend(model, model.periods[0]?.from ?? 0, principal)
  if (plan.instalmentOfEach !== undefined) keepInstalments(model, plan.instalmentOfEach)
  else if (flat && epi !== undefined) shorten(model, epi, resting(options))
  return model
}

/**
 * Flat interest in the middle of a loan: it runs on what was lent, not on what is left to repay, so
 * each period's is known beforehand and stands beside a principal that bears none.
 */
function flatGoingOn(plan: Plan, flatOn: Money, from: LocalDate): InterestModel {
  const { principal, options = {}, pauses = [] } = plan
  const charged = lentModel({ ...strippedOf(plan), principal: flatOn, options }, from)
  for (const { from: begin, till } of pauses) {
    pauseInterest(charged, dayOf(begin) + 1, dayOf(till) + 1)
  }
  const bare = { ...plan, rate: rateOf('0'), options: { ...options, method: 'declining' as const } }
  const model = modelOf(interestTermsOf(bare), periodsOf(plan, from))
  for (const [i, period] of model.periods.entries()) {
    const own = charged.periods[i]
    period.fixedInterest = own ? sliceInterest(own, charged.arithmetic) : nothing
  }
  lend(model, model.periods[0]?.from ?? 0, principal)
  const all = plan.instalmentOfEach ?? model.periods.map((period) => period.plannedInstalment)
  const needed = periodsNeeded(model, all, principal)
  if (needed < plan.dueOns.length) {
    const fewer = { ...plan, dueOns: plan.dueOns.slice(0, needed) }
    return flatGoingOn({ ...fewer, instalmentOfEach: all.slice(0, needed) }, flatOn, from)
  }
  if (plan.instalmentOfEach !== undefined) keepInstalments(model, plan.instalmentOfEach)
  return model
}

/** Interest that is known beforehand is of the periods it takes to repay, and of no more. */
function periodsNeeded(model: InterestModel, all: readonly Money[], principal: Money): number {
  let left = principal
  const at = model.periods.findIndex((period, i) => {
    left = minus(left, minus(all[i] ?? nothing, period.fixedInterest))
    return left <= 0
  })
  return at < 0 ? model.periods.length : at + 1
}

function strippedOf({ epi, flatOn, instalmentOfEach, ...plan }: Plan): Plan {
  void [epi, flatOn, instalmentOfEach]
  return plan
}

/** Each period's own instalment, the last one settled. */
function keepInstalments(model: InterestModel, instalments: readonly Money[]): void {
  for (const [i, period] of model.periods.entries()) {
    period.instalment = instalments[i] ?? nothing
    period.plannedInstalment = period.instalment
  }
  carryBalances(model)
  settleLast(model, model.periods[0]?.due ?? 0)
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
