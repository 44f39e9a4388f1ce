/** Whatever a product says of its instalments, the loan runs as its KFS states. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { addDays, addMonths, date, weekday } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { termsOf } from '../application/terms.ts'
import { orderFor } from '../loan/allocation.ts'
import type { LoanFact } from '../loan/fact.ts'
import { loanAt } from '../loan/loan.ts'
import { loanTermsOf } from '../loan/opening/commands.ts'
import {
  ALLOCATIONS,
  BROKEN_PERIODS,
  DAY_COUNTS,
  HOUSE_PLANNING,
  planningOf,
  type PlanningRow,
} from './planning.ts'
import type { Product } from './product.ts'

const START = date('2026-12-05')
const product: Product = {
  ...{ code: 'personal', name: 'Personal loan', kind: 'personal-loan' },
  ...{ amountMin: rupees('1000'), amountMax: rupees('500000') },
  ...{ tenorMonthsMin: 3, tenorMonthsMax: 36, coolingOffDays: 3 },
  ...{ bounceCharge: rupees('500'), bounceGstPercent: '18', penalPercent: '24' },
  ...{ penalGraceDays: 3, foreclosurePercent: '0', floating: false, stampDuty: rupees('200') },
  ...{ processingFeePercent: '2', gstPercent: '18', subventionPercent: '0', purchaseRate: '0' },
  ...{ limitRestores: false, limitMonths: 0, ...HOUSE_PLANNING },
}
const daysOff = {
  weekly: [{ weekday: 0 }, { weekday: 6, weeks: [2, 4] }],
  days: [date('2027-01-05'), date('2027-03-05')],
}

const anyPlanning: fc.Arbitrary<PlanningRow> = fc
  .record({
    interestMethod: fc.constantFrom('declining-balance' as const, 'flat' as const),
    dayCount: fc.constantFrom(...DAY_COUNTS),
    brokenPeriod: fc.constantFrom(...BROKEN_PERIODS),
    dueDay: fc.constantFrom(0, 1, 5, 23, 28),
    instalmentRounding: fc.constantFrom('nearest-rupee', 'next-rupee', 'paisa' as const),
    instalmentMultiple: fc.constantFrom(rupees('0'), rupees('10')),
    residue: fc.constantFrom('last-instalment' as const, 'spread' as const),
    holidayShift: fc.constantFrom('none', 'next-working-day', 'previous-working-day' as const),
    allocation: fc.constantFrom(...ALLOCATIONS),
    allocationNpa: fc.constantFrom(...ALLOCATIONS),
    allocationPrepaid: fc.constantFrom(...ALLOCATIONS),
  })
  .filter((row) => row.interestMethod !== 'flat' || row.residue !== 'spread')
  .map((row) => ({ ...row, daysOff }))

const choice = { principal: rupees('100000'), rate: rate('18'), processingFeePercent: '2' }
const law = { placeOfSupply: 'same-state' } as const

describe('a product’s instalments', () => {
  it('run in the loan as in its KFS', () => {
    fc.assert(
      fc.property(anyPlanning, fc.integer({ min: 3, max: 36 }), (planning, tenorMonths) => {
        const terms = termsOf({ ...product, ...planning }, { ...choice, tenorMonths }, START)
        const facts: LoanFact[] = [
          { id: 'd', on: START, kind: 'disbursed', amount: terms.netDisbursed },
          { id: 'c', on: START, kind: 'credited' },
        ]
        // What the borrower accepted is kept as JSON.
        const kept = JSON.parse(JSON.stringify(loanTermsOf(terms, law)))
        const { schedule, dues, excess } = loanAt(kept, facts, START)
        assert.deepEqual([dues.total, excess], [0, 0])
        assert.deepEqual(
          schedule.map((row) => [row.n, row.dueOn, row.principal, row.interest]),
          terms.schedule.map((row) => [row.number, row.dueOn, row.principal, row.interest]),
        )
        const shifts = planning.holidayShift !== 'none'
        for (const { dueOn } of shifts ? schedule : []) assert.notEqual(weekday(dueOn), 0)
      }),
    )
  })

  it('of the house’s way add nothing to the terms', () => {
    assert.deepEqual(planningOf(product), {})
    assert.equal(termsOf(product, { ...choice, tenorMonths: 12 }, START).plan, undefined)
  })

  it('at a floating rate come with what 25 basis points more would make of them', () => {
    const of = { ...choice, tenorMonths: 24 }
    const fixed = termsOf(product, of, START)
    const { reset, instalment } = termsOf({ ...product, floating: true }, of, START)
    assert.equal(fixed.reset, undefined)
    assert.ok(reset && reset.instalment > instalment, 'the instalment rises')
    assert.equal(reset.instalments, 25)
  })

  it('move off a holiday, and later ones are counted from the day agreed', () => {
    const planning = { ...product, holidayShift: 'next-working-day', daysOff } as const
    const terms = termsOf(planning, { ...choice, tenorMonths: 3 }, START)
    assert.deepEqual(
      terms.schedule.map(({ dueOn }) => dueOn),
      ['2027-01-06', '2027-02-05', '2027-03-06'],
    )
    assert.deepEqual([terms.firstDueOn, terms.firstAgreedOn], ['2027-01-06', '2027-01-05'])
    assert.equal(addMonths(START, 1), addDays(date('2027-01-06'), -1))
  })

  it('fall due on the product’s day, and leave a whole month before the first', () => {
    const dueOn = (dueDay: number) => {
      const terms = termsOf({ ...product, dueDay }, { ...choice, tenorMonths: 3 }, START)
      return terms.schedule.map((row) => row.dueOn)
    }
    assert.deepEqual(dueOn(4), ['2027-02-04', '2027-03-04', '2027-04-04'])
    assert.deepEqual(dueOn(5), dueOn(0))
    assert.deepEqual(dueOn(6), ['2027-01-06', '2027-02-06', '2027-03-06'])
  })

  it('take money in the order for its kind and the loan’s class', () => {
    const row = { ...product, allocationNpa: 'principal-first', allocationPrepaid: 'charges-first' }
    const { allocation } = planningOf(row as Product)
    const first = (money: 'instalments' | 'part-prepayment', assetClass: 'NPA' | 'SMA-0') =>
      orderFor({ money, assetClass }, allocation)[0]?.parts[0]
    assert.equal(first('instalments', 'SMA-0'), 'interest')
    assert.equal(first('instalments', 'NPA'), 'principal')
    assert.equal(first('part-prepayment', 'NPA'), 'bounce')
  })
})
