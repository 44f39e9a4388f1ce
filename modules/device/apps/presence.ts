/**
 * What is known of one app on one person's phone. Each record says a little; `merged` puts two
 * knowledges together so that neither order nor repetition matters: the same records in any order,
 * any of them twice, give the same presence.
 */
import type { Instant } from '#kernel/dates'
import { appBases, type AppBasis, type AppKind, type Classified } from './kind.ts'

/** What a record of the stream holds once it is opened. */
export type AppRecord = {
  readonly what: 'installed' | 'listed' | 'updated' | 'removed'
  readonly package: string
  readonly label?: string
  readonly firstInstalledAt?: Instant
  /** Came with the phone: there, but never installed by the person. */
  readonly system?: boolean
  /** Of a short list that was declared to the store, not of all that is installed. */
  readonly declared?: boolean
}

export type Presence = {
  /** Of the key it was sealed under: after a withdrawal only what is consented to anew counts. */
  readonly generation: number
  readonly kind: AppKind
  /** How surely the kind is known: an answer, the table, a guess by the label, one without. */
  readonly certainty: number
  readonly kindAt: Instant
  /** Of the newest record. */
  readonly declared: boolean
  readonly heardAt: Instant
  /** Earliest and latest time the app was seen there. */
  readonly firstSeenAt: Instant | null
  readonly lastSeenAt: Instant | null
  readonly installs: readonly Instant[]
  readonly removals: readonly Instant[]
}

/** Installs and removals kept of one app; the newest stay. */
const MOMENTS_MAX = 40

/**
 * What one record says. `heardAt` is the phone's time, never later than when we recorded it: a
 * phone whose clock runs ahead must not outlast all that comes after.
 */
export function presenceOf(
  record: AppRecord,
  heard: { heardAt: Instant; recordedAt: Instant; generation: number },
  classified: Classified,
): Presence {
  const at = earlier(heard.heardAt, heard.recordedAt)
  const gone = record.what === 'removed'
  const installedAt = gone ? undefined : installOf(record, at)
  const labelled = record.label !== undefined && record.label !== ''
  return {
    generation: heard.generation,
    kind: classified.kind,
    certainty: certaintyOf(classified.basis, labelled),
    kindAt: at,
    declared: record.declared ?? false,
    heardAt: at,
    firstSeenAt: gone ? null : at,
    lastSeenAt: gone ? null : at,
    installs: installedAt ? [installedAt] : [],
    removals: gone ? [at] : [],
  }
}

/** A person's word above the table, that above a guess; a label helps only a guess. */
export const certaintyOf = (basis: AppBasis, labelled: boolean): number =>
  basis === 'guess' ? (labelled ? 1 : 0) : appBases.length - appBases.indexOf(basis)

/** When the person installed it, where the record tells; a list without a date does not. */
function installOf(record: AppRecord, at: Instant): Instant | undefined {
  if (record.system) return undefined
  if (record.firstInstalledAt) return earlier(record.firstInstalledAt, at)
  return record.what === 'installed' ? at : undefined
}

export function merged(a: Presence, b: Presence): Presence {
  if (a.generation !== b.generation) return a.generation > b.generation ? a : b
  const known = surer(a, b)
  const newest = newer(a, b)
  return {
    generation: a.generation,
    ...{ kind: known.kind, certainty: known.certainty, kindAt: known.kindAt },
    ...{ declared: newest.declared, heardAt: newest.heardAt },
    firstSeenAt: least(a.firstSeenAt, b.firstSeenAt),
    lastSeenAt: most(a.lastSeenAt, b.lastSeenAt),
    installs: together(a.installs, b.installs),
    removals: together(a.removals, b.removals),
  }
}

/** Whether nothing is known of the one that isn't of the other. */
export const samePresence = (a: Presence, b: Presence): boolean =>
  a.generation === b.generation &&
  a.kind === b.kind &&
  a.certainty === b.certainty &&
  a.kindAt === b.kindAt &&
  a.declared === b.declared &&
  a.heardAt === b.heardAt &&
  a.firstSeenAt === b.firstSeenAt &&
  a.lastSeenAt === b.lastSeenAt &&
  sameMoments(a.installs, b.installs) &&
  sameMoments(a.removals, b.removals)

const sameMoments = (a: readonly Instant[], b: readonly Instant[]): boolean =>
  a.length === b.length && a.every((at, i) => at === b[i])

/** Whether it is there at an instant: last seen or installed later than it was removed. */
export function isThere(presence: Presence, asOf: Instant): boolean {
  const { firstSeenAt, lastSeenAt, installs, removals } = presence
  const seen = latestBy(asOf, [firstSeenAt, lastSeenAt, ...installs])
  return seen !== null && seen > (latestBy(asOf, removals) ?? '')
}

export function latestBy(asOf: Instant, all: readonly (Instant | null)[]): Instant | null {
  let latest: Instant | null = null
  for (const at of all) {
    if (at !== null && at <= asOf && (latest === null || at > latest)) latest = at
  }
  return latest
}

/** At equal certainty the newest word stands; at the same instant the first of the alphabet. */
function surer(a: Presence, b: Presence): Presence {
  if (a.certainty !== b.certainty) return a.certainty > b.certainty ? a : b
  if (a.kindAt !== b.kindAt) return a.kindAt > b.kindAt ? a : b
  return a.kind <= b.kind ? a : b
}

function newer(a: Presence, b: Presence): Presence {
  if (a.heardAt !== b.heardAt) return a.heardAt > b.heardAt ? a : b
  return a.declared ? b : a
}

/** Each in order already; most often there is nothing to add. */
function together(a: readonly Instant[], b: readonly Instant[]): readonly Instant[] {
  if (b.length === 0) return a
  if (a.length === 0) return b
  return [...new Set([...a, ...b])].toSorted().slice(-MOMENTS_MAX)
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
const least = (a: Instant | null, b: Instant | null) => (a && b ? earlier(a, b) : (a ?? b))
const most = (a: Instant | null, b: Instant | null) => (a && b ? (a > b ? a : b) : (a ?? b))
