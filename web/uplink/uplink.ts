/**
 * The uploader a borrower's phone runs: apps and messages, while the person consents, in packed
 * batches, each once, over restarts and dead networks. Framework-free: all it needs comes in.
 *
 *   offer ─▶ queue (durable) ─▶ batch (written down) ─▶ POST ─┬ 200 ─▶ done, next
 *                                                             ├ 429, 5xx, silence ─▶ wait, again
 *                                                             ├ 403 ─▶ gate shut, all purged
 *                                                             └ 413 ─▶ half of it
 */
import type { Kind, Lane, Ports } from './ports.ts'
import { queueOf, type Item, type Queue, type Sending } from './queue.ts'

export type { Item } from './queue.ts'
export type { Drawer, Kind, Lane, Ports } from './ports.ts'

const KINDS: readonly Kind[] = ['apps', 'sms']
const PURPOSES: { readonly [kind in Kind]: string } = { apps: 'device-apps', sms: 'device-sms' }
const BACKOFF_MS = 2000
const BACKOFF_MS_MAX = 15 * 60_000
const TIMEOUT_MS = 60_000

/** How an attempt to send all ended. */
export type Rest =
  | { readonly rest: 'empty' }
  /** Nobody answered, or the door is full: not before then. */
  | { readonly rest: 'wait'; readonly untilMs: number }
  | { readonly rest: 'signed-out' }

export type Uplink = {
  /** The person has consented to this kind; until then nothing of it is even kept. */
  open(kind: Kind): Promise<void>
  /** The person has taken it back: what waits is purged. */
  shut(kind: Kind): Promise<void>
  isOpen(kind: Kind): Promise<boolean>
  /** Asks the lender what is consented to, and opens and shuts the gates by it. */
  askConsents(): Promise<void>
  /** Keeps what was not offered before, by its mark; says how much that is. */
  offer(kind: Kind, items: readonly Item[], lane?: Lane): Promise<number>
  /** The last mark offered, −1 at first: a phone goes on from there. */
  lastMark(kind: Kind): Promise<number>
  /** Sends until nothing waits or there is reason to. */
  flush(): Promise<Rest>
}

export function uplinkOf(ports: Ports): Uplink {
  const queues = { apps: queueOf(ports.drawer, 'apps'), sms: queueOf(ports.drawer, 'sms') }
  let failures = 0
  let notBeforeMs = 0
  let busy: Promise<unknown> = Promise.resolve()
  /** One thing at a time: two flushes at once would send one batch twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = busy.then(work)
    busy = turn.catch(() => {})
    return turn
  }
  return {
    open: (kind) => inTurn(() => queues[kind].open()),
    shut: (kind) => inTurn(() => queues[kind].shut()),
    isOpen: (kind) => queues[kind].isOpen(),
    askConsents: () => inTurn(() => askConsents(ports, queues)),
    offer: (kind, items, lane = 'main') =>
      inTurn(async () => ((await queues[kind].isOpen()) ? queues[kind].add(lane, items) : 0)),
    lastMark: (kind) => queues[kind].lastMark(),
    flush: () =>
      inTurn(async () => {
        if (notBeforeMs > ports.nowMs()) return { rest: 'wait', untilMs: notBeforeMs }
        for (const kind of KINDS) {
          const rest = await flushed(kind)
          if (rest.rest !== 'empty') return rest
        }
        return { rest: 'empty' }
      }),
  }

  async function flushed(kind: Kind): Promise<Rest> {
    const queue = queues[kind]
    while (await queue.isOpen()) {
      const batch = await queue.next(ports.newBatchId)
      if (!batch) break
      const token = ports.token()
      if (token === undefined) return { rest: 'signed-out' }
      const { status, retryAfterMs } = await send(ports, { kind, queue, batch, token })
      if (status === 401) return { rest: 'signed-out' }
      if (isTrouble(status)) {
        failures += 1
        notBeforeMs = ports.nowMs() + Math.max(retryAfterMs, backoffMs(failures, ports.chance()))
        return { rest: 'wait', untilMs: notBeforeMs }
      }
      failures = 0
      await settle(ports, queue, batch, status)
    }
    return { rest: 'empty' }
  }
}

/** Nobody there, or too busy: the same batch goes again, under the same id. */
const isTrouble = (status: number): boolean => status === 0 || status === 429 || status >= 500

async function settle(ports: Ports, queue: Queue, batch: Sending, status: number): Promise<void> {
  const { length } = batch.names
  if (status === 403) return queue.shut()
  if (status === 413 && length > 1) {
    return queue.renew(batch, ports.newBatchId(), Math.ceil(length / 2))
  }
  // The id stands for something else there; what it stands for here was never taken.
  if (status === 422) return queue.renew(batch, ports.newBatchId(), length)
  // Taken in, or such that no further try would change it.
  return queue.done(batch)
}

type Parcel = {
  readonly kind: Kind
  readonly queue: Queue
  readonly batch: Sending
  readonly token: string
}

async function send(ports: Ports, { kind, queue, batch, token }: Parcel) {
  const { id, lane } = batch
  const records = (await queue.texts(batch)).join(',')
  const text = `{"batchId":${JSON.stringify(id)},"lane":"${lane}","records":[${records}]}`
  try {
    const answer = await ports.fetch(`${ports.home}/v1/device/${kind}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': ports.pack.encoding,
        authorization: `Bearer ${token}`,
      },
      body: await ports.pack.pack(text),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.arrayBuffer() // Read to its end, so that the connection can be used again.
    const retryAfterMs = Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0
    return { status: answer.status, retryAfterMs }
  } catch {
    return { status: 0, retryAfterMs: 0 }
  }
}

/** Twice as long after each failure, and never quite when the others come. */
export const backoffMs = (failures: number, chance: number): number =>
  Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** Math.min(failures - 1, 20)) * (0.5 + chance / 2)

async function askConsents(ports: Ports, queues: { readonly [kind in Kind]: Queue }) {
  const token = ports.token()
  if (token === undefined) return
  const headers = { authorization: `Bearer ${token}` }
  const answer = await ports
    .fetch(`${ports.home}/v1/identity/my-consents`, { headers })
    .catch(() => undefined)
  if (answer?.status !== 200) return
  const { consents } = (await answer.json()) as {
    consents: readonly { purpose: string; withdrawnAt?: string }[]
  }
  for (const kind of KINDS) {
    const isLive = consents.some((one) => one.purpose === PURPOSES[kind] && !one.withdrawnAt)
    const isOpen = await queues[kind].isOpen()
    if (isLive && !isOpen) await queues[kind].open()
    if (!isLive && isOpen) await queues[kind].shut()
  }
}
