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
import { impossibleTerms } from './impossible.ts'
import { planRows, type Instalment, type PlanOptions } from './plan.ts'

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

/**
 * The schedule of the loan. At most `instalments` rows: fewer where rounding up pays it off sooner.
 * Throws a RangeError on terms no schedule can meet.
 */
export function schedule(terms: ScheduleTerms): Instalment[] {
  const why = impossibleTerms(terms)
  if (why !== undefined) throw new RangeError(`schedule: ${why}`)
  return planRows({ ...terms, dueOns: dueDates(terms, terms.options) })
}
