/**
 * Overdue principal goes on bearing interest: it stays in the balance from its due date to the day
 * that is processed (SEMANTICS §7). Beyond that day the schedule trusts the borrower.
 */
import { minus, most, nothing, plus, type Money } from '#kernel/money'
import type { Day } from './day.ts'
import {
  carryBalances,
  changeBalance,
  duesOf,
  factorPeriod,
  lastOf,
  maturityOf,
  periodOn,
  type InterestModel,
} from './interest-model.ts'
import type { Period } from './period.ts'
import { settleLast } from './settling.ts'

/** Counts overdue principal to a day. Answers whether anything has changed. */
export function countOverdueTo(model: InterestModel, on: Day, payingOff: boolean): boolean {
  const till = Math.min(on, maturityOf(model))
  const overdue = model.periods.filter((period) => !period.holdsEarlyReceipts && till > period.due)
  if (overdue.length === 0) return false
  const last = lastOf(model)
  const current = periodOn(model, till) ?? last
  const run = { till, payingOff, changed: false }
  let [unpaid, all] = [nothing, nothing]
  for (const period of overdue) {
    if (unpaid > 0) keepOwed(model, period, { unpaid, all }, run)
    unpaid = unpaidOf(model, period)
    all = plus(all, unpaid)
  }
  keepOwed(model, current, { unpaid, all }, run)
  if (all > 0 && (model.overdueTo === undefined || model.overdueTo < till)) model.overdueTo = till
  return run.changed
}

function unpaidOf(model: InterestModel, period: Period): Money {
  const due = duesOf(model)[model.periods.indexOf(period)]
  return most(nothing, minus(due?.principal ?? nothing, period.paidPrincipal))
}

/** What fell due before the period is still owed in it: all of it until the day processed. */
function keepOwed(
  model: InterestModel,
  period: Period,
  { unpaid, all }: { unpaid: Money; all: Money },
  run: { readonly till: Day; readonly payingOff: boolean; changed: boolean },
): void {
  const { till } = run
  if (model.overdueTo === till) return
  const since = model.overdueTo
  correct(model, since === undefined || period.from > since ? period.from : since, unpaid)
  if (till > period.from && till <= period.due) {
    const end = toPeriodEnd(model, run.payingOff) ? period.due : till
    correct(model, end, minus(nothing, all))
    model.overdueTo = end
  }
  run.changed = true
}

function correct(model: InterestModel, on: Day, amount: Money): void {
  const period = changeBalance(model, on, { correction: amount })
  if (period === undefined) return
  model.overdueCorrections.push({ on, amount, due: period.due })
  factorPeriod(model, period)
  carryBalances(model)
  settleLast(model, on)
}

/** Whether interest is counted to the end of the running period rather than to the day itself. */
export function toPeriodEnd({ terms }: InterestModel, payingOff: boolean): boolean {
  const { recalculation } = terms
  if (recalculation === undefined || recalculation.payOffTo === 'date') return false
  return recalculation.rest === 'period' || payingOff
}
