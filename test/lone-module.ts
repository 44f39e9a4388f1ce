/**
 * One module alive on a database of its own, moved by hand: what a transaction left in the outbox
 * is given to the module's own reactions and effects until nothing is left. Other modules are a
 * table of answers; the outside world is the real sandbox over HTTP, or a letter a test writes.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, Event, Fact } from '#kernel/contract'
import { businessDateOf } from '#kernel/dates'
import type { Http } from '#platform/http'
import { unpacked } from '#platform/log'
import { TryLater } from '#platform/queue'
import type { Lake } from '#platform/olap'
import type { Module } from '#platform/runtime'
import type { Tx } from '#platform/sql'
import { openMemoryKv } from '../platform/kv/memory.ts'
import { openFolder } from '../platform/objects/folder.ts'
import { wallClock } from '../platform/runtime/clock.ts'
import { openLevel } from '../platform/wide/level.ts'
import { freshDatabase, type Fresh } from './database.ts'
import { openOutside, type Outside } from './outside.ts'

type Answers = { readonly [query: string]: (input: never) => unknown }
export type LoneOptions = {
  readonly answers?: Answers
  readonly http?: Http
  /** What an effect of the archive tends. */
  readonly lake?: Lake
  /** The real outside world: its vendors answer, its webhooks come in. */
  readonly sandbox?: boolean
}
export type Lone = Awaited<ReturnType<typeof loneModule>>

const ROUNDS_MAX = 200
/** What signs webhooks here. */
const hookSecret = 'secret'

export async function loneModule(module: Module, options: LoneOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), `dhara-${module.name}-`))
  const ports = {
    kv: openMemoryKv({ wall: wallClock }),
    objects: openFolder(folder),
    wide: openLevel({
      ...{ folder: join(folder, 'wide'), tables: module.wide ?? [] },
      clock: { nowMs: () => fresh.clock.nowMs() },
    }),
  }
  const own = { name: module.name, contract: module.contract, migrations: module.migrations! }
  const call = (query: { name: string }, input: unknown) => answerOf(lone, options, query, input)
  const fresh = await freshDatabase({ modules: [own], call, ports })
  const lone: Moving = { module, fresh, call, ports, told: [], http: options.http ?? nobody }
  if (options.lake) lone.lake = options.lake
  const receive = (raw: string, headers: Headers) => receiveLetter(lone, raw, headers)
  const outside = options.sandbox ? await openOutside(hookSecret, receive) : undefined
  if (outside) lone.http = outside.http
  return {
    ...fresh,
    folder,
    told: lone.told,
    receive,
    inside: <T>(work: (tx: Tx) => Promise<T>) => inside(lone, work),
    ask: (name: string, input: unknown, actor?: Actor) => askDoor(lone, name, input, actor),
    /** Until the outbox is empty. Effects are performed, or kept waiting (`hold`). */
    settle: (hold = false) => settle(lone, hold),
    nextTimer: (about = '') => nextTimer(lone, about),
    hear: (event: Event, key: string) => hear(lone, event, key),
    typesOf: (prefix: string) => lone.told.map((f) => f.type).filter((t) => t.startsWith(prefix)),
    last: <T>(type: string) => lone.told.findLast((f) => f.type === type)?.data as T | undefined,
    outside: outside as Outside,
    drop: async () => {
      await outside?.close()
      await fresh.drop()
      await ports.wide.close()
      await rm(folder, { recursive: true })
    },
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>
type Moving = {
  readonly module: Module
  readonly fresh: Fresh
  readonly call: (query: { name: string }, input: unknown) => Promise<unknown>
  readonly ports: { readonly objects: ReturnType<typeof openFolder> }
  readonly told: Fact[]
  http: Http
  lake?: Lake
}

const nobody: Http = () => Promise.reject(new TryLater('nobody is out there'))
const houseOf = (module: Module): Actor => ({ kind: 'module', id: module.name })

async function answerOf(
  lone: Moving,
  { answers = {} }: LoneOptions,
  query: { name: string },
  input: unknown,
): Promise<unknown> {
  const own = lone.module.queries?.find((q) => 'call' in q && q.call.name === query.name)
  if (own && 'shell' in own) return inside(lone, (tx) => own.shell(input as never, tx))
  const answer = answers[query.name]
  if (!answer) throw new Error(`nobody answers ${query.name}`)
  return answer(input as never)
}

function inside<T>(
  { module, fresh }: Moving,
  work: (tx: Tx) => Promise<T>,
  actor: Actor = houseOf(module),
  fact?: Fact,
): Promise<T> {
  const who = { actor, ...(fact && { fact }) }
  return fresh.db.transact(module.name, { serializable: true }, (open) => work(open.tx(who)))
}

/** Runs a command's or a query's shell. */
async function askDoor(
  lone: Moving,
  name: string,
  input: unknown,
  actor?: Actor,
): Promise<unknown> {
  const doors = [...(lone.module.commands ?? []), ...(lone.module.queries ?? [])]
  const door = doors.find((d) => 'call' in d && d.call.name === name)
  if (!door || !('shell' in door)) throw new Error(`${lone.module.name} has no door ${name}`)
  return inside(lone, (tx) => door.shell(input as never, tx), actor)
}

/** A letter as a provider's webhook brings it; false when it is about nobody we know. */
async function receiveLetter(lone: Moving, raw: string, headers: Headers): Promise<boolean> {
  const hook = lone.module.routes![0]!
  const { secretsOf } = hook
  const secrets = secretsOf ? await inside(lone, (tx) => secretsOf(headers, tx)) : [hookSecret]
  const isSigned = secrets.some((secret) => hook.verify(Buffer.from(raw), headers, secret))
  if (!isSigned) throw new Error('a forged letter')
  const letter = hook.parse(Buffer.from(raw), headers)
  return inside(lone, (tx) => hook.receive(letter, tx))
}

async function react(lone: Moving, fact: Fact): Promise<void> {
  lone.told.push(fact)
  const { reactions = [], journeys = [] } = lone.module
  for (const one of [...reactions, ...journeys.flatMap((journey) => journey.reactions)]) {
    if (one.types !== '*' && !one.types.includes(fact.type)) continue
    const work = (tx: Tx) => (one.mode === 'each' ? one.react(fact, tx) : one.react([fact], tx))
    await inside(lone, work, houseOf(lone.module), fact)
  }
}

/** Performs an effect once; one that can't be now is given up at once. */
async function act(lone: Moving, fact: Fact): Promise<void> {
  const { effect: name, input } = fact.data as { effect: string; input: unknown }
  const effect = lone.module.effects!.find((e) => e.name === name)!
  const at = { now: fact.at, today: fact.businessDate, attempt: 1, subject: fact.key }
  const { http, call, ports } = lone
  const context = {
    http,
    key: fact.id,
    ...at,
    objects: ports.objects,
    call: call as never,
    lake: lone.lake as Lake,
  }
  const answer = await effect.send(input, context).catch((problem: unknown) => {
    if (problem instanceof TryLater) return effect.onExhausted(input, problem.message)
    throw problem
  })
  const events = Array.isArray(answer) ? (answer as Event[]) : [answer as Event]
  await inside(lone, (tx) => tx.emit(fact.key, events), houseOf(lone.module), fact)
}

async function settle(lone: Moving, hold: boolean): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const rows = await lone.fresh.db.owner<{ body: string }[]>`
      with gone as (delete from platform.outbox
                     where topic <> 'effects' or not ${hold} returning seq, body)
      select body from gone order by seq`
    if (rows.length === 0) return
    for (const text of rows.flatMap(({ body }) => unpacked(body))) {
      const fact = JSON.parse(text) as Fact
      await (fact.topic === 'effects' ? act(lone, fact) : react(lone, fact))
    }
  }
  throw new Error('the outbox never empties')
}

/** The next timer whose name holds the text falls due: its fact is told. */
async function nextTimer(lone: Moving, about: string): Promise<void> {
  const [row] = await lone.fresh.db.owner<{ body: string }[]>`
    delete from platform.timer where (module, name) =
      (select module, name from platform.timer
        where strpos(name, ${about}) > 0 order by due limit 1)
    returning body`
  if (row) await react(lone, JSON.parse(row.body) as Fact)
}

/** A fact of another module's comes in. */
function hear(lone: Moving, event: Event, key: string): Promise<void> {
  const at = lone.fresh.clock.now()
  const when = { at, rx: at, businessDate: businessDateOf(at) }
  const around = { topic: '', actor: houseOf(lone.module), correlation: 'cor_1' }
  return react(lone, { ...event, id: `evt_${lone.told.length}`, key, ...when, ...around })
}
