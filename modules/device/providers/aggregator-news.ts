/** The aggregator's webhooks: signed over the raw body, more than once and in no promised order. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Id } from '#kernel/ids'

type Headers = { readonly [name: string]: string | string[] | undefined }

const words = [
  ...(['ACTIVE', 'PAUSED', 'REVOKED', 'REJECTED', 'EXPIRED'] as const),
  ...(['READY', 'DENIED', 'TIMEOUT'] as const),
]
export type Letter = {
  readonly id: string
  readonly statementId: Id<'stm'>
  readonly about: 'consent' | 'data'
  readonly word: (typeof words)[number]
  readonly reference: string
}

/** HMAC-SHA256 of the raw body in hex, compared in constant time. */
export function verify(raw: Uint8Array, headers: Headers, secret: string): boolean {
  const given = Buffer.from(String(headers['x-webhook-signature'] ?? ''))
  const due = Buffer.from(createHmac('sha256', secret).update(raw).digest('hex'))
  return given.length === due.length && timingSafeEqual(given, due)
}

/** Printable, and no longer than any of ours. */
const FIT = /^[\x20-\x7e]{1,80}$/

/** Throws on a body that is not the aggregator's. */
export function parse(raw: Uint8Array, headers: Headers): Letter {
  const body = JSON.parse(Buffer.from(raw).toString('utf8')) as { [field: string]: unknown }
  const text = (field: string, value = body[field]): string => {
    if (typeof value !== 'string' || !FIT.test(value))
      throw new TypeError(`the aggregator's letter has no ${field}`)
    return value
  }
  const word = words.find((one) => one === body['status'])
  if (!word) throw new TypeError(`the aggregator says ${String(body['status'])}`)
  const about = text('about') === 'data' ? 'data' : 'consent'
  const statementId = text('requestReference') as Id<'stm'>
  // The body's own id first: a header is not signed, and a replay could bring another.
  const id = text('id', body['id'] ?? headers['x-webhook-event-id'])
  return { id, statementId, about, word, reference: text('subjectReference') }
}
