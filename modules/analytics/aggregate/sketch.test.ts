import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { emptySketch, ERROR, mergedSketch, quantileOf, sketchOf } from './sketch.ts'

const values = fc.array(
  fc.oneof(
    fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
    fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
  ),
  { minLength: 1, maxLength: 300 },
)
const rank = fc.double({ min: 0, max: 1, noNaN: true })

describe('A sketch', () => {
  it('gives each quantile within its error of the value of that rank', () =>
    fc.assert(
      fc.property(values, rank, (all, q) => {
        const sorted = all.toSorted((a, b) => a - b)
        const wanted = sorted[Math.floor(q * (all.length - 1))]!
        const given = quantileOf(sketchOf(all), q)!
        const room = Math.abs(wanted) * ERROR * (1 + 1e-9) + 1e-9
        assert.ok(Math.abs(given - wanted) <= room, `${given} for ${wanted}`)
      }),
    ))
  it('is the same however its values were split, and in whatever order merged', () =>
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (all, i, j) => {
        const [a, b] = [i % all.length, j % all.length].toSorted((x, y) => x - y) as [
          number,
          number,
        ]
        const three = [all.slice(0, a), all.slice(a, b), all.slice(b)].map(sketchOf)
        const whole = sketchOf(all)
        assert.deepEqual(three.reduce(mergedSketch, emptySketch), whole)
        assert.deepEqual(three.toReversed().reduce(mergedSketch), whole)
      }),
    ))
  it('knows no quantile of nothing', () => assert.equal(quantileOf(emptySketch, 0.5), undefined))
})
