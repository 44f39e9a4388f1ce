/** The table of apps as it was collected: read in place, brought to our kinds. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AppKind } from '../../modules/device/apps/kind.ts'
import own from '../../modules/device/reference/app-own.json' with { type: 'json' }
import { kindOfRow } from './mapping.ts'

export type AppRow = {
  readonly packageName: string
  readonly kind: AppKind
  readonly label: string
  readonly source: string
  readonly licence: string
  /** Looked at by a person, or named by one of us: stands above a store's category. */
  readonly curated: boolean
}

const file = join(
  process.env['DHARA_SHARED'] ?? resolve(import.meta.dirname, '../../../shared'),
  'data/apps/apps.tsv',
)

/** One row a package: what was curated before what was collected, a label before none. */
export function collectedRows(): readonly AppRow[] {
  const rows = new Map<string, AppRow>()
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n').slice(1)) {
    const [packageName = '', category = '', label = '', source = '', licence = ''] =
      line.split('\t')
    const kind = kindOfRow(packageName, category, label)
    if (!kind) throw new Error(`${packageName}: ${category} is mapped to none of our kinds`)
    const row = { packageName, kind, label, source, licence, curated: category.includes('.') }
    const known = rows.get(packageName)
    if (!known || worth(row) > worth(known)) rows.set(packageName, row)
  }
  for (const row of ownRows()) rows.set(row.packageName, row)
  return [...rows.values()]
}

/** Our own word on an app stands above any collection's. */
function ownRows(): readonly AppRow[] {
  const { source, licence } = own
  return Object.entries(own.kinds).flatMap(([kind, apps]) =>
    apps.map((line) => {
      const [packageName = '', label = ''] = line.split('\t')
      return { packageName, label, kind: kind as AppKind, source, licence, curated: true }
    }),
  )
}

const worth = ({ curated, label }: AppRow): number => (curated ? 2 : 0) + (label === '' ? 0 : 1)
