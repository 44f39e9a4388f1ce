/** The SMS carrier: takes a scrubbed text for one phone, and tells later whether it arrived. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Http } from '#platform/http'

const TIMEOUT_MS = 10_000
/** The carriers' words for why it did not arrive, in ours; their free text goes no further. */
const reasons: { readonly [word: string]: string } = {
  ABSENT_SUBSCRIBER: 'phone-off',
  UNKNOWN_SUBSCRIBER: 'number-unknown',
  CALL_BARRED: 'barred',
  BLOCKED_BY_PREFERENCE: 'preference',
  TEMPLATE_MISMATCH: 'template-mismatch',
  EXPIRED: 'expired',
}
/** Our header on DLT; the operator puts its circle before it and the category behind. */
const HEADER = 'DHARAF'

export type Sms = { to: string; text: string; dltTemplateId: string; key: string }

/** True when the carrier took it. Silence and 5xx throw `TryLater` in the port. */
export async function send(http: Http, { to, text, dltTemplateId, key }: Sms): Promise<boolean> {
  const json = { to, header: HEADER, templateId: dltTemplateId, text, key }
  const request = { method: 'POST', path: '/send', json, timeoutMs: TIMEOUT_MS } as const
  const { status } = await http('sms', request)
  return status >= 200 && status < 300
}

/** What a delivery report says. */
export type Report = {
  id: string
  messageId: string
  status: 'delivered' | 'failed'
  reason: string
}

type Headers = { readonly [name: string]: string | string[] | undefined }

export function verify(raw: Uint8Array, headers: Headers, secret: string): boolean {
  const given = Buffer.from(String(headers['x-webhook-signature'] ?? ''))
  const right = Buffer.from(createHmac('sha256', secret).update(raw).digest('hex'))
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Throws on anything that is not a report. Our key for a message is its id. */
export function parse(raw: Uint8Array, headers: Headers): Report {
  const body = JSON.parse(Buffer.from(raw).toString('utf8')) as { [field: string]: unknown }
  const { key, status, reason } = body
  // The body's own id first: a header is not signed, and a replay could bring another.
  const id = body.id ?? headers['x-webhook-event-id']
  if (typeof id !== 'string' || id === '') throw new TypeError('a report without an id')
  if (typeof key !== 'string') throw new TypeError('a report about nothing')
  if (status !== 'delivered' && status !== 'failed') throw new TypeError('a report of no outcome')
  return {
    id,
    messageId: key,
    status,
    reason: status === 'failed' ? reasonOf(reason) : '',
  }
}

const reasonOf = (word: unknown): string =>
  typeof word === 'string' && Object.hasOwn(reasons, word) ? reasons[word]! : 'other'
