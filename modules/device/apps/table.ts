/** The curated table: apps whose kind is known, with the source and licence of each group. */
import table from '../reference/apps.json' with { type: 'json' }
import type { AppKind } from './kind.ts'

export type TableRow = {
  readonly packageName: string
  readonly kind: AppKind
  /** As the store shows it; empty where the source has none. */
  readonly label: string
}

/** One line an app: the package, and after a tab its label where we have it. */
const groups: readonly { readonly kind: string; readonly apps: readonly string[] }[] = table.groups

export function* tableRows(): Generator<TableRow> {
  for (const { kind, apps } of groups) {
    for (const line of apps) {
      const [packageName = '', label = ''] = line.split('\t')
      yield { packageName, kind: kind as AppKind, label }
    }
  }
}

let known: ReadonlyMap<string, AppKind> | undefined

/** The kind the table gives, undefined where the app isn't in it. */
export function kindInTable(packageName: string): AppKind | undefined {
  known ??= new Map([...tableRows()].map((row) => [row.packageName, row.kind]))
  return known.get(packageName)
}

const FOLDS = 5
/**
 * Not the first: the lexicon and the damping were chosen by looking at the mistakes made there.
 * What is chosen by looking at this fold's mistakes makes another one due.
 */
const HELD_BACK = 1

/**
 * Whether the app is of the fifth that the classifier never learns from: accuracy is measured on
 * it, and it stays the same fifth when the table grows.
 */
export const isHeldBack = (packageName: string): boolean => foldOf(packageName) === HELD_BACK

/** Which fifth an app is of, 0 to 4, by a hash of its package. */
export function foldOf(packageName: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < packageName.length; i++) {
    hash = Math.imul(hash ^ packageName.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 7) % FOLDS
}
