/**
 * The port `log`: ordered facts, kept and replayable (DESIGN §4), and the reactions to them.
 *
 * A reaction is a consumer group, (module, name). It runs in its batch's database transaction,
 * which also advances its position: delivered at least once, it acts once.
 */
import type { Event, EventKind, Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Door } from '#platform/http'
import type { Database, Tx } from '#platform/sql'
import type { Signals } from '../runtime/signals.ts'
import type { GroupLimits, GroupSpec } from './group.ts'
import type { GroupLag } from './lag.ts'
import type { ParkedFacts } from './redrive.ts'
import type { KindOf } from './upcast.ts'
import type { Verified } from './verify.ts'

export type { Fact } from '#kernel/contract'
export type { GroupSpec, Scope } from './group.ts'
export type { GroupLag } from './lag.ts'
export { backoffMs, loop, type Loop } from './loop.ts'
export type { Parked, ParkedFact } from './parking.ts'
export { PARTITIONS, partitionOf } from './partition.ts'
export type { ParkedFacts, Redriven } from './redrive.ts'
export type { Statement } from './position.ts'
export type { Fault, Verified } from './verify.ts'

export type ReactionOptions = {
  /** Runs at SERIALIZABLE, re-tried on conflict: where money moves. */
  serializable?: boolean
  /**
   * What a poison event does: `skip` parks it and goes on; `park-key` (money) makes the customer's
   * later events of this group wait behind it.
   */
  onPoison?: 'skip' | 'park-key'
}

export type Reaction = {
  readonly name: string
  /** Event types it reacts to; `*` is every one. */
  readonly types: readonly string[] | '*'
  /** Topics it reads; empty with `*`: all. */
  readonly topics: readonly string[]
  readonly options: ReactionOptions
} & (
  | { readonly mode: 'each'; react(fact: Fact, tx: Tx): Promise<void> }
  | { readonly mode: 'batch'; react(facts: readonly Fact[], tx: Tx): Promise<void> }
)

// oxlint-disable-next-line no-explicit-any -- events of any type and data
type Kind = EventKind<string, any>
type FactOf<K> = K extends EventKind<infer Type, infer Data> ? Fact<Event<Type, Data>> : never

/** Per event, in the customer's order. */
export function on<const K extends Kind>(
  kinds: K | readonly K[],
  name: string,
  react: (fact: FactOf<K>, tx: Tx) => Promise<void>,
  options: ReactionOptions = {},
): Reaction {
  const each = react as (fact: Fact, tx: Tx) => Promise<void>
  return { name, ...addressed(kinds), options, mode: 'each', react: each }
}

/** Set-based: the whole batch at once, for projections and features. `*` reads every topic. */
export function onBatch<const K extends Kind>(
  kinds: K | readonly K[] | '*',
  name: string,
  react: (facts: readonly FactOf<K>[], tx: Tx) => Promise<void>,
  options: ReactionOptions = {},
): Reaction {
  const batch = react as (facts: readonly Fact[], tx: Tx) => Promise<void>
  return { name, ...addressed(kinds), options, mode: 'batch', react: batch }
}

function addressed(kinds: Kind | readonly Kind[] | '*'): Pick<Reaction, 'types' | 'topics'> {
  if (kinds === '*') return { types: '*', topics: [] }
  const list = Array.isArray(kinds) ? (kinds as readonly Kind[]) : [kinds as Kind]
  return { types: list.map((k) => k.type), topics: [...new Set(list.map((k) => k.topic))] }
}

// The port itself.

export type LogModule = {
  readonly name: string
  readonly reactions?: readonly Reaction[]
  readonly commands?: readonly Door[]
}

export type Logger = {
  info(object: object, message: string): void
  warn(object: object, message: string): void
  error(object: object, message: string): void
}

export type LogOptions = {
  readonly db: Database
  /** Those this process runs; each is a set of groups. */
  readonly modules: readonly LogModule[]
  readonly signals: Signals
  readonly wall: { nowMs(): number }
  readonly logger: Logger
  /** What the contracts declare, for lifting old versions. */
  readonly kindOf: KindOf
  readonly limits?: Partial<GroupLimits>
  readonly tailBytesMax?: number
}

/** A fact ready to be appended: its `rx` is the log's to say. */
export type NewFact = Omit<Fact, 'rx'>

export type Log = {
  /** A group of a port's own, before `start`. */
  attach(spec: GroupSpec): void
  start(): Promise<void>
  /** Ends after the transactions under way; positions are stored. */
  stop(): Promise<void>
  /** Appends directly, past the outbox; resolves when committed. For batches from devices. */
  append(facts: readonly NewFact[]): Promise<void>
  /** Facts of one partition from an offset on, which is opaque and sorts as text. */
  read(of: { topic: string; part: number; from?: string; max: number }): Promise<LogPage>
  heads(): Promise<{ topic: string; part: number; next: string }[]>
  /** Wall ages of what is unhandled: in the outbox, and by each group of this process. */
  lag(): Promise<{ outboxMs: number; groups: GroupLag[] }>
  /** Nothing in the outbox, every group of this process at the end, nothing under way. */
  drained(): Promise<boolean>
  /**
   * Sends a group back to the first fact, or to those recorded from an instant on. What its handler
   * then does again is its own affair; commands already asked for don't run again.
   */
  replay(group: string, from: 'earliest' | Instant): Promise<void>
  readonly parked: ParkedFacts
  /** Walks the hash chains; names the first segment that isn't as it was appended. */
  verify(say?: (line: string) => void): Promise<Verified>
  /** New facts as they come, for screens: no position, nothing kept, nothing repeated. */
  watch(topics: readonly string[] | '*', listener: (fact: Fact) => void): () => void
  /** This process's number among those that share the groups. */
  member(): number
  groups(): string[]
}

export type LogPage = {
  readonly facts: readonly { readonly offset: string; readonly fact: Fact }[]
  readonly next: string
}
