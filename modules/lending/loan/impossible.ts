/**
 * What no lender could agree and no day could bring, told before anything is worked out: so that
 * `loanAt` answers whatever it is given. Terms that cannot be are refused with a sentence; a fact
 * that cannot be changes nothing, like one that comes when it cannot count.
 */
import { dayNumber, type LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import { impossibleTerms } from '../schedule/impossible.ts'
import { isCount, isDayCount, isHolidays, RATE } from '../schedule/plan-options.ts'
import { isKind, type LoanFact, type LoanFactKind } from './fact.ts'
import type { LoanTerms } from './terms.ts'

/** Ten thousand crore: the largest sum, as of a loan. */
const AMOUNT_MAX = 10_000_000_000_000
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2999-12-31'] as const

type Test = (value: unknown) => boolean

const isText: Test = (value) => typeof value === 'string' && value !== ''
const isDay: Test = (value) =>
  typeof value === 'string' &&
  value >= FIRST_DAY &&
  value <= LAST_DAY &&
  Number.isInteger(dayNumber(value as LocalDate))
const isAmount: Test = (value) =>
  Number.isSafeInteger(value) && (value as Money) >= 0 && (value as Money) <= AMOUNT_MAX
const isPercent: Test = (value) => typeof value === 'string' && RATE.test(value)
const oneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(value as string)
const rows: Test = (value) => isCount(value as number)

const CHARGES = ['bounce', 'penal', 'foreclosure', 'other'] as const

/** A field says the same whatever the fact. */
const FIELDS: { readonly [field: string]: Test } = {
  ...{ id: isText, of: isText, on: isDay, till: isDay, startOn: isDay, nextDueOn: isDay },
  ...{ monitoredTill: isDay, amount: isAmount, gst: isAmount, epi: isAmount, rate: isPercent },
  ...{ instalments: rows, every: rows, unit: oneOf('days', 'weeks', 'months') },
  charge: oneOf(...CHARGES),
  part: oneOf('interest', 'principal', ...CHARGES),
  pause: (value) => typeof value === 'object' && value !== null && Object.values(value).every(rows),
}

/** Beside its id and its day. */
const NEEDED: { readonly [kind in LoanFactKind]?: readonly string[] } = {
  ...{ disbursed: ['amount'], presented: ['amount'], repaid: ['amount'], refunded: ['amount'] },
  ...{ goodwill: ['amount'], 'merchant-refunded': ['amount'], drawn: ['amount'] },
  ...{ 'cooled-off': ['amount'], provisioned: ['amount'], 'charged-back': ['of', 'amount'] },
  ...{ charged: ['charge', 'amount', 'gst'], waived: ['part', 'amount'] },
  ...{ 'rate-changed': ['rate'], 'interest-paused': ['till'], rescheduled: ['instalments'] },
  ...{ 're-aged': ['startOn', 'every', 'unit', 'instalments'], reversed: ['of'], bounced: ['of'] },
}

/** Whether it is a fact at all: of a known kind, on a day, every field of it what it must be. */
export function isPossible(fact: LoanFact): boolean {
  if (typeof fact !== 'object' || fact === null || !isKind(fact.kind)) return false
  const said: { readonly [field: string]: unknown } = fact
  const needed = NEEDED[fact.kind] ?? []
  if (!isText(fact.id) || !isDay(fact.on) || needed.some((field) => said[field] === undefined)) {
    return false
  }
  for (const field in said) {
    if (said[field] !== undefined && FIELDS[field]?.(said[field]) === false) return false
  }
  return true
}

/** Why a loan cannot be of these terms, in a sentence; undefined when it can. */
export function impossibleLoan(terms: LoanTerms): string | undefined {
  const { plan: options = {}, fees, firstDueOn, foreclosure, penal, instalmentFee, npaDays } = terms
  if (typeof options !== 'object' || options === null) return 'Its plan is none.'
  if (options.dayCount !== undefined && !isDayCount(options.dayCount)) {
    return 'Its days are counted in no known way.'
  }
  if (options.holidays !== undefined && !isHolidays(options.holidays, isDay)) {
    return 'Its holidays are no days.'
  }
  if (firstDueOn !== undefined && !isDay(firstDueOn)) {
    return `Nothing falls due on ${String(firstDueOn)}.`
  }
  const sums = (fee: LoanTerms['fees'][number]) => isAmount(fee?.amount) && isAmount(fee.gst)
  if (!Array.isArray(fees) || !fees.every(sums)) return 'A fee is of whole paise, its GST too.'
  if (
    foreclosure !== undefined &&
    ![foreclosure?.percent, foreclosure?.gstPercent].every(isPercent)
  ) {
    return 'A foreclosure charge is of so many percent.'
  }
  if (penal !== undefined && !(isPercent(penal?.percentAYear) && rows(penal.graceDays))) {
    return 'A penal charge is of so many percent a year, after so many days.'
  }
  if (instalmentFee !== undefined && !isInstalmentFee(instalmentFee)) {
    return 'A charge with each instalment is a sum, a share of a part of it, or both.'
  }
  if (npaDays !== undefined && !rows(npaDays)) return 'A loan is an NPA after so many days.'
  return impossibleTerms({ ...terms, options })
}

const isInstalmentFee = (fee: NonNullable<LoanTerms['instalmentFee']>): boolean =>
  isPercent(fee?.gstPercent) &&
  (fee.amount === undefined || isAmount(fee.amount)) &&
  (fee.percent === undefined || isPercent(fee.percent)) &&
  (fee.of === undefined || oneOf('principal', 'interest', 'instalment')(fee.of))
