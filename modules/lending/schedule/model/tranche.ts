/** Money lent: the first time, and again (SEMANTICS §5). */
import { nothing, plus, type Money } from '#kernel/money'
import { stepped, type Day } from './day.ts'
import { adoptInstalments, equate } from './equated-instalment.ts'
import {
  carryBalances,
  changeBalance,
  duesOf,
  factorFrom,
  factorPeriod,
  lastOf,
  maturityOf,
  modelOf,
  periodsFrom,
  startOf,
  withoutReceipts,
  type InterestModel,
} from './interest-model.ts'
import { blankPeriod, type Period } from './period.ts'
import { settleLast } from './settling.ts'

export function lend(model: InterestModel, on: Day, amount: Money): void {
  const { terms } = model
  const wholePeriod = terms.accrueBy === 'period' && !terms.partialPeriods
  const within = wholePeriod ? model.periods.find((period) => period.due > on) : undefined
  lendFrom(model, within?.from ?? on, amount)
}

function lendFrom(model: InterestModel, on: Day, amount: Money): void {
  for (const period of model.periods) {
    if (on <= period.from) period.disbursedBefore = plus(period.disbursedBefore, amount)
  }
  if (model.terms.freshTermPerTranche) return lendOverFreshTerm(model, on, amount)
  const fresh = isFresh(model)
  const period = changeBalance(model, on, { disbursed: amount })
  if (period === undefined) return
  const due = equatedFrom(model, period, on)
  if (model.trial || fresh || model.terms.method === 'flat') return equate(model, due, true)
  const trial = withoutReceipts(model)
  lendFrom(trial, on, nothing)
  equate(model, due, false)
  adoptInstalments(model, due, trial)
}

/** No instalment is worked out yet. */
const isFresh = ({ periods }: InterestModel): boolean =>
  periods.every((period) => period.instalment === 0)

/** What happens on a due date concerns the next period; on the last one, the last. */
export function equatedFrom(model: InterestModel, period: Period, on: Day): Day {
  const next = model.periods[model.periods.indexOf(period) + 1]
  return period.due === on && next !== undefined ? next.due : period.due
}

/** The tranche is planned by itself over a whole term, and laid onto the periods by their dates. */
function lendOverFreshTerm(model: InterestModel, on: Day, amount: Money): void {
  const { terms } = model
  const first = model.periods.findIndex((period) => on >= period.from && on < period.due)
  const seed = model.periods[first]?.from ?? beginningAfter(model, on)
  const alone = modelOf({ ...terms, freshTermPerTranche: false }, periodsFrom(seed, terms))
  alone.rates = [...model.rates]
  lend(alone, on, amount)
  const known = changeBalance(model, on, { disbursed: amount })
  const dues = duesOf(alone)
  for (const [i, planned] of alone.periods.entries()) {
    const own = dues[i]
    const instalment = plus(own?.principal ?? nothing, own?.interest ?? nothing)
    const same = first < 0 ? undefined : model.periods[first + i]
    if (same !== undefined) {
      same.instalment = plus(same.instalment, instalment)
      same.plannedInstalment = same.instalment
      factorPeriod(model, same)
      continue
    }
    const last = lastOf(model)
    const regular = i === 0 || last.due === planned.from
    const due = regular ? planned.due : stepped(last.due, terms.every, terms.unit)
    const added = blankPeriod(last.due, due)
    added.instalment = instalment
    added.plannedInstalment = instalment
    added.disbursedBefore = last.disbursedBefore
    model.periods.push(added)
    factorPeriod(model, added)
  }
  if (known === undefined) {
    const added = changeBalance(model, on, { disbursed: amount })
    if (added !== undefined) factorPeriod(model, added)
  }
  carryBalances(model)
  settleLast(model, on)
}

/** After the last due date the steps go on: the one the day lies in. */
function beginningAfter(model: InterestModel, on: Day): Day {
  const { every, unit } = model.terms
  const end = maturityOf(model)
  let steps = 0
  while (stepped(end, (steps + 1) * every, unit) <= on) steps++
  return stepped(end, steps * every, unit)
}

/** From a day on another rate: the interest "of day d" is that of the day before it. */
export function changeRate(model: InterestModel, from: Day, ratePercent: string): void {
  const effective = from - 1
  const known = model.rates.filter((rate) => rate.from !== effective)
  model.rates = [...known, { from: effective, ratePercent }].toSorted((a, b) => a.from - b.from)
  const period = changeBalance(model, effective)
  if (period !== undefined) equate(model, equatedFrom(model, period, effective), true)
}

/** More periods at the end; what is left is spread over all of them. */
export function extend(
  model: InterestModel,
  from: Day,
  count: number,
  grid: { seed: Day; periods: number } = gridOf(model),
): void {
  const { every, unit } = model.terms
  const last = lastOf(model)
  for (let n = grid.periods; n < grid.periods + count; n++) {
    const period = blankPeriod(lastOf(model).due, stepped(grid.seed, (n + 1) * every, unit))
    period.disbursedBefore = last.disbursedBefore
    model.periods.push(period)
  }
  const effective = from - 1
  const period = changeBalance(model, effective)
  if (period !== undefined) equate(model, equatedFrom(model, period, effective), true)
}

/** Due dates are counted from the start, or from the last one where they left its grid. */
function gridOf(model: InterestModel): { seed: Day; periods: number } {
  const { every, unit } = model.terms
  const [seed, periods] = [startOf(model), model.periods.length]
  const { from, due } = lastOf(model)
  const onGrid = stepped(seed, (periods - 1) * every, unit) === from
  return onGrid ? { seed, periods } : { seed: due, periods: 0 }
}

/** Days that bear nothing, both counted. The instalment stays; the last one shrinks. */
export function pauseInterest(model: InterestModel, from: Day, to: Day): void {
  const affected = model.periods.filter((period) => period.from < to && period.due >= from)
  for (const period of affected) {
    const begin = Math.max(from - 1, period.from)
    const end = Math.min(to, period.due)
    if (!period.slices.some((slice) => slice.from === begin)) cutAt(model, period, begin)
    if (!period.slices.some((slice) => slice.to === end)) cutAt(model, period, end)
    for (const slice of period.slices) {
      if (slice.from >= begin && slice.to <= end) slice.paused = true
    }
  }
  const first = affected[0]
  if (first === undefined) return
  factorFrom(model, first.from)
  carryBalances(model)
  settleLast(model, first.from)
}

function cutAt(model: InterestModel, period: Period, on: Day): void {
  if (on > period.from && on < period.due) changeBalance(model, on)
}

/** A due date moves, and those after it follow by the regular step, counted from the new one. */
export function moveDueDate(
  model: InterestModel,
  from: Day,
  to: Day,
  fixed?: { readonly seed: Day; readonly length: number },
): void {
  const { every, unit } = model.terms
  const at = model.periods.findIndex((period) => period.due >= from)
  const moved = model.periods[at]
  if (moved === undefined) return
  const shift = to - moved.due
  stretch(moved, moved.from, to)
  let due = to
  for (const [i, period] of model.periods.entries()) {
    if (i <= at) continue
    const last = i === model.periods.length - 1
    const next =
      last && fixed !== undefined
        ? stepped(fixed.seed, fixed.length, unit) + shift
        : stepped(to, (i - at) * every, unit)
    stretch(period, due, next)
    due = next
  }
  factorFrom(model, from)
  carryBalances(model)
  settleLast(model, from)
}

function stretch(period: Period, from: Day, due: Day): void {
  period.from = from
  period.due = due
  const [first, last] = [period.slices[0], period.slices.at(-1)]
  if (first !== undefined) first.from = from
  if (last !== undefined) last.to = due
}
