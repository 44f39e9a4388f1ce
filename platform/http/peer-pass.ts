/**
 * The pass one process of the house shows at another's door: which module calls, for whom, until
 * when, and what exactly. Signed with a key both derive from the master key, it is good for that
 * one body at that one door and for a minute at most (DESIGN §2).
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor } from '#kernel/contract'
import { Fault } from './faults.ts'

export type Pass = {
  /** The module that calls. */
  readonly module: string
  /** Whose right to it counts: the module's own, or the person's it acts for. */
  readonly onBehalfOf: Actor
  /** Wall instant, in milliseconds, after which nobody waits for the answer any more. */
  readonly deadlineMs: number
  readonly correlation?: string
}
type Signed = Pass & { readonly door: string; readonly bodyHash: string }
/** What the pass is for. */
export type Errand = { readonly door: string; readonly body: unknown }

export const PASS_MS_MAX = 60_000
/** How far apart two machines' wall clocks may be. */
const SKEW_MS_MAX = 5000
const SCHEME = 'Peer '

/** The `authorization` header of one request. */
export function passFor(secret: string, pass: Pass, errand: Errand): string {
  const signed: Signed = { ...pass, door: errand.door, bodyHash: hashOf(errand.body) }
  const text = Buffer.from(JSON.stringify(signed)).toString('base64url')
  return `${SCHEME}${text}.${macOf(secret, text)}`
}

/** Throws `token-invalid`, or `token-expired` for one whose time is over. */
export function readPass(
  secret: string,
  header: string | undefined,
  { door, body, nowMs }: Errand & { readonly nowMs: number },
): Pass {
  const [, text = '', mac = ''] = /^Peer ([\w-]{1,4000})\.([\w-]{43})$/.exec(header ?? '') ?? []
  if (!timingSafeEqual(digest(mac), digest(macOf(secret, text)))) throw new Fault('token-invalid')
  const signed = JSON.parse(Buffer.from(text, 'base64url').toString()) as Signed
  const { deadlineMs, module, onBehalfOf } = signed
  if (nowMs > deadlineMs + SKEW_MS_MAX) throw new Fault('token-expired')
  if (deadlineMs > nowMs + PASS_MS_MAX + SKEW_MS_MAX) throw new Fault('token-invalid')
  if (signed.door !== door || signed.bodyHash !== hashOf(body)) throw new Fault('token-invalid')
  // A module speaks for itself or for a person, never for another module.
  if (onBehalfOf.kind === 'module' && onBehalfOf.id !== module) throw new Fault('token-invalid')
  return signed
}

const macOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url')
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const hashOf = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url')
