import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { date, dayNumber } from '#kernel/dates'
import { decimal, money, rupees, sum } from '#kernel/money'
import { rate } from '#kernel/rates'
import { periodicRate, worthOf } from './apr.ts'
import { instalmentOf, planRows, type Instalment, type PlanOptions } from './plan.ts'
import { schedule, type ScheduleTerms } from './schedule.ts'

const START = date('2026-12-05')

const rowsOf = (options: PlanOptions, over: Partial<ScheduleTerms> = {}): Instalment[] =>
  schedule({
    ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12, startOn: START, options },
    ...over,
  })

const interestOf = (rows: readonly Instalment[]): string[] =>
  rows.map(({ interest }) => decimal(interest))

describe('the days before the first whole period', () => {
  const long = { startOn: date('2026-11-17'), firstDueOn: date('2027-01-05') }
  const plain = rowsOf({}, { firstDueOn: date('2027-01-05') })
  const lead = '887.67'

  it('come on top of the first instalment', () => {
    const [first, second] = rowsOf({ broken: 'first' }, long)
    assert.equal(decimal(first?.interest ?? money(0)), '2387.67')
    assert.equal(second?.instalment, plain[1]?.instalment)
  })
  it('or of the last', () => {
    const rows = rowsOf({ broken: 'last' }, long)
    assert.deepEqual(interestOf(rows.slice(0, 11)), interestOf(plain.slice(0, 11)))
    const more = (rows.at(-1)?.interest ?? 0) - (plain.at(-1)?.interest ?? 0)
    assert.equal(decimal(money(more)), lead)
  })
  it('or are spread over all, to the paisa', () => {
    const rows = rowsOf({ broken: 'all' }, long)
    const more = rows.map(({ interest }, i) => interest - (plain[i]?.interest ?? 0))
    assert.deepEqual(new Set(more.slice(0, 11)), new Set([7397]))
    assert.equal(decimal(money(more.reduce((a, b) => a + b, 0))), lead)
  })
  it('or are an instalment of their own, on the day they end', () => {
    const [own, ...rest] = rowsOf({ broken: 'own' }, long)
    assert.deepEqual(
      [own?.dueOn, decimal(own?.interest ?? money(0)), own?.principal],
      ['2026-12-05', lead, 0],
    )
    assert.deepEqual(interestOf(rest), interestOf(plain))
  })
  it('or are taken out of the disbursal, of days that come after it', () => {
    const [taken, ...rest] = rowsOf({ broken: 'upfront' }, long)
    assert.deepEqual(
      [taken?.dueOn, taken?.aheadTill, decimal(taken?.interest ?? money(0)), taken?.principal],
      ['2026-11-17', '2026-12-05', lead, 0],
    )
    assert.deepEqual(interestOf(rest), interestOf(plain))
    assert.equal(rest[0]?.instalment, plain[0]?.instalment)
  })
  it('cannot be taken out of a disbursal they leave nothing of', () =>
    assert.throws(
      () => rowsOf({ broken: 'upfront' }, { firstDueOn: date('2033-01-05') }),
      /^RangeError: schedule: .* leaves nothing of it\.$/,
    ))
})

describe('a moratorium', () => {
  it('on principal asks for interest only', () => {
    const rows = rowsOf({ grace: { principalRows: 3, interestRows: 0 } })
    assert.deepEqual(interestOf(rows.slice(0, 4)), ['1500.00', '1500.00', '1500.00', '1500.00'])
    assert.deepEqual(
      rows.slice(0, 3).map(({ principal }) => principal),
      [0, 0, 0],
    )
  })
  it('on everything asks for nothing, and its interest with the first instalment after it', () => {
    const rows = rowsOf({ grace: { principalRows: 2, interestRows: 2 } })
    assert.deepEqual(interestOf(rows.slice(0, 3)), ['0.00', '0.00', '4500.00'])
    assert.deepEqual([rows[1]?.waiting, rows[2]?.brought], [rupees('3000'), rupees('3000')])
  })
  it('cannot rest interest while principal is repaid', () =>
    assert.throws(() => rowsOf({ grace: { principalRows: 1, interestRows: 2 } }), /only while/))
})

describe('the due dates', () => {
  const dueOf = (options: PlanOptions) => rowsOf(options, { instalments: 3 }).map((r) => r.dueOn)
  it('are the month’s first or last day for everybody', () => {
    assert.deepEqual(dueOf({ dueOn: 'first-of-month' }), ['2027-01-01', '2027-02-01', '2027-03-01'])
    assert.deepEqual(dueOf({ dueOn: 'last-of-month' }), ['2026-12-31', '2027-01-31', '2027-02-28'])
  })
  it('come every so many weeks or days', () => {
    assert.deepEqual(dueOf({ unit: 'weeks' }), ['2026-12-12', '2026-12-19', '2026-12-26'])
    assert.deepEqual(dueOf({ unit: 'days', every: 10 })[2], '2027-01-04')
  })
})

describe('an instalment', () => {
  it('keeps its size when something is collected inside the first', () => {
    const [plain, inside] = [rowsOf({}), rowsOf({ inFirst: rupees('100') })]
    assert.equal((plain[0]?.instalment ?? 0) - (inside[0]?.instalment ?? 0), 10_000)
    assert.equal(inside[1]?.instalment, plain[1]?.instalment)
    assert.equal(sum(inside.map(({ principal }) => principal)), rupees('100000'))
  })
  it('is the same whether the formula or the model works it out', () => {
    const anyLoan = fc.record({
      principal: fc.integer({ min: 100_000, max: 500_000_000 }).map(money),
      rate: fc.integer({ min: 0, max: 4800 }).map((percent) => rate((percent / 100).toFixed(2))),
      instalments: fc.integer({ min: 1, max: 60 }),
      rounding: fc.constantFrom('rupee' as const, 'rupee-up' as const, 'paise' as const),
    })
    fc.assert(
      fc.property(anyLoan, (loan) => {
        assert.equal(instalmentOf({ ...loan, options: {} }), instalmentOf(loan))
      }),
    )
  })
  it('that repays nothing is refused, but of a running loan', () => {
    const terms = { principal: rupees('100000'), rate: rate('18'), startOn: START }
    const plan = { ...terms, dueOns: [date('2027-01-05'), date('2027-02-05')], epi: rupees('900') }
    assert.throws(() => planRows(plan), /does not cover/)
    const rows = planRows({ ...plan, goesOn: true })
    assert.deepEqual(interestOf(rows), ['900.00', '2100.00'])
  })
})

describe('the APR of any plan', () => {
  const anyOptions = fc.record({
    method: fc.constantFrom('declining' as const, 'flat' as const),
    unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
    every: fc.integer({ min: 1, max: 3 }),
  })
  it('re-prices what is repaid to what was received', () => {
    fc.assert(
      fc.property(anyOptions, fc.integer({ min: 3, max: 24 }), (options, instalments) => {
        const net = rupees('97000')
        const flows = rowsOf(options, { instalments }).map(({ dueOn, instalment }) => ({
          period: dayNumber(dueOn) - dayNumber(START),
          paise: instalment,
        }))
        assert.ok(Math.abs(worthOf(flows, periodicRate(net, flows)) - net) < 0.5)
      }),
    )
  })
})
