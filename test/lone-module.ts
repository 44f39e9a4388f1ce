/**
 * One module alive on a database of its own, moved by hand: what a transaction left in the outbox is
 * given to the module's own reactions and effects until nothing is left. Other modules are a table
 * of answers; the outside world is the real sandbox over HTTP, or a letter a test writes.
 */
import type { Actor, Event, Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Http } from '#platform/http'
import { TryLater } from '#platform/queue'
import type { Module } from '#platform/runtime'
import type { Tx } from '#platform/sql'
import type { Objects } from '#platform/objects'
import { freshDatabase, type FreshOptions } from './database.ts'

type Answers = { readonly [query: string]: (input: never) => unknown }
type Row = { body: string }
export type LoneOptions = {
  readonly answers?: Answers
  readonly http?: Http
  readonly ports?: FreshOptions['ports']
}
export type Lone = Awaited<ReturnType<typeof loneModule>>

const ROUNDS_MAX = 200

export async function loneModule(module: Module, options: LoneOptions = {}) {
  const { answers = {}, ports } = options
  const own = { name: module.name, contract: module.contract, migrations: module.migrations! }
  const call = async (query: { name: string }, input: unknown): Promise<unknown> => {
    const door = module.queries?.find((q) => 'call' in q && q.call.name === query.name)
    if (door && 'shell' in door) return inside((tx) => door.shell(input as never, tx))
    const answer = answers[query.name]
    if (!answer) throw new Error(`nobody answers ${query.name}`)
    return answer(input as never)
  }
  const fresh = await freshDatabase({ modules: [own], call, ...(ports && { ports }) })
  const house: Actor = { kind: 'module', id: module.name }
  const told: Fact[] = []
  const http: Http = options.http ?? (() => Promise.reject(new TryLater('nobody is out there')))

  const inside = <T>(work: (tx: Tx) => Promise<T>, actor = house, fact?: Fact): Promise<T> =>
    fresh.db.transact(module.name, { serializable: true }, (open) =>
      work(open.tx({ actor, ...(fact && { fact }) })),
    )

  /** Runs a command's or a query's shell. */
  const ask = async (name: string, input: unknown, actor?: Actor): Promise<unknown> => {
    const doors = [...(module.commands ?? []), ...(module.queries ?? [])]
    const door = doors.find((d) => 'call' in d && d.call.name === name)
    if (!door || !('shell' in door)) throw new Error(`${module.name} has no door ${name}`)
    return inside((tx) => door.shell(input as never, tx), actor)
  }

  /** A letter as a provider's webhook brings it; false when it is about nobody we know. */
  const receive = async (raw: string, headers: Record<string, string>): Promise<boolean> => {
    const hook = module.routes![0]!
    if (!hook.verify(Buffer.from(raw), headers, 'secret')) throw new Error('a forged letter')
    const letter = hook.parse(Buffer.from(raw), headers)
    return inside((tx) => hook.receive(letter, tx))
  }

  const react = async (fact: Fact): Promise<void> => {
    told.push(fact)
    for (const one of module.reactions ?? []) {
      if (one.types !== '*' && !one.types.includes(fact.type)) continue
      await inside(
        (tx) => (one.mode === 'each' ? one.react(fact, tx) : one.react([fact], tx)),
        house,
        fact,
      )
    }
  }

  const act = async (fact: Fact): Promise<void> => {
    const { effect: name, input } = fact.data as { effect: string; input: unknown }
    const effect = module.effects!.find((e) => e.name === name)!
    const at = { now: fact.at, today: fact.businessDate, attempt: 1, subject: fact.key }
    const objects = (ports?.objects ?? {}) as Objects
    const context = { http, key: fact.id, ...at, objects, call: call as never }
    const answer = await effect.send(input, context).catch((problem: unknown) => {
      if (problem instanceof TryLater) return effect.onExhausted(input, problem.message)
      throw problem
    })
    const events = Array.isArray(answer) ? (answer as Event[]) : [answer as Event]
    await inside((tx) => tx.emit(fact.key, events), house, fact)
  }

  /** Until the outbox is empty. Effects are performed, or kept waiting (`hold`). */
  const settle = async (hold = false): Promise<void> => {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const rows = await fresh.db.owner<Row[]>`
        with gone as (delete from platform.outbox
                       where topic <> 'effects' or not ${hold} returning seq, body)
        select body from gone order by seq`
      if (rows.length === 0) return
      for (const { body } of rows) {
        const fact = JSON.parse(body) as Fact
        await (fact.topic === 'effects' ? act(fact) : react(fact))
      }
    }
    throw new Error('the outbox never empties')
  }

  /** The next timer whose name holds the text falls due: its fact is told. */
  const nextTimer = async (about = ''): Promise<Instant | undefined> => {
    const [row] = await fresh.db.owner<{ body: string; due: Instant }[]>`
      delete from platform.timer where (module, name) =
        (select module, name from platform.timer
          where strpos(name, ${about}) > 0 order by due limit 1)
      returning body, to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due`
    if (!row) return undefined
    await react(JSON.parse(row.body) as Fact)
    return row.due
  }

  /** A fact of another module's comes in. */
  const hear = (event: Event, key: string): Promise<void> => {
    const at = fresh.clock.now()
    const envelope = { topic: '', at, rx: at, actor: house, correlation: 'cor_1' }
    const businessDate = '2026-01-01' as Fact['businessDate']
    return react({ ...event, id: `evt_${told.length}`, key, businessDate, ...envelope })
  }

  const typesOf = (prefix: string) => told.map((f) => f.type).filter((t) => t.startsWith(prefix))
  const last = <T>(type: string) => told.findLast((f) => f.type === type)?.data as T | undefined
  return { ...fresh, ask, receive, settle, nextTimer, hear, inside, told, typesOf, last }
}

/** The way out to one vendor of the sandbox at a port. */
export const sandboxHttp =
  (port: number): Http =>
  async (host, { method, path, json, headers = {} }) => {
    const answer = await fetch(`http://127.0.0.1:${port}/${host}${path}`, {
      method,
      headers: { ...headers, ...(json !== undefined && { 'content-type': 'application/json' }) },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    })
    const text = await answer.text()
    let read: unknown
    try {
      read = JSON.parse(text)
    } catch {
      read = undefined
    }
    return { status: answer.status, json: read, text }
  }
