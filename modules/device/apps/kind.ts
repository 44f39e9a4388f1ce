/** What kinds of apps there are: ours, chosen for what they say about money, then about habits. */

/** Every kind an app may have; `unknown` is what nobody and nothing could tell. */
export const appKinds = [
  'lending',
  'banking',
  'payments',
  'investing',
  'finance',
  'betting',
  'gaming',
  'social',
  'shopping',
  'food',
  'travel',
  'entertainment',
  'news',
  'education',
  'health',
  'lifestyle',
  'tools',
  'unknown',
] as const
export type AppKind = (typeof appKinds)[number]

/** Kinds that weigh in a credit decision: even a sure guess is shown to a person. */
export const weighty: ReadonlySet<AppKind> = new Set<AppKind>(['lending', 'betting'])

/** How we know: a person of ours said so, the shipped table, or a guess of the classifier. */
export const appBases = ['answer', 'table', 'guess'] as const
export type AppBasis = (typeof appBases)[number]

/** A kind, how we know it, and how sure a guess is (0 to 1; what is not a guess is 1). */
export type Classified = {
  readonly kind: AppKind
  readonly basis: AppBasis
  readonly confidence: number
}
