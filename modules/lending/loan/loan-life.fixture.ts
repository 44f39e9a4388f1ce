/** Any loan's life: terms a schedule can meet, and whatever may happen to it, in any order. */
import fc from 'fast-check'
import { addDays, date, dayNumber, ofDayNumber, type LocalDate } from '#kernel/dates'
import { minus, money, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { payoutOf } from '../schedule/kfs.ts'
import type { Rounding } from '../schedule/annuity.ts'
import { instalmentOf, interestAhead, type PlanOptions } from '../schedule/plan.ts'
import { schedule } from '../schedule/schedule.ts'
import type { LoanFact } from './fact.ts'
import type { LoanTerms } from './terms.ts'

const START = date('2026-12-05')

const anyDayCount = fc.record({
  year: fc.constantFrom(360 as const, 364 as const, 365 as const, 'actual' as const),
  month: fc.constantFrom(30 as const, 'actual' as const),
  yearTurns: fc.constantFrom('before-31-december' as const, 'after-31-december' as const),
})

const anyHolidays = fc.record({
  days: fc.array(
    fc.nat(800).map((after) => addDays(START, after)),
    { maxLength: 20 },
  ),
  weekly: fc.constantFrom([{ weekday: 0 }, { weekday: 6, weeks: [2, 4] }], []),
  moves: fc.constantFrom('next' as const, 'previous' as const),
})

/** Interest rests only while principal does, and some instalment repays it. */
function graceOf({ principal, interest }: { principal: number; interest: number }, all: number) {
  const principalRows = Math.min(principal, all - 1)
  return { principalRows, interestRows: Math.min(interest, principalRows) }
}

/** What a product may agree; resting instalments are fewer than all. */
const anyPlan = fc
  .record({
    method: fc.constantFrom('declining' as const, 'flat' as const),
    unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
    every: fc.integer({ min: 1, max: 3 }),
    dayCount: fc.option(anyDayCount),
    broken: fc.option(fc.constantFrom('first', 'last', 'all', 'own', 'upfront' as const)),
    holidays: fc.option(anyHolidays),
    multiple: fc.option(fc.constant(money(5000))),
    dueOn: fc.option(fc.constantFrom('first-of-month', 'last-of-month' as const)),
    resting: fc.record({ principal: fc.nat(4), interest: fc.nat(4) }),
    downPercent: fc.option(fc.constantFrom('10', '33.33')),
    ...{ spread: fc.boolean(), even: fc.boolean() },
  })
  .map(
    ({
      dayCount,
      broken,
      dueOn,
      holidays,
      multiple,
      resting,
      downPercent,
      spread,
      even,
      ...plan
    }) =>
      (instalments: number): PlanOptions => ({
        ...plan,
        ...(downPercent && { downPercent }),
        ...(spread && plan.method === 'declining' && { residue: 'spread' }),
        ...(even && { halves: 'even' }),
        ...(dayCount && { dayCount }),
        ...(broken && { broken }),
        ...(holidays && { holidays }),
        ...(multiple && { multiple }),
        ...(dueOn && plan.unit === 'months' && { dueOn }),
        grace: graceOf(resting, instalments),
      }),
  )

const anyTerms = fc
  .record({
    plan: fc.option(anyPlan),
    ...{ inPart: fc.boolean(), fee3: fc.boolean() },
    principal: fc.integer({ min: 1_000_000, max: 50_000_000 }),
    rate: fc.integer({ min: 0, max: 48 }),
    instalments: fc.integer({ min: 1, max: 24 }),
    firstDueAfter: fc.option(fc.integer({ min: 1, max: 60 })),
    rounding: fc.constantFrom('rupee' as const, 'paise' as const),
    fee: fc.integer({ min: 0, max: 20_000 }),
    place: fc.constantFrom('same-state' as const, 'other-state' as const),
    percent: fc.constantFrom('0', '3', '4.5'),
  })
  .filter(canBe)
  .map((made): LoanTerms => ({
    principal: money(made.principal),
    rate: rate(String(made.rate)),
    instalments: made.instalments,
    rounding: made.rounding,
    ...(made.firstDueAfter !== null && { firstDueOn: addDays(START, made.firstDueAfter) }),
    fees: [feeOf('lender', made.fee), feeOf('third-party', 500)],
    placeOfSupply: made.place,
    ...(made.plan && { plan: made.plan(made.instalments) }),
    ...(made.fee3 && { instalmentFee: { percent: '3', of: 'interest', gstPercent: '18' } }),
    ...(made.inPart && { accrual: { payableInPart: true } }),
    foreclosure: { percent: made.percent, gstPercent: '18' },
  }))

type Made = {
  readonly plan: ((instalments: number) => PlanOptions) | null
  readonly principal: number
  readonly rate: number
  readonly instalments: number
  readonly firstDueAfter: number | null
  readonly rounding: Rounding
}

/** Some terms no schedule can meet: they are refused before a loan begins. */
function canBe({
  plan,
  principal,
  rate: percent,
  instalments,
  firstDueAfter,
  rounding,
}: Made): boolean {
  const asked = { principal: money(principal), rate: rate(String(percent)), instalments }
  const firstDueOn = firstDueAfter === null ? undefined : addDays(START, firstDueAfter)
  const options = plan?.(instalments)
  try {
    const dated = { ...asked, startOn: START, ...(firstDueOn && { firstDueOn }) }
    schedule({
      ...dated,
      rounding,
      epi: instalmentOf({ ...asked, rounding, options }),
      options: options ?? {},
    })
    return true
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith('schedule: ')) return false
    throw error
  }
}

const feeOf = (payee: 'lender' | 'third-party', paise: number): LoanTerms['fees'][number] => ({
  kind: payee === 'lender' ? 'processing' : 'insurance',
  amount: money(paise),
  gst: money(Math.round(paise * 0.18)),
  payee,
  onExit: payee === 'lender' ? 'kept' : 'refunded',
})

const anyDay = fc.nat(860).map((after) => addDays(START, after))
/** What is left planned anew; some of it impossible, which then changes nothing. */
const replanned = fc.oneof(
  fc.record({
    kind: fc.constant('re-aged' as const),
    startOn: anyDay,
    every: fc.integer({ min: 1, max: 3 }),
    unit: fc.constantFrom('days' as const, 'weeks' as const, 'months' as const),
    instalments: fc.nat(12),
    interest: fc.constantFrom('anew', 'accrued-spread', 'all-spread' as const),
  }),
  fc.record({
    kind: fc.constant('re-amortised' as const),
    interest: fc.constantFrom('anew', 'spread' as const),
  }),
  fc.record({
    kind: fc.constant('rescheduled' as const),
    instalments: fc.nat(24),
    pause: fc.record({ principalRows: fc.nat(4), interestRows: fc.nat(4) }),
    nextDueOn: anyDay,
  }),
)

const paise = fc.integer({ min: 1, max: 8_000_000 }).map(money)
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('repaid' as const), amount: paise }) },
  fc.record({
    kind: fc.constant('repaid' as const),
    amount: paise,
    purpose: fc.constantFrom('part-prepayment' as const, 'foreclosure' as const),
    keep: fc.constantFrom('emi' as const, 'tenor' as const),
  }),
  fc.record({ kind: fc.constant('presented' as const), amount: paise }),
  fc.record({
    kind: fc.constant('bounced' as const),
    of: fc.nat(12).map((n) => `f${n}`),
    code: fc.constant('04'),
  }),
  fc.record({
    kind: fc.constant('charged' as const),
    charge: fc.constantFrom('bounce' as const, 'penal' as const, 'other' as const),
    amount: fc.integer({ min: 1, max: 90_000 }).map(money),
    gst: fc.integer({ min: 0, max: 9_000 }).map(money),
  }),
  fc.record({
    kind: fc.constant('waived' as const),
    part: fc.constantFrom('interest' as const, 'principal' as const, 'bounce' as const),
    amount: fc.integer({ min: 1, max: 90_000 }).map(money),
  }),
  fc.record({
    kind: fc.constant('rate-changed' as const),
    rate: fc.integer({ min: 0, max: 48 }).map((percent) => rate(String(percent))),
    keep: fc.constantFrom('emi' as const, 'tenor' as const),
  }),
  fc.record({
    kind: fc.constant('interest-paused' as const),
    till: fc.integer({ min: 0, max: 860 }).map((after) => addDays(START, after)),
  }),
  fc.record({
    kind: fc.constant('drawn' as const),
    amount: fc.integer({ min: 100_000, max: 8_000_000 }).map(money),
    over: fc.constantFrom('fresh-term' as const, 'coming' as const),
  }),
  fc.record({ kind: fc.constantFrom('goodwill', 'merchant-refunded' as const), amount: paise }),
  fc.record({
    kind: fc.constant('charged-back' as const),
    of: fc.nat(12).map((n) => `f${n}`),
    amount: paise,
  }),
  fc.record({ kind: fc.constant('refunded' as const), amount: fc.constant(money(100)) }),
  fc.record({ kind: fc.constant('provisioned' as const), amount: paise }),
  fc.record({ kind: fc.constant('cooled-off' as const), amount: paise }),
  fc.record({
    kind: fc.constant('reversed' as const),
    of: fc.nat(12).map((n) => `f${n}`),
  }),
  replanned,
  fc.constant({ kind: 'terminated' as const }),
  fc.record({
    kind: fc.constant('charged-off' as const),
    interest: fc.constantFrom('keep' as const, 'none' as const, 'accelerate' as const),
  }),
  fc.constantFrom({ kind: 'borrower-npa' as const }, { kind: 'borrower-performing' as const }),
  fc.constant({ kind: 'written-off' as const }),
  fc.constant({ kind: 'disbursal-returned' as const }),
)
/** What is paid out after fees; and after what it pays itself of interest, or without that. */
const grossOf = (terms: LoanTerms) => payoutOf(terms.principal, terms.fees)
function netOf(terms: LoanTerms): Money {
  const epi = instalmentOf({ ...terms, options: terms.plan })
  const rows = schedule({ ...terms, startOn: START, epi, options: terms.plan ?? {} })
  return minus(grossOf(terms), interestAhead(rows))
}

export type Life = { terms: LoanTerms; facts: LoanFact[]; on: LocalDate }
export const life: fc.Arbitrary<Life> = fc
  .record({
    terms: anyTerms,
    nets: fc.boolean(),
    rest: fc.array(fc.tuple(fc.nat(800), happening), { maxLength: 14 }),
    on: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ terms, nets, rest, on }) => ({
    terms,
    on: ofDayNumber(dayNumber(START) + on),
    facts: [
      { id: 'd', on: START, kind: 'disbursed', amount: nets ? netOf(terms) : grossOf(terms) },
      { id: 'c', on: START, kind: 'credited' },
      ...rest.map(([after, what], i) => ({
        ...what,
        id: `f${i}`,
        on: addDays(START, after),
      })),
    ] as LoanFact[],
  }))
