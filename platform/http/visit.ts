/** Who is at the door: the token of the Authorization header, or of the console's cookie. */
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/contract'
import { msOf, type Instant } from '#kernel/dates'
import { Fault } from './faults.ts'

/** Checks a token: undefined when it is none of ours (forged, revoked). */
export type Sessions = {
  check(token: string): Promise<{ actor: Actor; expiresAt: Instant } | undefined>
  /** What was remembered of their tokens counts no more: they have just signed out. */
  forget?(actor: Actor): Promise<void>
}

export type Visit = { readonly actor: Actor; readonly viaCookie: boolean }

export const SESSION_COOKIE = 'dhara_session'
const TOKEN_MAX = 4096
const visitor: Visit = { actor: { kind: 'visitor', id: 'visitor' }, viaCookie: false }

/**
 * The actor of a request. A forged or ended token is 401; where the door is open to everybody, a
 * cookie that has ended makes a visitor of them, so that they can sign in again.
 */
export async function visitOf(
  request: FastifyRequest,
  sessions: Sessions,
  wall: { nowMs(): number },
  openToAll: boolean,
): Promise<Visit> {
  const bearer = bearerOf(request)
  const token = bearer ?? cookieOf(request)
  if (token === undefined) return visitor
  const viaCookie = bearer === undefined
  const session = token.length > TOKEN_MAX ? undefined : await sessions.check(token)
  if (session && msOf(session.expiresAt) > wall.nowMs()) return { actor: session.actor, viaCookie }
  if (viaCookie && openToAll) return visitor
  throw new Fault(session ? 'token-expired' : 'token-invalid')
}

/** Throws `token-invalid` for an Authorization header that is none of ours. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? []
  if (token === undefined) throw new Fault('token-invalid')
  return token
}

function cookieOf(request: FastifyRequest): string | undefined {
  const pairs = request.headers.cookie?.split(';') ?? []
  const pair = pairs.find((each) => each.trimStart().startsWith(`${SESSION_COOKIE}=`))
  const token = pair?.slice(pair.indexOf('=') + 1).trim()
  return token === '' ? undefined : token
}

/** A browser sends cookies whoever asks: a change by cookie must come from our own pages. */
export function checkOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin') return
    throw new Fault('other-origin')
  }
  const { origin } = request.headers
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return
  throw new Fault('other-origin')
}

/** The cookie that keeps a session; no script can read it, no other site can send it. */
export function sessionCookie(token: string, seconds: number, secure: boolean): string {
  const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${Math.max(0, Math.floor(seconds))}`
  return `${SESSION_COOKIE}=${token}; ${flags}${secure ? '; Secure' : ''}`
}
