/**
 * What a KFS says beside the figures: which limit a draw lowers, whom a purchase is paid to, and
 * what a reset of a floating rate would do (SPEC §2.2 rows 3 and 7, §13A). Pure.
 */
import type { LocalDate } from '#kernel/dates'
import { minus, type Money } from '#kernel/money'
import { exact, rate, type Rate } from '#kernel/rates'
import { monthsToRepay } from '../loan/floating-reset.ts'

export type Disclosure = {
  /** Of a draw or a purchase: the limit, and what is left under it afterwards. */
  readonly limit?: {
    readonly amount: Money
    readonly left: Money
    readonly restores: boolean
    readonly validTill: LocalDate
  }
  /** Of a purchase: who is paid, for which order, and what they bear of its cost. */
  readonly merchant?: {
    readonly name: string
    readonly orderReference: string
    readonly bearsPercent: string
  }
  /**
   * Of a floating rate: the instalment, or else their number, were it 25 basis points higher. No
   * number where the instalment of today would never repay the loan then.
   */
  readonly reset?: { readonly instalment: Money; readonly instalments?: number }
}

type Limit = {
  readonly amount: Money
  readonly available: Money
  readonly restores: boolean
  readonly validTill: LocalDate
}

/** The limit as it stands once this is drawn. */
export const afterDraw = (limit: Limit, drawn: Money): Required<Pick<Disclosure, 'limit'>> => ({
  limit: {
    ...{ amount: limit.amount, restores: limit.restores, validTill: limit.validTill },
    left: minus(limit.available, drawn),
  },
})

/** The step whose effect the KFS names: 25 basis points. */
const STEP_PERCENT = '0.25'
export const steppedUp = (now: Rate): Rate => rate(exact(now).plus(STEP_PERCENT).toString())

type Planned = { readonly principal: Money; readonly rate: Rate; readonly epi: Money }

/** One of the two changes at a reset: the instalment for the same term, or the term. */
export function resetStep(now: Planned, stepped: { epi: Money }): Required<Disclosure>['reset'] {
  const instalments = monthsToRepay(now.principal, now.epi, steppedUp(now.rate))
  return { instalment: stepped.epi, ...(instalments !== undefined && { instalments }) }
}
