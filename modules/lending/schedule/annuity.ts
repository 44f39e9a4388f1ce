/** The equated instalment by its formula, of a loan repaid over whole periods. */
import { money, type Money } from '#kernel/money'
import { exact, toPaise, type Exact, type Rate } from '#kernel/rates'

/** How the offered instalment is rounded; `rupee` (half-up) is the house's. */
export type Rounding = 'rupee' | 'rupee-up' | 'paise'

/** The equated instalment unrounded, in paise, as RBI's own illustration has it (KFS-RBI-1). */
export function epiExact(
  principal: Money,
  rate: Rate,
  instalments: number,
  periodsPerYear = 12,
): Exact {
  const periodic = exact(rate).dividedBy(100 * periodsPerYear)
  if (periodic.isZero()) return exact(principal).dividedBy(instalments)
  const growth = periodic.plus(1).pow(instalments)
  return exact(principal).times(periodic).times(growth).dividedBy(growth.minus(1))
}

/** The instalment as offered; never nothing. */
export function epiOf(
  principal: Money,
  rate: Rate,
  instalments: number,
  rounding: Rounding = 'rupee',
): Money {
  const paise = epiExact(principal, rate, instalments)
  if (rounding === 'paise') return money(Math.max(1, toPaise(paise)))
  const rupee = paise.dividedBy(100)
  const whole = rounding === 'rupee' ? toPaise(rupee) : rupee.ceil().toNumber()
  return money(Math.max(1, whole) * 100)
}
