/** Terms that change on a due date, beside the textbook: what is left is a loan of its own. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { date, type LocalDate } from '#kernel/dates'
import { money } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { PlanOptions } from '../schedule/plan.ts'
import { number, textbookRows, type Asked } from '../schedule/textbook.fixture.ts'
import type { LoanFact } from './fact.ts'
import { loanAt } from './loan.ts'
import type { LoanTerms } from './terms.ts'

const counts = fc.constantFrom<NonNullable<PlanOptions['dayCount']>>(
  { year: 365, month: 'actual', yearTurns: 'after-31-december' },
  { year: 360, month: 30, yearTurns: 'after-31-december' },
  { year: 'actual', month: 'actual', yearTurns: 'before-31-december' },
)
const anyOptions = fc
  .record({
    unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
    every: fc.integer({ min: 1, max: 15 }),
    dayCount: fc.option(counts),
    multiple: fc.option(fc.constantFrom(money(1), money(500))),
    even: fc.boolean(),
  })
  .map(({ dayCount, multiple, even, ...options }): PlanOptions => ({
    ...options,
    ...(options.unit === 'months' && { every: Math.min(options.every, 3) }),
    ...(dayCount && { dayCount }),
    ...(multiple && { multiple }),
    ...(even && { halves: 'even' }),
  }))

const anyAsked = fc.record({
  principal: fc.integer({ min: 1_000_000, max: 90_000_000 }),
  rate: fc.integer({ min: 0, max: 3_600 }),
  count: fc.integer({ min: 3, max: 30 }),
  startOn: fc.constantFrom('2026-12-05', '2027-02-28', '2027-11-17', '2028-01-28'),
  rounding: fc.constantFrom('rupee' as const, 'paise' as const, 'rupee-up' as const),
  options: anyOptions,
})

/** What is agreed anew, and what the loan of the rest is then asked. */
const CHANGES = {
  'another rate': (left: Asked, by: number) => ({
    fact: { kind: 'rate-changed', rate: rateOf(by * 30), keep: 'tenor' },
    rest: { ...left, rate: by * 30 },
  }),
  'more lent': (left: Asked, by: number) => ({
    fact: { kind: 'drawn', amount: money(by * 100_000), over: 'coming' },
    rest: { ...left, principal: left.principal + by * 100_000 },
  }),
  'a part paid early, for a lower instalment': (left: Asked, by: number) => partPaid(left, by),
  'a part paid early, for a shorter time': (left: Asked, by: number, emi: number) => {
    const { fact, rest } = partPaid(left, by)
    return { fact: { ...fact, keep: 'emi' }, rest: { ...rest, emi } }
  },
} as const

function partPaid(left: Asked, by: number) {
  const early = Math.floor((left.principal * by) / 101)
  const fact = { kind: 'repaid', amount: money(early), purpose: 'part-prepayment', keep: 'tenor' }
  return { fact, rest: { ...left, principal: left.principal - early } }
}

const rateOf = (hundredths: number) => rate((hundredths / 100).toFixed(2))
const onTime = (rows: readonly { dueOn: LocalDate; instalment: number }[]): LoanFact[] =>
  rows.map(({ dueOn, instalment }, i) => ({
    ...{ id: `p${i}`, on: dueOn, kind: 'repaid', amount: money(instalment) },
  }))

function compare(asked: Asked, at: number, by: number, how: keyof typeof CHANGES): boolean {
  const { principal, count, options, rounding, startOn } = asked
  const terms: LoanTerms = {
    ...{ principal: money(principal), rate: rateOf(asked.rate), instalments: count, rounding },
    ...{ plan: options, fees: [], placeOfSupply: 'same-state' },
  }
  const begun: LoanFact[] = [
    { id: 'd', on: date(startOn), kind: 'disbursed', amount: money(principal) },
    { id: 'c', on: date(startOn), kind: 'credited' },
  ]
  const { schedule: agreed } = loanAt(terms, begun, date(startOn))
  const k = 1 + (at % (count - 2))
  const [last, coming] = [agreed[k - 1], agreed.slice(k)]
  if (last === undefined || coming.length < 2) return false
  const left = coming.reduce((all, row) => all + row.principal, 0)
  const change = CHANGES[how]
  const asRest = { ...asked, principal: left, count: coming.length, startOn: last.dueOn }
  const { fact, rest } = change(asRest, by, last.instalment)
  const told = [...begun, ...onTime(agreed.slice(0, k)), { id: 'z', on: last.dueOn, ...fact }]
  const { schedule: now } = loanAt(terms, told as LoanFact[], last.dueOn)
  const ours = now.slice(k).map((row) => ({
    ...{ due: number(row.dueOn), principal: row.principal, interest: row.interest },
  }))
  assert.deepEqual(ours, textbookRows(rest))
  return true
}

/** The same terms every time: a difference is a difference, not luck. */
const RUNS = { seed: 4, numRuns: 60 }

describe('a loan whose terms change on a due date', () => {
  for (const how of Object.keys(CHANGES) as (keyof typeof CHANGES)[]) {
    it(`goes on like a new loan of what is left: ${how}`, () => {
      let compared = 0
      const agree = (asked: Asked, at: number, by: number): void => {
        try {
          if (compare(asked, at, by, how)) compared++
        } catch (error) {
          if (!/^schedule: /.test((error as Error).message)) throw error
        }
      }
      fc.assert(fc.property(anyAsked, fc.nat(40), fc.integer({ min: 1, max: 100 }), agree), RUNS)
      assert.ok(compared > RUNS.numRuns / 2, `only ${compared} could be compared`)
    })
  }
})
