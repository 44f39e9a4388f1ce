/**
 * A child process with an engine in it: started by the first job, ended when idle, replaced when it
 * died. A job that does not end at its time is interrupted, and the process killed if it ignores
 * that: a runaway question takes nobody else's memory or time.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { OlapFault, type OlapAnswer, type OlapReason } from './index.ts'

export type LaneOptions = {
  /** What the child is told at its start. */
  readonly engine: EngineLimits
  /** Jobs that run at once, and that wait beside them. */
  readonly atOnce: number
  readonly waitingMax: number
  /** Ends the process when nothing was asked for so long. */
  readonly idleMs: number
  readonly wall: { nowMs(): number }
}
export type EngineLimits = {
  readonly memoryMb: number
  readonly threads: number
  readonly tempMb: number
  /** For what does not fit into memory. */
  readonly tempFolder: string
  /** The one folder a question may read; absent: a lane of the house's own, open. */
  readonly shutTo?: string
}

/** What a child is sent, and what it answers. */
export type Job =
  | {
      readonly kind: 'query'
      readonly views: readonly string[]
      readonly sql: string
      readonly params: readonly (null | boolean | number | string)[]
      readonly known: readonly { readonly name: string }[]
      readonly maxRows: number
    }
  | { readonly kind: 'work'; readonly sql: readonly string[]; readonly maxRows: number }
export type ToChild = { readonly id: number; readonly job?: Job }
export type Told = Pick<OlapAnswer, 'columns' | 'rows' | 'more'>
export type FromChild =
  | { readonly id: number; readonly told: Told }
  | { readonly id: number; readonly reason: OlapReason; readonly message: string }

export type Lane = {
  run(job: Job, more: { timeoutMs: number; signal?: AbortSignal }): Promise<Timed>
  running(): boolean
  close(): Promise<void>
}
export type Timed = Told & { readonly tookMs: number }

/** After an interrupt the engine has so long to stop by itself. */
const OBEY_MS = 1000
/** The child's own JavaScript needs little: results are bounded, the data is the engine's. */
const HEAP_MB = 128

type Waiting = {
  readonly id: number
  readonly job: Job
  readonly done: (timed: Timed) => void
  readonly fail: (fault: OlapFault) => void
  sentAt?: number
  /** Why it is being ended, once it is. */
  ending?: OlapReason
}

type Held = {
  readonly options: LaneOptions
  readonly queue: Waiting[]
  readonly sent: Map<number, Waiting>
  child?: ChildProcess | undefined
  idle?: NodeJS.Timeout
  serial: number
  closed: boolean
}

export function lane(options: LaneOptions): Lane {
  const held: Held = { options, queue: [], sent: new Map(), serial: 0, closed: false }
  const { queue, sent } = held
  return {
    running: () => held.child !== undefined,
    run: async (job, { timeoutMs, signal }) => {
      if (held.closed) throw new OlapFault('crashed', 'the house is closing')
      if (signal?.aborted) throw new OlapFault('cancelled', SAYS.cancelled)
      if (queue.length >= options.waitingMax) throw new OlapFault('busy', SAYS.busy)
      const timed = Promise.withResolvers<Timed>()
      const one: Waiting = { id: ++held.serial, job, done: timed.resolve, fail: timed.reject }
      const late = setTimeout(() => stop(held, one, 'too-long'), timeoutMs)
      const abort = () => stop(held, one, 'cancelled')
      signal?.addEventListener('abort', abort)
      queue.push(one)
      next(held)
      try {
        return await timed.promise
      } finally {
        clearTimeout(late)
        signal?.removeEventListener('abort', abort)
      }
    },
    close: async () => {
      held.closed = true
      clearTimeout(held.idle)
      for (const one of [...queue.splice(0), ...sent.values()]) one.fail(lossOf(one))
      sent.clear()
      end(held)
    },
  }
}

/** Sends what may run now; with nothing to do, the process ends after a while. */
function next(held: Held): void {
  const { options, queue, sent } = held
  clearTimeout(held.idle)
  while (sent.size < options.atOnce && queue.length > 0) send(held, queue.shift()!)
  if (sent.size === 0 && held.child) {
    held.idle = setTimeout(() => end(held), options.idleMs).unref()
  }
}

function send(held: Held, one: Waiting): void {
  held.child ??= born(held)
  one.sentAt = held.options.wall.nowMs()
  held.sent.set(one.id, one)
  tell(held, { id: one.id, job: one.job })
}

/** A child that is dying says so by its exit, not here. */
const tell = ({ child }: Held, message: ToChild) => child?.send(message, () => {})

function born(held: Held): ChildProcess {
  const fresh = childOf(held.options.engine)
  const gone = () => {
    if (held.child !== fresh) return
    held.child = undefined
    const lost = [...held.sent.values()]
    held.sent.clear()
    for (const one of lost) one.fail(lossOf(one))
    next(held)
  }
  fresh.on('message', (message: FromChild) => heard(held, message))
  fresh.once('exit', gone).once('error', gone)
  return fresh
}

function heard(held: Held, message: FromChild): void {
  const one = held.sent.get(message.id)
  if (!one) return
  held.sent.delete(message.id)
  const tookMs = held.options.wall.nowMs() - one.sentAt!
  if ('told' in message) one.done({ ...message.told, tookMs })
  else one.fail(faultOf(one, message.reason, message.message))
  next(held)
}

/** Interrupts a job; who ignores that is killed, and with it whoever shares the process. */
function stop(held: Held, one: Waiting, reason: OlapReason): void {
  if (one.ending) return
  one.ending = reason
  const place = held.queue.indexOf(one)
  if (place >= 0) {
    held.queue.splice(place, 1)
    one.fail(faultOf(one, reason, ''))
    return
  }
  tell(held, { id: one.id })
  setTimeout(() => held.sent.has(one.id) && held.child?.kill('SIGKILL'), OBEY_MS).unref()
}

/** It holds nothing: its files are written aside, then moved by the house. */
function end(held: Held): void {
  const leaving = held.child
  held.child = undefined
  leaving?.kill('SIGKILL')
}

const SAYS = {
  cancelled: 'the question was cancelled',
  busy: 'too many questions wait; ask again',
  'too-long': 'the question took too long and was ended',
  crashed: 'the engine ended while it answered; ask again',
} as const

const faultOf = (one: Waiting, reason: OlapReason, message: string): OlapFault =>
  new OlapFault(one.ending ?? reason, one.ending ? SAYS[one.ending as 'cancelled'] : message)

const lossOf = (one: Waiting): OlapFault => faultOf(one, 'crashed', SAYS.crashed)

function childOf(limits: EngineLimits): ChildProcess {
  const told = JSON.stringify(limits)
  const child = fork(fileURLToPath(new URL('./engine.child.ts', import.meta.url)), [told], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    detached: true, // Ctrl-C is the house's to hear; it ends its children itself.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {},
  })
  child.unref()
  child.channel?.unref?.()
  return child
}
