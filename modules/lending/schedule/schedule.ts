/**
 * The instalments of an EMI loan: declining balance, monthly (SPEC §2.4).
 *
 * The ledger is in paise, the EMI offered is in whole rupees, and the last instalment takes the
 * residue, so the principal of the rows sums to the loan exactly.
 */
import { addMonths, daysBetween, type LocalDate } from '#kernel/dates'
import { least, minus, money, nothing, plus, type Money } from '#kernel/money'
import { exact, toPaise, type Exact, type Rate } from '#kernel/rates'
import { daysInterest, monthInterest } from './interest.ts'

/** How the offered instalment is rounded; `rupee` (half-up) is the house's. */
export type Rounding = 'rupee' | 'rupee-up' | 'paise'

export type Instalment = {
  readonly n: number
  readonly dueOn: LocalDate
  /** Principal outstanding before it, when everything is paid on time. */
  readonly opening: Money
  readonly principal: Money
  readonly interest: Money
  /** What the borrower pays: principal + interest. */
  readonly instalment: Money
}

export type ScheduleTerms = {
  readonly principal: Money
  /** Yearly rate in percent; `'0'` is a loan without interest. */
  readonly rate: Rate
  readonly instalments: number
  /** The day the money reaches the borrower: interest starts here (SPEC §3.2). */
  readonly startOn: LocalDate
  /** Absent: a month after the start, and on that day of the month ever after. */
  readonly firstDueOn?: LocalDate
  readonly rounding?: Rounding
  /** The instalment already promised (in a KFS); absent: calculated. */
  readonly epi?: Money
}

/**
 * The schedule of the loan. At most `instalments` rows: fewer where rounding up pays it off sooner.
 * Throws a RangeError on terms no schedule can meet.
 */
export function schedule(terms: ScheduleTerms): Instalment[] {
  const { principal, rate, instalments, startOn } = terms
  if (principal <= 0) throw new RangeError('schedule: the principal is not above zero')
  if (!Number.isInteger(instalments) || instalments < 1 || instalments > 480) {
    throw new RangeError(`schedule: ${instalments} instalments are not between 1 and 480`)
  }
  const epi = terms.epi ?? epiOf(principal, rate, instalments, terms.rounding)
  return amortise({ principal, rate, startOn, dueOns: dueDates(terms), epi })
}

/** The due dates, each counted from the first so that the 31st does not drift to the 28th. */
export function dueDates(
  terms: Pick<ScheduleTerms, 'instalments' | 'startOn' | 'firstDueOn'>,
): LocalDate[] {
  const { startOn, firstDueOn, instalments } = terms
  if (firstDueOn !== undefined && firstDueOn <= startOn) {
    throw new RangeError(`schedule: the first due date ${firstDueOn} is not after ${startOn}`)
  }
  return Array.from({ length: instalments }, (_, i) =>
    firstDueOn === undefined ? addMonths(startOn, i + 1) : addMonths(firstDueOn, i),
  )
}

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

/**
 * Rows that repay `principal` on the given dates with a given instalment. It ends early when the
 * principal is repaid; the last date takes whatever is left. Also re-plans a loan after a
 * part-prepayment, which may start inside a month.
 */
export function amortise(plan: {
  principal: Money
  rate: Rate
  startOn: LocalDate
  dueOns: readonly LocalDate[]
  epi: Money
  /** Number of the first row. */
  firstN?: number
}): Instalment[] {
  const { rate, startOn, dueOns, epi, firstN = 1 } = plan
  const rows: Instalment[] = []
  let opening = plan.principal
  for (const [i, dueOn] of dueOns.entries()) {
    if (opening === 0) break
    const first = i === 0 ? firstInterest(opening, rate, startOn, dueOn) : undefined
    const interest = first?.interest ?? monthInterest(opening, rate)
    const due = plus(epi, first?.onTop ?? nothing)
    const last = i === dueOns.length - 1
    if (!last && due <= interest) {
      throw new RangeError('schedule: the instalment does not cover the interest of its month')
    }
    const principal = last ? opening : least(minus(due, interest), opening)
    const instalment = plus(principal, interest)
    rows.push({ n: firstN + i, dueOn, opening, principal, interest, instalment })
    opening = minus(opening, principal)
  }
  return rows
}

/**
 * A first period of exactly a month is regular. A shorter one bears its actual days. A longer one
 * bears a month plus the actual days before it, and those come on top of the first instalment.
 */
function firstInterest(
  principal: Money,
  rate: Rate,
  startOn: LocalDate,
  dueOn: LocalDate,
): { interest: Money; onTop: Money } {
  if (isRegular(startOn, dueOn)) {
    return { interest: monthInterest(principal, rate), onTop: nothing }
  }
  const monthBefore = addMonths(dueOn, -1)
  if (startOn > monthBefore) {
    return { interest: daysInterest(principal, rate, daysBetween(startOn, dueOn)), onTop: nothing }
  }
  const onTop = daysInterest(principal, rate, daysBetween(startOn, monthBefore))
  return { interest: plus(monthInterest(principal, rate), onTop), onTop }
}

/** Whether the first period is exactly a month: the APR is monthly IRR × 12, else daily × 365. */
export const isRegular = (startOn: LocalDate, firstDueOn: LocalDate): boolean =>
  addMonths(startOn, 1) === firstDueOn || addMonths(firstDueOn, -1) === startOn
