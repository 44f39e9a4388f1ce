/**
 * Traits: what a test, or a curious human, fixes about one subject (a phone, PAN or account
 * number), where chance would otherwise decide: `bin/dhara person --bureau 640` becomes `{
 * score: 640 }`.
 */
import type { Store } from './store.ts'

export type Traits = {
  /** Bureau score; null is new to credit. */
  score?: number | null
  pan?: 'valid' | 'invalid' | 'not-found'
  aadhaarLinked?: boolean
  nameAtBank?: string
  pennyDrop?: 'success' | 'failed'
  accountType?: 'savings' | 'current' | 'nre' | 'loan'
  sanctioned?: boolean
  mandate?: 'confirmed' | 'rejected'
  payout?: 'processed' | 'failed' | 'reversed' | 'pending' | 'pending-failed'
  /** `settled`, or the NACH return code of every presentment. */
  presentment?: string
  payLink?: 'captured' | 'failed'
  sms?: 'delivered' | 'failed'
}

const NAMES: ReadonlySet<string> = new Set(
  (
    'score pan aadhaarLinked nameAtBank pennyDrop accountType sanctioned mandate payout ' +
    'presentment payLink sms'
  ).split(' '),
)

/** The traits of all these names for one subject; the first name's win. */
export function traitsOf(store: Store, subjects: readonly (string | undefined)[]): Traits {
  let traits: Traits = {}
  for (const subject of subjects.toReversed()) {
    if (subject === undefined) continue
    const row = store.one('select traits from trait where subject = ?', subject)
    if (row) traits = { ...traits, ...(JSON.parse(String(row.traits)) as Traits) }
  }
  return traits
}

/** Adds to what is fixed already; a trait given as the text `chance` is let go again. */
export function fixTraits(store: Store, subject: string, added: object): Traits {
  const all = { ...traitsOf(store, [subject]), ...added }
  const kept = Object.entries(all).filter(([name, value]) => NAMES.has(name) && value !== 'chance')
  const traits = Object.fromEntries(kept) as Traits
  store.run(
    `insert into trait values (?, ?) on conflict (subject) do update set traits = excluded.traits`,
    subject,
    JSON.stringify(traits),
  )
  return traits
}
