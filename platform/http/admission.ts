/**
 * The bounded queue before an intake: what may be in memory at once, decided before a body is read.
 * Beyond it the answer is 429 with Retry-After, and the phone keeps what it has.
 */
import { Fault } from './faults.ts'

export type AdmissionLimits = {
  /** Batches being sent or handled at once. */
  readonly batchesMax: number
  /** Bytes of bodies, as they were sent, held at once. */
  readonly bytesMax: number
  /** Batches of one sender at once: a slow phone holds no more of the door than this. */
  readonly perSenderMax: number
  /** Batches unpacked and handled at once; the others wait as they came, packed. */
  readonly workingMax: number
}

export const ADMISSION_LIMITS: AdmissionLimits = {
  batchesMax: 256,
  bytesMax: 32 * 1024 * 1024,
  perSenderMax: 4,
  workingMax: 16,
}

const RETRY_AFTER_S = 2

export type Admission = {
  /** Throws `too-busy` when it would not fit; the function returned gives the room back, once. */
  enter(sender: string, bytes: number): () => void
  /** Runs the work when it is its turn, first come first served. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  held(): { readonly batches: number; readonly bytes: number }
}

export function admission(limits: AdmissionLimits): Admission {
  const bySender = new Map<string, number>()
  const queue: (() => void)[] = []
  let [batches, bytes, working] = [0, 0, 0]

  const count = (sender: string, by: number): void => {
    const now = (bySender.get(sender) ?? 0) + by
    if (now > 0) bySender.set(sender, now)
    else bySender.delete(sender)
  }
  return {
    held: () => ({ batches, bytes }),
    enter: (sender, size) => {
      const isFull =
        batches >= limits.batchesMax ||
        bytes + size > limits.bytesMax ||
        (bySender.get(sender) ?? 0) >= limits.perSenderMax
      if (isFull) throw new Fault('too-busy', { retryAfterS: RETRY_AFTER_S })
      batches += 1
      bytes += size
      count(sender, 1)
      let left = false
      return () => {
        if (left) return
        left = true
        batches -= 1
        bytes -= size
        count(sender, -1)
      }
    },
    inTurn: async (work) => {
      if (working >= limits.workingMax) {
        const { promise, resolve } = Promise.withResolvers<void>()
        queue.push(resolve)
        await promise // Whoever was done before us has left us their place.
      } else working += 1
      try {
        return await work()
      } finally {
        const next = queue.shift()
        if (next) next()
        else working -= 1
      }
    },
  }
}
