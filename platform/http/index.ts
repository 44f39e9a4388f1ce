/**
 * The port `http`: doors in, drawn from the contracts, and the one way out.
 *
 * In: `run` and `answer` bind a command's or query's shell; `list` and `one` serve an entity;
 * `hook` takes a provider's webhook. Sessions, permissions, schemas, idempotency and limits are
 * checked once, by the door, for all of them (DESIGN §10).
 */
import type { TSchema } from 'typebox'
import type {
  Actor,
  Allow,
  AnswerOf,
  Call,
  Command,
  Entity,
  EventKind,
  InputOf,
  RefusalOf,
  Query,
} from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Refused } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { FieldFault } from './faults.ts'

/** Whose business it is; undefined (or another's) is answered 404. */
type Owner<C extends Call> = (input: InputOf<C>, tx: Tx) => Promise<string | undefined>
type Guard<C extends Call> = {
  owner?: Owner<C>
  /** Another path than the name's own: the phone's compositions stand under `/v1/app/`. */
  at?: `/v1/app/${string}`
  /**
   * What can be refused before a second person looks, told to who proposes. It reads only, and is
   * the beginning of the shell: what has changed since is refused when it is approved.
   */
  foresee?: (input: InputOf<C>, tx: Tx) => Promise<Refused<RefusalOf<C>> | undefined>
}

export { sealWith } from './seal.ts'

export type Door = {
  readonly call: Call
  /** Runs in the module's transaction, unless `composed` is given: then the doors run that. */
  readonly shell: (input: never, tx: Tx) => Promise<unknown>
  readonly composed?: (input: never, composer: Composer) => Promise<unknown>
  readonly owner?: (input: never, tx: Tx) => Promise<string | undefined>
  readonly at?: string
  readonly foresee?: (input: never, tx: Tx) => Promise<Refused | undefined>
}

/** Binds a command to its shell. One that a customer may run declares whose it is. */
// oxlint-disable-next-line no-explicit-any -- commands of any input
export function run<C extends Command<any, any, any>>(
  call: C,
  shell: (input: InputOf<C>, tx: Tx) => Promise<AnswerOf<C>>,
  guard: Guard<C> = {},
): Door {
  const { foresee } = guard
  if (!foresee) return { call, shell, ...guard } as Door
  const whole = async (input: InputOf<C>, tx: Tx) => (await foresee(input, tx)) ?? shell(input, tx)
  return { call, shell: whole, ...guard } as Door
}

/** Binds a query to its answer. */
// oxlint-disable-next-line no-explicit-any -- queries of any input
export function answer<Q extends Query<any, any>>(
  call: Q,
  shell: (input: InputOf<Q>, tx: Tx) => Promise<AnswerOf<Q>>,
  guard: Guard<Q> = {},
): Door {
  return { call, shell, ...guard } as Door
}

/** What a composition may use: calls, each in its callee's own transaction. */
export type Composer = {
  readonly actor: Actor
  call<C extends Call>(call: C, input: InputOf<C>): Promise<AnswerOf<C>>
}

/** Binds a door that opens no transaction of its own but calls others in turn (gateway only). */
// oxlint-disable-next-line no-explicit-any -- calls of any input
export function compose<C extends Call<any, any, any>>(
  call: C,
  composed: (input: InputOf<C>, composer: Composer) => Promise<AnswerOf<C>>,
): Door {
  const shell = () => Promise.reject(new Error(`${call.name} is composed: it has no transaction`))
  return { call, shell, composed } as Door
}

/** Serves the generated list (keyset cursor, ≤ 100 a page) or page of an entity. */
export type Shelf = { readonly shelf: 'list' | 'one'; readonly entity: Entity }
export const list = (of: Entity): Shelf => ({ shelf: 'list', entity: of })
export const one = (of: Entity): Shelf => ({ shelf: 'one', entity: of })

/** Whose personal data one of the staff was shown, by which door, and for what, if they said so. */
export type Seen = {
  readonly by: string
  readonly roles: string[]
  readonly what: string
  readonly seenFor?: string
  readonly customerIds: Id<'cus'>[]
}

/** A provider's webhook: verified on the raw body, de-duplicated, answered at once. */
export type Hook<Parsed = unknown> = {
  readonly hook: string
  /** The egress host whose secret signs it, unless each sender has secrets of their own. */
  readonly provider: string
  /** Those that serve now, of whoever the headers name; only reads. None at all is 401. */
  secretsOf?(headers: Headers, tx: Tx): Promise<readonly string[]>
  verify(raw: Uint8Array, headers: Headers, secret: string): boolean
  /** `id` de-duplicates; throws on a malformed body (400). */
  parse(raw: Uint8Array, headers: Headers): { id: string } & Parsed
  /** Emits what it says; false when the reference is nobody's: 202 and a parked item. */
  receive(parsed: { id: string } & Parsed, tx: Tx): Promise<boolean>
}
type Headers = { readonly [name: string]: string | string[] | undefined }

export const hook = <Parsed>(path: string, spec: Omit<Hook<Parsed>, 'hook'>): Hook => ({
  hook: path,
  ...(spec as Omit<Hook, 'hook'>),
})

/**
 * A door for batches: read within bounds, taken by the module without a transaction of its own, and
 * written past the outbox straight into the log, once for each id. Answered when durable.
 */
export type Intake<Pass = unknown, Batch = unknown> = {
  readonly intake: `/v1/${string}`
  readonly allow: Allow
  /** A whole batch as the documents show it; the records of one are the module's to check. */
  readonly batch: TSchema
  /** A batch without its `records`: what is wrong here is wrong with all of it. */
  readonly head: TSchema
  readonly recordsMax: number
  readonly answer: TSchema
  /** Batches of one sender a minute. */
  readonly perMinute: number
  /** Where the sender is a server: who holds this secret; undefined is 401. */
  readonly credential?: (token: string, desk: Desk) => Promise<Actor | undefined>
  /** Before the body is read: what `take` will need, or why it would be in vain. */
  admit(desk: Desk): Promise<Pass | Refused<'no-consent'>>
  take(batch: Batch, desk: Desk, pass: Pass): Promise<Delivery | Refused>
}

/** What an intake works with: no transaction, calls as its module. */
export type Desk = {
  readonly actor: Actor
  /** The business instant. */
  readonly now: Instant
  random(bytes: number): Uint8Array
  call<C extends Call>(call: C, input: InputOf<C>): Promise<AnswerOf<C>>
  /** What is wrong with a value, field by field; `text` is its JSON, from who has it at hand. */
  faultsIn(schema: TSchema, value: unknown, text?: string): readonly FieldFault[]
}

/** What is to be written of a batch, and answered once it is. */
export type Delivery = {
  /** Whose batch ids these are: two senders may use the same. */
  readonly sender: string
  readonly batchId: string
  /** The facts' key: the customer. */
  readonly key: string
  readonly consentId?: string
  readonly facts: readonly Told[]
  readonly answer: object
}
/** Facts of one kind, in their order. */
// oxlint-disable-next-line no-explicit-any -- events of any type and data
export type Told<Kind extends EventKind<string, any> = EventKind<string, any>> = {
  readonly kind: Kind
  readonly all: readonly Parameters<Kind>[0][]
}

/** Declares a door for batches. */
export const intake = <Pass, Batch>(
  path: `/v1/${string}`,
  spec: Omit<Intake<Pass, Batch>, 'intake'>,
): Intake => ({ intake: path, ...(spec as Omit<Intake, 'intake'>) })

/** A provider we may talk to; everything else is refused (DL-15). */
export type Egress = {
  /** Its name in configuration: `DHARA_HOST_<NAME>`, `DHARA_SECRET_<NAME>`. */
  readonly host: string
  readonly region: string
  readonly purpose: string
  /** What classes of personal data go there. */
  readonly classes: readonly string[]
}

/** The one way out: to a named host, with a deadline. Throws `TryLater` when it does not answer. */
export type Http = (host: string, request: HttpRequest) => Promise<HttpAnswer>
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  json?: unknown
  headers?: { readonly [name: string]: string }
  timeoutMs?: number
}
export type HttpAnswer = { readonly status: number; readonly json: unknown; readonly text: string }
