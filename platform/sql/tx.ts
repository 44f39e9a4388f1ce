/** Builds the `Tx` that module code is handed: a view of one open transaction. */
import { moduleOf, type Actor, type Call, type Command, type Event } from '#kernel/contract'
import { instant, type Instant, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Kv } from '#platform/kv'
import { partitionOf } from '#platform/log'
import type { Objects } from '#platform/objects'
import type { Olap } from '#platform/olap'
import type { Effect } from '#platform/queue'
import type { Tower } from '#platform/runtime'
import type { Wide } from '#platform/wide'
import type { EventChecks } from './event-checks.ts'
import type { About, Sql, Tx, Who } from './index.ts'
import { line, type Leaving } from './leaving.ts'

export type Ports = {
  readonly kv: Kv
  readonly wide: Wide
  readonly objects: Objects
  /** Absent where no lake is: a test of one module. */
  readonly olap?: Olap
  /** Absent where nothing is to be watched: a test of one module. */
  readonly tower?: Tower
}

/** Who reads another module from inside a transaction. */
export type Caller = {
  readonly module: string
  readonly actor: Actor
  readonly correlation: string
}

export type Surroundings = {
  readonly module: string
  readonly sql: Sql
  readonly leaving: Leaving
  readonly now: Instant
  readonly today: LocalDate
  readonly ports: Ports
  readonly events: EventChecks
  newId<const Of extends string>(of: Of): Id<Of>
  readonly wall: { now(): Instant }
  random(bytes: number): Uint8Array
  /** Throws for a module that may not have it. */
  secretFor(module: string, name: 'master'): Uint8Array
  call(query: Call, input: unknown, caller: Caller): Promise<unknown>
  /** Throws when the transaction is over. */
  alive(): void
}

export function txOf(around: Surroundings, who: Who): Tx {
  const { module, sql, leaving, now, ports, newId } = around
  const envelope = envelopes(around, who)
  const subject = (input: unknown, key?: string) =>
    key ?? who.fact?.key ?? customerIn(input) ?? `sys_${module}`

  const put = (topic: string, key: string, event: Event, about: About = {}) => {
    around.alive()
    line(key, 'key')
    const body = JSON.stringify(envelope(topic, key, event, about))
    leaving.fact({ topic, part: partitionOf(key), key, body })
  }

  return {
    module,
    actor: who.actor,
    now,
    today: around.today,
    get wallNow() {
      return around.wall.now()
    },
    random: around.random,
    secret: (name) => around.secretFor(module, name),
    ...(who.fact && { fact: who.fact }),
    because: (fact) => txOf(around, { actor: who.actor, fact }),
    sql,
    newId,
    ...{ kv: ports.kv, wide: ports.wide, objects: ports.objects },
    get olap() {
      return there(ports.olap, 'this house has no lake')
    },
    get tower() {
      return there(ports.tower, 'nothing stands on the tower of this house')
    },
    emit: async (key, events, about) => {
      for (const event of events) put(around.events.topicOf(module, event), key, event, about)
    },
    ask: async (command: Command, input: unknown, key?: string) => {
      const owner = moduleOf(command.name)
      const askId = newId('ask')
      const data = { askId, command: command.name, input, by: module }
      put(`${owner}.asks`, subject(input, key), { type: `${owner}.asked`, v: 1, data })
      return askId
    },
    at: async (key, name, when, event) => {
      around.alive()
      const topic = around.events.topicOf(module, event)
      const body = JSON.stringify(envelope(topic, line(key, 'key'), event, {}))
      leaving.timer(line(name, 'timer name'), { key, due: instant(when), body })
    },
    cancel: async (name) => {
      around.alive()
      leaving.cancel(line(name, 'timer name'))
    },
    effect: async <I>(effect: Effect<I>, input: I, key?: string) => {
      const data = { effect: effect.name, lane: effect.lane, input }
      const event = { type: `${module}.effect-requested`, v: 1, data }
      put('effects', subject(input, key), event)
    },
    call: async (query, input) => {
      around.alive()
      if (query.kind !== 'query')
        throw new TypeError(`${query.name}: inside a transaction only queries are called; ask it`)
      const caller = { module, actor: who.actor, correlation: envelope.correlation }
      return (await around.call(query, input, caller)) as never
    },
  }
}

function there<Port>(port: Port | undefined, otherwise: string): Port {
  if (port === undefined) throw new Error(otherwise)
  return port
}

/** `rx` is not ours to say: the log stamps it at the append. */
function envelopes(around: Surroundings, who: Who) {
  const { now, today: businessDate, newId } = around
  const correlation = who.correlation ?? who.fact?.correlation ?? newId('cor')
  const trace = who.trace ?? who.fact?.trace
  const build = (topic: string, key: string, event: Event, about: About) => ({
    id: newId('evt'),
    topic,
    type: event.type,
    v: event.v,
    key,
    at: now,
    businessDate,
    actor: who.actor,
    cause: who.fact?.id,
    correlation,
    trace: about.trace ?? trace,
    consentId: about.consentId,
    policyVersion: about.policyVersion,
    data: event.data,
  })
  return Object.assign(build, { correlation })
}

function customerIn(input: unknown): string | undefined {
  const id = (input as { customerId?: unknown } | null)?.customerId
  return typeof id === 'string' ? id : undefined
}
