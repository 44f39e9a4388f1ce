/**
 * Webhooks to Dhara: signed over the raw body, delivered at least once and never in a promised
 * order, each a line of the agenda until it was answered 2xx.
 */
import { createHmac } from 'node:crypto'
import { instantOf } from '#kernel/dates'
import type { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import { fraction, token } from './draw.ts'
import type { Faults } from './faults.ts'
import type { Errand } from './world.ts'

export type News = {
  vendor: string
  path:
    | '/hooks/payments/psp'
    | '/hooks/comms/sms'
    | '/hooks/documents/esign'
    | '/hooks/device/aggregator'
    | '/hooks/lending/merchant'
  /** `payout.processed` */
  event: string
  subject: string
  /** The thing it is about; with the event's name it makes the event id. */
  id: string
  body: object
  /** Who signs with a secret of its own, as a merchant does. */
  signer?: { merchant: string; secret: string }
  atMs: number
}
export type Hooks = { send(news: News): void }

type Parcel = Pick<News, 'signer'> & {
  path: string
  eventId: string
  body: string
  tries: number
}

const QUICK_WAITS_MS = [40, 160, 640]
const WAIT_MS = 10_000
const TRIES_MAX = 400
const FIRST_WAIT_MS = 5000
const HOUR_MS = 3_600_000

export const signatureOf = (body: string | Uint8Array, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex')

export function openHooks(seed: string, clock: Clock, agenda: Agenda, faults: Faults): Hooks {
  const send = (news: News): void => {
    const { vendor, event, subject, id } = news
    const eventId = token('evt', id, event)
    const draw = fraction(seed, subject, event, clock.today(), 'hook-delay')
    const at = instantOf(news.atMs)
    const envelope = { id: eventId, event, created_at: Math.floor(news.atMs / 1000), at }
    const body = JSON.stringify({ ...envelope, ...news.body })
    const late = faults.hits(vendor, 'late', subject, event) ? (1 + 5 * draw) * HOUR_MS : 0
    const swapped = faults.hits(vendor, 'reorder', subject, event) ? draw * 0.5 * HOUR_MS : 0
    const atMs = news.atMs + late + swapped
    const { path, signer } = news
    const data: Parcel = { path, eventId, body, tries: 0, ...(signer && { signer }) }
    agenda.add({ id: `hook:${eventId}`, atMs, subject, kind: 'hook', data })
    if (faults.hits(vendor, 'double', subject, event))
      agenda.add({ id: `hook:${eventId}:again`, atMs: atMs + 30_000, subject, kind: 'hook', data })
  }
  return { send }
}

/** Knocks a few times at once, then ever more rarely; gives up for good, on the record. */
export const deliver: Errand = async (item, world) => {
  const parcel = item.data as Parcel
  if (world.home === '' || (await knocked(world.home, world.secret, parcel))) return
  const tries = parcel.tries + 1
  if (tries < TRIES_MAX) {
    const waitMs = Math.min(HOUR_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10))
    world.agenda.add({ ...item, atMs: item.atMs + waitMs, data: { ...parcel, tries } })
    return
  }
  world.ledger.once('hook-dead', item.id, parcel.eventId, () => {
    const { eventId: id } = parcel
    const body = { path: parcel.path, body: parcel.body }
    return { kind: 'hook-dead', key: item.id, id, subject: item.subject, status: 'dead', body }
  })
}

async function knocked(home: string, secret: string, parcel: Parcel): Promise<boolean> {
  for (const waitMs of [...QUICK_WAITS_MS, undefined]) {
    if (await accepted(home, secret, parcel)) return true
    if (waitMs !== undefined) await new Promise((go) => setTimeout(go, waitMs))
  }
  return false
}

async function accepted(home: string, secret: string, parcel: Parcel): Promise<boolean> {
  // The PSP speaks as Razorpay does; the other vendors have no better known name to go by.
  const house = parcel.path.endsWith('/psp') ? 'x-razorpay' : 'x-webhook'
  const headers = {
    'content-type': 'application/json',
    [`${house}-signature`]: signatureOf(parcel.body, parcel.signer?.secret ?? secret),
    ...(parcel.signer && { 'x-webhook-merchant': parcel.signer.merchant }),
    [`${house}-event-id`]: parcel.eventId,
  }
  try {
    const signal = AbortSignal.timeout(WAIT_MS)
    const request = { method: 'POST', headers, body: parcel.body, signal }
    const answer = await fetch(`${home}${parcel.path}`, request)
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false // Nobody at home: it is tried again, that is the contract of a webhook.
  }
}
