/**
 * `bin/dhara apps`: builds what device ships about apps from the table as it was collected — the
 * curated table and the classifier's weights — and says how well the classifier does.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { appKinds } from '../modules/device/apps/kind.ts'
import { learnedKinds, type Model } from '../modules/device/apps/guess.ts'
import { foldOf, isHeldBack } from '../modules/device/apps/table.ts'
import { BUCKETS } from '../modules/device/apps/words.ts'
import lexicon from '../modules/device/reference/app-lexicon.json' with { type: 'json' }
import { collectedRows, type AppRow } from './apps/rows.ts'
import { accuracyOf, told } from './apps/accuracy.ts'
import { trained, type Example } from './apps/training.ts'

export const help = `bin/dhara apps

Reads data/apps/apps.tsv below DHARA_SHARED, writes apps.json and app-weights.json into
modules/device/reference, and prints the accuracy on the fifth it never learned from.`

const reference = join(import.meta.dirname, '../modules/device/reference')
/** A word of the lexicon counts for so many rows of the table. */
const LEXICON_WEIGHT = 2

export async function run(): Promise<number> {
  const rows = collectedRows()
  await write('apps.json', { about: 'See README.md.', groups: groupsOf(rows) })
  const model = trained(examplesOf(rows))
  await write('app-weights.json', shippedForm(model))
  const held = rows.filter((row) => isHeldBack(row.packageName))
  for (const line of told(accuracyOf(held, model))) console.log(line)
  console.log(`  the other fifths, each unseen in its turn: ${spreadOf(rows).join(', ')}`)
  return 0
}

type Row = Pick<AppRow, 'packageName' | 'kind' | 'label'>

/** What is right of each fifth that may be learned from, by a model of the others. */
function spreadOf(rows: readonly Row[]): readonly string[] {
  const open = Map.groupBy(
    rows.filter((row) => !isHeldBack(row.packageName)),
    (row) => foldOf(row.packageName),
  )
  return [...open].toSorted().map(([fold, unseen]) => {
    const seen = rows.filter((row) => foldOf(row.packageName) !== fold)
    return `${(accuracyOf(unseen, trained(examplesOf(seen))).accuracy * 100).toFixed(1)} %`
  })
}

/** What may be learned from: the table without its fifth, and the words of the lexicon. */
export function examplesOf(rows: readonly Row[]) {
  const listed = rows.filter((row) => !isHeldBack(row.packageName))
  const words = Object.entries(lexicon.kinds).flatMap(([kind, all]) =>
    all.map((word) => ({
      packageName: `com.${word.replaceAll(/[* ]/g, '')}.app`,
      label: word.replaceAll('*', ''),
      kind,
      weight: LEXICON_WEIGHT,
    })),
  )
  return [...listed.map((row) => ({ ...row, weight: 1 })), ...words] as Example[]
}

/** By source, then by kind, each in the order of the alphabet: a new row is one line of a diff. */
function groupsOf(rows: readonly AppRow[]) {
  const bySource = Map.groupBy(rows, ({ source, licence }) => `${source}\t${licence}`)
  return [...bySource]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, ofSource]) =>
      appKinds.flatMap((kind) => {
        const apps = ofSource
          .filter((row) => row.kind === kind)
          .map(({ packageName, label }) => (label ? `${packageName}\t${label}` : packageName))
          .toSorted()
        const [source, licence] = name.split('\t')
        return apps.length === 0 ? [] : [{ source, licence, kind, apps }]
      }),
    )
}

function shippedForm({ priors, scale, spoken, weights, regression }: Model): object {
  const { weights: own, ...rest } = regression
  return {
    ...{ priors, scale, spoken, packed: packed(weights) },
    regression: { ...rest, packed: packed(own) },
  }
}

/** Two weights an octet. */
function packed(weights: Int8Array): string {
  const octets = new Uint8Array((BUCKETS * learnedKinds.length) / 2)
  for (const [i, weight] of weights.entries()) octets[i >> 1]! |= (weight & 15) << (i & 1 ? 4 : 0)
  return octets.toBase64()
}

/** As the formatter would have it: a file made anew differs only in what it says. */
async function write(name: string, content: object): Promise<void> {
  const path = join(reference, name)
  const style = (await resolveConfig(path)) ?? {}
  writeFileSync(path, await format(JSON.stringify(content), { ...style, parser: 'json' }))
}
