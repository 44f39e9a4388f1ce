/** Reading what came upstream: a batch opens with one call for its keys, and what is erased not. */
import type { Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { dataKeys } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { openerOf, type Key } from '../engines/envelope.ts'
import { readRuns, unreadable, type Reader } from '../engines/reader.ts'

export type SealedFact = Fact & {
  readonly data: {
    readonly recordId: string
    /** What is kept of a record tells it no more. */
    readonly batchId?: string
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
      const record = parsed(open(data.recordId, data.sealed), records.size)
      records.set(data.recordId, { record, key })
    }
  }
  return records
}

function parsed(opened: string, at: number): unknown {
  try {
    return JSON.parse(opened)
  } catch (problem) {
    throw unreadable(at, problem)
  }
}

/**
 * What each of the records tells, in their order; undefined where its key stands no longer. Large
 * batches are read on the reader's thread. Nobody may change what is given: of apps two groups are
 * given the same.
 */
export async function readRecords<Told>(
  tx: Tx,
  facts: readonly Sealed[],
  reader: Reader<Told>,
): Promise<readonly (Told | undefined)[]> {
  const runs = runsOf(facts)
  const keys = await keysOf(tx, runs)
  const fresh: Opening[] = []
  const shared = runs.map((run) => {
    const key = keys.get(nameOf(run))
    return key && (sharedOf(run, key) ?? shareable({ ...run, key }, fresh))
  })
  const told = readRuns(reader, fresh.map(sealedRun))
  for (const one of fresh) one.told = told
  // Who tries again must not find what failed.
  told.catch(() => fresh.forEach(({ facts: [first] }) => found.delete(first!.data)))
  const all: (Told | undefined)[] = []
  for (const [i, { facts: theirs }] of runs.entries()) {
    const one = shared[i]
    const from = (await one?.told) as readonly Told[] | undefined
    for (let n = 0; n < theirs.length; n++) all.push(from?.[one!.at + n])
  }
  return all
}

/** Records of one batch on their way to be read: `told` is of all that went together. */
type Opening = Run & {
  readonly key: Key
  readonly at: number
  told: Promise<readonly unknown[]>
}

const sealedRun = ({ key, facts }: Opening) => ({
  key,
  recordIds: facts.map(({ data }) => data.recordId),
  sealed: facts.map(({ data }) => data.sealed),
})

/**
 * Groups of one process are handed the same facts, and two of them read what is told of apps. What
 * the first has asked for the second finds here: by the first fact of the run itself, for as long
 * as that is in memory, and only under the key, which each asks for itself.
 */
const found = new WeakMap<Sealed['data'], Opening>()
const NOTHING: Promise<readonly unknown[]> = Promise.resolve([])

function shareable(run: Run & { readonly key: Key }, fresh: Opening[]): Opening {
  const before = fresh.at(-1)
  const one = { ...run, at: before ? before.at + before.facts.length : 0, told: NOTHING }
  fresh.push(one)
  if (run.class === 'device-apps') found.set(run.facts[0]!.data, one)
  return one
}

function sharedOf(run: Run, key: Key): Opening | undefined {
  const one = found.get(run.facts[0]!.data)
  if (one?.key.dataKey !== key.dataKey || one.facts.length < run.facts.length) return undefined
  return run.facts.every(({ data }, n) => one.facts[n]!.data === data) ? one : undefined
}

type Sealing = Pick<SealedFact['data'], 'class' | 'generation'> & { readonly customerId: Id<'cus'> }
/** Records that stand in a row under one key and came in one batch. */
type Run = Sealing & { readonly batchId: string | undefined; readonly facts: Sealed[] }

function runsOf(facts: readonly Sealed[]): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (const fact of facts) {
    const { class: of, generation, batchId } = fact.data
    const goesOn =
      run?.batchId === batchId &&
      run?.customerId === fact.key &&
      run.generation === generation &&
      run.class === of
    if (!run || !goesOn) {
      run = { customerId: fact.key as Id<'cus'>, class: of, generation, batchId, facts: [] }
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
