/** Records as they came, sealed, into the wide store; and out of it when their class is erased. */
import type { EventOf } from '#kernel/contract'
import { later, type Instant } from '#kernel/dates'
import { DataErased } from '#modules/identity'
import { on, onBatch, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import type { WideItem } from '#platform/wide'
import { AppRecorded, SmsBackfilled, SmsRecorded } from '../contract.ts'
import { packed, placeOf } from './record.ts'
import { RawRemoved, RawSweepDue } from './face.ts'
import { expiryOf, nextSweep } from './retention.ts'
import { erasuresOf, noteErasure, type StreamClass } from './store.ts'

/** A transaction waits for the loop of a busy house at each step: of a backlog it takes much. */
const FACTS_MAX = 3000

export const rawReactions = [
  onBatch(SmsRecorded, 'raw-sms', keep('device-sms'), { factsMax: FACTS_MAX }),
  onBatch(SmsBackfilled, 'raw-sms-historical', keep('device-sms'), { factsMax: FACTS_MAX }),
  onBatch(AppRecorded, 'raw-apps', keep('device-apps'), { factsMax: FACTS_MAX }),
  on(DataErased, 'erase-raw', erase),
  on(RawSweepDue, 'sweep-raw', (_, tx) => sweepRaw(tx)),
]

const SELF = 'sys_device'
/** Removed at a time, so that nobody who writes waits for long. */
const SWEEP_MAX = 20_000
const AGAIN_MS = 60_000

/** Sets the next night's sweep; one that is set already is moved to the same instant. */
export const setSweep = (tx: Tx): Promise<void> =>
  tx.at(SELF, 'raw-sweep', nextSweep(tx.now), RawSweepDue({}))

/** Gives the room of what is over back; what is left of it is swept a minute later. */
async function sweepRaw(tx: Tx): Promise<void> {
  const records = await tx.wide.sweep(SWEEP_MAX)
  if (records > 0) await tx.emit(SELF, [RawRemoved({ records })])
  if (records < SWEEP_MAX) return setSweep(tx)
  await tx.at(SELF, 'raw-sweep', later(tx.now, AGAIN_MS), RawSweepDue({}))
}

type Recorded = Fact<EventOf<typeof SmsRecorded | typeof SmsBackfilled | typeof AppRecorded>>

/** One put a batch. It is not undone with the transaction: run again, it puts the same again. */
function keep(of: StreamClass): (facts: readonly Recorded[], tx: Tx) => Promise<void> {
  return async (facts, tx) => {
    const erased = await erasuresOf(tx, of, [...new Set(facts.map(({ key }) => key))])
    const items: WideItem[] = []
    const expiresAt = expiries()
    for (const { key, at, data } of facts) {
      if (at <= (erased.get(key) ?? '')) continue
      const body = packed(data.generation, data.sealed)
      items.push({ pk: key, sk: placeOf(data), body, expiresAt: expiresAt(at) })
    }
    await tx.wide.putMany(of, items)
  }
}

/** What came in one batch came at one instant: it is reckoned once. */
function expiries(): (cameAt: Instant) => Instant {
  let last: { cameAt: Instant; expiresAt: Instant } | undefined
  return (cameAt) => {
    if (last?.cameAt !== cameAt) last = { cameAt, expiresAt: expiryOf(cameAt) }
    return last.expiresAt
  }
}

async function erase({ key, at, data }: Fact<EventOf<typeof DataErased>>, tx: Tx): Promise<void> {
  if (data.class !== 'device-apps' && data.class !== 'device-sms') return
  await noteErasure(tx, data.class, key, at)
  await tx.wide.deleteRange(data.class, key)
}
