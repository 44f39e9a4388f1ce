/** What a record of an app tells once it is opened: read on the reader's thread, or where it is. */
import type { AppRecord } from './presence.ts'

/** What is wanted of the record's own words, and the mark its app rests under. */
export type AppTold = { readonly record: AppRecord; readonly mark: string }

type Mark = (what: 'app', words: string) => string

/** The rest of it nobody asks for, and all that is told travels from thread to thread. */
const WANTED = ['what', 'package', 'label', 'firstInstalledAt', 'system', 'declared'] as const

export function readApp(opened: unknown, mark: Mark): AppTold {
  const all = opened as AppRecord
  const record: { [name: string]: unknown } = {}
  for (const name of WANTED) if (all[name] !== undefined) record[name] = all[name]
  return { record: record as AppRecord, mark: mark('app', all.package) }
}
