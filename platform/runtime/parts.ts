/** The ports with their engines, wired to each other; `house.ts` opens and closes them in order. */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { chartOf } from '#platform/journeys'
import type { Log } from '#platform/log'
import type { Lake, Olap } from '#platform/olap'
import type { Queue } from '#platform/queue'
import type { Database } from '#platform/sql'
import type { Timers } from '#platform/timers'
import { openDoors, type Doors } from '../http/doors.ts'
import { openMemoryKv } from '../kv/memory.ts'
import { openLog } from '../log/embedded-log.ts'
import { openFolder } from '../objects/folder.ts'
import { openDuckdb } from '../olap/duckdb.ts'
import { openLake } from '../olap/lake.ts'
import { openQueue } from '../queue/effect-queue.ts'
import { openDatabase } from '../sql/database.ts'
import { kindsIn } from '../sql/event-checks.ts'
import { openTimers } from '../timers/clockwork.ts'
import { barrierOf, restOf } from './barrier.ts'
import { newId, random } from './chance.ts'
import { wallClock, type BusinessClock } from './clock.ts'
import { secretOf, type Config } from './config.ts'
import { doorsConfigOf, sessionsFor, streamsOf } from './door-config.ts'
import type { Module, Tower } from './index.ts'
import { openLogs } from './logs.ts'
import { openMetrics } from './metrics.ts'
import { mover, type Mover } from './mover.ts'
import { openOutlets, type Outlets } from './outlets.ts'
import type { RemoteCalls } from './remote-calls.ts'
import type { Sandbox } from './sandbox-child.ts'
import type { ToldClock } from './shared-clock.ts'
import { signals, type Signals } from './signals.ts'
import { towerOf } from './tower-of.ts'
import { wideStore } from './wide-store.ts'

export type Parts = {
  readonly db: Database
  readonly doors: Doors
  readonly log: Log
  readonly queue: Queue
  readonly timers: Timers
  readonly tower: Tower
  readonly mover: Mover
  readonly lake: Lake
  start(port: number): Promise<void>
  close(): Promise<void>
}

export type Around = {
  readonly config: Config
  /** What is this process's own: its logs, its memory. */
  readonly folder: string
  readonly root: string
  readonly modules: readonly Module[]
  readonly url: string
  readonly masterKey: Uint8Array
  readonly clock: BusinessClock
  readonly sandbox?: Sandbox
  /** The way to modules in other processes, and where these follow our clock. */
  readonly away: RemoteCalls
  readonly told?: ToldClock
}

/** Only these may have a key from the master: each one of its own. */
const KEEPERS = new Set(['identity', 'gateway', 'device', 'lending'])
/** The process that runs it takes the log over into the lake. */
const KEEPER_OF_LAKE = 'archive'

export async function openParts(around: Around): Promise<Parts> {
  const { config, modules, masterKey, clock, sandbox } = around
  const stores = openStores(around)
  const { logs, kv, wide, objects, olap, kindOf, outlets, wakes } = stores
  const wall = wallClock
  // The parts know each other: what stands further down is looked up when it is asked for.
  const call: Doors['callFrom'] = (query, input, caller) => doors.callFrom(query, input, caller)
  const tower = towerOf({
    ...{ log: () => log, queue: () => queue, timers: () => timers, mover: () => moving, clock },
    lake: () => lake,
    charts: modules.flatMap(({ journeys = [] }) => journeys.map(chartOf)),
    kinds: stores.kinds,
    aggregates: modules.flatMap(({ aggregates = [] }) => aggregates),
    ...(sandbox && { sandbox }),
  })
  const db = openDatabase({
    ...{ url: around.url, masterKey, modules: modules.map(({ name }) => name), clock, wall },
    ...{ random, newId, signals: wakes, ports: { kv, wide, objects, olap, tower } },
    ...{ call, kindOf, checkEvents: !config.production, poolMax: config.poolMax },
    secretFor: (module) => keyFor(masterKey, module),
  })
  const lake = openLake({
    ...{ owner: db.owner, olap, objects, clock, wall, logger: logs.of('lake') },
    scratch: join(around.folder, 'scratch', 'lake'),
    hurried: () => clock.rate() === 0,
  })
  const log = openLog({
    ...{ db, signals: wakes, wall, logger: logs.of('log'), kindOf, cold: lake.cold },
    modules: modules.map(groupsOf),
  })
  const queue = openQueue({
    ...{ db, log, modules, clock, wall, signals: wakes, objects, lake, httpOf: outlets.of, call },
    logger: logs.of('queue'),
  })
  const timers = openTimers({ db, clock, signals: wakes, modules, logger: logs.of('timers') })
  const { metrics, hosts } = stores
  const doors: Doors = await openDoors({
    ...{ modules, db, kv, wall, logger: logs.of('http'), metrics, hosts, newId },
    ...{ sealKey: secretOf(masterKey, 'doors'), streams: streamsOf(modules, log) },
    ...doorsConfigOf(around, { log, timers, queue, clock }),
    intake: { take: log.take, now: clock.now, random },
    ...peersFor(around, () => parts, wakes),
    sessions: sessionsFor(around, kv, (query, input, actor) => doors.call(query, input, actor)),
  })
  const parts: Working = { db, doors, log, queue, timers, outlets, lake, olap }
  const moving = mover(barrierOf(around, parts, wakes))
  return {
    ...{ db, doors, log, queue, timers, tower, mover: moving, lake },
    start: async (port) => {
      await wide.start()
      await log.start()
      await queue.start()
      await timers.start()
      await beginAll(modules, db)
      if (modules.some(({ name }) => name === KEEPER_OF_LAKE)) lake.start()
      await doors.listen(port, config.bind)
    },
    close: async () => {
      await closeWork(parts)
      await wide.close()
      await kv.close()
      logs.close()
    },
  }
}

/** What stands by itself: log lines, figures, memory, files, the ways out. */
function openStores({ config, folder, modules, clock, sandbox }: Around) {
  const logs = openLogs({ folder: join(folder, 'logs'), modules, wall: wallClock })
  const metrics = openMetrics()
  const kinds = kindsIn(modules.map((module) => module.contract))
  const hosts = { ...sandbox?.hosts, ...config.hosts }
  return {
    ...{ logs, metrics, hosts, wakes: signals(), kinds: [...kinds.values()] },
    kv: openMemoryKv({ wall: wallClock, file: join(folder, 'kv.json') }),
    wide: wideStore(config, modules, clock),
    objects: openFolder(join(config.data, 'objects')),
    olap: openDuckdb({
      ...{ root: join(config.data, 'objects'), scratch: join(folder, 'scratch'), wall: wallClock },
    }),
    kindOf: (type: string) => kinds.get(type),
    outlets: openOutlets({ modules, hosts, logs, metrics, allowPlain: !config.production }),
  }
}

function keyFor(masterKey: Uint8Array, module: string): Uint8Array {
  if (KEEPERS.has(module)) return createHmac('sha256', masterKey).update(module).digest()
  throw new Error(`${module} may not have the master key`)
}

/** What modules set up for themselves, each in its own transaction. */
async function beginAll(modules: readonly Module[], db: Database): Promise<void> {
  for (const { name, atStart } of modules) {
    if (!atStart) continue
    const actor = { kind: 'module', id: name } as const
    await db.transact(name, {}, (open) => atStart(open.tx({ actor })))
  }
}

/** A module's consumer groups: its reactions, and those of its journeys. */
const groupsOf = ({ name, commands = [], reactions = [], journeys = [] }: Module) => ({
  ...{ name, commands },
  reactions: [...reactions, ...journeys.flatMap((one) => one.reactions)],
})

/** The doors to and from the other processes of the house, where there are any. */
function peersFor(around: Around, working: () => Working, wakes: Signals) {
  const { config, masterKey, told, clock, away } = around
  if (config.peers.all.length === 0) return {}
  const side = told ? { clock: told.told } : { rest: restOf(clock, working, wakes) }
  return { away, peers: { secret: secretOf(masterKey, 'peer'), ...side } }
}

type Working = Pick<Parts, 'db' | 'doors' | 'log' | 'queue' | 'timers'> & {
  readonly outlets: Outlets
  readonly lake: Lake
  readonly olap: Olap
}

/** From the doors inwards, so that nothing is begun that could not be ended. */
async function closeWork({
  db,
  doors,
  log,
  queue,
  timers,
  outlets,
  lake,
  olap,
}: Working): Promise<void> {
  await doors.close()
  await timers.stop()
  await queue.stop()
  await lake.stop()
  await log.stop()
  await olap.close()
  await outlets.close()
  await db.close()
}
