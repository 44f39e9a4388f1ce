import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { addDays, date, dayNumber, ofDayNumber, type LocalDate } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { minus, money, nothing, plus, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { journalOf } from '../ledger/journal.ts'
import { imbalanceOf, ledgerOf, totalOf, trialBalance } from '../ledger/posting.ts'
import { payoutOf } from '../schedule/kfs.ts'
import type { Rounding } from '../schedule/annuity.ts'
import { instalmentOf, type PlanOptions } from '../schedule/plan.ts'
import { schedule } from '../schedule/schedule.ts'
import { standing, type LoanFact } from './fact.ts'
import { courseAt, loanAt, resume, stateOf } from './loan.ts'
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
    broken: fc.option(fc.constantFrom('first', 'last', 'all', 'own' as const)),
    holidays: fc.option(anyHolidays),
    multiple: fc.option(fc.constant(money(5000))),
    dueOn: fc.option(fc.constantFrom('first-of-month', 'last-of-month' as const)),
    resting: fc.record({ principal: fc.nat(4), interest: fc.nat(4) }),
  })
  .map(
    ({ dayCount, broken, dueOn, holidays, multiple, resting, ...plan }) =>
      (instalments: number): PlanOptions => ({
        ...plan,
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
  fc.constant({ kind: 'written-off' as const }),
  fc.constant({ kind: 'disbursal-returned' as const }),
)
type Life = { terms: LoanTerms; facts: LoanFact[]; on: LocalDate }
const life: fc.Arbitrary<Life> = fc
  .record({
    terms: anyTerms,
    rest: fc.array(fc.tuple(fc.nat(800), happening), { maxLength: 14 }),
    on: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ terms, rest, on }) => ({
    terms,
    on: ofDayNumber(dayNumber(START) + on),
    facts: [
      { id: 'd', on: START, kind: 'disbursed', amount: payoutOf(terms.principal, terms.fees) },
      { id: 'c', on: START, kind: 'credited' },
      ...rest.map(([after, what], i) => ({
        ...what,
        id: `f${i}`,
        on: addDays(START, after),
      })),
    ] as LoanFact[],
  }))

const AFTER_A_PAYMENT = /^(goodwill|merchant-refunded|charged-back|refunded|cooled-off)$/

describe('whatever happens to a loan', () => {
  it('what was repaid, forgiven and written off and is still owed make the principal', () => {
    fc.assert(
      fc.property(life, ({ terms, facts, on }) => {
        const loan = loanAt(terms, facts, on)
        if (loan.status === 'cancelled') return assert.equal(loan.outstanding.total, 0)
        const forgiven = loan.schedule.reduce(
          (all, row) => plus(all, row.waived.principal),
          nothing,
        )
        const owed = plus(loan.outstanding.principal, loan.position.recovered)
        assert.equal(plus(plus(loan.paid.principal, forgiven), owed), loan.lent)
        return undefined
      }),
    )
  })

  it('its books sum to nothing, and the journal leads to them', () => {
    fc.assert(
      fc.property(life, ({ terms, facts, on }) => {
        const journal = journalOf(terms, facts, on)
        for (const { lines, factId } of journal) assert.equal(imbalanceOf(lines), 0, factId)
        const books = ledgerOf(loanAt(terms, facts, on).position)
        assert.equal(totalOf(books), 0)
        assert.deepEqual(trialBalance(journal), books)
      }),
    )
  })

  it('the order in which it became known does not matter', () => {
    const shuffled = life.chain((each) =>
      fc.record({
        each: fc.constant(each),
        other: fc.shuffledSubarray(each.facts, { minLength: each.facts.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ each: { terms, facts, on }, other }) => {
        assert.deepEqual(loanAt(terms, other, on), loanAt(terms, facts, on))
      }),
    )
  })

  it('going on from any snapshot gives what starting over gives', () => {
    fc.assert(
      fc.property(life, fc.nat(900), ({ terms, facts, on }, back) => {
        const snapshotOn = addDays(on, -back)
        const known = facts.filter((fact) => fact.on <= snapshotOn)
        const fresh = facts.filter((fact) => fact.on > snapshotOn)
        const snapshot = JSON.parse(JSON.stringify(courseAt(terms, known, snapshotOn)))
        const course = resume(snapshot, terms, fresh, on)
        if (isRefused(course)) {
          const reversing = fresh.some((fact) => fact.kind === 'reversed' && fact.on <= on)
          return assert.ok(reversing)
        }
        assert.deepEqual(stateOf(course, terms, on), loanAt(terms, facts, on))
        return undefined
      }),
    )
  })

  it('paying the quote closes it, and one paisa less does not', () => {
    fc.assert(
      fc.property(life, ({ terms, facts, on }) => {
        // Facts that take their place after a payment of the same day would spoil the quote.
        const known = standing(facts, on).filter(
          (fact) => fact.on < on || !AFTER_A_PAYMENT.test(fact.kind),
        )
        const { status, payoff } = loanAt(terms, known, on)
        if (status !== 'active' || payoff.payable <= 1) return
        const paying = (amount: Money) => {
          const fact = { id: '~', on, kind: 'repaid', amount, purpose: 'foreclosure' } as const
          return loanAt(terms, [...known, fact], on)
        }
        const closed = paying(payoff.payable)
        assert.equal(closed.status, 'closed')
        assert.equal(closed.outstanding.total, 0)
        assert.notEqual(paying(minus(payoff.payable, money(1))).status, 'closed')
      }),
    )
  })
})
