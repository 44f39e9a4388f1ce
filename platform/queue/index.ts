/**
 * The port `queue`: effects on the outside world. `tx.effect` asks for one; a worker of its lane
 * runs the provider function with a deterministic key; what it answers is emitted as a fact in the
 * same transaction that settles the effect (DESIGN §5, §16).
 */
import type { Actor, AnswerOf, Event, InputOf, Query } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Http } from '#platform/http'
import type { Log, Logger } from '#platform/log'
import type { Objects } from '#platform/objects'
import type { Lake } from '#platform/olap'
import type { Database } from '#platform/sql'
import type { BusinessClock } from '../runtime/clock.ts'
import type { Signals } from '../runtime/signals.ts'
import type { Health } from './pulse.ts'
import type { EffectCount } from './row.ts'

export type { Health } from './pulse.ts'
export type { EffectCount } from './row.ts'

export type EffectContext = {
  /** Outbound HTTP, to the module's own allow-listed hosts only. */
  readonly http: Http
  /** The same at every attempt: give it to the provider as its idempotency key. */
  readonly key: string
  /** The customer the effect is about. */
  readonly subject: string
  readonly attempt: number
  readonly now: Instant
  readonly today: LocalDate
  readonly objects: Objects
  /** Only the archive tends it; throws in a house without one. */
  readonly lake: Lake
  /** Reads what is needed at the last moment (a sealed account number): it then rests nowhere. */
  call<Q extends Query>(query: Q, input: InputOf<Q>): Promise<AnswerOf<Q>>
}

export type Effect<I = unknown> = {
  readonly name: string
  /** Effects of one lane share a rate limit and never delay another lane's. */
  readonly lane: string
  readonly send: (input: I, context: EffectContext) => Promise<Event | readonly Event[]>
  readonly retry: {
    readonly attempts: number
    readonly backoffMs: number
    readonly backoffMsMax: number
  }
  /** The fact that says we gave up. */
  readonly onExhausted: (input: I, problem: string) => Event
}

/** Thrown by a provider function: the outside world failed for now, try again later. */
export class TryLater extends Error {}

/** Declares an effect, `effect('payments.send-payout', {…})`. */
export function effect<I>(
  name: string,
  spec: {
    lane: string
    send: Effect<I>['send']
    retry?: Partial<Effect['retry']>
    onExhausted: Effect<I>['onExhausted']
  },
): Effect<I> {
  const retry = { attempts: 8, backoffMs: 1000, backoffMsMax: 300_000, ...spec.retry }
  return { name, ...spec, retry }
}

/** How fast a lane may go, and how many at once. */
export type Lane = { readonly name: string; readonly perSecond: number; readonly atOnce: number }

// The port itself.

export type QueueModule = {
  readonly name: string
  // oxlint-disable-next-line no-explicit-any -- effects of any input
  readonly effects?: readonly Effect<any>[]
  readonly lanes?: readonly Lane[]
}

export type QueueOptions = {
  readonly db: Database
  /** Not started yet: the queue attaches its group to it. */
  readonly log: Pick<Log, 'attach' | 'member'>
  /** Those whose effects this process sends. */
  readonly modules: readonly QueueModule[]
  readonly clock: BusinessClock
  readonly wall: { nowMs(): number }
  readonly signals: Signals
  readonly logger: Logger
  readonly objects: Objects
  readonly lake?: Lake
  /** The module's own way out. */
  httpOf(module: string): Http
  call(query: Query, input: unknown, caller: Caller): Promise<unknown>
}
type Caller = { readonly module: string; readonly actor: Actor; readonly correlation: string }

export type Queue = {
  /** After the log has started. */
  start(): Promise<void>
  /** Before the log stops; waits for what is being sent. */
  stop(): Promise<void>
  inspect(): Promise<EffectCount[]>
  /** The earliest business instant at which something is to be sent (again). */
  nextRunAt(): Promise<Instant | undefined>
  /** Nothing is being sent, and every lane has looked since it was last told to. */
  calm(): boolean
  health(): Health[]
}
