/** Records as they came, sealed, into the wide store; and out of it when their class is erased. */
import type { EventOf } from '#kernel/contract'
import { DataErased } from '#modules/identity'
import { on, onBatch, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { AppRecorded, SmsBackfilled, SmsRecorded } from '../contract.ts'
import { packed, placeOf } from './record.ts'
import { erasuresOf, noteErasure, type StreamClass } from './store.ts'

/** What the wide store flushes to the disk at once. */
const FACTS_MAX = 1000

export const rawReactions = [
  onBatch(SmsRecorded, 'raw-sms', keep('device-sms'), { factsMax: FACTS_MAX }),
  onBatch(SmsBackfilled, 'raw-sms-historical', keep('device-sms'), { factsMax: FACTS_MAX }),
  onBatch(AppRecorded, 'raw-apps', keep('device-apps'), { factsMax: FACTS_MAX }),
  on(DataErased, 'erase-raw', erase),
]

type Recorded = Fact<EventOf<typeof SmsRecorded | typeof SmsBackfilled | typeof AppRecorded>>

/** One put a batch. It is not undone with the transaction: run again, it puts the same again. */
function keep(of: StreamClass): (facts: readonly Recorded[], tx: Tx) => Promise<void> {
  return async (facts, tx) => {
    const erased = await erasuresOf(tx, of, [...new Set(facts.map(({ key }) => key))])
    const items = facts
      .filter(({ key, at }) => at > (erased.get(key) ?? ''))
      .map(({ key, data }) => ({
        ...{ pk: key, sk: placeOf(data), body: packed(data.generation, data.sealed) },
      }))
    await tx.wide.putMany(of, items)
  }
}

async function erase({ key, at, data }: Fact<EventOf<typeof DataErased>>, tx: Tx): Promise<void> {
  if (data.class !== 'device-apps' && data.class !== 'device-sms') return
  await noteErasure(tx, data.class, key, at)
  await tx.wide.deleteRange(data.class, key)
}
