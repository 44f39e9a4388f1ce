/**
 * A period of the schedule and its slices: stretches of days on which the balance is one. What is
 * due of a period follows from its instalment, its slices and what the period before carried over.
 */
import { least, minus, money, most, nothing, plus, sum, type Money } from '#kernel/money'
import { noRatio, rounded, Whole, type Arithmetic, type Ratio } from './arithmetic.ts'
import type { Day } from './day.ts'

/** Amounts of a slice take effect at its end: they change the balance of the next. */
export type Slice = {
  from: Day
  to: Day
  /** For the equated instalment, and per day to the period's end for the interest charged. */
  factor: Ratio
  factorToDue: Ratio
  /** Principal and interest added to the period by a credit: a chargeback, say. */
  creditedPrincipal: Money
  creditedInterest: Money
  disbursed: Money
  /** Receipts (below zero), credits and overdue principal. */
  correction: Money
  balance: Money
  /** What interest runs on. */
  bearing: Money
  paused: boolean
}

export type Period = {
  from: Day
  due: Day
  slices: Slice[]
  /** The instalment, and as it was when last calculated. */
  instalment: Money
  plannedInstalment: Money
  paidPrincipal: Money
  paidInterest: Money
  /** Interest of later, fully paid periods that is collected here. */
  lateInterest: Money
  /** Interest that does not depend on the balance: spread evenly by a re-ageing. */
  fixedInterest: Money
  /** Its own interest is collected in an earlier period, or was moved to later ones. */
  interestMoved: 'no' | 'earlier' | 'later'
  interestGrace: boolean
  principalGrace: boolean
  reAged: boolean
  /** Holds what was paid early before a re-ageing. */
  holdsEarlyReceipts: boolean
  /** Credits that left the period with a re-ageing. */
  creditsMoved: Money
  /** Principal lent before the period began: what flat interest is charged on. */
  disbursedBefore: Money
  /** The last interest worked out, and from what: a balance is gone through again and again. */
  borne?: { readonly near: number; readonly bearing: Money; readonly interest: Money }
}

/** What is due of a period. */
export type PeriodDue = {
  /** Its interest and what the period before could not collect. */
  readonly accrued: Money
  readonly interest: Money
  readonly principal: Money
  /** Accrued beyond the instalment: carried into the next period. */
  readonly carried: Money
  /** The instalment with credits and interest of later periods. */
  readonly payable: Money
}

export const blankSlice = (from: Day, to: Day, paused = false): Slice => ({
  ...{ from, to, paused, factor: noRatio, factorToDue: noRatio },
  ...{ creditedPrincipal: nothing, creditedInterest: nothing },
  ...{ disbursed: nothing, correction: nothing, balance: nothing, bearing: nothing },
})

export const blankPeriod = (from: Day, due: Day): Period => ({
  ...{ from, due, slices: [blankSlice(from, due)] },
  ...{ instalment: nothing, plannedInstalment: nothing },
  ...{ paidPrincipal: nothing, paidInterest: nothing },
  ...{ lateInterest: nothing, fixedInterest: nothing, interestMoved: 'no' },
  ...{ interestGrace: false, principalGrace: false },
  ...{ reAged: false, holdsEarlyReceipts: false },
  ...{ creditsMoved: nothing, disbursedBefore: nothing },
})

export const copyOfPeriod = (period: Period): Period => ({
  ...period,
  slices: period.slices.map((slice) => ({ ...slice })),
})

export const creditedPrincipal = (period: Period): Money =>
  most(nothing, total(period, 'creditedPrincipal'))
export const creditedInterest = (period: Period): Money =>
  most(nothing, total(period, 'creditedInterest'))
export const creditedIn = (period: Period): Money =>
  minus(plus(creditedPrincipal(period), creditedInterest(period)), period.creditsMoved)
export const disbursedIn = (period: Period): Money => total(period, 'disbursed')
export const paidIn = (period: Period): Money => plus(period.paidPrincipal, period.paidInterest)
export const payableIn = (period: Period): Money =>
  plus(plus(period.instalment, creditedIn(period)), period.lateInterest)
export const isPaid = (period: Period): boolean => payableIn(period) === paidIn(period)

/** Fewer than a handful of slices: a plain loop, for this is asked for all the time. */
function total(
  { slices }: Period,
  field: 'creditedPrincipal' | 'creditedInterest' | 'disbursed',
): Money {
  let all = 0
  for (const slice of slices) all += slice[field]
  return money(all)
}

/** What is due of the period when the one before carried `carriedIn` over. */
export function dueOf(period: Period, carriedIn: Money, arithmetic: Arithmetic): PeriodDue {
  const payable = payableIn(period)
  const own = period.interestMoved === 'no' ? sliceInterest(period, arithmetic) : nothing
  const all = sum([own, period.fixedInterest, period.lateInterest, carriedIn])
  const accrued = most(nothing, all)
  const { paidPrincipal, paidInterest } = period
  const plannedPrincipal = most(nothing, minus(payable, accrued))
  const owed = paidPrincipal > plannedPrincipal ? paidInterest : least(accrued, payable)
  const interest = period.interestGrace ? paidInterest : most(owed, paidInterest)
  const principal = most(most(nothing, minus(payable, interest)), paidPrincipal)
  return { accrued, interest, principal, payable, carried: most(nothing, minus(accrued, interest)) }
}

/** One rounding a period, whatever the number of its slices. */
export function sliceInterest(period: Period, arithmetic: Arithmetic): Money {
  let near = 0
  let bearing = 0
  for (const slice of period.slices) {
    near += Math.max(0, nearInterest(slice, period.due))
    bearing += slice.bearing
  }
  const { borne } = period
  if (borne?.near === near && borne.bearing === bearing) return borne.interest
  const interest = rounded(near, () => exactInterest(period, arithmetic), arithmetic)
  period.borne = { near, bearing: money(bearing), interest }
  return interest
}

function nearInterest(slice: Slice, due: Day): number {
  const toDue = due - slice.from
  if (slice.paused || toDue === 0) return slice.creditedInterest
  const { bearing, factorToDue, from, to, creditedInterest: credited } = slice
  return credited + ((bearing * factorToDue.near) / toDue) * (to - from)
}

function exactInterest(period: Period, { Step }: Arithmetic) {
  let all = new Whole(0)
  for (const slice of period.slices) {
    const { bearing, factorToDue, from, to, creditedInterest: credited } = slice
    const toDue = period.due - from
    const borne =
      slice.paused || toDue === 0
        ? new Step(0)
        : new Step(bearing)
            .times(factorToDue.exactly())
            .dividedBy(toDue)
            .times(to - from)
    const interest = new Step(credited).plus(borne)
    if (interest.isPositive()) all = all.plus(interest)
  }
  return all
}
