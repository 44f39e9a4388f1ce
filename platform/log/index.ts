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
import type { Cold } from './cold.ts'
import type { GroupLimits, GroupSpec } from './group.ts'
import type { GroupLag } from './lag.ts'
import type { ParkedFacts } from './redrive.ts'
import type { Stretch } from './stretch.ts'
import type { KindOf } from './upcast.ts'
import type { Verified } from './verify.ts'

export type { Fact } from '#kernel/contract'
export type { Cold } from './cold.ts'
export type { GroupSpec, Scope } from './group.ts'
export type { GroupLag } from './lag.ts'
export {
  copySegments,
  daySpans,
  daysOf,
  dropDay,
  forgetGroup,
  groupsBehind,
  segmentEnd,
  timeOf,
  type DaySpan,
  type LogDay,
  type TopicSpans,
} from './keep.ts'
export { backoffMs, loop, type Loop } from './loop.ts'
export type { Parked, ParkedFact } from './parking.ts'
export { packed, unpacked, type Single } from './pack.ts'
export { PARTITIONS, partitionOf } from './partition.ts'
export type { ParkedFacts, Redriven } from './redrive.ts'
export type { Statement } from './position.ts'
export { EARLIEST, type Stretch } from './stretch.ts'
export type { Fault, Verified } from './verify.ts'

export type ReactionOptions = {
  /** Runs at SERIALIZABLE, re-tried on conflict: where money moves. */
  serializable?: boolean
  /**
   * What a poison event does: `skip` parks it and goes on; `park-key` (money) makes the customer's
   * later events of this group wait behind it.
   */
  onPoison?: 'skip' | 'park-key'
  /** Event types that one which reads `*` passes over: bulk of which another fact tells already. */
  except?: readonly string[]
  /** So many facts in one transaction at most: 500 when left out, 10,000 at most. */
  factsMax?: number
  /**
   * Gathers until the first unread fact has waited so many wall milliseconds, or until `factsMax`
   * are unread. Only for what nobody in the house waits for, as the lake: the house counts as at
   * rest meanwhile, and the waiting is no lag.
   */
  lingerMs?: number
  /**
   * A batch's: all that it writes is of the customers it was handed, so that several lanes of
   * customers may be handled at once, as they are event by event. While one waits for its commit
   * another computes.
   */
  byCustomer?: boolean
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
  | {
      readonly mode: 'batch'
      react(facts: readonly Fact[], tx: Tx, where?: () => readonly Stretch[]): Promise<void>
    }
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

/**
 * Set-based: the whole batch at once, for projections and features. `*` reads every topic. `where`
 * tells from which stretches of the log it was taken: for who keeps positions of its own beside.
 */
export function onBatch<const K extends Kind>(
  kinds: K | readonly K[] | '*',
  name: string,
  react: (facts: readonly FactOf<K>[], tx: Tx, where: () => readonly Stretch[]) => Promise<void>,
  options: ReactionOptions = {},
): Reaction {
  const batch = react as Extract<Reaction, { mode: 'batch' }>['react']
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
  /** Reads what the days dropped held; absent: nothing was ever dropped. */
  readonly cold?: Cold
}

/** A fact ready to be appended: its `rx` is the log's to say. */
export type NewFact = Omit<Fact, 'rx'>

/** Facts that came together under an id of the sender's making, and what they are told. */
export type Batch = {
  /** Sender and id, hashed; a second batch under it is the first one repeated. */
  readonly key: string
  /** Keyed hash of what was sent. */
  readonly content: string
  readonly answer: string
  readonly strands: readonly Strand[]
}
/** Facts of one kind about one key: what an envelope says is the same for all of them. */
export type Strand = {
  readonly said: Omit<NewFact, 'id' | 'data'>
  readonly facts: readonly { readonly id: string; readonly data: unknown }[]
}
/** `other`: the id was used before, for other content. */
export type Taken = 'new' | 'other' | { readonly answer: string }

export type Log = {
  /** A group of a port's own, before `start`. */
  attach(spec: GroupSpec): void
  start(): Promise<void>
  /** Ends after the transactions under way; positions are stored. */
  stop(): Promise<void>
  /** Appends directly, past the outbox; resolves when committed. For batches from devices. */
  append(facts: readonly NewFact[]): Promise<void>
  /**
   * Appends a batch once, however often it is sent: its id is written in the same transaction. A
   * repeat gets the answer of the first. Resolves when durable.
   */
  take(batch: Batch): Promise<Taken>
  /** Facts of one partition from an offset on, which is opaque and sorts as text. */
  read(of: { topic: string; part: number; from?: string; max: number }): Promise<LogPage>
  heads(): Promise<{ topic: string; part: number; next: string }[]>
  /** Wall ages of what is unhandled: in the outbox, and by each group of this process. */
  lag(): Promise<{ outboxMs: number; groups: GroupLag[] }>
  /** Nothing in the outbox, every group here that doesn't linger at the end, nothing under way. */
  drained(): Promise<boolean>
  /** As far as memory knows, nothing is under way: cheap, and no proof that the log is drained. */
  calm(): boolean
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
