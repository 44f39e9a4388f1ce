/** Payments on a schedule whose interest follows them (SEMANTICS §7). */
import { least, minus, most, nothing, plus, sum, type Money } from '#kernel/money'
import type { Day } from './day.ts'
import {
  carryBalances,
  changeBalance,
  copyOfModel,
  duesOf,
  factorFrom,
  factorPeriod,
  lastOf,
  maturityOf,
  periodOn,
  principalOf,
  sliceOn,
  startOf,
  type InterestModel,
} from './interest-model.ts'
import { creditedIn, isPaid, paidIn, payableIn, type Period } from './period.ts'
import { collectLateInterest, settleLast, stopAt } from './settling.ts'

/** Principal of a period is paid; from that day on (at the latest its due date) nothing accrues. */
export function payPrincipal(model: InterestModel, period: Period, on: Day, amount: Money): void {
  if (amount === 0) return
  const { lent, credited, paid } = principalOf(model)
  const over = plus(paid, amount) > plus(lent, credited)
  period.paidPrincipal = plus(period.paidPrincipal, over ? minus(lent, paid) : amount)
  const effective = Math.min(period.due, on)
  correctBalance(model, effective, minus(nothing, amount))
  if (model.instalmentsFixed) return
  const several = model.periods.filter((each) => !isPaid(each)).length > 1
  const early = several && on < period.from
  const total = paidIn(period)
  const credits = creditedIn(period)
  // A whole instalment paid before its period begins: the period is done with.
  if (early && (total > payableIn(period) || total === plus(period.plannedInstalment, credits))) {
    period.instalment = minus(total, credits)
  }
  settleLast(model, effective)
}

export function payInterest(model: InterestModel, period: Period, on: Day, amount: Money): void {
  const waiting = model.periods.filter((each) => !isPaid(each)).at(-1)
  if (waiting === period && waiting !== lastOf(model) && on >= waiting.due) {
    collectLateInterest(model, waiting, on)
  }
  const due = sum(duesOf(model).map(({ interest }) => interest))
  const paid = sum(model.periods.map((each) => each.paidInterest))
  period.paidInterest = plus(period.paidInterest, least(amount, minus(due, paid)))
  carryBalances(model)
  settleLast(model, on)
}

export function correctBalance(model: InterestModel, on: Day, correction: Money): void {
  const period = changeBalance(model, on, { correction })
  if (period === undefined) return
  factorPeriod(model, period)
  carryBalances(model)
  settleLast(model, on)
}

/** Principal or interest is put back on the schedule: a chargeback, a refund of an overpayment. */
export function credit(
  model: InterestModel,
  on: Day,
  amounts: { principal?: Money; interest?: Money },
): void {
  const { principal = nothing, interest = nothing } = amounts
  const period = changeBalance(model, on, { correction: principal })
  if (period === undefined) return
  const last = lastOf(model)
  const owner = model.periods.find(
    (each) => on >= each.from && (each === last ? on <= each.due : on < each.due),
  )
  const slice = owner?.slices.findLast((each) => each.from === on)
  if (slice !== undefined) {
    slice.creditedPrincipal = plus(slice.creditedPrincipal, principal)
    slice.creditedInterest = plus(slice.creditedInterest, interest)
  }
  factorPeriod(model, period)
  carryBalances(model)
  settleLast(model, on)
}

/** The schedule as if no day after this one would ever come. */
export function heldAt(model: InterestModel, on: Day): InterestModel {
  const copy = copyOfModel(model)
  if (on < startOf(copy)) {
    for (const period of copy.periods) period.slices = []
    return copy
  }
  if (on >= maturityOf(copy)) return copy
  const current = periodOn(copy, on)
  const at = copy.periods.findIndex((period) => period === current)
  for (const [i, period] of copy.periods.entries()) {
    if (period.due <= on) continue
    if (period === current) holdSlices(copy, period, on)
    else if (i === at + 1 && hasCredits(period)) {
      const [first] = period.slices
      period.slices = first ? [{ ...first, to: first.from }] : []
    } else period.slices = []
  }
  factorFrom(copy, -Infinity)
  carryBalances(copy)
  settleLast(copy, on)
  return copy
}

const hasCredits = ({ slices: [first] }: Period): boolean =>
  first !== undefined && (first.creditedInterest > 0 || first.creditedPrincipal > 0)

/** What is credited on the very day belongs to it. */
function holdSlices(model: InterestModel, period: Period, on: Day): void {
  const slice = sliceOn(model, period, on)
  if (slice === undefined) return
  const at = period.slices.indexOf(slice)
  const next = period.slices[at + 1]
  slice.to = on
  if (next !== undefined) {
    slice.creditedPrincipal = plus(slice.creditedPrincipal, next.creditedPrincipal)
    slice.creditedInterest = plus(slice.creditedInterest, next.creditedInterest)
  }
  period.slices.splice(at + 1)
}

/** What a period can be asked for on a day: interest to that day, and the principal with it. */
export function payableOn(
  model: InterestModel,
  period: Period,
  on: Day,
): { principal: Money; interest: Money } {
  const held = heldAt(model, on)
  const at = model.periods.indexOf(period)
  const own = held.periods[at] as Period
  const open = held.periods.filter((each) => !isPaid(each)).length
  const vertical = model.terms.processing === 'vertical'
  if (on <= own.from) planWhole(model, held, at, open)
  const dues = duesOf(held)
  const due = dues[at]
  if (due === undefined) return { principal: nothing, interest: nothing }
  if (!vertical) return { principal: due.principal, interest: due.interest }
  const wanted = open > 1 ? payableIn(own) : due.principal
  const { lent, paid } = principalOf(held)
  const interest = sum(dues.map((each) => each.interest))
  const paidInterest = sum(held.periods.map((each) => each.paidInterest))
  return {
    principal: least(wanted, most(minus(lent, paid), own.paidPrincipal)),
    interest: least(due.interest, most(minus(interest, paidInterest), own.paidInterest)),
  }
}

/** Of a period not begun the whole planned instalment is principal, if so much is left. */
function planWhole(model: InterestModel, held: InterestModel, at: number, open: number): void {
  const period = held.periods[at] as Period
  if (period.reAged) {
    period.instalment = (model.periods[at] as Period).instalment
    return
  }
  const { lent, paid } = principalOf(held)
  const left = most(nothing, minus(lent, paid))
  if (open > 1) {
    period.instalment = period.plannedInstalment
    const due = duesOf(held)[at]
    const asked = most(nothing, minus(due?.principal ?? nothing, period.paidPrincipal))
    period.instalment = minus(period.instalment, most(nothing, minus(asked, left)))
  } else if (isPaid(period) && open === 1) {
    const due = duesOf(held)[at]
    const rest = plus(plus(minus(lent, paid), period.paidPrincipal), due?.interest ?? nothing)
    period.instalment = least(period.plannedInstalment, rest)
  }
}

/** All that a day's end owes: principal left, and interest due up to the day. */
export function outstandingOn(
  model: InterestModel,
  on: Day,
): { principal: Money; interest: Money } {
  const copy = copyOfModel(model)
  stopAt(copy, on)
  carryBalances(copy)
  settleLast(copy, on)
  const { lent, paid } = principalOf(copy)
  const due = sum(duesOf(copy).map(({ interest }) => interest))
  const paidInterest = sum(copy.periods.map((each) => each.paidInterest))
  return {
    principal: most(nothing, minus(lent, paid)),
    interest: most(nothing, minus(due, paidInterest)),
  }
}

/** Interest of a period up to a day. */
export function accruedIn(model: InterestModel, period: Period, on: Day): Money {
  const due = duesOf(heldAt(model, on))[model.periods.indexOf(period)]
  return due?.accrued ?? nothing
}
