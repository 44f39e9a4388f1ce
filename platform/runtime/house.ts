/**
 * The house put together: every port opened in the order it is needed, and closed in reverse.
 *
 *   engine ─ migrate ─ database ─ sandbox ─ doors ─ log ─ queue ─ timers        (start)
 *   timers ─ queue ─ log ─ doors ─ sandbox ─ database ─ engine                  (stop)
 *
 * Only this file and `parts.ts` know which engine stands behind a port.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '#kernel/dates'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { Database } from '#platform/sql'
import type { Timers } from '#platform/timers'
import type { Doors } from '../http/doors.ts'
import { openEngine } from '../sql/engine.ts'
import { migrate } from '../sql/migrate.ts'
import { keepClock, notedClock } from './clock-file.ts'
import { businessClock, wallClock, type BusinessClock } from './clock.ts'
import { masterKeyOf, type Config } from './config.ts'
import type { Module, Tower } from './index.ts'
import { checkPort, freePort, holdInstance } from './instance.ts'
import type { Mover } from './mover.ts'
import { openParts, secretOf } from './parts.ts'
import { startSandbox, type Sandbox } from './sandbox-child.ts'

export type House = {
  readonly config: Config
  readonly folder: string
  readonly port: number
  readonly db: Database
  readonly doors: Doors
  readonly log: Log
  readonly queue: Queue
  readonly timers: Timers
  readonly clock: BusinessClock
  readonly mover: Mover
  readonly tower: Tower
  readonly sandbox?: Sandbox
  /** Whether this was the first start on its folder. */
  readonly fresh: boolean
  stop(): Promise<void>
}

export type HouseOptions = {
  readonly config: Config
  readonly root: string
  readonly modules: readonly Module[]
  /** Business time of a first start; absent: now, less the life its people have lived. */
  readonly beginAt?: Instant
  /** Business milliseconds a wall millisecond; a simulation holds the clock still with 0. */
  readonly rate?: number
  readonly say?: (line: string) => void
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { config, root, modules, say = () => {} } = options
  await checkPort(config.port)
  const folder = config.data
  mkdirSync(folder, { recursive: true })
  const { data, dataChosen: explicit, databaseUrl } = config
  const place = { data, explicit, repository: root, say, ...(databaseUrl && { databaseUrl }) }
  const undo: (() => Promise<unknown> | unknown)[] = []
  const stop = async () => {
    for (const close of undo.splice(0).toReversed()) await close()
  }
  try {
    const engine = await openEngine(place)
    undo.push(() => engine.stop())
    const masterKey = masterKeyOf(config, folder)
    await migrate({ url: engine.url, masterKey, modules, say })

    const noted = notedClock(folder)
    const begin = noted?.businessAt ?? options.beginAt ?? wallClock.now()
    const clock = businessClock(begin, options.rate ?? (config.production ? 1 : config.speed))
    if (!config.production) undo.push(keepClock(folder, clock))

    const port = config.port || (await freePort())
    const sandbox = config.production
      ? undefined
      : await startSandbox({
          ...{ root, data: join(folder, 'sandbox'), secret: secretOf(masterKey, 'sandbox') },
          ...{ seed: config.seed, home: `http://127.0.0.1:${port}`, clock },
        })
    if (sandbox) undo.push(() => sandbox.stop())
    const around = { config, folder, root, modules, url: engine.url, masterKey, clock }
    const parts = await openParts({ ...around, ...(sandbox && { sandbox }) })
    undo.push(() => parts.close())
    undo.push(await holdInstance(parts.db, folder))
    await parts.start(port)
    const { db, doors, log, queue, timers, tower } = parts
    const opened = { db, doors, log, queue, timers, tower, ...(sandbox && { sandbox }) }
    return { config, folder, port, clock, mover: parts.mover, fresh: !noted, ...opened, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
