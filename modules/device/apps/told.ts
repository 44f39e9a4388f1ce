/** What a record of an app tells once it is opened: read on the reader's thread, or where it is. */
import type { AppRecord } from './presence.ts'

/** The record's own words, and the mark its app rests under. */
export type AppTold = { readonly record: AppRecord; readonly mark: string }

type Mark = (what: 'app', words: string) => string

export function readApp(opened: unknown, mark: Mark): AppTold {
  const record = opened as AppRecord
  return { record, mark: mark('app', record.package) }
}
