/** What becomes of apps as they are told of: features of each person, and the pool of all. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { DataErased, dataKeys } from '#modules/identity'
import { onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { markerOf } from '../engines/mark.ts'
import { openedRecords } from '../opened.ts'
import { AppRecorded } from '../uplink/face.ts'
import { classify } from './classify.ts'
import { AppsChanged } from './face.ts'
import { countApps } from './pool/reactions.ts'
import { certaintyOf, merged, presenceOf, type AppRecord, type Presence } from './presence.ts'
import {
  answersFor,
  answersSince,
  dropGenerations,
  generationsOf,
  holdAnswers,
  keepPresences,
  presencesAt,
  setKinds,
  type KeptPresence,
  type Reclassified,
} from './store.ts'

export const appsReactions: readonly Reaction[] = [
  onBatch([AppRecorded, DataErased], 'app-features', foldApps),
  onBatch([AppRecorded, DataErased], 'app-pool', countApps),
  onBatch(AppRecorded, 'reclassify-apps', reclassify),
]

type Recorded = Fact<EventOf<typeof AppRecorded>>
type Erased = Fact<EventOf<typeof DataErased>>

/**
 * Erasures first: whatever still opens was consented to since, for a destroyed key opens nothing.
 * Records come in any order, and again after a replay: they are merged into what is known.
 */
async function foldApps(facts: readonly (Recorded | Erased)[], tx: Tx): Promise<void> {
  await forget(
    facts.filter((fact): fact is Erased => fact.type === DataErased.type),
    tx,
  )
  const recorded = facts.filter((fact): fact is Recorded => fact.type === AppRecorded.type)
  const told = await presencesIn(recorded, tx)
  if (told.size === 0) return
  const known = new Map(
    (await presencesAt(tx, [...told.values()])).map((one) => [nameOf(one), one]),
  )
  const kept: KeptPresence[] = []
  const changed = new Map<string, number>()
  for (const [name, one] of told) {
    const before = known.get(name)
    const after = before ? { ...one, ...merged(before, one) } : one
    if (before && JSON.stringify(lineOf(before)) === JSON.stringify(lineOf(after))) continue
    kept.push(after)
    if (before && !saysMore(before, after)) continue
    changed.set(one.customerId, (changed.get(one.customerId) ?? 0) + 1)
  }
  await keepPresences(tx, kept)
  for (const [customerId, apps] of changed) await tx.emit(customerId, [AppsChanged({ apps })])
}

const nameOf = ({ customerId, mark }: KeptPresence): string => `${customerId}/${mark}`

/** One presence a person and app, of all that the batch tells of it. */
async function presencesIn(
  facts: readonly Recorded[],
  tx: Tx,
): Promise<ReadonlyMap<string, KeptPresence>> {
  const told = new Map<string, KeptPresence>()
  if (facts.length === 0) return told
  await holdAnswers(tx)
  const opened = await openedRecords(tx, facts)
  const records = [...opened.values()].map(({ record }) => record as AppRecord)
  const answers = await answersFor(tx, [...new Set(records.map((record) => record.package))])
  for (const { key: customerId, at: recordedAt, data } of facts) {
    const found = opened.get(data.recordId)
    if (!found) continue
    const record = found.record as AppRecord
    const heard = { heardAt: data.seenAt, recordedAt, generation: data.generation }
    const classified = classify(record.package, record.label, answers)
    const mark = markerOf(found.key.dataKey)('app', record.package)
    const one = { customerId, mark, ...presenceOf(record, heard, classified) }
    const other = told.get(nameOf(one))
    told.set(nameOf(one), other ? { ...one, ...merged(other, one) } : one)
  }
  return told
}

/** In one order: what comes back from the database has its fields in another. */
const lineOf = (one: Presence): readonly unknown[] => [
  ...[one.generation, one.kind, one.certainty, one.kindAt, one.declared, one.heardAt],
  ...[one.firstSeenAt, one.lastSeenAt, one.installs, one.removals],
]

/** More than that the app was seen once again: something a feature could tell. */
const saysMore = (before: Presence, after: Presence): boolean =>
  before.kind !== after.kind ||
  before.generation !== after.generation ||
  before.firstSeenAt !== after.firstSeenAt ||
  before.declared !== after.declared ||
  before.installs.length !== after.installs.length ||
  before.removals.length !== after.removals.length ||
  before.installs.at(-1) !== after.installs.at(-1) ||
  before.removals.at(-1) !== after.removals.at(-1) ||
  (before.lastSeenAt ?? '') > (before.removals.at(-1) ?? '') !==
    (after.lastSeenAt ?? '') > (after.removals.at(-1) ?? '')

/** What rests on keys that are destroyed goes; what was consented to anew since stays. */
async function forget(erased: readonly Erased[], tx: Tx): Promise<void> {
  const whose = erased.filter(({ data }) => data.class === 'device-apps').map(({ key }) => key)
  if (whose.length === 0) return
  const kept = await generationsOf(tx, whose)
  if (kept.length === 0) return
  const wanted = kept.map((one) => ({
    ...{ customerId: one.customerId as Id<'cus'>, class: 'device-apps' as const },
    generation: one.generation,
  }))
  const { keys } = await tx.call(dataKeys, { wanted })
  const live = new Set(keys.map(({ customerId, generation }) => `${customerId}/${generation}`))
  const dead = kept.filter((one) => !live.has(`${one.customerId}/${one.generation}`))
  for (const { customerId, apps } of await dropGenerations(tx, dead)) {
    await tx.emit(customerId, [AppsChanged({ apps })])
  }
}

/**
 * Gives everyone's apps the answers that came after they were told of. Live there are none, and
 * nothing is opened; after an answer this group is sent back to the first record, by itself.
 */
async function reclassify(facts: readonly Recorded[], tx: Tx): Promise<void> {
  const first = facts.map(({ at }) => at).toSorted()[0]!
  const { kinds, lastAt } = await answersSince(tx, first)
  if (!lastAt) return
  const opened = await openedRecords(
    tx,
    facts.filter(({ at }) => at <= lastAt),
  )
  const answered: Reclassified[] = []
  for (const { key: customerId, data } of facts) {
    const found = opened.get(data.recordId)
    const name = (found?.record as AppRecord | undefined)?.package ?? ''
    const kind = kinds.get(name)
    if (!found || !kind) continue
    const mark = markerOf(found.key.dataKey)('app', name)
    answered.push({ customerId, mark, kind, certainty: certaintyOf('answer', true) })
  }
  if (answered.length === 0) return
  for (const { customerId, apps } of await setKinds(tx, answered)) {
    await tx.emit(customerId, [AppsChanged({ apps })])
  }
}
