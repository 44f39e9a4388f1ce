/** Features as they are asked for: from the hot tier, or made of what is kept. */
import { addDays, atTime, businessDateOf, type LocalDate } from '#kernel/dates'
import type { OutputOf } from '#kernel/contract'
import { answer, list, one, type Door, type Shelf } from '#platform/http'
import type { Tx } from '#platform/sql'
import { appsOf as appsAt } from '../apps/queries.ts'
import { statementsFrom } from '../statement/store.ts'
import { featureEntity, featuresOf } from './face.ts'
import {
  FEATURES_VERSION,
  featuresOf as foldOf,
  LOOK_BACK_DAYS,
  type Features,
} from './features.ts'
import { noApps, plainOf, type Apps } from './plain.ts'
import { entriesOfMany, featureRows, readToOf, type ReadTo, type Then } from './store.ts'

export const featureQueries: readonly (Door | Shelf)[] = [
  list(featureEntity),
  one(featureEntity),

  answer(featuresOf, async ({ customerId, asOf = undefined, knownAt, readTo, fresh }, tx) => {
    if (knownAt) {
      return toldThen(tx, customerId, { at: knownAt, ...(readTo && { readTo: readTo as ReadTo }) })
    }
    if (fresh) return warm(tx, customerId)
    const day = asOf ?? tx.today
    if (day !== tx.today) return toldOn(tx, customerId, day)
    const hot = await tx.kv.get<Told>(hotKey(customerId, day))
    if (hot !== undefined) return hot
    const told = await toldOn(tx, customerId, day)
    // Never over what `warm` has set since: that one knows of more.
    await tx.kv.setIfAbsent(hotKey(customerId, day), told, HOT_MS)
    return told
  }),
]

type Told = OutputOf<typeof featuresOf>

/** Wall time: beside another process whose memory is its own, nothing stays unseen for longer. */
const HOT_MS = 15 * 60_000
const hotKey = (customerId: string, on: LocalDate): string => `device.features/${customerId}/${on}`

/** Puts what is committed by now where it is read fastest, over whatever stood there. */
export async function warm(tx: Tx, customerId: string): Promise<Told> {
  const told = await toldOn(tx, customerId, tx.today)
  await tx.kv.set(hotKey(customerId, tx.today), told, HOT_MS)
  return told
}

/**
 * The kept row where it is of that day and of our version, else a fold of the entries; and how far
 * they were read for it: asked for with that, the same is told again.
 */
async function toldOn(tx: Tx, customerId: string, on: LocalDate): Promise<Told> {
  const [row] = await featureRows(tx, [customerId])
  const fresh = row?.asOf === on && row.version === FEATURES_VERSION
  const { features, readTo } = fresh ? row : await foldOn(tx, customerId, on)
  return { ...toldOf(features, await appsOn(tx, customerId, on)), ...(readTo && { readTo }) }
}

const toldOf = (features: Features, apps: Apps): Told =>
  features.coverage.entries === 0 && apps.apps === 'none'
    ? {}
    : { features: plainOf(features, FEATURES_VERSION, apps) }

const toldThen = async (tx: Tx, customerId: string, then: Then): Promise<Told> =>
  toldOf(await knownThen(tx, customerId, then), noApps)

/** The features of a day as known at an instant on it: what was read later is not in them. */
export async function knownThen(tx: Tx, customerId: string, then: Then): Promise<Features> {
  const asOf = businessDateOf(then.at)
  const span = { from: addDays(asOf, -LOOK_BACK_DAYS), to: asOf }
  const entries = (await entriesOfMany(tx, [customerId], span, then)).get(customerId) ?? []
  const since = (await statementsFrom(tx, [customerId], then.at)).get(customerId)
  const isTold = since && entries.some(({ source }) => source === 'statement')
  return foldOf(entries, asOf, isTold ? { statementFrom: since } : {})
}

/** Of today by now; of another day at its end. */
async function appsOn(tx: Tx, customerId: string, on: LocalDate): Promise<Apps> {
  const at = on === tx.today ? tx.now : atTime(addDays(on, 1), '00:00')
  const { coverage, counts, newLenders7Days, newLenders30Days } = await appsAt(tx, customerId, at)
  return {
    apps: coverage,
    lendingApps: counts.lending,
    newLendingApps7: newLenders7Days,
    newLendingApps30: newLenders30Days,
    gamblingApps: counts.betting,
  }
}

async function foldOn(tx: Tx, customerId: string, on: LocalDate) {
  const span = { from: addDays(on, -LOOK_BACK_DAYS), to: on }
  const entries = (await entriesOfMany(tx, [customerId], span)).get(customerId) ?? []
  const statementFrom = (await statementsFrom(tx, [customerId])).get(customerId)
  const features = foldOf(entries, on, statementFrom ? { statementFrom } : {})
  return { features, readTo: readToOf(entries) }
}
