/**
 * The annual percentage rate of RBI's Key Facts Statement (SPEC §2.3): the internal rate of return
 * per period on the money that reaches the borrower, times the periods in a year. Nominal, never
 * compounded; contingent charges stay out.
 */
import type { Money } from '#kernel/money'
import { exact, type Exact } from '#kernel/rates'

/** A payment of the borrower, so many whole periods after the money; may be part of a paisa. */
export type Flow = { readonly period: number; readonly paise: number | Exact }

export type Apr = {
  /** IRR of one period in percent, six decimals. */
  readonly periodicPercent: string
  /** The KFS figure, four decimals and the two that are printed. */
  readonly percent: string
  readonly shown: string
  /** Compounded: NOT the KFS figure (trap 2); for comparison only. */
  readonly effectivePercent: string
}

/**
 * The APR of flows against the net amount received. `periodsPerYear` is 12 or 52 for regular
 * instalments; 365 with periods in days for bullet loans and irregular first periods (trap 5).
 * Throws a RangeError where there is nothing to discount.
 */
export function apr(loan: { net: Money; flows: readonly Flow[]; periodsPerYear: number }): Apr {
  const rate = exact(periodicRate(loan.net, loan.flows))
  const nominal = rate.times(loan.periodsPerYear).times(100)
  return {
    periodicPercent: rate.times(100).toFixed(6),
    percent: nominal.toFixed(4),
    shown: nominal.toFixed(2),
    effectivePercent: rate.plus(1).pow(loan.periodsPerYear).minus(1).times(100).toFixed(4),
  }
}

/**
 * The rate r at which the flows are worth `net`. Halving an interval, not Newton: it always ends,
 * and only adds, multiplies and divides, so that a phone and a server give the same last digit.
 */
export function periodicRate(net: Money, flows: readonly Flow[]): number {
  const dense = byPeriod(flows)
  if (net <= 0 || !dense.some((paise) => paise > 0)) {
    throw new RangeError('apr: there is no money received or none repaid')
  }
  let [low, high] = [-0.99, 1]
  while (worth(dense, high) > net && high < 1e9) high *= 2
  for (let halving = 0; halving < HALVINGS_MAX; halving++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (worth(dense, middle) > net) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Enough to use up the 53 bits of a number from any starting interval. */
const HALVINGS_MAX = 120

/** Today's worth of the flows at a rate per period, in paise (Horner, from the last one back). */
export function worthOf(flows: readonly Flow[], rate: number): number {
  return worth(byPeriod(flows), rate)
}

function worth(dense: readonly number[], rate: number): number {
  let value = 0
  for (let period = dense.length - 1; period > 0; period--) {
    value = (value + (dense[period] ?? 0)) / (1 + rate)
  }
  return value + (dense[0] ?? 0)
}

function byPeriod(flows: readonly Flow[]): number[] {
  const last = flows.reduce((most, { period }) => Math.max(most, period), 0)
  const dense = Array.from({ length: last + 1 }, () => 0)
  for (const { period, paise } of flows) {
    if (!Number.isInteger(period) || period < 0) throw new RangeError(`apr: period ${period}`)
    dense[period] = (dense[period] ?? 0) + Number(paise)
  }
  return dense
}
