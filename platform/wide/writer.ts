/**
 * The one who writes to an embedded store: what several callers want at once is flushed to the disk
 * together, so that a crowd of small batches costs one flush and holds one thread.
 */

/** What one flush takes, in operations; a call with more than that is several flushes. */
export const GROUP_ITEMS_MAX = 6000
export const GROUP_BYTES_MAX = 4 * 1024 * 1024
/** One is written down while the next is gathered; more would only hold threads. */
const FLUSHES_AT_ONCE_MAX = 2
/** What may wait for its flush: beyond it the caller is sent away before memory grows. */
const WAITING_BYTES_MAX = 64 * 1024 * 1024

export type Writer<Op> = {
  /** Resolves when the operations are on the disk; never more than one group's worth. */
  write(ops: readonly Op[], bytes: number): Promise<void>
  /** Runs with no write under way. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Waits for all that was accepted. */
  drained(): Promise<void>
}

type Waiting<Op> = {
  readonly ops: readonly Op[]
  readonly bytes: number
  /** Something of its own to run, instead of operations. */
  readonly work?: () => Promise<unknown>
  done(value: unknown): void
  failed(problem: unknown): void
}

export function openWriter<Op>(flush: (ops: Op[]) => Promise<void>): Writer<Op> {
  let waiting: Waiting<Op>[] = []
  let waitingBytes = 0
  let working = false
  const flushing = new Set<Promise<void>>()

  /** From the front, in their order; never a `work` together with others. */
  const nextGroup = (): Waiting<Op>[] => {
    let items = 0
    let bytes = 0
    const end = waiting.findIndex((one, at) => {
      items += one.ops.length
      bytes += one.bytes
      if (at === 0) return false
      return one.work || waiting[0]!.work || items > GROUP_ITEMS_MAX || bytes > GROUP_BYTES_MAX
    })
    const group = end === -1 ? waiting : waiting.slice(0, end)
    waiting = end === -1 ? [] : waiting.slice(end)
    return group
  }
  const settle = async (group: readonly Waiting<Op>[]) => {
    try {
      const work = group[0]!.work
      const value = work ? await work() : await flush(group.flatMap(({ ops }) => ops))
      for (const one of group) one.done(value)
    } catch (problem) {
      for (const one of group) one.failed(problem)
    }
    for (const one of group) waitingBytes -= one.bytes
  }
  /** Begins what may begin: a `work` when nothing is under way, and nothing beside it. */
  const advance = () => {
    while (waiting.length > 0 && !working) {
      const alone = waiting[0]!.work !== undefined
      if (flushing.size >= (alone ? 1 : FLUSHES_AT_ONCE_MAX)) return
      working = alone
      const flushed: Promise<void> = settle(nextGroup()).then(() => {
        flushing.delete(flushed)
        working = false
        advance()
      })
      flushing.add(flushed)
    }
  }
  const accept = <T>(one: Pick<Waiting<Op>, 'ops' | 'bytes' | 'work'>): Promise<T> =>
    new Promise<T>((done, failed) => {
      if (one.bytes > 0 && waitingBytes + one.bytes > WAITING_BYTES_MAX) {
        return failed(new Error('the wide store is behind its writers: try again later'))
      }
      waitingBytes += one.bytes
      waiting.push({ ...one, done: (value) => done(value as T), failed })
      // A turn later, so that those who write in the same breath are of one group.
      return queueMicrotask(advance)
    })

  return {
    write: (ops, bytes) => accept<void>({ ops, bytes }),
    alone: (work) => accept({ ops: [], bytes: 0, work }),
    drained: async () => {
      while (waiting.length > 0 || flushing.size > 0) await Promise.all(flushing)
    },
  }
}
