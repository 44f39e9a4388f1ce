/** How often the classifier is right about apps it never saw: by kind, and where money confuses. */
import { CONFIDENCE_MIN } from '../../modules/device/apps/classify.ts'
import { guessBy, guessOf, learnedKinds, type Model } from '../../modules/device/apps/guess.ts'
import type { AppKind } from '../../modules/device/apps/kind.ts'
import type { TableRow } from '../../modules/device/apps/table.ts'

const moneyKinds: readonly AppKind[] = ['lending', 'banking', 'betting']

export type Accuracy = {
  readonly apps: number
  /** Shares, 0 to 1. */
  readonly accuracy: number
  /** Guesses sure enough to be used, and how many of those are right. */
  readonly sure: number
  readonly sureAccuracy: number
  readonly kinds: readonly {
    readonly kind: AppKind
    readonly apps: number
    readonly recall: number
    readonly precision: number
  }[]
  /** What each money kind's apps were called, and what else was called so. */
  readonly confusion: { readonly [kind: string]: { readonly [called: string]: number } }
}

/** By the model given, or by the one that ships. */
export function accuracyOf(held: readonly TableRow[], model?: Model): Accuracy {
  const judged = held.map(({ packageName, label, kind }) => {
    const guess = model ? guessBy(model, packageName, label) : guessOf(packageName, label)
    return { kind, called: guess.kind, sure: guess.confidence >= CONFIDENCE_MIN }
  })
  const right = judged.filter((one) => one.kind === one.called)
  const sure = judged.filter((one) => one.sure)
  return {
    apps: judged.length,
    accuracy: share(right.length, judged.length),
    sure: share(sure.length, judged.length),
    sureAccuracy: share(right.filter((one) => one.sure).length, sure.length),
    kinds: learnedKinds.map((kind) => {
      const of = (which: 'kind' | 'called') => judged.filter((one) => one[which] === kind).length
      const hit = right.filter((one) => one.kind === kind).length
      const [recall, precision] = [share(hit, of('kind')), share(hit, of('called'))]
      return { kind, apps: of('kind'), recall, precision }
    }),
    confusion: Object.fromEntries(
      moneyKinds.map((kind) => {
        const ofKind = judged.filter((one) => one.kind === kind)
        const called = Map.groupBy(ofKind, (one) => one.called)
        return [kind, Object.fromEntries([...called].map(([name, all]) => [name, all.length]))]
      }),
    ),
  }
}

export function* told({ apps, accuracy, sure, sureAccuracy, kinds, confusion }: Accuracy) {
  yield (
    `${apps} apps held back: ${percent(accuracy)} right; ` +
    `${percent(sure)} guessed surely, ${percent(sureAccuracy)} of those right`
  )
  for (const one of kinds) {
    yield (
      `  ${one.kind.padEnd(14)}${String(one.apps).padStart(4)} apps   ` +
      `found ${percent(one.recall)}   called so rightly ${percent(one.precision)}`
    )
  }
  for (const [kind, called] of Object.entries(confusion)) {
    const names = Object.entries(called).toSorted(([, a], [, b]) => b - a)
    yield `  ${kind} was called ${names.map(([name, count]) => `${name} ${count}`).join(', ')}`
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
const percent = (of: number): string => `${(of * 100).toFixed(1)} %`.padStart(7)
