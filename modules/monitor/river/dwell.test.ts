import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bucketOf, percentile } from './dwell.ts'

const histogram = (stays: readonly number[]) =>
  [...Map.groupBy(stays, bucketOf)].map(([bucket, of]) => ({ bucket, moves: of.length }))

describe('The time spent in a step', () => {
  it('has no percentile where nobody stayed', () => assert.equal(percentile([], 0.5), undefined))
  it('is right to within a fifth, from a millisecond to a year', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 31_536_000_000 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.95),
        (stays, share) => {
          const sorted = stays.toSorted((a, b) => a - b)
          const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
          const told = percentile(histogram(stays), share) ?? 0
          assert.ok(told >= exact * 0.8 - 1 && told <= exact * 1.25 + 1, `${told} for ${exact}`)
        },
      ),
    ))
  it('orders its percentiles', () => {
    const buckets = histogram([10, 1000, 1000, 60_000, 3_600_000])
    assert.ok((percentile(buckets, 0.5) ?? 0) < (percentile(buckets, 0.95) ?? 0))
  })
  it('adds up over days', () => {
    const [one, two] = [histogram([1000, 2000]), histogram([4000, 8000])]
    assert.equal(
      percentile([...one, ...two], 0.95),
      percentile(histogram([1000, 2000, 4000, 8000]), 0.95),
    )
  })
})
