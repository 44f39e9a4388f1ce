/** `bin/dhara dataset`: training sets as the decisions saw them, to Parquet, with their lineage. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { askHouse, type AtHouse } from './errand.ts'
import { labels, npaDays } from './dataset/label.ts'
import { lineageOf } from './dataset/lineage.ts'
import { parquetOf } from './dataset/parquet.ts'
import { rowsOf } from './dataset/row.ts'
import { pathHere } from './path-here.ts'

export const help = `bin/dhara dataset --label npa-in-6-months --as-of decision [--out DIR] [--json]

Writes one row per decision of the running house to DIR/rows.parquet: features as they were known at
the instant of the decision (nothing recorded later, however it is dated, and nothing that was
recorded but not read yet: the decision keeps how far that was), the bureau's attributes
of then, what was decided by which policy, and what became of the loan. The label is empty where its
time is not over yet, or nothing was lent. DIR/lineage.json says what it was made of. Whoever
withdrew a consent is in it without what rested on that consent.`

export const run = (args: readonly string[]): Promise<number> =>
  askHouse('dataset', withPlace(args))

/** The house stands elsewhere: a folder is meant as seen from the person who types. */
function withPlace(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--out')
  if (at >= 0 && args[at + 1]) return args.with(at + 1, pathHere(args[at + 1]!))
  return args
}

export const atHouse: AtHouse = async (house, args, say) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      label: { type: 'string' },
      'as-of': { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { label = '', 'as-of': asOf } = values
  if (!(label in labels) || asOf !== 'decision') {
    say(`Say --label ${Object.keys(labels).join('|')} --as-of decision: see --help.`)
    return 2
  }
  const madeAt = house.clock.now()
  const folder = values.out ?? join(house.folder, 'dataset', madeAt.replaceAll(':', ''))
  mkdirSync(folder, { recursive: true })
  const npa = await npaDays(house.log)
  const rows = rowsOf(house.db, {
    label: labels[label]!,
    npa: npa.byLoan,
    today: house.clock.now(),
    onPage: (count) => say(`${count} decisions read`),
  })
  const written = await parquetOf(folder, rows)
  const lineage = lineageOf({ label, madeAt, offsets: npa.offsets, written })
  await lineage.writeTo(folder)
  const { count, labelled } = written
  say(`${count} rows, ${labelled} of them labelled, in ${folder}`, { folder, ...lineage.said })
  return 0
}
