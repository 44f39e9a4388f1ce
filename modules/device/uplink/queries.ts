/** Reading what came upstream: a batch opens with one call for its keys, and what is erased not. */
import type { Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { dataKeys } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { openerOf, type Key } from '../engines/envelope.ts'
import { readRuns, type Reader } from '../engines/reader.ts'

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

/** Those of the records whose key still stands, by record id. */
export async function openedRecords(
  tx: Tx,
  facts: readonly Sealed[],
): Promise<ReadonlyMap<string, Opened>> {
  const runs = runsOf(facts)
  const keys = await keysOf(tx, runs)
  const records = new Map<string, Opened>()
  for (const run of runs) {
    const key = keys.get(nameOf(run))
    if (!key) continue
    const open = openerOf(key)
    for (const { data } of run.facts) {
      const record: unknown = JSON.parse(open(data.recordId, data.sealed))
      records.set(data.recordId, { record, key })
    }
  }
  return records
}

/**
 * What those of the records tell whose key still stands, by record id. Large batches are read on
 * the reader's thread. Nobody may change what is given: of apps two groups are given the same.
 */
export async function readRecords<Told>(
  tx: Tx,
  facts: readonly Sealed[],
  reader: Reader<Told>,
): Promise<ReadonlyMap<string, Told>> {
  const runs = runsOf(facts)
  const keys = await keysOf(tx, runs)
  const known: Promise<readonly [string, Told]>[] = []
  const fresh: (Run & { readonly key: Key })[] = []
  for (const run of runs) {
    const key = keys.get(nameOf(run))
    if (!key) continue
    const others = run.facts.filter(({ data }) => {
      const shared = found.get(data)
      if (shared?.dataKey !== key.dataKey) return true
      known.push(shared.told.then((told) => [data.recordId, told[shared.at] as Told] as const))
      return false
    })
    if (others.length > 0) fresh.push({ ...run, key, facts: others })
  }
  const told = readRuns(reader, fresh.map(sealedRun))
  share(fresh, told)
  const ids = fresh.flatMap((run) => run.facts.map(({ data }) => data.recordId))
  const all = (await told).map((one, i) => [ids[i] ?? '', one] as const)
  return new Map([...(await Promise.all(known)), ...all])
}

const sealedRun = ({ key, facts }: Run & { readonly key: Key }) => ({
  key,
  recordIds: facts.map(({ data }) => data.recordId),
  sealed: facts.map(({ data }) => data.sealed),
})

type Shared = {
  readonly dataKey: string
  readonly told: Promise<readonly unknown[]>
  readonly at: number
}
/**
 * Groups of one process are handed the same facts, and two of them read what is told of apps. What
 * the first has asked for the second finds here: by the very fact, for as long as that is in
 * memory, and only under the key, which each asks for itself.
 */
const found = new WeakMap<Sealed['data'], Shared>()

function share(runs: readonly (Run & { key: Key })[], told: Promise<readonly unknown[]>): void {
  const shared: Sealed['data'][] = []
  let at = 0
  for (const { key, facts } of runs) {
    for (const { data } of facts) {
      if (data.class === 'device-apps') {
        found.set(data, { dataKey: key.dataKey, told, at })
        shared.push(data)
      }
      at += 1
    }
  }
  // Who tries again must not find what failed.
  told.catch(() => shared.forEach((data) => found.delete(data)))
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

async function keysOf(tx: Tx, runs: readonly Run[]): Promise<ReadonlyMap<string, Key>> {
  const wanted = new Map(
    runs.map((run) => {
      const { customerId, class: of, generation } = run
      return [nameOf(run), { customerId, class: of, generation }]
    }),
  )
  const { keys } = await tx.call(dataKeys, { wanted: [...wanted.values()] })
  return new Map(keys.map((key) => [nameOf(key as Sealing), key]))
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
