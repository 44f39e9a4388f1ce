import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawnFrom, type Values } from './figures-drawn.ts'
import { walkedPercent } from './standing.ts'

const row = (bucket: string, key: string | null, n: number | null) => ({
  ...{ bucket, key: key === null ? [] : [key], values: n === null ? {} : { n: String(n) } },
})
const values = (...rows: ReturnType<typeof row>[]) =>
  ({ found: true, key: [], every: 'day', facts: 1, rows, more: false }) as never as Values
const counted = { measure: 'n', isAdding: true }

describe('An aggregate drawn', () => {
  it('has time along its foot, earliest first, and a day without any is nought', () => {
    const told = values(row('2026-01-03', 'b', 2), row('2026-01-01', 'a', 1))
    const { columns, rows } = drawnFrom(told, counted)
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['day', 'B', 'A'],
    )
    assert.deepEqual(rows, [
      ['2026-01-01', 0, 1],
      ['2026-01-02', 0, 0],
      ['2026-01-03', 2, 0],
    ])
  })
  it('puts the smallest keys together where figures add, and leaves them out where not', () => {
    const many = values(...'abcdefgh'.split('').map((key, i) => row('2026-01-01', key, 10 - i)))
    const [added] = drawnFrom(many, counted).rows as number[][]
    assert.deepEqual(added, ['2026-01-01', 10, 9, 8, 7, 6, 5 + 4 + 3])
    const [apart] = drawnFrom(many, { measure: 'n', isAdding: false }).rows as number[][]
    assert.deepEqual(apart, ['2026-01-01', 10, 9, 8, 7, 6])
  })
  it('draws paise as rupees, and no figure as none', () => {
    const told = values(row('2026-01-01', null, 12_345), row('2026-01-02', null, null))
    const drawn = drawnFrom(told, { measure: 'n', isAdding: false, unit: 100 })
    assert.deepEqual(drawn.rows, [
      ['2026-01-01', 123.45],
      ['2026-01-02', null],
    ])
  })
})

describe('How far an aggregate came', () => {
  it('is whole percent, and never all of it before it is live', () => {
    const came = (state: 'live' | 'catching-up', read: number) =>
      walkedPercent({ state, read, of: 200 })
    assert.deepEqual([came('catching-up', 0), came('catching-up', 101)], [0, 50])
    assert.deepEqual([came('catching-up', 200), came('live', 190)], [99, 100])
  })
})
