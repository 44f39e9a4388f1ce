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

export function lane(options: LaneOptions): Lane {
  const { atOnce, waitingMax, idleMs, wall } = options
  const queue: Waiting[] = []
  const sent = new Map<number, Waiting>()
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let serial = 0
  let closed = false

  const next = () => {
    clearTimeout(idle)
    while (sent.size < atOnce && queue.length > 0) send(queue.shift()!)
    if (sent.size === 0 && child) idle = setTimeout(end, idleMs).unref()
  }
  const send = (one: Waiting) => {
    child ??= born()
    one.sentAt = wall.nowMs()
    sent.set(one.id, one)
    tell({ id: one.id, job: one.job })
  }
  /** One that is dying says so by its exit, not here. */
  const tell = (message: ToChild) => child?.send(message, () => {})
  const born = (): ChildProcess => {
    const fresh = childOf(options.engine)
    const gone = () => {
      if (child !== fresh) return
      child = undefined
      const lost = [...sent.values()]
      sent.clear()
      for (const one of lost) one.fail(lossOf(one))
      next()
    }
    fresh.on('message', (message: FromChild) => heard(message))
    fresh.once('exit', gone).once('error', gone)
    return fresh
  }
  const heard = (message: FromChild) => {
    const one = sent.get(message.id)
    if (!one) return
    sent.delete(message.id)
    if ('told' in message) one.done({ ...message.told, tookMs: wall.nowMs() - one.sentAt! })
    else one.fail(faultOf(one, message.reason, message.message))
    next()
  }
  const stop = (one: Waiting, reason: OlapReason) => {
    if (one.ending) return
    one.ending = reason
    const place = queue.indexOf(one)
    if (place >= 0) {
      queue.splice(place, 1)
      one.fail(faultOf(one, reason, ''))
      return
    }
    tell({ id: one.id })
    setTimeout(() => sent.has(one.id) && child?.kill('SIGKILL'), OBEY_MS).unref()
  }
  const end = () => {
    const leaving = child
    child = undefined
    leaving?.kill('SIGKILL') // It holds nothing: its files are written by name, then moved.
  }
  return {
    running: () => child !== undefined,
    run: async (job, { timeoutMs, signal }) => {
      if (closed) throw new OlapFault('crashed', 'the house is closing')
      if (signal?.aborted) throw new OlapFault('cancelled', SAYS.cancelled)
      if (queue.length >= waitingMax) throw new OlapFault('busy', SAYS.busy)
      const held = Promise.withResolvers<Timed>()
      const one: Waiting = { id: ++serial, job, done: held.resolve, fail: held.reject }
      const late = setTimeout(() => stop(one, 'too-long'), timeoutMs)
      const abort = () => stop(one, 'cancelled')
      signal?.addEventListener('abort', abort)
      queue.push(one)
      next()
      try {
        return await held.promise
      } finally {
        clearTimeout(late)
        signal?.removeEventListener('abort', abort)
      }
    },
    close: async () => {
      closed = true
      clearTimeout(idle)
      for (const one of [...queue.splice(0), ...sent.values()]) one.fail(lossOf(one))
      sent.clear()
      end()
    },
  }
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
