/** Opens a batch of sealed records: one call for all their keys; what was erased stays shut. */
import type { Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { dataKeys } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { openRecord, type Key } from './engines/envelope.ts'

export type SealedFact = Fact & {
  readonly data: {
    readonly recordId: string
    readonly class: 'device-apps' | 'device-sms'
    readonly generation: number
    readonly sealed: string
  }
}

/** The records' own words, by record id; those whose key is destroyed are missing. */
export async function openedBatch(
  tx: Tx,
  facts: readonly SealedFact[],
): Promise<ReadonlyMap<string, unknown>> {
  const wanted = new Map(
    facts.map(({ key, data }) => [
      keyName(key, data.class, data.generation),
      { customerId: key as Id<'cus'>, class: data.class, generation: data.generation },
    ]),
  )
  const { keys } = await tx.call(dataKeys, { wanted: [...wanted.values()] })
  const byName = new Map<string, Key>(
    keys.map((key) => [keyName(key.customerId, key.class, key.generation), key]),
  )
  const records = new Map<string, unknown>()
  for (const { key: customerId, data } of facts) {
    const key = byName.get(keyName(customerId, data.class, data.generation))
    if (!key) continue
    records.set(data.recordId, JSON.parse(openRecord(key, data.recordId, data.sealed)))
  }
  return records
}

const keyName = (customerId: string, of: string, generation: number): string =>
  `${customerId}/${of}/${generation}`
