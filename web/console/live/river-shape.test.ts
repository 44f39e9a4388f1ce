import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isEnd, riverOf, type Step } from './river-shape.ts'

const step = (name: string, people: number, more: Partial<Step> = {}): Step => ({
  step: name,
  title: name,
  people,
  peopleYesterday: 0,
  entered: 0,
  left: 0,
  late: 0,
  held: 0,
  stopped: 0,
  failed: 0,
  human: true,
  ...more,
})
const frame = { width: 300, height: 200 }
const tops = (path: string): number =>
  Math.min(...[...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, , y]) => Number(y)))

describe('the river', () => {
  it('gives every step of the way a pool, from left to right', () => {
    const { pools, centres } = riverOf([step('pan', 1), step('kfs', 2)], [], frame)
    assert.deepEqual(
      pools.map((pool) => pool.step.step),
      ['pan', 'kfs'],
    )
    assert.deepEqual(centres, { pan: 75, kfs: 225 })
  })

  it('leaves out those who have left the way', () => {
    const { pools } = riverOf([step('pan', 1), step('disbursed', 9000)], [], frame)
    assert.equal(pools.length, 1)
    assert.equal(isEnd(step('rejected', 1)), true)
  })

  it('is twice as thick where there are twice as many', () => {
    const { pools } = riverOf([step('pan', 50), step('kfs', 100)], [], frame)
    const half = pools.map(({ path }) => 100 - tops(path) - 2)
    assert.equal(Math.round(((half[1] ?? 0) / (half[0] ?? 1)) * 100) / 100, 2)
  })

  it('stays thin for a few people', () => {
    const { pools } = riverOf([step('pan', 3)], [], frame)
    assert.ok(100 - tops(pools[0]?.path ?? '') < 30)
  })

  it('draws yesterday as its own line', () => {
    const { pools } = riverOf([step('pan', 10, { peopleYesterday: 100 })], [], frame)
    const { path = '', ghost = '' } = pools[0] ?? {}
    assert.ok(tops(ghost) < tops(path))
  })

  it('joins two steps by a neck as thick as today’s flow', () => {
    const bed = [step('pan', 0), step('kfs', 0)]
    const flows = [
      { from: 'pan', to: 'kfs', count: 40 },
      { from: 'kfs', to: 'pan', count: 1 },
    ]
    const dry = riverOf(bed, [], frame).pools[0]?.path ?? ''
    const wet = riverOf(bed, flows, frame).pools[0]?.path ?? ''
    assert.ok(tops(wet) < tops(dry))
  })
})
