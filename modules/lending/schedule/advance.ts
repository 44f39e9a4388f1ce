/**
 * Instalments taken in advance (INT24, SPEC §3.2): the borrower never had that money, so interest
 * runs on the rest only.
 */
import { minus, money, type Money } from '#kernel/money'
import { exact, toPaise, type Rate } from '#kernel/rates'
import { epiExact } from './annuity.ts'

export type InAdvance = {
  /** The instalment of an annuity due, to the paisa. */
  readonly epi: Money
  /** What the borrower really received. */
  readonly principal: Money
}

/** Of `instalments` monthly ones the first `advance` are paid with the disbursal. */
export function inAdvance(
  sanctioned: Money,
  rate: Rate,
  instalments: number,
  advance: number,
): InAdvance {
  const monthly = exact(rate).dividedBy(1200).plus(1)
  // All paid one period sooner is worth one period more; further ones in advance likewise.
  const growth = monthly.pow(instalments - advance)
  const worth = monthly.equals(1)
    ? exact(instalments)
    : exact(advance).plus(growth.minus(1).dividedBy(monthly.minus(1).times(growth)))
  const epi = monthly.equals(1)
    ? toPaise(epiExact(sanctioned, rate, instalments))
    : toPaise(exact(sanctioned).dividedBy(worth))
  return { epi, principal: minus(sanctioned, money(epi * advance)) }
}
