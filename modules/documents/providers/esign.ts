/**
 * The signing service (SPEC §5.5): it signs the hash of the exact file once the signer gives the
 * code it sent to their phone, and answers with a certificate, at once and by webhook.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { instant, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Http, HttpAnswer } from '#platform/http'

const HOST = 'esign'
const TIMEOUT_MS = 15_000
const CERTIFICATE_MAX = 4000

export type Word = {
  readonly word: 'signed' | 'declined' | 'failed'
  readonly hash?: string
  readonly certificate?: string
  readonly signedAt?: Instant
}
export type Silent = { readonly later: string }

type Signer = { readonly name: string; readonly phone: string }
type Request = { readonly documentId: string; readonly hash: string; readonly signer: Signer }

export async function openRequest(
  http: Http,
  key: string,
  { documentId, hash, signer }: Request,
): Promise<{ ref: string; signAt?: string } | { refused: string } | Silent> {
  const answer = await http(HOST, {
    method: 'POST',
    path: '/requests',
    timeoutMs: TIMEOUT_MS,
    json: {
      key,
      reference: documentId,
      documentHash: hash,
      signerName: signer.name,
      signerPhone: signer.phone,
    },
  })
  const body = read(answer)
  if (done(answer) && typeof body['id'] === 'string') {
    return { ref: body['id'], ...(typeof body['url'] === 'string' && { signAt: body['url'] }) }
  }
  return refusedFor(answer) ? { refused: `answered ${answer.status}` } : silent(answer)
}

/** Passes the signer's code on; what was signed already is told again. */
export async function giveCode(
  http: Http,
  ref: string,
  otp: string,
): Promise<Word | { refused: 'wrong-code' } | Silent> {
  const path = `/sign/${encodeURIComponent(ref)}`
  const answer = await http(HOST, { method: 'POST', path, timeoutMs: TIMEOUT_MS, json: { otp } })
  const body = read(answer)
  if (done(answer) && body['status'] === 'signed') return signedWord(body)
  if (answer.status === 422 || answer.status === 400) return { refused: 'wrong-code' }
  if (answer.status === 409) return { word: 'failed' }
  return silent(answer)
}

type Body = { readonly [field: string]: unknown }
type Headers = { readonly [name: string]: string | string[] | undefined }
export type Letter = {
  readonly id: string
  readonly documentId: Id<'doc'>
  readonly said: Word | undefined
}

/** HMAC-SHA256 of the raw body in hex, compared in constant time. */
export function verify(raw: Uint8Array, headers: Headers, secret: string): boolean {
  const given = Buffer.from(String(headers['x-webhook-signature'] ?? ''))
  const due = Buffer.from(createHmac('sha256', secret).update(raw).digest('hex'))
  return given.length === due.length && timingSafeEqual(given, due)
}

/** Throws on a body that is not the service's. */
export function parse(raw: Uint8Array, headers: Headers): Letter {
  const body = JSON.parse(Buffer.from(raw).toString('utf8')) as Body
  // The body's own id first: a header is not signed, and a replay could bring another.
  const id = String(body['id'] ?? headers['x-webhook-event-id'] ?? '')
  if (id === '') throw new Error('a webhook without an event id')
  const [, word] = String(body['event']).split('.')
  const documentId = String(body['reference']) as Id<'doc'>
  if (word === 'signed') return { id, documentId, said: signedWord(body) }
  const ended = word === 'declined' || word === 'failed'
  return { id, documentId, said: ended ? { word } : undefined }
}

function signedWord(body: Body): Word {
  const { documentHash: hash, certificate, signedAt } = body
  if (typeof hash === 'string' && !/^[0-9a-f]{64}$/.test(hash)) throw new Error('a hash of no file')
  if (typeof certificate === 'string' && certificate.length > CERTIFICATE_MAX)
    throw new Error('a certificate longer than any')
  return {
    word: 'signed',
    ...(typeof hash === 'string' && { hash }),
    ...(typeof certificate === 'string' && { certificate }),
    ...(typeof signedAt === 'string' && { signedAt: instant(signedAt) }),
  }
}

const done = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300
const read = ({ json }: HttpAnswer): Body =>
  typeof json === 'object' && json !== null ? (json as Body) : {}
const refusedFor = ({ status }: HttpAnswer): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429
const silent = ({ status }: HttpAnswer): Silent => ({ later: `the service answered ${status}` })
