import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Fact, OutputOf } from '#kernel/contract'
import type { aggregateValues } from '../contract.ts'
import { risk, scene, sold, soldByDay, until, type Scene } from '../scene.fixture.ts'
import { cellsOf, valuesOf } from './cell.ts'
import { granted, type Wish } from './wish.ts'

type Told = OutputOf<typeof aggregateValues>
const byState: Wish = {
  ...{ name: 'sold-by-state', from: ['shop.sold'], key: ['data.state'], every: 'day' },
  measures: [
    { as: 'sales', how: 'count' },
    { as: 'amount', of: 'data.amount', how: 'sum' },
    { as: 'least', of: 'data.amount', how: 'min' },
    { as: 'most', of: 'data.amount', how: 'max' },
    { as: 'half', of: 'data.amount', how: 'quantile', q: 0.5 },
  ],
  filter: { gt: ['data.amount', 100] },
}

describe('Aggregates', () => {
  let house: Scene
  const appended: Fact[] = []
  const append = async (from: number, count: number) => {
    const facts = Array.from({ length: count }, (_, i) => sold(from + i))
    appended.push(...facts)
    await house.log().append(facts)
  }
  const told = (name: string, more: object = {}) =>
    house.ask<Told>('analytics.aggregate-values', { name, ...more })
  /** What a count of all facts at once comes to. */
  const cold = (wish: Wish) => {
    const spec = granted(wish, house.options ? kinds() : [])
    if ('refused' in spec) throw new Error(spec.refused)
    return cellsOf(spec, appended)
      .map((cell) => ({
        ...{ bucket: cell.bucket, key: JSON.parse(cell.key) as unknown },
        values: valuesOf(spec.measures, cell),
      }))
      .toSorted(byPlace)
  }
  const kinds = () =>
    ['shop.sold', 'shop.returned'].map((type) => ({ type, topic: 'shop', ...kindOf(type) }))
  const kindOf = (type: string) => ({ schema: house.options.kindOf!(type)!.schema })
  const calm = () =>
    until(async () => {
      const rows = await house.db.owner`
        select from analytics.aggregate where state = 'catching-up'`
      return rows.length === 0 && (await house.log().drained())
    })

  before(async () => {
    house = await scene([soldByDay])
  })
  after(() => house.drop())

  it('made under live traffic come to what a cold count does, no gap, no double', async () => {
    await append(0, 3000)
    const live = (async () => {
      for (let n = 3000; n < 9000; n += 50) await append(n, 50)
    })()
    await house.ask('analytics.make-aggregate', byState)
    await live
    await calm()
    const { rows, state, facts } = await told('sold-by-state')
    assert.equal(state, 'live')
    assert.equal(facts, appended.filter(({ type }) => type === 'shop.sold').length)
    assert.deepEqual([...rows].toSorted(byPlace), cold(byState))
  })

  it('a module declares are counted from the first fact on', async () => {
    const { rows } = await told(soldByDay.name)
    const sales = rows.reduce((sum, { values }) => sum + Number(values['sales']), 0)
    assert.equal(sales, appended.filter(({ type }) => type === 'shop.sold').length)
  })

  it('count nothing twice when their group is sent back to the first fact', async () => {
    const earlier = await told('sold-by-state')
    await house.log().replay('analytics.aggregates', 'earliest')
    await calm()
    assert.deepEqual(await told('sold-by-state'), earlier)
  })

  it('go on over a restart, and what came meanwhile is counted once', async () => {
    await append(9000, 700)
    await house.restart()
    await append(9700, 300)
    await calm()
    const { rows } = await told('sold-by-state')
    assert.deepEqual([...rows].toSorted(byPlace), cold(byState))
  })

  it('that lost their place walk the log again from where they stand', async () => {
    await house.db.owner`
      update analytics.lane set next = '{}', cells = 0, facts = 0
       where aggregate_id = (select id from analytics.aggregate where name = 'sold-by-state')`
    await house.db.owner`
      delete from analytics.cell
       where aggregate_id = (select id from analytics.aggregate where name = 'sold-by-state')`
    for (let n = 10_000; n < 10_400; n += 100) await append(n, 100)
    await calm()
    const { rows } = await told('sold-by-state')
    assert.deepEqual([...rows].toSorted(byPlace), cold(byState))
  })

  it('tell a key and a stretch of days alone, and whether there is more', async () => {
    const key = ['MH']
    const { rows } = await told('sold-by-state', { from: '2026-01-03', to: '2026-01-04', key })
    assert.deepEqual(
      rows.map((row) => [row.bucket, row.key]),
      [
        ['2026-01-04', key],
        ['2026-01-03', key],
      ],
    )
    const first = await told('sold-by-state', { max: 4 })
    assert.deepEqual([first.rows.length, first.more], [4, true])
  })

  it('are refused where there is nothing to count, or it is sealed', async () => {
    const made = (more: object) => house.ask('analytics.make-aggregate', { ...byState, ...more })
    assert.deepEqual(await made({}), { refused: 'name-taken' })
    assert.deepEqual(await made({ from: ['shop.lent'] }), { refused: 'unknown-event' })
    assert.deepEqual(await made({ key: ['data.nameSealed'] }), { refused: 'unknown-field' })
    assert.deepEqual(await made({ filter: { like: [1] } }), { refused: 'filter-invalid' })
    const asText = { filter: { gt: ['data.amount', 'much'] } }
    assert.deepEqual(await made(asText), { refused: 'filter-invalid' })
    for (const path of [undefined, 'data.state']) {
      const measures = [{ as: 'a', how: 'sum', ...(path && { of: path }) }]
      assert.deepEqual(await made({ measures }), { refused: 'measure-invalid' })
    }
  })

  it('count no more once stopped; what a module declares is not stopped by hand', async () => {
    const idOf = async (name: string) => {
      const [row] = await house.db.owner<{ id: string }[]>`
        select id from analytics.aggregate where name = ${name}`
      return row!.id
    }
    const stop = (aggregateId: string) =>
      house.ask('analytics.stop-aggregate', { aggregateId }, risk)
    assert.deepEqual(await stop(await idOf(soldByDay.name)), { refused: 'declared-by-module' })
    await stop(await idOf('sold-by-state'))
    const { facts } = await told('sold-by-state')
    await append(11_000, 100)
    await calm()
    assert.deepEqual([(await told('sold-by-state')).facts], [facts])
  })
})

type Row = { bucket: string; key: unknown }
const byPlace = (a: Row, b: Row) =>
  `${a.bucket} ${JSON.stringify(a.key)}` < `${b.bucket} ${JSON.stringify(b.key)}` ? -1 : 1
