/**
 * The one catalogue of faults a door may answer: code, sentence, status, and whether to try again.
 * A refusal is not here: it is an answer of its command, 409 with its own code.
 */

import { TryLater } from '#platform/queue'

export type Catalogued = { readonly status: number; readonly title: string; readonly retry?: true }

export const faults = {
  'bad-request': { status: 400, title: 'The request could not be read.' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON.' },
  'invalid-input': { status: 400, title: 'Some fields are not as they should be.' },
  'unknown-parameter': { status: 400, title: 'The address holds a parameter we do not know.' },
  'idempotency-key-missing': {
    status: 400,
    title: 'Send an Idempotency-Key header of 8 to 128 letters, digits or dashes.',
  },
  'malformed-hook': { status: 400, title: 'The notice could not be read.' },
  'not-signed-in': { status: 401, title: 'Please sign in.' },
  'token-invalid': { status: 401, title: 'This sign-in is not valid. Please sign in again.' },
  'token-expired': { status: 401, title: 'Your sign-in has ended. Please sign in again.' },
  'signature-invalid': { status: 401, title: 'The signature does not match.' },
  forbidden: { status: 403, title: 'You may not do this.' },
  'above-your-limit': { status: 403, title: 'The amount is above what you may decide alone.' },
  'other-origin': { status: 403, title: 'This request came from another site.' },
  'own-proposal': { status: 403, title: 'Another person has to approve what you proposed.' },
  'no-consent': { status: 403, title: 'There is no consent for this just now.' },
  'not-found': { status: 404, title: 'There is no such thing, or it is not yours.' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method.' },
  'still-running': {
    status: 409,
    title: 'The same request is still running. Try again in a moment.',
    retry: true,
  },
  'proposal-closed': { status: 409, title: 'This proposal has been decided already.' },
  'too-large': { status: 413, title: 'The request is too large.' },
  'unsupported-media': { status: 415, title: 'Send application/json.' },
  'key-reused': {
    status: 422,
    title: 'This Idempotency-Key was used before with a different request.',
  },
  'batch-reused': {
    status: 422,
    title: 'This batch id was used before with other records.',
  },
  'rate-limited': { status: 429, title: 'Too many requests. Wait a little.', retry: true },
  'too-busy': { status: 429, title: 'We are very busy just now. Wait a little.', retry: true },
  internal: { status: 500, title: 'Something went wrong on our side. Nothing was changed.' },
  unavailable: {
    status: 503,
    title: 'This part is not available just now. Try again in a moment.',
    retry: true,
  },
} as const satisfies { readonly [code: string]: Catalogued }

export type FaultCode = keyof typeof faults

/** One thing wrong with one field; never quotes the value. */
export type FieldFault = {
  readonly path: string
  readonly code: string
  readonly message: string
}

export type Problem = {
  readonly code: string
  readonly title: string
  readonly status: number
  readonly requestId: string
  readonly fields?: readonly FieldFault[]
}

type More = {
  fields?: readonly FieldFault[]
  retryAfterS?: number
  allow?: string
  cause?: unknown
}

/** Thrown where a call can't go on; the door answers it from the catalogue. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly more: More
  constructor(code: FaultCode, more: More = {}) {
    super(faults[code].title, { cause: more.cause })
    this.name = 'Fault'
    this.code = code
    this.more = more
  }
}

/** What the client is told of a fault. */
export function problemOf({ code, more }: Fault, requestId: string): Problem {
  const { title, status } = faults[code]
  return { code, title, status, requestId, ...(more.fields && { fields: more.fields }) }
}

/** What the client is told of a refusal: its code, in the words given or its own. */
export function refusalProblem(code: string, requestId: string, words: Words = {}): Problem {
  return { code, title: words[code] ?? humanised(code), status: 409, requestId }
}
export type Words = { readonly [refusal: string]: string }

/** `due-date-passed` reads `Due date passed.` */
export const humanised = (code: string): string => {
  const words = code.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** Seconds to wait before the next try, for those faults that ask for one. */
export const retryAfterS = ({ code, more }: Fault): number | undefined => {
  const { retry } = faults[code] as Catalogued
  return more.retryAfterS ?? (retry ? 1 : undefined)
}

/** Codes of Fastify, PostgreSQL and the sockets, as ours. */
const FOREIGN: { readonly [code: string]: FaultCode } = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_NOT_FOUND: 'not-found',
  '40001': 'unavailable', // Serialization, after all retries.
  '40P01': 'unavailable',
  '55P03': 'still-running', // A lock was not had in time.
  '57014': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '53300': 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EPIPE: 'unavailable',
  CONNECT_TIMEOUT: 'unavailable',
  CONNECTION_CLOSED: 'unavailable',
  CONNECTION_ENDED: 'unavailable',
  CONNECTION_DESTROYED: 'unavailable',
}

/** Any error as a fault; what is in no catalogue is `internal`, and its detail stays here. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number }
  const known = code === undefined ? undefined : FOREIGN[code]
  if (known !== undefined) return new Fault(known, { cause: error })
  if (error instanceof TryLater) return new Fault('unavailable', { cause: error })
  return new Fault(byStatus(statusCode), { cause: error })
}

/** Faults the framework finds before any door: a path that can't be decoded, and such. */
function byStatus(status: number | undefined): FaultCode {
  if (status === 404 || status === 403) return 'not-found'
  if (status === 413 || status === 414 || status === 431) return 'too-large'
  return status !== undefined && status >= 400 && status < 500 ? 'bad-request' : 'internal'
}
