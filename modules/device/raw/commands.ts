/** Opening raw records: for a purpose, a page at a time, and told to the person's trail. */
import type { InputOf } from '#kernel/contract'
import { dataKeys } from '#modules/identity'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import type { WideItem } from '#platform/wide'
import { RecordsRevealed, revealRecords, type rawRecordsOf } from '../contract.ts'
import { openRecord } from '../engines/envelope.ts'
import { placed, placeOf, unpacked, type Place } from './record.ts'

const PAGE = 50

export const rawCommands = [
  run(revealRecords, async ({ purpose, ...wanted }, tx) => {
    const { items, next } = await keptPage(wanted, tx)
    const records = await openedItems(wanted, items, tx)
    const count = { class: wanted.class, records: records.length, purpose }
    const [newest, oldest] = [records[0], records.at(-1)]
    const when = newest && oldest && { newestAt: newest.seenAt, oldestAt: oldest.seenAt }
    await tx.emit(wanted.customerId, [RecordsRevealed({ ...count, ...when })])
    return { records, sealedForGood: items.length - records.length, ...(next && { next }) }
  }),
]

type Wanted = InputOf<typeof rawRecordsOf>

/** A page of what is kept of the person, newest first; `next` unless it was the last. */
export async function keptPage(
  { customerId, class: of, from, to, before, limit = PAGE }: Wanted,
  tx: Tx,
): Promise<{ items: readonly WideItem[]; next?: Place }> {
  // A place begins with its instant, so an instant alone stands before all places of its own.
  const ends = [to, before && placeOf(before)].filter((end) => end !== undefined)
  const end = ends.toSorted()[0]
  const span = { ...(from && { from }), ...(end && { to: end }) }
  const { items, cursor } = await tx.wide.range(of, customerId, { limit, ...span })
  const last = items.at(-1)
  return { items, ...(cursor !== undefined && last && { next: placed(last.sk) }) }
}

/** Those whose key still stands; the key of a whole class is destroyed at once. */
async function openedItems({ customerId, class: of }: Wanted, items: readonly WideItem[], tx: Tx) {
  const sealed = items.map(({ sk, body }) => ({ ...placed(sk), ...unpacked(body) }))
  const generations = [...new Set(sealed.map(({ generation }) => generation))]
  const wanted = generations.map((generation) => ({ customerId, class: of, generation }))
  const { keys } = await tx.call(dataKeys, { wanted })
  return sealed.flatMap(({ recordId, seenAt, generation, sealed: envelope }) => {
    const key = keys.find((one) => one.generation === generation)
    if (!key) return []
    return [{ recordId, seenAt, told: JSON.parse(openRecord(key, recordId, envelope)) as unknown }]
  })
}
