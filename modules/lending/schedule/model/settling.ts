/**
 * The last instalment that is not paid takes what the others leave: all principal lent and all
 * interest due, less the other instalments. The rest stay as they are (SEMANTICS §7).
 */
import { minus, most, nothing, plus, sum, type Money } from '#kernel/money'
import type { Day } from './day.ts'
import { noRatio } from './arithmetic.ts'
import {
  carryBalances,
  changeBalance,
  copyOfModel,
  duesOf,
  factorFrom,
  lastOf,
  periodOn,
  principalOf,
  sliceOn,
  type InterestModel,
} from './interest-model.ts'
import {
  creditedIn,
  creditedPrincipal,
  disbursedIn,
  isPaid,
  paidIn,
  payableIn,
  type Period,
  type PeriodDue,
} from './period.ts'

const SETTLINGS_MAX = 500

export function settleLast(model: InterestModel, till: Day, depth = 0): void {
  const dues = capPrincipal(model)
  const period = lastUnpaid(model)
  if (period === undefined || depth > SETTLINGS_MAX) return
  const collectsLate = period.lateInterest !== 0
  period.lateInterest = nothing
  const moved = collectsLate || model.periods.some((each) => each.interestMoved === 'earlier')
  for (const each of model.periods) if (each.interestMoved === 'earlier') each.interestMoved = 'no'
  const floor = minus(paidIn(period), creditedIn(period))
  let instalment = plus(period.instalment, missing(model, moved ? duesOf(model) : dues))
  const fixed = plus(period.paidPrincipal, period.fixedInterest)
  if (period.fixedInterest > 0 && instalment < fixed) instalment = fixed
  period.instalment = instalment
  if (instalment < floor) {
    period.instalment = floor
    settleLast(model, till, depth + 1)
  }
  collectLateInterest(model, period, till)
  if (period !== lastOf(model)) repayAll(model, period)
}

/** Interest collected from later periods moves nothing of the principal: all of it is repaid. */
function repayAll(model: InterestModel, period: Period): void {
  const { lent, paid } = principalOf(model)
  if (paid > lent) return
  const repaid = sum(duesOf(model).map(({ principal }) => principal))
  const floor = minus(paidIn(period), plus(creditedIn(period), period.lateInterest))
  period.instalment = most(floor, plus(period.instalment, minus(lent, repaid)))
}

/** No period may ask for more principal than is left of the loan. Answers what is due then. */
function capPrincipal(model: InterestModel): PeriodDue[] {
  const { lent, paid } = principalOf(model)
  const left = minus(most(nothing, lent), paid)
  const dues = duesOf(model)
  let capped = false
  for (const [i, period] of model.periods.entries()) {
    const due = dues[i]
    if (due === undefined) continue
    const unpaid = most(nothing, minus(due.principal, period.paidPrincipal))
    if (unpaid <= left) continue
    const cut = minus(period.instalment, minus(unpaid, left))
    period.instalment = most(cut, most(nothing, minus(paidIn(period), creditedIn(period))))
    capped = true
  }
  return capped ? duesOf(model) : dues
}

function lastUnpaid(model: InterestModel): Period | undefined {
  const found = model.periods.findLast((period) => !isPaid(period))
  if (found !== undefined) return found
  // Nothing is paid and nothing is to pay: the instalments are not worked out yet.
  const { paid } = principalOf(model)
  if (paid > 0) return undefined
  const last = lastOf(model)
  const slice = last.slices.at(-1)
  const owes = slice !== undefined && plus(slice.balance, slice.disbursed) > 0
  return owes ? last : undefined
}

/** What all instalments together fall short of what is to be repaid. */
function missing(model: InterestModel, dues: readonly PeriodDue[]): Money {
  let short = nothing
  for (const [i, period] of model.periods.entries()) {
    const owed = plus(disbursedIn(period), plus(creditedPrincipal(period), interestOf(dues[i])))
    short = plus(short, minus(owed, payableIn(period)))
  }
  return short
}

const interestOf = (due: { interest: Money } | undefined): Money => due?.interest ?? nothing

/**
 * Interest of periods paid early has no instalment of its own any more; as of a day, the last
 * unpaid period before them collects it.
 */
export function collectLateInterest(model: InterestModel, period: Period, till: Day): void {
  if (period === lastOf(model)) return
  const copy = copyOfModel(model)
  const { overdueCorrections } = copy
  const reset =
    overdueCorrections.some(({ due }) => due === period.due) &&
    !overdueCorrections.some(({ due }) => due > period.due)
  if (reset) withdrawOverdue(copy)
  stopAt(copy, till)
  if (reset) carryBalances(copy)
  const dues = duesOf(copy)
  const at = copy.periods.findLastIndex(
    (each, i) => each.due > period.due && (dues[i]?.carried ?? 0) > 0,
  )
  if (at < 0) return
  period.lateInterest = dues[at]?.carried ?? nothing
  for (const each of model.periods) if (each.due > period.due) each.interestMoved = 'earlier'
}

export function withdrawOverdue(model: InterestModel): void {
  for (const { on, amount } of model.overdueCorrections) {
    changeBalance(model, on, { correction: minus(nothing, amount) })
  }
  model.overdueCorrections = []
  delete model.overdueTo
}

/** Interest runs to a day and no further. */
export function stopAt(model: InterestModel, till: Day): void {
  const period = periodOn(model, till)
  const slice = period && sliceOn(model, period, till)
  if (slice !== undefined) slice.to = till
  factorFrom(model, -Infinity)
  for (const each of model.periods) {
    for (const later of each.slices) {
      if (till >= later.to) continue
      later.factor = noRatio
      later.factorToDue = noRatio
    }
  }
}
