/**
 * Trains the classifier's regression (softmax, one weight a bucket and kind) by descent with a step
 * of its own for each weight. Kinds that are rare and weigh in a decision count more, so that they
 * are not given up for the frequent ones. The same rows give the same weights, in whatever order.
 */
import type { AppKind } from '../../modules/device/apps/kind.ts'
import { learnedKinds, type Regression } from '../../modules/device/apps/guess.ts'
import { BUCKETS, traitsOf } from '../../modules/device/apps/words.ts'
import type { Example } from './training.ts'

const ROUNDS = 6
const STEP = 0.25
const SHRINK = 2e-5
const BIAS_STEP = 0.02
/** The largest weight that four bits hold. */
const LARGEST = 7
/** So many of the weights are no larger than that; the few beyond it are cut. */
const WITHIN = 0.998

const WEIGHTS: { readonly [kind in AppKind]?: number } = {
  lending: 4,
  betting: 3,
  banking: 2,
  payments: 2,
  investing: 1.5,
}

const nameOf = ({ packageName, label }: Example): string => `${packageName}\t${label}`
const byName = (a: Example, b: Example): number => (nameOf(a) < nameOf(b) ? -1 : 1)

type Case = { readonly buckets: readonly number[]; readonly kind: number; readonly weight: number }
type State = { readonly weights: Float32Array; readonly steps: Float32Array; bias: Float64Array }

export function regressed(examples: readonly Example[]): Regression {
  const kinds = learnedKinds.length
  const cases = examples.toSorted(byName).map(({ packageName, label, kind }) => ({
    buckets: traitsOf(packageName, label).buckets,
    kind: learnedKinds.indexOf(kind),
    weight: WEIGHTS[kind] ?? 1,
  }))
  const state: State = {
    weights: new Float32Array(BUCKETS * kinds),
    steps: new Float32Array(BUCKETS * kinds),
    bias: new Float64Array(kinds),
  }
  const draw = drawer()
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of shuffled(cases, draw)) learn(state, one, BIAS_STEP / (1 + round))
  }
  const { weights, scale } = quantised(state.weights)
  return { bias: [...state.bias].map((one) => Math.round(one * 1000) / 1000), weights, scale }
}

function learn({ weights, steps, bias }: State, { buckets, kind, weight }: Case, by: number) {
  const kinds = bias.length
  const share = 1 / Math.sqrt(buckets.length)
  const off = bias.map((of, k) => {
    let score = of
    for (const bucket of buckets) score += weights[bucket * kinds + k]! * share
    return score
  })
  const top = Math.max(...off)
  const all = off.reduce((sum, score) => sum + Math.exp(score - top), 0)
  for (let k = 0; k < kinds; k++) {
    off[k] = (Math.exp(off[k]! - top) / all - (k === kind ? 1 : 0)) * weight
    bias[k]! -= by * off[k]!
  }
  for (const bucket of buckets) {
    for (let k = 0; k < kinds; k++) {
      const at = bucket * kinds + k
      const slope = off[k]! * share + SHRINK * weights[at]!
      steps[at]! += slope * slope
      weights[at]! -= (STEP * slope) / (Math.sqrt(steps[at]!) + 1e-3)
    }
  }
}

function quantised(weights: Float32Array): { weights: Int8Array; scale: number } {
  const sizes = weights.filter((one) => one !== 0).map(Math.abs)
  const most = sizes.toSorted()[Math.floor(sizes.length * WITHIN)] ?? 1
  const scale = Math.round((most / LARGEST) * 10_000) / 10_000
  const whole = Int8Array.from(weights, (one) =>
    Math.max(-LARGEST, Math.min(LARGEST, Math.round(one / scale))),
  )
  return { weights: whole, scale }
}

/** Numbers below one, always the same (Numerical Recipes' generator). */
function drawer(): () => number {
  let seed = 1
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
}

function shuffled<T>(all: readonly T[], draw: () => number): T[] {
  const mixed = [...all]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
  }
  return mixed
}
