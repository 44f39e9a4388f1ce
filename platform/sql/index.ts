/**
 * The port `sql`: the one transaction that all module code is handed.
 *
 * Whatever a command, a reaction or a timer does goes through its `Tx`, in the module's own
 * database role; nothing else leaves it (invariant 3). Facts, asks, timers and effects written here
 * leave after the commit, and only if it commits.
 */
import type { Actor, AnswerOf, Command, Event, Fact, InputOf, Query } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Kv } from '#platform/kv'
import type { Objects } from '#platform/objects'
import type { Olap } from '#platform/olap'
import type { Effect } from '#platform/queue'
import type { Tower } from '#platform/runtime'
import type { Wide } from '#platform/wide'
import type { Sql as Driver } from 'postgres'

export { column } from './column.ts'

/** A fragment or a value interpolated into SQL; always a parameter, never text. */
export type Fragment = { readonly fragment: true }

/**
 * SQL as a tagged template (postgres.js underneath). Values are parameters. `bigint` comes back as
 * a number (outside ±2^53 it throws), `date` as `LocalDate`, `timestamptz` as `Instant`, `jsonb`
 * parsed. `sql(rows)` builds `insert … ${sql(rows)}`; `sql('name')` quotes an identifier;
 * `sql.json(x)` binds jsonb; `sql.array(xs)` an array.
 */
export type Sql = {
  <Rows extends readonly object[] = []>(
    text: TemplateStringsArray,
    ...values: readonly unknown[]
  ): Promise<Rows>
  (name: string): Fragment
  (rows: readonly object[] | object, ...columns: string[]): Fragment
  json(value: unknown): Fragment
  array(values: readonly unknown[]): Fragment
}

export type Tx = {
  /** Whose transaction it is: the module's name, which is its schema and its role. */
  readonly module: string
  readonly actor: Actor
  /** The business instant, and the Indian day it falls on. */
  readonly now: Instant
  readonly today: LocalDate
  /** The wall instant: for sessions, locks and limits only (DESIGN §5). */
  readonly wallNow: Instant
  /** Chance, for codes and salts. */
  random(bytes: number): Uint8Array
  /** A key of the house; `master` wraps the vault's data keys. Only who declares it gets it. */
  secret(name: 'master'): Uint8Array
  /** The fact being handled, in a reaction or a timer's firing. */
  readonly fact?: Fact
  /** This transaction because of one fact of a batch: what it then emits names its cause. */
  because(fact: Fact): Tx
  readonly sql: Sql
  newId<const Of extends string>(of: Of): Id<Of>
  /** Facts about a customer, in this order. `key` is the customer id (`ins_…`, `sys_<module>`). */
  emit(key: string, events: readonly Event[], about?: About): Promise<void>
  /**
   * Asks another module's command to be run once, after the commit. A refusal comes back as
   * `<module>.ask-refused {askId, refusal}`. `key` defaults to the fact's or the input's customer.
   */
  ask<C extends Command>(command: C, input: InputOf<C>, key?: string): Promise<Id<'ask'>>
  /** At the instant, emits the event about `key`. A second `at` under one name moves the timer. */
  at(key: string, name: string, when: Instant, event: Event): Promise<void>
  cancel(name: string): Promise<void>
  /** Acts on the outside world after the commit; its answer returns as a fact about `key`. */
  effect<I>(effect: Effect<I>, input: I, key?: string): Promise<void>
  /** Reads another module, in its own transaction and role. Inside a transaction: queries only. */
  call<Q extends Query>(query: Q, input: InputOf<Q>): Promise<AnswerOf<Q>>
  readonly kv: Kv
  readonly wide: Wide
  readonly objects: Objects
  /** SQL over files of the lake; no part of the transaction. */
  readonly olap: Olap
  /** What the house can tell of itself; only monitor asks. */
  readonly tower: Tower
}

/** What else an envelope may say of a fact. */
export type About = { consentId?: string; policyVersion?: string; trace?: string }

/** One open database transaction of a module; a batch reaction takes a `tx` of it for each fact. */
export type Open = {
  readonly module: string
  /** Raw SQL in the module's role, inside the transaction. */
  readonly sql: Sql
  tx(who: Who): Tx
}

/** In whose name, and because of what, a transaction's facts are written. */
export type Who = {
  readonly actor: Actor
  readonly fact?: Fact
  /** Ties one intention's facts together; defaults to the fact's, else a new one. */
  readonly correlation?: string
  readonly trace?: string
}

export type TransactOptions = {
  /** Runs at SERIALIZABLE and is re-run on conflict. */
  readonly serializable?: boolean
  /** For queries: the database itself refuses a write. */
  readonly readOnly?: boolean
}

export type Database = {
  /** The owner's own pool, for platform's tables; modules never see it. */
  readonly owner: Driver
  /**
   * Runs `work` in one transaction of the module's role and commits it together with whatever it
   * emitted. On a serialization failure or a deadlock the whole of `work` is run again, at most 5
   * times: it must have no effect outside the transaction.
   */
  transact<T>(
    module: string,
    options: TransactOptions,
    work: (open: Open) => Promise<T>,
  ): Promise<T>
  /** Waits for open transactions, then lets the connections go. */
  close(): Promise<void>
}
