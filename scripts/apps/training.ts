/** Trains the classifier of apps: counts, made into logarithms. The same rows, the same weights. */
import type { AppKind } from '../../modules/device/apps/kind.ts'
import { learnedKinds, type Model } from '../../modules/device/apps/guess.ts'
import { BUCKETS, lexiconKinds, traitsOf } from '../../modules/device/apps/words.ts'
import { regressed } from './regression.ts'

export type Example = {
  readonly packageName: string
  readonly label: string
  readonly kind: AppKind
  /** How many rows of the table it counts for. */
  readonly weight: number
}

/** What every feature is credited with before it is seen. */
const SMOOTHING = 0.3
/** A feature seen once has taught nothing. */
const SEEN_MIN = 2
/** The largest weight that four bits hold. */
const LARGEST = 7
/** Beyond this a feature says no more: the few strongest would eat up the four bits. */
const WEIGHT_MAX = 3.5

export function trained(examples: readonly Example[]): Model {
  const kinds = learnedKinds.length
  const counts = new Float64Array(BUCKETS * kinds)
  const spoken = lexiconKinds.map(() => new Float64Array(kinds))
  const totals = new Float64Array(kinds)
  const members = new Float64Array(kinds)
  for (const { packageName, label, kind, weight } of examples) {
    const at = learnedKinds.indexOf(kind)
    const traits = traitsOf(packageName, label)
    members[at]! += weight
    totals[at]! += weight * traits.buckets.length
    for (const bucket of traits.buckets) counts[bucket * kinds + at]! += weight
    for (const said of traits.spoken) spoken[said]![at]! += weight
  }
  const all = members.reduce((sum, count) => sum + count, 0)
  const scale = WEIGHT_MAX / LARGEST
  return {
    priors: rounded([...members].map((count) => Math.log(count / all))),
    scale,
    weights: weightsOf(counts, totals, scale),
    regression: regressed(examples),
    spoken: spoken.map((said) => centred(logsOf(said, members))),
  }
}

function weightsOf(counts: Float64Array, totals: Float64Array, scale: number): Int8Array {
  const kinds = totals.length
  const weights = new Int8Array(counts.length)
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const own = [...counts.subarray(bucket * kinds, (bucket + 1) * kinds)]
    if (own.reduce((sum, count) => sum + count, 0) < SEEN_MIN) continue
    const logs = own.map((count, kind) =>
      Math.log((count + SMOOTHING) / (totals[kind]! + SMOOTHING * BUCKETS)),
    )
    for (const [kind, log] of centred(logs).entries()) {
      const units = Math.round(log / scale)
      weights[bucket * kinds + kind] = Math.max(-LARGEST, Math.min(LARGEST, units))
    }
  }
  return weights
}

/** The share of each kind's members that were counted, as a logarithm. */
const logsOf = (counted: Float64Array, members: Float64Array): number[] =>
  [...counted].map((count, kind) => Math.log((count + 0.5) / (members[kind]! + 25)))

const centred = (logs: readonly number[]): number[] => {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  return rounded(logs.map((log) => log - mean))
}

const rounded = (logs: readonly number[]): number[] =>
  logs.map((log) => Math.round(log * 1000) / 1000)
