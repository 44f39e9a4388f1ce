/** What a training set was made of: enough to make it again and get the same. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '#kernel/dates'
import { FEATURES_VERSION, LOOK_BACK_DAYS } from '../../modules/device/feature/features.ts'
import type { Offsets } from './label.ts'
import type { Written } from './parquet.ts'

type Made = { label: string; madeAt: Instant; offsets: Offsets; written: Written }

export function lineageOf({ label, madeAt, offsets, written }: Made) {
  const { file, count, labelled, columns, sha256, servedUnlike } = written
  const said = {
    ...{ file, sha256, rows: count, labelled, servedUnlike, columns },
    ...{ label, asOf: 'decision', madeAt },
    features: { version: FEATURES_VERSION, lookBackDays: LOOK_BACK_DAYS },
    sources: [
      { table: 'decision.decision', knownBy: 'decided_at', apps: 'as served' },
      { table: 'device.entry', knownBy: 'known_at, superseded_at', servedBy: 'lane, read to' },
      { table: 'bureau.report', knownBy: 'pulled_at' },
      { table: 'lending.loan', for: 'label' },
      { topic: 'lending', for: 'label', readTo: offsets },
    ],
  }
  const text = `${JSON.stringify(said, null, 2)}\n`
  return { said, writeTo: (folder: string) => writeFile(join(folder, 'lineage.json'), text) }
}
