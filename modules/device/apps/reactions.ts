/** What becomes of apps as they are told of: features of each person, and the pool of all. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { DataErased, dataKeys } from '#modules/identity'
import { onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { readRecords } from '../uplink/queries.ts'
import { AppRecorded } from '../uplink/face.ts'
import { classify } from './classify.ts'
import type { AppTold } from './told.ts'
import { AppsChanged } from './face.ts'
import type { AppKind } from './kind.ts'
import { appReader, countApps } from './pool/reactions.ts'
import { certaintyOf, merged, presenceOf, samePresence, type Presence } from './presence.ts'
import {
  answersFor,
  answersSince,
  dropGenerations,
  generationsOf,
  holdAnswers,
  keepPhones,
  phonesAt,
  type Phone,
  type Place,
} from './store.ts'

/**
 * A phone tells of a hundred apps at once: many phones are folded in one transaction. Each of its
 * steps waits for its turn with a busy house, so what a group drinks grows with what it takes.
 */
const FACTS_MAX = 6000

export const appsReactions: readonly Reaction[] = [
  onBatch([AppRecorded, DataErased], 'app-features', foldApps, {
    factsMax: FACTS_MAX,
    byCustomer: true,
  }),
  onBatch([AppRecorded, DataErased], 'app-pool', countApps, { factsMax: FACTS_MAX }),
  onBatch(AppRecorded, 'reclassify-apps', reclassify, { factsMax: FACTS_MAX }),
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
  const told = await phonesIn(recorded, tx)
  if (told.size === 0) return
  const known = new Map((await phonesAt(tx, [...told.values()])).map((one) => [nameOf(one), one]))
  const kept: Phone[] = []
  const changed = new Map<string, number>()
  for (const [name, phone] of told) {
    const { after, differ, apps } = mergedPhone(known.get(name), phone)
    if (differ === 0) continue
    kept.push(after)
    if (apps > 0) changed.set(phone.customerId, (changed.get(phone.customerId) ?? 0) + apps)
  }
  await keepPhones(tx, kept)
  for (const [customerId, apps] of changed) await tx.emit(customerId, [AppsChanged({ apps })])
}

const nameOf = ({ customerId, generation }: Place): string => `${customerId}/${generation}`

type Told = Place & { readonly apps: Map<string, Presence> }

/** All that the batch tells, by phone: one presence an app. */
async function phonesIn(facts: readonly Recorded[], tx: Tx): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>()
  if (facts.length === 0) return told
  const [read] = await Promise.all([readRecords(tx, facts, appReader), holdAnswers(tx)])
  const answers = await answersFor(tx, packagesIn(read))
  let phone: Told | undefined
  for (const [i, { key: customerId, at: recordedAt, data }] of facts.entries()) {
    const found = read[i]
    if (!found) continue
    const { generation } = data
    if (phone?.customerId !== customerId || phone.generation !== generation) {
      phone = phoneIn(told, { customerId, generation })
    }
    const { record, mark } = found
    const classified = classify(record.package, record.label, answers)
    const heard = { heardAt: data.seenAt, recordedAt, generation }
    const one = presenceOf(record, heard, classified)
    const other = phone.apps.get(mark)
    phone.apps.set(mark, other ? merged(other, one) : one)
  }
  return told
}

function phoneIn(told: Map<string, Told>, place: Place): Told {
  const name = nameOf(place)
  const phone = told.get(name) ?? { ...place, apps: new Map<string, Presence>() }
  told.set(name, phone)
  return phone
}

function packagesIn(read: readonly (AppTold | undefined)[]): string[] {
  const packages = new Set<string>()
  for (const one of read) if (one) packages.add(one.record.package)
  return [...packages]
}

/** What is known with what is told: how many apps differ now, and of how many more is known. */
function mergedPhone(before: Phone | undefined, told: Told) {
  const apps = new Map(before?.apps)
  let [differ, more] = [0, 0]
  for (const [mark, one] of told.apps) {
    const known = apps.get(mark)
    const after = known ? merged(known, one) : one
    if (known && samePresence(known, after)) continue
    apps.set(mark, after)
    differ += 1
    if (!known || saysMore(known, after)) more += 1
  }
  const { customerId, generation } = told
  return { after: { customerId, generation, apps: newestOf(apps) }, differ, apps: more }
}

/** Nobody has more: beyond it those go which the phone has not told of for longest. */
const PHONE_APPS_MAX = 3000

function newestOf(apps: ReadonlyMap<string, Presence>): ReadonlyMap<string, Presence> {
  if (apps.size <= PHONE_APPS_MAX) return apps
  const newest = [...apps].sort(([, a], [, b]) => (a.heardAt > b.heardAt ? -1 : 1))
  return new Map(newest.slice(0, PHONE_APPS_MAX))
}

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
  const first = facts.reduce((least, { at }) => (at < least ? at : least), facts[0]!.at)
  const { kinds, lastAt } = await answersSince(tx, first)
  if (!lastAt) return
  const before = facts.filter(({ at }) => at <= lastAt)
  const read = await readRecords(tx, before, appReader)
  const answered = new Map<string, Answered>()
  for (const [i, { key: customerId, data }] of before.entries()) {
    const found = read[i]
    const kind = found && kinds.get(found.record.package)
    if (!kind) continue
    const place = { customerId, generation: data.generation }
    const phone = answered.get(nameOf(place)) ?? { ...place, kinds: new Map<string, AppKind>() }
    answered.set(nameOf(place), phone)
    phone.kinds.set(found.mark, kind)
  }
  if (answered.size === 0) return
  const kept: Phone[] = []
  for (const phone of await phonesAt(tx, [...answered.values()])) {
    const apps = reclassified(phone, answered.get(nameOf(phone))!)
    if (apps.size === 0) continue
    kept.push({ ...phone, apps: new Map([...phone.apps, ...apps]) })
    await tx.emit(phone.customerId, [AppsChanged({ apps: apps.size })])
  }
  await keepPhones(tx, kept)
}

type Answered = Place & { readonly kinds: Map<string, AppKind> }

/** Those of its apps that are of another kind now. */
function reclassified({ apps }: Phone, { kinds }: Answered): ReadonlyMap<string, Presence> {
  const certainty = certaintyOf('answer', true)
  const other = new Map<string, Presence>()
  for (const [mark, kind] of kinds) {
    const known = apps.get(mark)
    if (!known || (known.kind === kind && known.certainty === certainty)) continue
    other.set(mark, { ...known, kind, certainty })
  }
  return other
}
