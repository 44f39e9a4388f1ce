import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { date, ofDayNumber } from '#kernel/dates'
import { decimal, money, plus, rupees, sum, type Money } from '#kernel/money'
import { exact, rate, type Rate } from '#kernel/rates'
import { vectorsOf } from '#test/vectors'
import { daysInterest, interestBetween } from './interest.ts'
import { epiExact, epiOf, type Rounding } from './annuity.ts'
import { schedule, type ScheduleTerms } from './schedule.ts'

type Vector = {
  id: string
  inputs: { principal: string; rate: string; n: number; mode: string }
  expected?: { emi: string; last_instalment: string; total_interest: string; total_paid: string }
  expected_rows: Record<string, string>[]
}
const { skip, vectors } = vectorsOf<Vector>('schedule')
const ROUNDING: Record<string, Rounding> = {
  paise: 'paise',
  rupee_half_up: 'rupee',
  rupee_ceil: 'rupee-up',
}

const aLoan = (over: Partial<ScheduleTerms> = {}): ScheduleTerms => ({
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  startOn: date('2026-12-05'),
  ...over,
})

describe('the schedule', () => {
  for (const { id, inputs, expected, expected_rows: rows } of vectors) {
    const rounding = ROUNDING[inputs.mode]
    if (rounding === undefined || expected === undefined) continue
    it(`is ${id} to the paisa`, () => {
      const terms = { principal: rupees(inputs.principal), rate: rate(inputs.rate), rounding }
      const made = schedule(aLoan({ ...terms, instalments: inputs.n }))
      assert.equal(decimal(epiOf(terms.principal, terms.rate, inputs.n, rounding)), expected.emi)
      assert.deepEqual(
        made.map((row) => ({
          n: row.n,
          opening: decimal(row.opening),
          principal: decimal(row.principal),
          interest: decimal(row.interest),
          instalment: decimal(row.instalment),
        })),
        rows,
      )
      assert.equal(decimal(made.at(-1)?.instalment ?? money(0)), expected.last_instalment)
      assert.equal(decimal(sum(made.map((row) => row.interest))), expected.total_interest)
      assert.equal(decimal(sum(made.map((row) => row.instalment))), expected.total_paid)
    })
  }

  it('is RBI’s Annex C from an unrounded instalment (SCH-RBI-1)', { skip }, () => {
    const annex = vectors.find(({ id }) => id === 'SCH-RBI-1')
    assert.ok(annex)
    const epi = epiExact(rupees('20000'), rate('15'), 24)
    let opening = exact(rupees('20000'))
    const shown = (paise: typeof epi): string => paise.dividedBy(100).toFixed(0)
    for (const row of annex.expected_rows) {
      const interest = opening.times(15).dividedBy(1200)
      const principal = epi.minus(interest)
      const made = [opening, principal, interest, epi].map(shown)
      assert.deepEqual(made, [row['opening_principal'], row['principal'], row['interest'], '970'])
      opening = opening.minus(principal)
    }
  })

  it('keeps to the end of the month', () => {
    const rows = schedule(aLoan({ startOn: date('2027-12-31'), instalments: 3 }))
    assert.deepEqual(
      rows.map((row) => row.dueOn),
      ['2028-01-31', '2028-02-29', '2028-03-31'],
    )
  })

  it('bears only the days of a short first period (INT-6)', () => {
    const rows = schedule(aLoan({ startOn: date('2026-11-14'), firstDueOn: date('2026-12-05') }))
    assert.equal(decimal(rows[0]?.interest ?? money(0)), '1035.62')
    assert.equal(decimal(rows[0]?.instalment ?? money(0)), '9168.00')
  })

  it('adds the broken days of a long first period on top of the first instalment (INT-1)', () => {
    const rows = schedule(aLoan({ startOn: date('2026-11-17'), firstDueOn: date('2027-01-05') }))
    assert.equal(decimal(rows[0]?.interest ?? money(0)), '2387.67')
    assert.equal(decimal(rows[0]?.instalment ?? money(0)), '10055.67')
    assert.equal(decimal(rows[1]?.instalment ?? money(0)), '9168.00')
  })

  const impossible: readonly (readonly [Partial<ScheduleTerms>, RegExp])[] = [
    [{ instalments: 0 }, /between 1 and 480 instalments, not 0/],
    [{ instalments: 2.5 }, /between 1 and 480 instalments, not 2.5/],
    [{ principal: money(0) }, /principal has to be above zero/],
    [{ principal: 1.5 as Money }, /in whole paise/],
    [{ rate: '-1' as Rate }, /rate of -1 percent cannot be/],
    [{ epi: rupees('1500') }, /does not cover the interest of its period, so the loan would grow/],
    [{ epi: rupees('-9168') }, /instalment has to be above zero/],
    [{ firstDueOn: date('2026-12-05') }, /2026-12-05 is not after 2026-12-05/],
    [{ options: { grace: { principalRows: 12, interestRows: 0 } } }, /has to repay principal/],
    [{ options: { grace: { principalRows: 1, interestRows: 2 } } }, /only while principal does/],
    [{ options: { grace: { principalRows: -1, interestRows: -1 } } }, /whole instalments/],
    [{ options: { every: 0 } }, /cannot come every 0 months/],
    [{ options: { unit: 'weeks', dueOn: 'first-of-month' } }, /come by months/],
    [{ options: { downPercent: '100' } }, /leaves no loan/],
    [{ options: { multiple: money(0) } }, /above nothing/],
    [{ options: { inFirst: rupees('50000') } }, /does not cover/],
  ]
  for (const [terms, why] of impossible) {
    it(`refuses ${JSON.stringify(terms)} with a sentence`, () =>
      assert.throws(() => schedule(aLoan(terms)), { name: 'RangeError', message: why }))
  }

  it('repays the smallest loan and the largest, from 29 February, over thirty years', () => {
    const leap = { startOn: date('2028-02-29') }
    const paisa = schedule(aLoan({ ...leap, principal: money(1), rounding: 'paise' }))
    assert.deepEqual([paisa.length, paisa[0]?.principal], [1, 1])
    const large = { principal: rupees('100000000'), instalments: 360 }
    const rows = schedule(aLoan({ ...leap, ...large }))
    assert.deepEqual([rows.length, rows.at(-1)?.dueOn], [360, '2058-02-28'])
    assert.equal(sum(rows.map((row) => row.principal)), large.principal)
  })

  it('sums to its loan, whatever the terms', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const rows = schedule(terms)
        assert.equal(sum(rows.map((row) => row.principal)), terms.principal)
        for (const [i, row] of rows.entries()) {
          assert.ok(row.principal > 0 && row.interest >= 0)
          assert.equal(row.instalment, plus(row.principal, row.interest))
          const next: Money = rows[i + 1]?.opening ?? money(0)
          assert.equal(row.opening - row.principal, next)
        }
      }),
    )
  })
})

const anyTerms = fc
  .record({
    principal: fc.integer({ min: 100_000, max: 500_000_000 }),
    rate: fc.integer({ min: 0, max: 4800 }),
    instalments: fc.integer({ min: 1, max: 60 }),
    start: fc.integer({ min: 20_000, max: 22_000 }),
    firstDueAfter: fc.option(fc.integer({ min: 1, max: 75 })),
    rounding: fc.constantFrom<Rounding>('rupee', 'rupee-up', 'paise'),
  })
  .map(({ principal, rate: percent, start, firstDueAfter, ...rest }): ScheduleTerms => ({
    ...rest,
    principal: money(principal),
    rate: rate((percent / 100).toFixed(2)),
    startOn: ofDayNumber(start),
    ...(firstDueAfter !== null && { firstDueOn: ofDayNumber(start + firstDueAfter) }),
  }))

type Interest = {
  id: string
  inputs: { principal: string; rate: string; from_inclusive: string; to_exclusive: string }
  expected: { days: number; interest: string; principal_on_which_interest_runs?: string }
}

describe('interest by days', () => {
  const cases = vectorsOf<Interest>('interest_prepay_coolingoff')
  it('counts the day of credit, not that of repayment (INT-1 to INT-5)', { skip }, () => {
    const days = cases.vectors.filter(({ inputs }) => inputs?.from_inclusive !== undefined)
    assert.ok(days.length >= 5)
    for (const { id, inputs, expected } of days) {
      const [from, to] = [date(inputs.from_inclusive), date(inputs.to_exclusive)]
      const found = interestBetween(rupees(inputs.principal), rate(inputs.rate), from, to)
      assert.equal(decimal(found), expected.interest, id)
    }
  })

  it('is nothing for no days or fewer', () => {
    assert.equal(daysInterest(rupees('100'), rate('18'), -3), 0)
  })
})
