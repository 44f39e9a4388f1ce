/**
 * How long people stay in a step, as a histogram of quarter octaves of business milliseconds: four
 * buckets to each doubling, so that a percentile is right to within a tenth, in one small row a
 * bucket and day, and days add up.
 */

const BUCKETS_AN_OCTAVE = 4

/** The bucket of a stay: 0 for up to a millisecond. */
export const bucketOf = (ms: number): number =>
  ms <= 1 ? 0 : Math.floor(BUCKETS_AN_OCTAVE * Math.log2(ms))

const msAt = (bucket: number): number => 2 ** (bucket / BUCKETS_AN_OCTAVE)

export type Bucket = { readonly bucket: number; readonly moves: number }

/** The stay that `share` of all stays do not exceed; undefined when there was none. */
export function percentile(buckets: readonly Bucket[], share: number): number | undefined {
  const total = buckets.reduce((sum, one) => sum + one.moves, 0)
  if (total === 0) return undefined
  const wanted = share * total
  let below = 0
  for (const { bucket, moves } of buckets.toSorted((a, b) => a.bucket - b.bucket)) {
    // Within a bucket stays are taken to be spread evenly, on the scale of its octave.
    if (below + moves >= wanted) return Math.round(msAt(bucket + (wanted - below) / moves))
    below += moves
  }
  return undefined
}
