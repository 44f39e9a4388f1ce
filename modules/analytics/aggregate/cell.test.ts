import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Aggregate, Measure } from '#kernel/aggregate'
import type { Fact } from '#kernel/contract'
import { date, instant } from '#kernel/dates'
import { cellsOf, mergedCell, valuesOf, type Cell } from './cell.ts'

const paid = (data: object, more: Partial<Fact> = {}): Fact =>
  ({
    ...{ id: 'evt_1', topic: 'payments', type: 'payments.paid', v: 1, key: 'cus_1', data },
    ...{ at: instant('2026-01-31T20:00:00.000Z'), rx: instant('2026-01-31T20:00:00.000Z') },
    ...{ businessDate: date('2026-02-01'), actor: { kind: 'module', id: 'payments' } },
    ...{ correlation: 'cor_1', ...more },
  }) as Fact
const measures: readonly Measure[] = [
  { as: 'n', how: 'count' },
  { as: 'sum', of: 'data.amount', how: 'sum' },
  { as: 'least', of: 'data.amount', how: 'min' },
  { as: 'most', of: 'data.amount', how: 'max' },
  { as: 'half', of: 'data.amount', how: { q: 0.5 } },
]
const spec: Aggregate = {
  ...{ name: 'payments.paid', from: ['payments.paid'], key: ['data.state'], every: 'day' },
  measures,
}
const figures = (of: Aggregate, facts: readonly Fact[]) =>
  cellsOf(of, facts).map((cell) => ({ ...cell, states: valuesOf(of.measures, cell) }))
const total = (of: Aggregate, facts: readonly Fact[]) => figures(of, facts)[0]?.states

describe('A cell', () => {
  it('is of the business day in India, the month, or the hour there', () => {
    const at = (every: Aggregate['every']) =>
      cellsOf({ ...spec, ...(every && { every }) }, [paid({})])[0]?.bucket
    assert.deepEqual(
      [at('day'), at('month'), at('hour')],
      ['2026-02-01', '2026-02', '2026-02-01T01'],
    )
  })
  it('keeps apart what has no value and what has an empty one', () =>
    assert.deepEqual(
      cellsOf(spec, [paid({}), paid({ state: '' }), paid({ state: 'MH' })]).map(({ key }) => key),
      ['[null]', '[""]', '["MH"]'],
    ))
  it('counts nothing that the filter does not hold for, absent values included', () => {
    const over = { ...spec, filter: { not: { lt: ['data.amount', 10] } } } as const
    assert.deepEqual(total(over, [paid({ amount: 10 }), paid({ amount: 9 }), paid({})])?.['n'], 1)
  })
  it('sums money beyond 2^53 to the paisa', () => {
    const most = Number.MAX_SAFE_INTEGER
    const facts = [paid({ amount: most }), paid({ amount: most }), paid({ amount: 1 })]
    assert.equal(total(spec, facts)?.['sum'], '18014398509481983')
  })
  it('sums rates as the decimals they are', () =>
    assert.equal(total(spec, [paid({ amount: '0.1' }), paid({ amount: 0.2 })])?.['sum'], 0.3))
  it('has no sum, least or quantile of nothing', () => {
    const { n, ...others } = total(spec, [paid({ amount: 'much' })])!
    assert.equal(n, 1)
    assert.deepEqual(others, { sum: null, least: 'much', most: 'much', half: null })
  })
  it('comes to the same however its facts were split and merged', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.string()), { minLength: 2 }),
        fc.nat(),
        (amounts, at) => {
          const facts = amounts.map((amount) => paid({ amount }))
          const cut = 1 + (at % (amounts.length - 1))
          const halves = [facts.slice(0, cut), facts.slice(cut)].map(
            (half) => cellsOf(spec, half)[0],
          )
          const merged = mergedCell(measures, halves[1] as Cell, halves[0] as Cell)
          assert.deepEqual(valuesOf(measures, merged), total(spec, facts))
        },
      ),
    ))
})
