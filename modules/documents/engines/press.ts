/**
 * Sets papers in type on a thread of its own: one takes some 100 ms of computing, in which the
 * house would answer nobody. The thread starts with the first paper and keeps no process alive.
 */
import { Worker } from 'node:worker_threads'
import type { Instant } from '#kernel/dates'
import type { Paper } from '../paper/sheet.ts'

export type Job = {
  readonly id: number
  readonly paper: Paper
  readonly lender: string
  readonly madeAt: Instant
}
type Done = { id: number; bytes: Uint8Array } | { id: number; problem: string }
type Waiting = { take(bytes: Uint8Array): void; fail(problem: Error): void }

const WAITING_MAX = 1000
const HEAP_MB_MAX = 128

let worker: Worker | undefined
let serial = 0
const waiting = new Map<number, Waiting>()

/** The bytes of a paper; the same for the same arguments, whichever thread sets it. */
export function press(paper: Paper, lender: string, madeAt: Instant): Promise<Uint8Array> {
  if (waiting.size >= WAITING_MAX)
    return Promise.reject(new Error(`${WAITING_MAX} papers wait already`))
  const thread = (worker ??= opened())
  const job: Job = { id: ++serial, paper, lender, madeAt }
  return new Promise((take, fail) => {
    waiting.set(job.id, { take, fail })
    thread.ref()
    thread.postMessage(job, [])
  })
}

function opened(): Worker {
  const thread = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  })
  thread.on('message', (done: Done) => {
    const job = waiting.get(done.id)
    waiting.delete(done.id)
    if (waiting.size === 0) thread.unref()
    if ('bytes' in done) job?.take(done.bytes)
    else job?.fail(new Error(done.problem))
  })
  thread.on('error', (problem) => lost(problem as Error))
  thread.on('exit', () => lost(new Error('the typesetter stopped')))
  return thread
}

/** What it was setting is asked for again by whoever needs it, of a new thread. */
function lost(problem: Error): void {
  worker = undefined
  for (const job of waiting.values()) job.fail(problem)
  waiting.clear()
}
