/**
 * What a module may promise: what there is (entity), what happened (event), what it can be asked to
 * do (command) and to tell (query). All of it is data: the doors, the pages, the documents, the
 * checks and the logs' redaction are drawn from it, so nothing is said twice.
 */
import type { TSchema } from 'typebox'
import type { Instant, LocalDate } from './dates.ts'
import { shapeOf, type Shape, type Static } from './fields.ts'
import type { Refused } from './decider.ts'

import { t } from './fields.ts'
export { t, type Schema, type Shape, type Static } from './fields.ts'

// Facts.

/** Who did it. A customer, one of the staff, a partner's server, or a module on its own. */
export type Actor = {
  readonly kind: 'customer' | 'staff' | 'partner' | 'module' | 'visitor'
  readonly id: string
  /** Staff roles; empty for everyone else. */
  readonly roles?: readonly string[]
}

/** A fact as modules write it. */
export type Event<Type extends string = string, Data = unknown> = {
  readonly type: Type
  readonly v: number
  readonly data: Data
}

/**
 * A fact as the log holds it (DESIGN §3). `at` is the business instant we recorded it ("as known
 * at"), `rx` the wall instant of the append; the fact's own date is a field of `data` ("as of").
 */
export type Fact<E extends Event = Event> = E & {
  readonly id: string
  readonly topic: string
  readonly key: string
  readonly at: Instant
  readonly rx: Instant
  readonly businessDate: LocalDate
  readonly actor: Actor
  readonly cause?: string
  readonly correlation: string
  readonly trace?: string
  readonly consentId?: string
  readonly policyVersion?: string
}

export type EventKind<Type extends string = string, Data = unknown> = ((
  data: Data,
) => Event<Type, Data>) & {
  readonly type: Type
  readonly v: number
  readonly topic: string
  readonly schema: TSchema
  /** Brings the data of version v − 1 to this one; pure. */
  readonly up?: (earlier: never) => Data
}
export type EventOf<Kind> =
  Kind extends EventKind<infer Type, infer Data> ? Event<Type, Data> : never

/**
 * Declares a fact: `event('lending.loan-disbursed', {…})`. Its topic is its module unless said
 * otherwise; `v` grows only when the shape breaks, with `up` to lift what was stored before.
 */
export function event<const Type extends string, S extends Shape>(
  type: Type,
  shape: S,
  more: { topic?: string; v?: number; up?: (earlier: never) => Static<S> } = {},
): EventKind<Type, Static<S>> {
  const { topic = moduleOf(type), v = 1, up } = more
  const build = (data: Static<S>): Event<Type, Static<S>> => ({ type, v, data })
  return Object.assign(build, { type, v, topic, schema: shapeOf(shape), ...(up && { up }) })
}

// Doors.

/**
 * Who may: staff roles, `customer`, `partner`, `visitor` (nobody signed in) or `module:<name>`.
 * As a map it can bound the amount a role decides alone: `{ ops: { upTo: '50000' } }` (rupees).
 */
export type Allow = readonly string[] | { readonly [who: string]: true | { upTo: string } }

/**
 * Whether what a staff member asks waits as a proposal until another person, who may do the same,
 * approves it: always, never, or only above the amount the asker decides alone.
 */
export type FourEyes = boolean | 'above-band'

export type Call<I = unknown, O = unknown, Why extends string = string> = {
  readonly kind: 'command' | 'query'
  readonly name: string
  readonly input: TSchema
  readonly output: TSchema
  readonly refusals: readonly Why[]
  readonly allow: Allow
  readonly fourEyes: FourEyes
  readonly serializable: boolean
  readonly types?: [I, O, Why]
}
export type Command<I = unknown, O = unknown, Why extends string = string> = Call<I, O, Why> & {
  readonly kind: 'command'
}
export type Query<I = unknown, O = unknown> = Call<I, O, never> & { readonly kind: 'query' }

type CommandSpec<I, O, Why> = {
  input: I
  output: O
  refusals: readonly Why[]
  allow: Allow
  fourEyes?: FourEyes
  serializable?: boolean
}

/** Declares something we can be asked to do. Imperative; what it may refuse is part of it. */
export function command<I extends Shape, O extends Shape, const Why extends string>(
  name: string,
  spec: CommandSpec<I, O, Why>,
): Command<Static<I>, Static<O>, Why> {
  const { input, output, fourEyes = false, serializable = false, ...rest } = spec
  const schemas = { input: shapeOf(input), output: shapeOf(output) }
  return { kind: 'command', name, ...rest, ...schemas, fourEyes, serializable }
}

/** Declares something we can be asked to tell. A noun; it changes nothing. */
export function query<I extends Shape, O extends Shape>(
  name: string,
  spec: { input: I; output: O; allow: Allow },
): Query<Static<I>, Static<O>> {
  const schemas = { input: shapeOf(spec.input), output: shapeOf(spec.output) }
  const never = { refusals: [], fourEyes: false, serializable: false } as const
  return { kind: 'query', name, ...schemas, allow: spec.allow, ...never }
}

export type InputOf<C> = C extends Call<infer I, infer _O, infer _W> ? I : never
export type OutputOf<C> = C extends Call<infer _I, infer O, infer _W> ? O : never
export type RefusalOf<C> = C extends Call<infer _I, infer _O, infer Why> ? Why : never
/** What calling it gives: its output, or one of its refusals. */
export type AnswerOf<C> =
  OutputOf<C> | ([RefusalOf<C>] extends [never] ? never : Refused<RefusalOf<C>>)

// Things.

/**
 * Declares a kind of thing staff may look at. Its rows are the table or view of the same name
 * (`payments.mandate`), one column a field in snake_case beside `id`; a field whose value is sealed
 * is read from the vault by reference, masked by role (DESIGN §10, §11).
 */
export type Entity<F extends Shape = Shape> = {
  readonly kind: 'entity'
  readonly name: string
  readonly id: TSchema
  readonly title: string
  readonly fields: F
  readonly filters: readonly string[]
  readonly sort: readonly string[]
  readonly allow: Allow
  // oxlint-disable-next-line no-explicit-any -- commands of any input may act on a thing
  readonly actions: readonly Command<any, any, any>[]
}

/**
 * A thing with a list and a page in the console; its title is a field, its filters are columns.
 * `name` is `<module>.<noun>`, in lower case with hyphens.
 */
export function entity<F extends Shape>(
  name: string,
  spec: {
    id: TSchema
    title: keyof F & string
    fields: F
    filters: readonly (keyof F & string)[]
    sort: readonly (keyof F & string)[]
    allow: Allow
    // oxlint-disable-next-line no-explicit-any -- commands of any input may act on a thing
    actions?: readonly Command<any, any, any>[]
  },
): Entity<F> {
  const { actions = [], ...rest } = spec
  return { kind: 'entity', name, ...rest, actions }
}

/** `collections` of `collections.pledge-made`. */
export const moduleOf = (name: string): string => name.slice(0, name.indexOf('.'))

/** Declares `<module>.ask-refused`: what the owner of an asked command answers when it refuses. */
export const askRefused = <const Module extends string>(module: Module) =>
  event(`${module}.ask-refused` as `${Module}.ask-refused`, {
    askId: t.id('ask'),
    command: t.text({ max: 120 }),
    refusal: t.text({ max: 120 }),
    /** The module that asked. */
    by: t.text({ max: 40 }),
  })
