/**
 * A consent record, and the chain that proves none was altered or left out (SPEC §7.3). Pure: the
 * hash comes in.
 */
import type { Instant } from '#kernel/dates'
import type { Language, Notice } from './notice.ts'
import type { Purpose } from '../vault/retention.ts'

/** SPEC §7.3 in its own order; what nobody told us is left out. */
export type ConsentRecord = {
  consentId: string
  principalId: string
  act: 'given' | 'withdrawn' | 'expired'
  noticeId: string
  noticeVersion: string
  noticeHash: string
  language: Language
  purposeCode: Purpose
  dataItems: readonly string[]
  recipients: readonly string[]
  /** `house`: nobody said a word, its time was over. */
  channel: 'app' | 'partner' | 'house'
  at: Instant
  method: 'tap' | 'otp' | 'e-sign' | 'lapse'
  deviceId?: string
  appVersion?: string
  expiresAt?: Instant
  /** The hash of what a partner showed for it. */
  proofHash?: string
}

type Hash = (text: string) => string

/** The text of a notice as it is hashed: the same notice, the same text. */
export const noticeHash = (notice: Notice, hash: Hash): string => hash(canonical(notice))

/** What one line of the chain proves: this record, after all that came before it. */
export const evidenceOf = (record: ConsentRecord, previous: string | null, hash: Hash): string =>
  hash(`${previous ?? ''}\n${canonical(record)}`)

/** The first line whose evidence does not follow, or undefined when the chain is whole. */
export function brokenLine(
  lines: readonly { record: ConsentRecord; prevHash: string | null; evidenceHash: string }[],
  hash: Hash,
): number | undefined {
  let previous: string | null = null
  for (const [index, line] of lines.entries()) {
    const follows: boolean = line.prevHash === previous
    if (!follows || evidenceOf(line.record, previous, hash) !== line.evidenceHash) return index + 1
    previous = line.evidenceHash
  }
  return undefined
}

/** JSON with sorted keys: a database may give the keys back in another order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const pairs = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`)
  return `{${pairs.join(',')}}`
}
