/** Terms no schedule can meet are refused with a sentence, before anything is worked out. */
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { impossiblePlan, RATE, type PlanOptions } from './plan-options.ts'

const INSTALMENTS_MAX = 480
/** Ten thousand crore: beyond it paise could not be counted to the last one. */
const PRINCIPAL_MAX = 10_000_000_000_000

/** Why, in a sentence; undefined when they can be. Of the dates `dueDates` has the say. */
export function impossibleTerms({
  principal,
  rate,
  instalments,
  epi,
  options = {},
}: {
  readonly principal: Money
  readonly rate: Rate
  readonly instalments: number
  readonly epi?: Money | undefined
  readonly options?: PlanOptions | undefined
}): string | undefined {
  if (!Number.isSafeInteger(principal)) return 'The principal has to be in whole paise.'
  if (principal <= 0) return 'The principal has to be above zero.'
  if (principal > PRINCIPAL_MAX) return 'No loan is above ten thousand crore rupees.'
  if (!Number.isInteger(instalments) || instalments < 1 || instalments > INSTALMENTS_MAX) {
    return `There can be between 1 and ${INSTALMENTS_MAX} instalments, not ${instalments}.`
  }
  if (typeof rate !== 'string' || !RATE.test(rate))
    return `A yearly rate of ${rate} percent cannot be.`
  if (epi !== undefined && !(Number.isSafeInteger(epi) && epi > 0)) {
    return 'An instalment has to be above zero, in whole paise.'
  }
  return impossiblePlan(options, instalments)
}
