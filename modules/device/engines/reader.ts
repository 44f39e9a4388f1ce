/**
 * Opens sealed records and reads each by a pure function, a batch at a time, on a thread of its
 * own: this is most of what a stream costs, and the house's thread has doors to answer. Few records
 * are read where they are. The thread starts with the first large batch, and keeps no process
 * alive; when it ends whoever waits is told, and the next batch starts another.
 */
import { Worker } from 'node:worker_threads'
import { openerOf, type Key } from './envelope.ts'
import { markerOf, type Mark } from './mark.ts'

/** What makes a record's words into what is wanted of them; it keeps nothing, and asks nobody. */
export type Read<Told> = (record: unknown, mark: Mark) => Told
export type Reader<Told> = {
  /** The pure file that exports the function, under its own name: the thread imports it anew. */
  readonly file: URL
  readonly read: Read<Told>
}

/** Records under one key. */
export type SealedRun = {
  readonly key: Key
  readonly recordIds: readonly string[]
  readonly sealed: readonly string[]
}
/** The same as two texts of a line a record: a thread is handed one text sooner than many. */
export type PackedRun = {
  readonly key: Key
  readonly recordIds: string
  readonly sealed: string
}
export type Job = {
  readonly id: number
  readonly file: string
  readonly name: string
  readonly runs: readonly PackedRun[]
}
/** JSON text: a copy of a text costs a tenth of a copy of what it says. */
export type Done = { id: number; told: string } | { id: number; problem: string }
type Waiting = { take(told: string): void; fail(problem: Error): void }

/** Below this, handing records over and back takes longer than reading them. */
const HERE_RECORDS_MAX = 64
const HEAP_MB_MAX = 256

let worker: Worker | undefined
let serial = 0
const waiting = new Map<number, Waiting>()

/** What each record tells, in their order; throws when one was altered. */
export async function readRuns<Told>(
  { file, read }: Reader<Told>,
  runs: readonly SealedRun[],
): Promise<readonly Told[]> {
  const records = runs.reduce((sum, { sealed }) => sum + sealed.length, 0)
  if (records <= HERE_RECORDS_MAX) return readHere(read, runs)
  const thread = (worker ??= opened())
  const job: Job = { id: ++serial, file: file.href, name: read.name, runs: runs.map(packedRun) }
  const told = await new Promise<string>((take, fail) => {
    waiting.set(job.id, { take, fail })
    thread.ref()
    thread.postMessage(job, [])
  })
  return JSON.parse(told) as Told[]
}

const packedRun = ({ key, recordIds, sealed }: SealedRun): PackedRun => ({
  ...{ key, recordIds: recordIds.join('\n'), sealed: sealed.join('\n') },
})
export const unpackedRun = ({ key, recordIds, sealed }: PackedRun): SealedRun => ({
  ...{ key, recordIds: recordIds.split('\n'), sealed: sealed.split('\n') },
})

export function readHere<Told>(read: Read<Told>, runs: readonly SealedRun[]): Told[] {
  const told: Told[] = []
  for (const { key, recordIds, sealed } of runs) {
    const open = openerOf(key)
    const mark = markerOf(key.dataKey)
    for (const [i, text] of sealed.entries()) {
      try {
        told.push(read(JSON.parse(open(recordIds[i] ?? '', text)), mark))
      } catch (problem) {
        throw unreadable(told.length, problem)
      }
    }
  }
  return told
}

/**
 * What was wrong with a record, by its place in the batch and the kind of fault. What the fault
 * itself says, as that of a text which is no JSON, quotes the record: it must not come into a log.
 */
export function unreadable(at: number, problem: unknown): Error {
  const kind = problem instanceof Error ? problem.name : typeof problem
  return new Error(`record ${at} of the batch can't be read: ${kind}`)
}

function opened(): Worker {
  const thread = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  })
  thread.on('message', (done: Done) => {
    const job = waiting.get(done.id)
    waiting.delete(done.id)
    if (waiting.size === 0) thread.unref()
    if ('told' in done) job?.take(done.told)
    else job?.fail(new Error(done.problem))
  })
  thread.on('error', (problem) => lost(thread, problem as Error))
  thread.on('exit', () => lost(thread, new Error('the reader of sealed records stopped')))
  return thread
}

/** Whoever waits fails with it, and tries again: of a transaction nothing stays. */
function lost(thread: Worker, problem: Error): void {
  if (worker !== thread) return
  worker = undefined
  for (const job of waiting.values()) job.fail(problem)
  waiting.clear()
}

/** The thread while it reads: for who tries what becomes of its end. */
export const busyReader = (): Worker | undefined => (waiting.size > 0 ? worker : undefined)
