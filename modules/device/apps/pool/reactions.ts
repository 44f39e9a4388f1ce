/** The pool follows what phones show: every package, and how many people have it now. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { DataErased, dataKeys } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { holderOf, packageIdOf } from '../../engines/holder.ts'
import { openedBatch } from '../../opened.ts'
import { AppRecorded } from '../../uplink/face.ts'
import { classify, wantsReview } from '../classify.ts'
import { guessOf } from '../guess.ts'
import type { AppRecord } from '../presence.ts'
import { isHeld, mergedHolding, movesOf, type Holding, type Move } from './holding.ts'
import {
  addMoves,
  dropHoldings,
  holderGenerations,
  holdingsAt,
  keepHoldings,
  movePackages,
  movePopulations,
  type Seen,
} from './store.ts'

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

async function join(facts: readonly Recorded[], holder: Holder, tx: Tx): Promise<void> {
  const opened = (await openedBatch(tx, facts)) as ReadonlyMap<string, AppRecord>
  const seen = new Map<string, Seen>()
  const told = new Map<string, Told>()
  for (const { key, at, businessDate: day, data } of facts) {
    const record = opened.get(data.recordId)
    if (!record) continue
    const heardAt = data.seenAt < at ? data.seenAt : at
    const one = seenAs(record, heardAt)
    seen.set(one.id, sooner(seen.get(one.id), one))
    const gone = record.what === 'removed'
    const holding: Holding = {
      ...{ holder: holder(key), packageId: one.id, generation: data.generation },
      ...{ seenAt: gone ? null : heardAt, removedAt: gone ? heardAt : null },
    }
    const other = told.get(nameOf(holding))
    const merged = other ? mergedHolding(other.holding, holding) : holding
    told.set(nameOf(holding), { holding: merged, day: other && other.day > day ? other.day : day })
  }
  if (told.size > 0) await keep(told, seen, tx)
}

async function keep(
  told: ReadonlyMap<string, Told>,
  seen: ReadonlyMap<string, Seen>,
  tx: Tx,
): Promise<void> {
  const stored = await holdingsAt(
    tx,
    [...told.values()].map(({ holding }) => holding),
  )
  const known = new Map(stored.map((one) => [nameOf(one), one]))
  const kept: Holding[] = []
  const single: Move[] = []
  for (const [name, { holding, day }] of told) {
    const before = known.get(name)
    const after = before ? mergedHolding(before, holding) : holding
    if (before && sameHolding(before, after)) continue
    kept.push(after)
    const gain = Number(isHeld(after)) - Number(before !== undefined && isHeld(before))
    single.push({ packageId: holding.packageId, day, gain })
  }
  const moves = movesOf(single)
  const gains = Map.groupBy(moves, ({ packageId }) => packageId)
  const gainOf = (id: string) => (gains.get(id) ?? []).reduce((sum, { gain }) => sum + gain, 0)
  const packages = [...seen.values()].map((one) => ({ ...one, gain: gainOf(one.id) }))
  await movePackages(
    tx,
    packages.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  )
  await keepHoldings(tx, kept)
  await addMoves(tx, moves)
}

/** A person who withdrew has none of these apps any more, for the pool. */
async function leave(erased: readonly Erased[], holder: Holder, tx: Tx): Promise<void> {
  const ofApps = erased.filter(({ data }) => data.class === 'device-apps')
  if (ofApps.length === 0) return
  const whose = new Map(ofApps.map(({ key }) => [holder(key), key as Id<'cus'>]))
  const days = new Map(ofApps.map(({ key, businessDate }) => [holder(key), businessDate]))
  const kept = await holderGenerations(tx, [...whose.keys()])
  if (kept.length === 0) return
  const wanted = kept.map((one) => ({
    ...{ customerId: whose.get(one.holder)!, class: 'device-apps' as const },
    generation: one.generation,
  }))
  const { keys } = await tx.call(dataKeys, { wanted })
  const live = new Set(keys.map((key) => `${key.customerId}/${key.generation}`))
  const dead = kept.filter((one) => !live.has(`${whose.get(one.holder)}/${one.generation}`))
  const gone = await dropHoldings(tx, dead)
  const single = gone
    .filter(isHeld)
    .map((one) => ({ packageId: one.packageId, day: days.get(one.holder)!, gain: -1 }))
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

const nameOf = ({ holder, packageId }: Holding): string => `${holder}/${packageId}`

const sameHolding = (a: Holding, b: Holding): boolean =>
  a.generation === b.generation && a.seenAt === b.seenAt && a.removedAt === b.removedAt

const LABEL_MAX = 120

function seenAs(record: AppRecord, firstSeenAt: Instant): Seen {
  const label = (record.label ?? '').slice(0, LABEL_MAX)
  const classified = classify(record.package, record.label, new Map())
  const { kind: guess, confidence } = guessOf(record.package, record.label)
  const { kind, basis } = classified
  return {
    ...{ id: packageIdOf(record.package), package: record.package, label, firstSeenAt },
    ...{ kind, basis, guess, surePercent: Math.round(confidence * 100) },
    wantsReview: wantsReview(classified),
  }
}

/** Of two tellings in a batch: the one with a label, seen first at the earlier time. */
function sooner(other: Seen | undefined, one: Seen): Seen {
  if (!other) return one
  const firstSeenAt = other.firstSeenAt < one.firstSeenAt ? other.firstSeenAt : one.firstSeenAt
  return { ...(other.label === '' ? one : other), firstSeenAt }
}
