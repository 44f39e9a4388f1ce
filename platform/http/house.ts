/** What the doors are given by `runtime`, and what each of their parts shares. */
import type { FastifyRequest } from 'fastify'
import type { Actor, Allow, Entity } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Class } from '#kernel/fields'
import type { Kv } from '#platform/kv'
import type { Log } from '#platform/log'
import type { Database, Tx } from '#platform/sql'
import type { Module } from '../runtime/index.ts'
import type { Logger } from '../runtime/logs.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { AdmissionLimits } from './admission.ts'
import type { Away, InCall } from './calls.ts'
import type { Faces } from './faces.ts'
import type { Words } from './faults.ts'
import type { CountUse, Limits } from './limits.ts'
import type { PeerPort } from './peer-door.ts'
import type { Seal } from './seal.ts'
import type { Sessions } from './visit.ts'

/** How far behind the house is; `details` is shown by `/health`. */
export type Lag = { readonly oldestMs: number; readonly details: object }

/** A live screen: `open` pushes until the closer it returned is called. */
export type Stream = {
  readonly path: string
  readonly allow: Allow
  open(
    actor: Actor,
    push: (data: unknown, event?: string) => void,
    request: { readonly query: { readonly [name: string]: string } },
  ): Promise<() => void> | (() => void)
}

/** A proposal that a second person approved; called in the transaction in which it runs. */
export type Approved = {
  readonly proposalId: string
  readonly call: string
  readonly input: unknown
  readonly proposedBy: string
  readonly approvedBy: string
}

export type DoorsOptions = {
  readonly modules: readonly Module[]
  readonly db: Database
  readonly kv: Kv
  readonly wall: { nowMs(): number; now(): Instant }
  readonly sessions: Sessions
  readonly logger: Logger
  readonly metrics: Metrics
  newId(of: string): string
  /** Where providers are, and the secret that signs their webhooks. */
  readonly hosts: { readonly [provider: string]: { readonly url: string; readonly secret: string } }
  /** Seals answers, proposals and parked notices: derived from the master key. */
  readonly sealKey: string | Uint8Array
  readonly config?: DoorsConfig
  /** Sentences of refusals, by code; others read as their code. */
  readonly words?: Words
  lag?(): Promise<Lag>
  readonly streams?: readonly Stream[]
  /** Built pages: the console at `/`, the phone at `/app`; those that exist are served. */
  readonly pages?: { readonly console: string; readonly customer: string }
  /** Present with a sandbox clock only: where `/sandbox/*` is passed on to. */
  readonly sandboxUrl?: string
  /** Opens sealed values of classed entity fields; they are then masked, as are plain ones. */
  unseal?(of: Class, values: readonly string[], entity: Entity): Promise<readonly (string | null)[]>
  onApproved?(approved: Approved, tx: Tx): Promise<void>
  /** What intakes need: the log, business time and chance. */
  readonly intake?: {
    take: Log['take']
    now(): Instant
    random(bytes: number): Uint8Array
  }
  /** Where several processes are one house: calls that go out to them, doors they come in by. */
  readonly away?: Away
  readonly peers?: PeerPort
}

export type DoorsConfig = {
  /** Largest body of a command; default 256 KB. `bodyLimits` raises it for some, by call name. */
  readonly bodyLimit?: number
  readonly bodyLimits?: { readonly [call: string]: number }
  /** Requests at work at once; beyond it 429. Default 512. */
  readonly inFlightMax?: number
  /** The bounded queue before the intakes. */
  readonly admission?: Partial<AdmissionLimits>
  readonly trustProxy?: boolean
  /** Behind HTTPS: cookies are `Secure`, and browsers are told to stay. */
  readonly secure?: boolean
  readonly metricsToken?: string
  /** Added to the defaults, by call name: an OTP door is stricter. */
  readonly limits?: Limits
  readonly exemptLoopback?: boolean
  /** Commands whose answer's `token` opens a session, and those that end one. */
  readonly opening?: readonly string[]
  readonly closing?: readonly string[]
  /** Requests slower than this are logged; default 1000. */
  readonly slowMs?: number
  readonly version?: string
}

/** What every door shares once opened. */
export type House = {
  readonly options: DoorsOptions
  readonly config: DoorsConfig
  readonly faces: Faces
  readonly seal: Seal
  readonly countUse: CountUse
  readonly call: InCall
}

/** Set on each request as it comes in. */
export type Asked = {
  readonly requestId: string
  readonly startMs: number
  actor: Actor
  viaCookie: boolean
  /** No longer counted as at work: a live stream stays open for hours. */
  leave(): void
}
const asked = new WeakMap<FastifyRequest, Asked>()
export const setAsked = (request: FastifyRequest, of: Asked): unknown => asked.set(request, of)
export function askedOf(request: FastifyRequest): Asked {
  const known = asked.get(request)
  if (!known) throw new Error('the request was not announced')
  return known
}
