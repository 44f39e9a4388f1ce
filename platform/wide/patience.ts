/**
 * How long we go on asking a store that is busy: back-off that doubles, drawn at random from
 * nothing up to its bound, so that those who were sent away together don't come back together.
 */
import { setTimeout as pause } from 'node:timers/promises'

const TRIES_MAX = 10
const FIRST_WAIT_MS_MAX = 25
const WAIT_MS_MAX = 2000

const busy = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ReplicatedWriteConflictException',
  'InternalServerError',
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
])

export type Chance = (bytes: number) => Uint8Array

export type Patience = {
  /** Waits before the next try; throws when it was the last, `problem` being why. */
  again(problem: unknown): Promise<void>
  /** Something was done: it starts anew. */
  restored(): void
}

export function patience(random: Chance, signal: AbortSignal): Patience {
  let tries = 0
  return {
    again: async (problem) => {
      tries++
      if (tries === TRIES_MAX || signal.aborted) throw problem
      const bound = Math.min(WAIT_MS_MAX, FIRST_WAIT_MS_MAX * 2 ** tries)
      await pause(Math.floor(bound * shareOf(random(4))), undefined, { signal })
    },
    restored: () => void (tries = 0),
  }
}

/** Asks until it is answered; what trying again can't mend is thrown at once. */
export async function answered<T>(
  ask: () => Promise<T>,
  random: Chance,
  signal: AbortSignal,
): Promise<T> {
  const patient = patience(random, signal)
  for (;;) {
    try {
      return await ask()
    } catch (problem) {
      if (!isPassing(problem)) throw problem
      await patient.again(problem)
    }
  }
}

function isPassing(problem: unknown): boolean {
  const { name, code, $metadata } = problem as {
    name?: string
    code?: string
    $metadata?: { httpStatusCode?: number }
  }
  return busy.has(name ?? '') || busy.has(code ?? '') || ($metadata?.httpStatusCode ?? 0) >= 500
}

/** From 0 to just below 1. */
const shareOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32BE() / 2 ** 32
