/**
 * Idempotency: a mutation and its answer are one transaction, so a repeat finds either nothing (and
 * runs) or the answer (DESIGN §10). A second call at once waits for the first.
 */
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/contract'
import { later, type Instant } from '#kernel/dates'
import type { Database, Open } from '#platform/sql'
import { Fault } from './faults.ts'
import type { Seal } from './seal.ts'

export type Answered = { readonly status: number; readonly body: unknown }
/** One use of one Idempotency-Key: by whom, for what, with which body. */
export type Use = {
  readonly key: string
  readonly sealed: string
  readonly call: string
  readonly bodyHash: string
}

const KEY = /^[\w.:-]{8,128}$/
const WAIT_MS_MAX = 3000
const WAITS_MAX = 32

/** Reads the header and hashes what is compared. Throws `idempotency-key-missing`. */
export function useOf(
  request: FastifyRequest,
  { actor, call, seal }: { actor: Actor; call: string; seal: Seal },
): Use {
  const header = request.headers['idempotency-key']
  if (typeof header !== 'string' || !KEY.test(header)) throw new Fault('idempotency-key-missing')
  const own = `${actor.kind}:${actor.id}\n${header}`
  const bodyHash = seal.hash(`body\n${own}\n${JSON.stringify(request.body ?? {})}`)
  return { key: seal.hash(`key\n${own}`), sealed: `answer\n${own}`, call, bodyHash }
}

/** A command that is part of a composed mutation: its key follows from the whole's. */
export function useWithin(
  whole: Use,
  call: string,
  { part, seal }: { part: number; seal: Seal },
): Use {
  // The first takes the key itself, so that using it for another door shows.
  const key = part === 1 ? whole.key : seal.hash(`${whole.key}\n${part}`)
  return { key, sealed: `${whole.sealed}\n${part}`, call, bodyHash: whole.bodyHash }
}

type Claimed = { outcome: 'mine' | 'answered' | 'other'; status: number; answer: string }

/** Runs `work` once for the key, in `open`'s transaction; a repeat gets what was answered. */
export async function once(
  open: Open,
  use: Use,
  { seal, at }: { seal: Seal; at: Instant },
  work: () => Promise<Answered>,
): Promise<Answered> {
  const [claimed] = await claim(open, use, at)
  if (claimed?.outcome === 'other') throw new Fault('key-reused')
  if (claimed?.outcome === 'answered') {
    return { status: claimed.status, body: JSON.parse(seal.open(use.sealed, claimed.answer)) }
  }
  const answered = await work()
  const answer = seal.seal(use.sealed, JSON.stringify(answered.body ?? null))
  await open.sql`select platform.answer_call(${use.key}, ${answered.status}, ${answer})`
  return answered
}

async function claim(open: Open, { key, call, bodyHash }: Use, at: Instant): Promise<Claimed[]> {
  try {
    return await open.sql<Claimed[]>`
      select * from platform.claim_call(${key}, ${call}, ${bodyHash}, ${at})`
  } catch (fault) {
    const lockNotHad = (fault as { code?: string }).code === '55P03'
    if (lockNotHad) throw new Fault('still-running', { cause: fault })
    throw fault
  }
}

/**
 * Holds a second use of a key back in this process until the first is done, so that the repeats of
 * one impatient phone never take all connections of a module to wait for each other.
 */
export function keyQueue() {
  const running = new Map<string, Promise<unknown>>()
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    let waits = 0
    for (let first = running.get(key); first; first = running.get(key)) {
      const isOver = ++waits <= WAITS_MAX && (await settledWithin(first, WAIT_MS_MAX))
      if (!isOver) throw new Fault('still-running')
    }
    const mine = work()
    running.set(key, mine)
    try {
      return await mine
    } finally {
      running.delete(key)
    }
  }
}

async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), ms)
  const settled = () => resolve(true)
  work.then(settled, settled)
  const inTime = await promise
  clearTimeout(timer)
  return inTime
}

const KEPT_MS = 7 * 24 * 3600_000
const FORGET_EVERY = 500
const FORGET_MAX = 5000

/** Answers are kept for a week; a share of the claims sweeps what is older. */
export function forgetting(db: Database) {
  let claims = 0
  return (now: Instant): void => {
    if (++claims % FORGET_EVERY !== 0) return
    const before = later(now, -KEPT_MS)
    db.owner`
      delete from platform.idempotency where key in (
        select key from platform.idempotency where at < ${before} order by at limit ${FORGET_MAX})
    `.catch(() => {}) // The next share tries again.
  }
}
