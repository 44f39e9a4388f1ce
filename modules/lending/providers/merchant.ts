/** A merchant's checkout, by webhook: an order was placed, or its money is given back. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Id } from '#kernel/ids'
import { money, type Money } from '#kernel/money'

type Headers = { readonly [name: string]: string | string[] | undefined }
type Body = { readonly [field: string]: unknown }

export type Letter = {
  /** The event's, among those of one merchant: two may use the same. */
  readonly id: string
  /** The merchant whose secret signed it. */
  readonly by: string
  /** Undefined for news of no meaning to us; of whom it speaks is only what it says. */
  readonly said?: {
    readonly word: 'placed' | 'refunded'
    readonly merchantId: Id<'mer'>
    readonly orderReference: string
    readonly amount: Money
  }
}

const MERCHANT = /^mer_.{1,80}$/
const REFERENCE = /^[0-9A-Za-z][0-9A-Za-z/-]{1,59}$/

/** Whose letter it claims to be: that merchant's secrets must have signed it. */
export function senderOf(headers: Headers): string | undefined {
  const sender = headers['x-webhook-merchant']
  return typeof sender === 'string' && MERCHANT.test(sender) ? sender : undefined
}

/** HMAC-SHA256 of the raw body in hex, compared in constant time. */
export function verify(raw: Uint8Array, headers: Headers, secret: string): boolean {
  const given = Buffer.from(String(headers['x-webhook-signature'] ?? ''))
  const due = Buffer.from(createHmac('sha256', secret).update(raw).digest('hex'))
  return given.length === due.length && timingSafeEqual(given, due)
}

/** Throws on a body that is no checkout's. */
export function parse(raw: Uint8Array, headers: Headers): Letter {
  const body = JSON.parse(Buffer.from(raw).toString('utf8')) as Body
  const { event, merchant_id: merchantId, order_id: orderReference, amount } = body
  // The body's own id first: a header is not signed, and a replay could bring another.
  const own = String(body['id'] ?? headers['x-webhook-event-id'] ?? '')
  if (own === '') throw new Error('a webhook without an event id')
  const by = senderOf(headers) ?? ''
  const id = `${by}/${own}`
  const word = event === 'order.placed' ? 'placed' : event === 'order.refunded' && 'refunded'
  if (!word) return { id, by }
  if (typeof merchantId !== 'string' || !MERCHANT.test(merchantId))
    throw new Error('an order of no merchant')
  if (typeof orderReference !== 'string' || !REFERENCE.test(orderReference))
    throw new Error('an order without a reference')
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount <= 0)
    throw new Error('an order of no amount')
  const of = { merchantId: merchantId as Id<'mer'>, orderReference, amount: money(amount) }
  return { id, by, said: { word, ...of } }
}
