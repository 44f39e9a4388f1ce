import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawnOf, sizeText } from './chart-shape.ts'

describe('A chart of an answer', () => {
  it('has the first column that is no figure along its foot, days in their order', () => {
    const columns = [
      { name: 'n', type: 'BIGINT' },
      { name: 'day', type: 'DATE' },
      { name: 'share', type: 'DOUBLE' },
    ]
    const rows = [
      [2, '2026-01-02', 0.5],
      [1, '2026-01-01', null],
    ]
    assert.deepEqual(drawnOf({ columns, rows }), {
      along: 'day',
      labels: ['2026-01-01', '2026-01-02'],
      series: [
        { name: 'n', figures: [1, 2] },
        { name: 'share', figures: [null, 0.5] },
      ],
    })
  })
  it('draws six series at most', () => {
    const columns = Array.from({ length: 9 }, (_, i) => ({ name: `n${i}`, type: 'BIGINT' }))
    assert.equal(drawnOf({ columns, rows: [columns.map((_, i) => i)] }).series.length, 6)
  })
})

describe('A size', () => {
  it('is told in the unit that suits it', () =>
    assert.deepEqual([0, 999, 1500, 25_000_000].map(sizeText), ['0 B', '999 B', '1.5 KB', '25 MB']))
})
