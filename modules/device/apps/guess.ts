/**
 * The guess about an app nobody has classified: naive Bayes and a regression over its words and
 * letters, each of which errs where the other does not, trained on the shipped table
 * (`bin/dhara apps`). Pure, and the same on every machine; about 30 µs an app.
 */
import weights from '../reference/app-weights.json' with { type: 'json' }
import { appKinds, weighty, type AppKind } from './kind.ts'
import { BUCKETS, lexiconKinds, traitsOf, type Traits } from './words.ts'

/** What can be learned: everything but `unknown`. */
export const learnedKinds: readonly AppKind[] = appKinds.filter((kind) => kind !== 'unknown')

/**
 * Words, pairs and letters of one name say the same thing several times over: each counts so much
 * of what it would if they were independent.
 */
const DAMPING = 0.3
/** And so much where the lexicon speaks: one of its words says more than the letters around it. */
const HEARD_DAMPING = 0.15

/** The regression's own part: for each bucket and kind a weight, in units of `scale`. */
export type Regression = {
  readonly bias: readonly number[]
  readonly weights: Int8Array
  readonly scale: number
}

/** What the model remembers, all logarithms: how often a kind is, and what speaks for it. */
export type Model = {
  readonly regression: Regression
  readonly priors: readonly number[]
  /** Bucket by bucket, the weight for each learned kind, in units of `scale`. */
  readonly weights: Int8Array
  readonly scale: number
  /** Lexicon kind by lexicon kind, the weight for each learned kind where it is spoken of. */
  readonly spoken: readonly (readonly number[])[]
}

/**
 * A lender or a bookmaker overlooked costs more than another app looked at in vain, which a person
 * does before it weighs on anybody: so many times likelier are these two taken to be.
 */
const COSTLY = 3
const costs = learnedKinds.map((kind) => (weighty.has(kind) ? Math.log(COSTLY) : 0))

/**
 * Letters repeat what words said, so the likelihoods are too sure of themselves: by so much they
 * are drawn together, found by cross-validation, that of guesses 70 % sure some 70 % are right.
 */
const DOUBT = 2

export type Guess = { readonly kind: AppKind; readonly confidence: number }

/**
 * The likeliest kind by the model, and its share of the likelihood of all. Where money is at stake
 * letters alone don't do: who speaks of no loan is called no lender, however alike the spelling.
 */
export function guessBy(model: Model, packageName: string, label: string): Guess {
  const traits = traitsOf(packageName, label)
  const told = bayesian(model, traits)
  // Few apps of its kinds are in the table: where the lexicon speaks, it is heard alone.
  const seen = traits.spoken.length > 0 ? told : regressive(model.regression, traits.buckets)
  const scores = told.map((score, kind) => (score + (seen[kind] ?? 0)) / 2 + (costs[kind] ?? 0))
  const top = Math.max(...scores)
  const best = scores.indexOf(top)
  const all = scores.reduce((sum, score) => sum + Math.exp((score - top) / DOUBT), 0)
  return { kind: learnedKinds[best] ?? 'unknown', confidence: 1 / all }
}

/** Shares of the likelihood of all, as logarithms. */
function shared(scores: number[]): number[] {
  const top = Math.max(...scores)
  const all = top + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0))
  return scores.map((score) => score - all)
}

function regressive({ bias, weights, scale }: Regression, buckets: readonly number[]): number[] {
  const count = learnedKinds.length
  const scores = [...bias]
  const unit = scale / Math.sqrt(buckets.length)
  for (const bucket of buckets) {
    for (let kind = 0; kind < count; kind++) {
      scores[kind] = (scores[kind] ?? 0) + unit * (weights[bucket * count + kind] ?? 0)
    }
  }
  return shared(scores)
}

function bayesian(model: Model, { buckets, spoken }: Traits): number[] {
  const count = learnedKinds.length
  const scores = [...model.priors]
  const unit = (spoken.length > 0 ? HEARD_DAMPING : DAMPING) * model.scale
  for (const bucket of buckets) {
    for (let kind = 0; kind < count; kind++) {
      scores[kind] = (scores[kind] ?? 0) + unit * (model.weights[bucket * count + kind] ?? 0)
    }
  }
  for (const [said, kind] of lexiconKinds.entries()) {
    if (!spoken.includes(said)) scores[learnedKinds.indexOf(kind)] = Number.NEGATIVE_INFINITY
    else
      for (let k = 0; k < count; k++) scores[k] = (scores[k] ?? 0) + (model.spoken[said]?.[k] ?? 0)
  }
  return shared(scores)
}

/** The same few thousand unknown apps come again and again. */
const REMEMBERED_MAX = 5000
const remembered = new Map<string, Guess>()
let shipped: Model | undefined

/** The guess of the model we ship. */
export function guessOf(packageName: string, label = ''): Guess {
  const name = `${packageName}\t${label}`
  const known = remembered.get(name)
  if (known) return known
  shipped ??= shippedModel()
  const guess = guessBy(shipped, packageName, label)
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(name, guess)
  return guess
}

function shippedModel(): Model {
  const { priors, scale, spoken, packed, regression } = weights
  if (spoken.length !== lexiconKinds.length || priors.length !== learnedKinds.length) {
    throw new Error('the weights are of other kinds: run bin/dhara apps')
  }
  const { packed: own, ...rest } = regression
  return {
    ...{ priors, scale, spoken, weights: unpacked(packed) },
    regression: { ...rest, weights: unpacked(own) },
  }
}

/** Two weights an octet, −8 to 7 each, so that the file stays small. */
function unpacked(packed: string): Int8Array {
  const octets = Uint8Array.fromBase64(packed)
  const all = new Int8Array(BUCKETS * learnedKinds.length)
  for (let i = 0; i < all.length; i++) {
    const octet = octets[i >> 1] ?? 0
    all[i] = ((i & 1 ? octet >> 4 : octet & 15) << 28) >> 28
  }
  return all
}
