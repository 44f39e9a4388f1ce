/**
 * The instalments of a loan repaid in instalments (SPEC §2.4).
 *
 * The ledger is in paise, the instalment offered is in whole rupees, and the last one takes the
 * residue, so the principal of the rows sums to the loan exactly.
 */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import type { Rounding } from './annuity.ts'
import { dueDates } from './due-date.ts'
import { planRows, type Instalment, type PlanOptions } from './plan.ts'
import { impossiblePlan } from './plan-options.ts'

export type ScheduleTerms = {
  readonly principal: Money
  /** Yearly rate in percent; `'0'` is a loan without interest. */
  readonly rate: Rate
  readonly instalments: number
  /** The day the money reaches the borrower: interest starts here (SPEC §3.2). */
  readonly startOn: LocalDate
  /** Absent: a period after the start, and counted from there ever after. */
  readonly firstDueOn?: LocalDate
  readonly rounding?: Rounding
  /** The instalment already promised (in a KFS); absent: calculated. */
  readonly epi?: Money
  readonly options?: PlanOptions
}

const INSTALMENTS_MAX = 480

/**
 * The schedule of the loan. At most `instalments` rows: fewer where rounding up pays it off sooner.
 * Throws a RangeError on terms no schedule can meet.
 */
export function schedule(terms: ScheduleTerms): Instalment[] {
  const { principal, instalments, options } = terms
  if (principal <= 0) throw new RangeError('schedule: the principal is not above zero')
  if (!Number.isInteger(instalments) || instalments < 1 || instalments > INSTALMENTS_MAX) {
    throw new RangeError(`schedule: ${instalments} instalments are not between 1 and 480`)
  }
  const why = impossiblePlan(options ?? {}, instalments)
  if (why !== undefined) throw new RangeError(`schedule: ${why}`)
  return planRows({ ...terms, dueOns: dueDates(terms, options) })
}
