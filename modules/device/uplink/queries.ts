/** Reading what came upstream: a batch opens with one call for its keys, and what is erased not. */
import type { Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { dataKeys } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { openerOf, type Key } from '../engines/envelope.ts'

export type SealedFact = Fact & {
  readonly data: {
    readonly recordId: string
    readonly class: 'device-apps' | 'device-sms'
    readonly generation: number
    readonly sealed: string
  }
}

/** What is needed to open a record: a fact of the stream, or what was kept of one. */
export type Sealed = Pick<SealedFact, 'key' | 'data'>

/** A record's own words, and the key it was sealed under: for marks that must not outlive it. */
export type Opened = { readonly record: unknown; readonly key: Key }

/** Those of the records whose key still stands, by record id. Nobody may change what is given. */
export async function openedRecords(
  tx: Tx,
  facts: readonly Sealed[],
): Promise<ReadonlyMap<string, Opened>> {
  const runs = runsOf(facts)
  const openers = await openersOf(tx, runs)
  const records = new Map<string, Opened>()
  for (const run of runs) {
    const opener = openers.get(nameOf(run))
    if (!opener) continue
    for (const { data } of run.facts) records.set(data.recordId, openedBy(opener, data))
  }
  return records
}

type Sealing = Pick<SealedFact['data'], 'class' | 'generation'> & { readonly customerId: Id<'cus'> }
/** Records that stand in a row under one key, as those of a batch do. */
type Run = Sealing & { readonly facts: Sealed[] }

function runsOf(facts: readonly Sealed[]): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (const fact of facts) {
    const { class: of, generation } = fact.data
    if (run?.customerId !== fact.key || run.generation !== generation || run.class !== of) {
      run = { customerId: fact.key as Id<'cus'>, class: of, generation, facts: [] }
      runs.push(run)
    }
    run.facts.push(fact)
  }
  return runs
}

type Opener = { readonly key: Key; open(recordId: string, sealed: string): string }

async function openersOf(tx: Tx, runs: readonly Run[]): Promise<ReadonlyMap<string, Opener>> {
  const wanted = new Map(
    runs.map((run) => {
      const { customerId, class: of, generation } = run
      return [nameOf(run), { customerId, class: of, generation }]
    }),
  )
  const { keys } = await tx.call(dataKeys, { wanted: [...wanted.values()] })
  return new Map(keys.map((key) => [nameOf(key as Sealing), { key, open: openerOf(key) }]))
}

/**
 * Groups of one process are handed the same facts, and two of them open what is told of apps. What
 * the first has opened the second finds here: by the very fact, for as long as that is in memory,
 * and only under the key, which each asks for itself.
 */
const found = new WeakMap<Sealed['data'], Opened>()

function openedBy({ key, open }: Opener, data: Sealed['data']): Opened {
  const known = found.get(data)
  if (known?.key.dataKey === key.dataKey) return known
  const record: unknown = JSON.parse(open(data.recordId, data.sealed))
  const opened = { record, key }
  if (data.class === 'device-apps') found.set(data, opened)
  return opened
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

const nameOf = ({ customerId, class: of, generation }: Sealing): string =>
  `${customerId}/${of}/${generation}`
