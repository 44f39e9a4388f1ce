/** The pool follows what phones show: every package, and how many people have it now. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { DataErased, dataKeys } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { holderOf, packageIdOf } from '../../engines/holder.ts'
import type { Reader } from '../../engines/reader.ts'
import { readRecords } from '../../uplink/queries.ts'
import { AppRecorded } from '../../uplink/face.ts'
import { classify, wantsReview } from '../classify.ts'
import { guessOf } from '../guess.ts'
import type { AppRecord } from '../presence.ts'
import { readApp, type AppTold } from '../told.ts'
import { isHeld, mergedHolding, movesOf, sameHolding, type Holding, type Move } from './holding.ts'
import {
  addMoves,
  dropHolders,
  holdersAt,
  keepHolders,
  movePackages,
  movePopulations,
  newsIn,
  type Seen,
} from './store.ts'

/** One for all who read apps, so that what is read for one is there for another. */
export const appReader: Reader<AppTold> = {
  file: new URL('../told.ts', import.meta.url),
  read: readApp,
}

type Recorded = Fact<EventOf<typeof AppRecorded>>
type Erased = Fact<EventOf<typeof DataErased>>

/** Erasures first, for the same reason as with features; then one move of each package. */
export async function countApps(facts: readonly (Recorded | Erased)[], tx: Tx): Promise<void> {
  const holder = holderOf(tx.secret('master'))
  await leave(
    facts.filter((fact): fact is Erased => fact.type === DataErased.type),
    holder,
    tx,
  )
  const recorded = facts.filter((fact): fact is Recorded => fact.type === AppRecorded.type)
  if (recorded.length > 0) await join(recorded, holder, tx)
}

type Told = { readonly holding: Holding; readonly day: LocalDate }
/** By holder, and by the package's id. */
type Telling = Map<string, Map<string, Told>>

async function join(facts: readonly Recorded[], holder: Holder, tx: Tx): Promise<void> {
  const read = await readRecords(tx, facts, appReader)
  const seen = new Map<string, Seen>()
  const telling: Telling = new Map()
  const known = seenOnce()
  for (const [i, { key, at, businessDate: day, data }] of facts.entries()) {
    const record = read[i]?.record
    if (!record) continue
    const heardAt = data.seenAt < at ? data.seenAt : at
    const one = known(record, heardAt)
    const { id } = one
    const other = seen.get(id)
    if (other !== one) seen.set(id, other ? sooner(other, one) : one)
    const gone = record.what === 'removed'
    const holding: Holding = {
      generation: data.generation,
      ...{ seenAt: gone ? null : heardAt, removedAt: gone ? heardAt : null },
    }
    const theirs = telling.get(holder(key)) ?? new Map<string, Told>()
    telling.set(holder(key), theirs)
    const before = theirs.get(id)
    theirs.set(id, {
      holding: before ? mergedHolding(before.holding, holding) : holding,
      day: before && before.day > day ? before.day : day,
    })
  }
  if (telling.size > 0) await keep(telling, seen, tx)
}

/** Nobody's phone has more; of more the pool counts none. */
const PACKAGES_EACH_MAX = 3000

async function keep(telling: Telling, seen: ReadonlyMap<string, Seen>, tx: Tx): Promise<void> {
  // What nobody waits for is sent together: each step of a transaction is a turn of a busy house.
  const [stored, news] = await Promise.all([
    holdersAt(tx, [...telling.keys()]),
    newsIn(tx, [...seen.values()]),
  ])
  const kept = new Map<string, ReadonlyMap<string, Holding>>()
  const single: Move[] = []
  for (const [holder, theirs] of telling) {
    const packages = new Map(stored.get(holder))
    let differ = 0
    for (const [packageId, { holding, day }] of theirs) {
      const before = packages.get(packageId)
      if (!before && packages.size >= PACKAGES_EACH_MAX) continue
      const after = before ? mergedHolding(before, holding) : holding
      if (before && sameHolding(before, after)) continue
      packages.set(packageId, after)
      differ += 1
      const gain = Number(isHeld(after)) - Number(before !== undefined && isHeld(before))
      if (gain !== 0) single.push({ packageId, day, gain })
    }
    if (differ > 0) kept.set(holder, packages)
  }
  const moves = movesOf(single)
  await Promise.all([
    movePackages(tx, changedPackages(seen, moves, news)),
    keepHolders(tx, kept),
    addMoves(tx, moves),
  ])
}

type Gaining = Seen & { readonly gain: number }

/** Those the pool learns something of: most were seen before and are had by as many as before. */
function changedPackages(
  seen: ReadonlyMap<string, Seen>,
  moves: readonly Move[],
  news: ReadonlySet<string>,
): readonly Gaining[] {
  const gains = new Map<string, number>()
  for (const { packageId, gain } of moves) {
    gains.set(packageId, (gains.get(packageId) ?? 0) + gain)
  }
  return [...seen.values()]
    .map((one) => ({ ...one, gain: gains.get(one.id) ?? 0 }))
    .filter(({ id, gain }) => gain !== 0 || news.has(id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** A person who withdrew has none of these apps any more, for the pool. */
async function leave(erased: readonly Erased[], holder: Holder, tx: Tx): Promise<void> {
  const ofApps = erased.filter(({ data }) => data.class === 'device-apps')
  if (ofApps.length === 0) return
  const whose = new Map(ofApps.map(({ key }) => [holder(key), key as Id<'cus'>]))
  const days = new Map(ofApps.map(({ key, businessDate }) => [holder(key), businessDate]))
  const kept = await holdersAt(tx, [...whose.keys()])
  const wanted = [...kept].flatMap(([of, packages]) => {
    const generations = new Set([...packages.values()].map(({ generation }) => generation))
    const known = { customerId: whose.get(of)!, class: 'device-apps' as const }
    return [...generations].map((generation) => ({ ...known, generation }))
  })
  if (wanted.length === 0) return
  const { keys } = await tx.call(dataKeys, { wanted })
  const live = new Set(keys.map((key) => `${key.customerId}/${key.generation}`))
  const single: Move[] = []
  const left = new Map<string, ReadonlyMap<string, Holding>>()
  for (const [of, packages] of kept) {
    const dead = [...packages].filter(
      ([, { generation }]) => !live.has(`${whose.get(of)}/${generation}`),
    )
    for (const [packageId, holding] of dead) {
      if (isHeld(holding)) single.push({ packageId, day: days.get(of)!, gain: -1 })
    }
    const gone = new Set(dead.map(([packageId]) => packageId))
    left.set(of, new Map([...packages].filter(([packageId]) => !gone.has(packageId))))
  }
  const [empty, some] = [[...left].filter(([, all]) => all.size === 0), [...left]]
  await dropHolders(
    tx,
    empty.map(([of]) => of),
  )
  await keepHolders(tx, new Map(some.filter(([, all]) => all.size > 0)))
  const moves = movesOf(single)
  if (moves.length === 0) return
  const all = Map.groupBy(moves, ({ packageId }) => packageId)
  const sums = [...all].map(([packageId, ofDays]) => ({
    ...ofDays[0]!,
    packageId,
    gain: ofDays.reduce((sum, { gain }) => sum + gain, 0),
  }))
  await movePopulations(tx, sums)
  await addMoves(tx, moves)
}

type Holder = (customerId: string) => string

const LABEL_MAX = 120

/** A package as it is told of: many phones of a batch have the same, and say so alike. */
function seenOnce(): (record: AppRecord, heardAt: Instant) => Seen {
  const known = new Map<string, Seen>()
  return (record, heardAt) => {
    const name = `${record.package}\t${record.label ?? ''}`
    const before = known.get(name)
    if (before && before.firstSeenAt <= heardAt) return before
    const one = before ? { ...before, firstSeenAt: heardAt } : seenAs(record, heardAt)
    known.set(name, one)
    return one
  }
}

const seenAs = (record: AppRecord, firstSeenAt: Instant): Seen => ({
  ...describedAs(record.package, record.label),
  firstSeenAt,
})

type Described = Omit<Seen, 'firstSeenAt'>
/** The same few thousand packages come again and again, and are always said the same of. */
const REMEMBERED_MAX = 5000
const remembered = new Map<string, Described>()

function describedAs(packageName: string, label = ''): Described {
  const name = `${packageName}\t${label}`
  const known = remembered.get(name)
  if (known) return known
  const classified = classify(packageName, label, new Map())
  const { kind: guess, confidence } = guessOf(packageName, label)
  const described = {
    ...{ id: packageIdOf(packageName), package: packageName, label: label.slice(0, LABEL_MAX) },
    ...{ kind: classified.kind, basis: classified.basis },
    ...{ guess, surePercent: Math.round(confidence * 100), wantsReview: wantsReview(classified) },
  }
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(name, described)
  return described
}

/** Of two tellings in a batch: the one with a label, seen first at the earlier time. */
function sooner(other: Seen, one: Seen): Seen {
  const firstSeenAt = other.firstSeenAt < one.firstSeenAt ? other.firstSeenAt : one.firstSeenAt
  return { ...(other.label === '' ? one : other), firstSeenAt }
}
