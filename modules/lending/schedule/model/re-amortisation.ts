/** What is overdue is spread over the instalments to come (SEMANTICS §9). */
import { minus, nothing, plus, sum } from '#kernel/money'
import { shared } from './arithmetic.ts'
import type { Day } from './day.ts'
import { equateOver, smooth } from './equated-instalment.ts'
import { carryBalances, duesOf, factorFrom, type InterestModel } from './interest-model.ts'
import { creditedIn, creditedPrincipal, isPaid, paidIn, type Period } from './period.ts'
import { settleLast } from './settling.ts'

/** Instalments of periods still to come are worked out anew over all that is owed. */
export function reAmortise(model: InterestModel, on: Day): void {
  liftGrace(model)
  emptyBefore(model, on)
  const coming = model.periods.filter((period) => period.due > on)
  equateOver(model, coming)
  carryBalances(model)
  settleLast(model, on)
  smooth(model, coming)
}

/** The same, with the interest that is overdue spread evenly instead of falling on the first. */
export function reAmortiseEvenly(model: InterestModel, on: Day): void {
  liftGrace(model)
  const dues = duesOf(model)
  const past = model.periods.filter((period) => period.due <= on && !isPaid(period))
  const coming = model.periods.filter((period) => period.due > on)
  const overdue = sum(
    past.map((period) => {
      const due = dues[model.periods.indexOf(period)]
      return minus(due?.interest ?? nothing, period.paidInterest)
    }),
  )
  const each = coming.length > 0 ? shared(overdue, coming.length, model.arithmetic) : nothing
  layReceiptsAtEnds(model, on)
  for (const period of past) {
    const last = period.slices.at(-1)
    if (last) last.correction = minus(last.correction, period.paidPrincipal)
    close(period)
    period.interestMoved = 'later'
  }
  factorFrom(model, coming[0]?.due ?? Infinity)
  for (const period of coming) period.fixedInterest = plus(period.fixedInterest, each)
  equateOver(model, coming)
  carryBalances(model)
  settleLast(model, on)
  smooth(model, coming)
}

/** Receipts of closed periods count from the period's end: interest before it is settled. */
function layReceiptsAtEnds(model: InterestModel, on: Day): void {
  for (const period of model.periods) for (const slice of period.slices) slice.correction = nothing
  for (const [i, period] of model.periods.entries()) {
    if (!isPaid(period) || period.due > on) continue
    const next = model.periods[i + 1]
    const own = minus(period.paidPrincipal, next ? creditedPrincipal(next) : nothing)
    const last = period.slices.at(-1)
    if (own > 0 && last) last.correction = minus(last.correction, own)
  }
}

export function liftGrace(model: InterestModel): void {
  for (const period of model.periods) period.principalGrace = false
  model.graceLifted = true
}

/** A period keeps what was paid of it and asks for nothing more. */
export function close(period: Period): void {
  period.instalment = paidIn(period)
  period.creditsMoved = plus(period.creditsMoved, creditedIn(period))
}

/** Periods begun and not paid are closed; what was counted for their overdue principal goes. */
export function emptyBefore(model: InterestModel, on: Day): void {
  const dues = duesOf(model)
  for (const [i, period] of model.periods.entries()) {
    if (period.from > on || isPaid(period)) continue
    for (const slice of period.slices) if (slice.to === on) slice.correction = nothing
    const last = period.slices.at(-1)
    const unpaid = minus(dues[i]?.principal ?? nothing, period.paidPrincipal)
    if (last && last.correction !== 0 && unpaid > 0)
      last.correction = minus(last.correction, unpaid)
    close(period)
  }
}
