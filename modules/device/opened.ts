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
  facts: readonly Sealed[],
): Promise<ReadonlyMap<string, unknown>> {
  const opened = await openedRecords(tx, facts)
  return new Map([...opened].map(([recordId, { record }]) => [recordId, record]))
}

/** What is needed to open a record: a fact of the stream, or what was kept of one. */
export type Sealed = Pick<SealedFact, 'key' | 'data'>

/** The same with the key each was sealed under: for marks that must not outlive it. */
export async function openedRecords(
  tx: Tx,
  facts: readonly Sealed[],
): Promise<ReadonlyMap<string, { readonly record: unknown; readonly key: Key }>> {
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
  const records = new Map<string, { record: unknown; key: Key }>()
  for (const { key: customerId, data } of facts) {
    const key = byName.get(keyName(customerId, data.class, data.generation))
    if (!key) continue
    const record: unknown = JSON.parse(openRecord(key, data.recordId, data.sealed))
    records.set(data.recordId, { record, key })
  }
  return records
}

/** Of these generations of someone's keys, those that are destroyed. */
export async function deadOf(
  tx: Tx,
  customerId: string,
  of: 'device-apps' | 'device-sms' | 'aa-raw',
  generations: readonly number[],
): Promise<number[]> {
  const known = [...new Set(generations)]
  if (known.length === 0) return []
  const whose = { customerId: customerId as Id<'cus'>, class: of }
  const wanted = known.map((generation) => ({ ...whose, generation }))
  const { keys } = await tx.call(dataKeys, { wanted })
  const live = new Set(keys.map(({ generation }) => generation))
  return known.filter((generation) => !live.has(generation))
}

const keyName = (customerId: string, of: string, generation: number): string =>
  `${customerId}/${of}/${generation}`
