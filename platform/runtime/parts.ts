/** The ports with their engines, wired to each other; `house.ts` opens and closes them in order. */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Query } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Http } from '#platform/http'
import { chartOf } from '#platform/journeys'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { Database } from '#platform/sql'
import type { Timers } from '#platform/timers'
import { openDoors, type Doors } from '../http/doors.ts'
import { openHttp, type Outbound } from '../http/outbound.ts'
import { openMemoryKv } from '../kv/memory.ts'
import { openLog } from '../log/embedded-log.ts'
import { openFolder } from '../objects/folder.ts'
import { openQueue } from '../queue/effect-queue.ts'
import { openDatabase } from '../sql/database.ts'
import { kindsIn } from '../sql/event-checks.ts'
import { openTimers } from '../timers/clockwork.ts'
import { beat } from './beat.ts'
import { newId, random } from './chance.ts'
import { wallClock, type BusinessClock } from './clock.ts'
import type { Config } from './config.ts'
import { doorsConfigOf, faceOf } from './door-config.ts'
import type { Module, Tower } from './index.ts'
import { openLogs } from './logs.ts'
import { openMetrics } from './metrics.ts'
import { mover, type Mover } from './mover.ts'
import type { Sandbox } from './sandbox-child.ts'
import { sessionsOf } from './sessions.ts'
import { signals } from './signals.ts'
import { towerOf } from './tower-of.ts'

export type Parts = {
  readonly db: Database
  readonly doors: Doors
  readonly log: Log
  readonly queue: Queue
  readonly timers: Timers
  readonly tower: Tower
  readonly mover: Mover
  start(port: number): Promise<void>
  close(): Promise<void>
}

export type Around = {
  readonly config: Config
  readonly folder: string
  readonly root: string
  readonly modules: readonly Module[]
  readonly url: string
  readonly masterKey: Uint8Array
  readonly clock: BusinessClock
  readonly sandbox?: Sandbox
}

/** A secret of its own purpose, so that none is used for two. */
export const secretOf = (masterKey: Uint8Array, purpose: string): string =>
  createHmac('sha256', masterKey).update(purpose).digest('hex')

/** Only these may see the key that wraps the vault. */
const KEEPERS = new Set(['identity', 'gateway'])

export async function openParts(around: Around): Promise<Parts> {
  const { config, folder, modules, url, masterKey, clock, sandbox } = around
  const logs = openLogs({ folder: join(folder, 'logs'), modules, wall: wallClock })
  const metrics = openMetrics()
  const wakes = signals()
  const kv = openMemoryKv({ wall: wallClock, file: join(folder, 'kv.json') })
  const objects = openFolder(join(folder, 'objects'))
  const kinds = kindsIn(modules.map((module) => module.contract))
  const kindOf = (type: string) => kinds.get(type)
  const hosts = { ...sandbox?.hosts, ...config.hosts }
  const tower = towerOf({
    ...{ log: () => log, queue: () => queue, timers: () => timers, mover: () => moving, clock },
    charts: modules.flatMap(({ journeys = [] }) => journeys.map(chartOf)),
    ...(sandbox && { sandbox }),
  })
  const callFrom: Doors['callFrom'] = (query, input, caller) => doors.callFrom(query, input, caller)
  const db = openDatabase({
    ...{ url, masterKey, modules: modules.map(({ name }) => name), clock, wall: wallClock },
    ...{ random, newId, signals: wakes, ports: { kv, wide: { engine: 'none' }, objects, tower } },
    ...{ call: callFrom, kindOf, checkEvents: !config.production, poolMax: config.poolMax },
    secretFor: (module) => {
      if (KEEPERS.has(module)) return createHmac('sha256', masterKey).update(module).digest()
      throw new Error(`${module} may not have the master key`)
    },
  })
  const ways = new Map<string, Outbound>(
    modules.map(({ name, egress = [] }) => {
      const around = {
        wall: wallClock,
        logger: logs.of(name),
        metrics,
        allowPlain: !config.production,
      }
      return [name, openHttp({ module: name, egress, hosts, ...around })]
    }),
  )
  const httpOf = (module: string): Http => (ways.get(module) as Outbound).http
  const log = openLog({
    ...{ db, signals: wakes, wall: wallClock, logger: logs.of('log'), kindOf },
    modules: modules.map((module) => ({
      ...{ name: module.name, commands: module.commands ?? [] },
      reactions: [
        ...(module.reactions ?? []),
        ...(module.journeys ?? []).flatMap((one) => one.reactions),
      ],
    })),
  })
  const queue = openQueue({
    ...{ db, log, modules, clock, wall: wallClock, signals: wakes, objects, httpOf },
    ...{ logger: logs.of('queue'), call: callFrom },
  })
  const timers = openTimers({ db, clock, signals: wakes, modules, logger: logs.of('timers') })
  const doorsConfig = doorsConfigOf(around, { log, timers, queue, clock })
  const doors: Doors = await openDoors({
    ...{ modules, db, kv, wall: wallClock, logger: logs.of('http'), metrics, hosts },
    ...{ newId, sealKey: secretOf(masterKey, 'doors'), ...doorsConfig },
    sessions: sessionsOf({
      ...{ ask: (query, input, actor) => doors.call(query, input, actor), kv },
      sessionOf: faceOf<Query>(modules, 'gateway', 'sessionOf'),
      hash: (token) => secretOf(masterKey, `session ${token}`),
    }),
    streams: modules.flatMap(({ streams = [] }) =>
      streams.map(({ open, ...stream }) => ({
        ...stream,
        open: (actor, push) => open(actor, push, log.watch, beat),
      })),
    ),
  })
  const inFlight = () => [...ways.values()].reduce((sum, way) => sum + way.inFlight(), 0)
  const moving = mover({
    clock,
    atRest: async () =>
      doors.inFlight() === 0 &&
      inFlight() === 0 &&
      (await timers.overdueMs()) <= 0 &&
      (await queue.drained()) &&
      (await log.drained()),
    nextOwn: async () => soonest(await timers.nextDue(), await queue.nextRunAt()),
    outside: {
      next: async () => (await sandbox?.agenda())?.next ?? undefined,
      advance: async (to) => sandbox?.advance(to),
    },
  })
  return {
    ...{ db, doors, log, queue, timers, tower, mover: moving },
    start: async (port) => {
      await log.start()
      await queue.start()
      await timers.start()
      await doors.listen(port)
    },
    close: async () => {
      await doors.close()
      await timers.stop()
      await queue.stop()
      await log.stop()
      await Promise.all([...ways.values()].map((way) => way.close()))
      await db.close()
      await kv.close()
      logs.close()
    },
  }
}

function soonest(...instants: (Instant | undefined)[]): Instant | undefined {
  return instants.filter((at) => at !== undefined).toSorted()[0]
}
