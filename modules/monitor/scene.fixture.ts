/**
 * Monitor on a database of its own, under a real tower: log, queue, timers and, where a test wants
 * one, a sandbox. Other modules are a table of answers.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Actor, Event, Fact } from '#kernel/contract'
import { businessDateOf, instant, later, type Instant } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { ReplayWanted } from '#modules/device'
import type { Chart } from '#platform/journeys'
import type { Tower } from '#platform/runtime'
import type { Tx } from '#platform/sql'
import { freshDatabase } from '#test/database'
import { openMemoryKv } from '../../platform/kv/memory.ts'
import { openLog } from '../../platform/log/embedded-log.ts'
import { kindsIn } from '../../platform/sql/event-checks.ts'
import { openQueue } from '../../platform/queue/effect-queue.ts'
import { wallClock } from '../../platform/runtime/clock.ts'
import { mover } from '../../platform/runtime/mover.ts'
import { startSandbox } from '../../platform/runtime/sandbox-child.ts'
import { towerOf } from '../../platform/runtime/tower-of.ts'
import { openTimers } from '../../platform/timers/clockwork.ts'
import { module } from './module.ts'

export type Scene = Awaited<ReturnType<typeof scene>>
type Answers = { readonly [query: string]: (input: never) => unknown }

const house: Actor = { kind: 'module', id: 'monitor' }
const quiet = { info() {}, warn() {}, error() {} }
const nowhere = () => Promise.reject(new Error('this test sends nothing'))
let serial = 0

/** A fact as the log would hand it on, told at an instant of the test's choosing. */
export function fact(event: Event, key: string, at: Instant, more: Partial<Fact> = {}): Fact {
  const id = `evt_${String(++serial).padStart(6, '0')}`
  const when = { at, rx: at, businessDate: businessDateOf(at) }
  const around = { topic: event.type.split('.')[0] ?? '', actor: house, correlation: 'cor_1' }
  return { ...event, id, key, ...when, ...around, ...more }
}

export async function scene(
  options: { answers?: Answers; charts?: readonly Chart[]; sandbox?: boolean } = {},
) {
  const { answers = {}, charts = [] } = options
  const call = async (query: { name: string }, input: unknown) => {
    const answer = answers[query.name]
    if (!answer) throw new Error(`nobody answers ${query.name}`)
    return answer(input as never)
  }
  const stand: Stand = { call, charts, folder: await mkdtemp(join(tmpdir(), 'dhara-monitor-')) }
  const { fresh, kv, log, tower, close } = await standing(stand, options.sandbox ?? false)
  const { db } = fresh
  const inside = <T>(work: (tx: Tx) => Promise<T>, actor = house, readOnly = false): Promise<T> =>
    db.transact('monitor', { readOnly }, (open) => work(open.tx({ actor })))
  /** Runs a door as its port does; a composed one calls the others the same way. */
  const ask = async <T = unknown>(name: string, input: unknown, actor = house): Promise<T> => {
    const doors = [...(module.commands ?? []), ...(module.queries ?? [])]
    const door = doors.find((one) => 'call' in one && one.call.name === name)
    if (!door || !('shell' in door)) throw new Error(`monitor has no door ${name}`)
    if (door.composed) {
      const composer = { actor, call: (part: { name: string }, of: unknown) => ask(part.name, of) }
      return (await door.composed(input as never, composer as never)) as T
    }
    const readOnly = door.call.kind === 'query'
    return (await inside((tx) => door.shell(input as never, tx), actor, readOnly)) as T
  }
  return {
    ...{ ...fresh, kv, ask, inside, tower, log },
    /** A batch of facts, through one of monitor's reactions or both. */
    hear: async (facts: readonly Fact[], only = '') => {
      for (const { name, mode, react } of module.reactions ?? []) {
        if (!name.startsWith(only) || mode !== 'batch') continue
        await inside((tx) => react(facts, tx))
      }
    },
    /** One fact, through the reaction of that name. */
    tell: async (name: string, one: Fact) => {
      const reaction = module.reactions?.find((each) => each.name === name)
      if (reaction?.mode !== 'each') throw new Error(`monitor has no reaction ${name}`)
      await inside((tx) => reaction.react(one, tx))
    },
    /** What monitor itself has told, not yet in the log. */
    told: async () => {
      const rows = await db.owner<{ body: string }[]>`
        select body from platform.outbox order by seq`
      return rows.map(({ body }) => JSON.parse(body) as Fact)
    },
    drop: async () => {
      await close()
      await fresh.drop()
      await rm(stand.folder, { recursive: true })
    },
  }
}

type Stand = {
  readonly call: (query: { name: string }, input: unknown) => Promise<unknown>
  readonly charts: readonly Chart[]
  readonly folder: string
}

/** The database with what stands on its tower. */
async function standing({ call, charts, folder }: Stand, withSandbox: boolean) {
  const kv = openMemoryKv({ wall: wallClock })
  const built: { tower?: Tower } = {}
  const ports = {
    ...{ kv, wide: undefined as never, objects: undefined as never },
    get tower() {
      return built.tower as Tower
    },
  }
  const fresh = await freshDatabase({ modules: ['monitor'], call, ports })
  const { db, clock, signals } = fresh
  const common = { db, clock, signals, wall: wallClock, logger: quiet, modules: [module] }
  const kinds = [...kindsIn([module.contract, { ReplayWanted }]).values()]
  const log = openLog({ ...common, kindOf: fresh.options.kindOf ?? (() => undefined) })
  const queue = openQueue({
    ...{ ...common, log, objects: ports.objects, httpOf: () => nowhere, call: nowhere },
  })
  const timers = openTimers(common)
  const sandbox = withSandbox
    ? await startSandbox({
        ...{ root: resolve(import.meta.dirname, '../..'), data: folder, secret: 'secret' },
        ...{ seed: '1', home: 'http://127.0.0.1:9', clock },
      })
    : undefined
  const outside = {
    next: async () => (await sandbox?.agenda())?.next ?? undefined,
    advance: async (to: Instant) => sandbox?.advance(to),
  }
  const rest = async () => {
    const next = await timers.nextDue()
    return { atRest: true, ...(next && { next }) }
  }
  const moving = mover({ clock, rest, looks: 1, outside })
  built.tower = towerOf({
    ...{ log: () => log, queue: () => queue, timers: () => timers, mover: () => moving },
    ...{ clock, charts, kinds, ...(sandbox && { sandbox }) },
  })
  const close = async () => {
    await timers.stop()
    await log.stop()
    await sandbox?.stop()
  }
  return { fresh, kv, log, tower: built.tower, close }
}

export const nine = instant('2026-01-01T03:30:00.000Z')
export const minutes = (n: number): Instant => later(nine, n * 60_000)
export const refusalOf = (answer: unknown) => (isRefused(answer) ? answer.refused : undefined)
