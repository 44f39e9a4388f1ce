/**
 * The house put together: every port opened in the order it is needed, and closed in reverse.
 *
 *   engine ─ lock ─ migrate ─ clock, sandbox ─ database ─ log ─ queue ─ timers ─ doors   (start)
 *   doors ─ timers ─ queue ─ log ─ database ─ sandbox, clock ─ lock ─ engine             (stop)
 *
 * Only this file and `parts.ts` know which engine stands behind a port.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '#kernel/dates'
import type { Log } from '#platform/log'
import type { Lake } from '#platform/olap'
import type { Queue } from '#platform/queue'
import type { Database } from '#platform/sql'
import type { Timers } from '#platform/timers'
import type { Doors } from '../http/doors.ts'
import { openEngine, type EngineOptions } from '../sql/engine.ts'
import { migrate } from '../sql/migrate.ts'
import { wallClock, type BusinessClock } from './clock.ts'
import { masterKeyOf, secretOf, type Config } from './config.ts'
import { openTime } from './house-time.ts'
import type { Module, Tower } from './index.ts'
import { checkPort, freePort, holdInstance, Taken } from './instance.ts'
import type { Mover } from './mover.ts'
import { openParts } from './parts.ts'
import { remoteCalls, type RemoteCalls } from './remote-calls.ts'
import type { Sandbox } from './sandbox-child.ts'

export type House = {
  readonly config: Config
  readonly folder: string
  /** The names of the modules that run in this process. */
  readonly runs: readonly string[]
  readonly port: number
  readonly db: Database
  readonly doors: Doors
  readonly log: Log
  readonly queue: Queue
  readonly timers: Timers
  readonly clock: BusinessClock
  readonly mover: Mover
  readonly tower: Tower
  readonly lake: Lake
  readonly sandbox?: Sandbox
  /** Whether this was the first start on its folder. */
  readonly fresh: boolean
  /** Closes all in order; `keepEngine` leaves the database running, for a start that follows. */
  stop(how?: { readonly keepEngine?: boolean }): Promise<void>
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
  /** Settings of the embedded engine beside its own; a simulation need not outlive a power cut. */
  readonly flags?: EngineOptions['flags']
}

const PART_NAME_MAX = 60

/** Opens everything, or throws with all of it closed again; a `StartFault` says what to mend. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { config, root, modules, say = () => {} } = options
  await checkPort(config.port)
  const undo: Close[] = []
  const stop: House['stop'] = async ({ keepEngine = false } = {}) => {
    if (keepEngine) undo.shift()
    await closeAll(undo.splice(0).toReversed())
  }
  try {
    const engine = await openEngine(placeOf(options))
    let others = false
    // Whoever leaves the house last turns off the light.
    undo.push(() => (others ? undefined : engine.stop()))
    const names = modules.map(({ name }) => name)
    const hold = await holdInstance(engine.url, names, config.data)
    undo.push(async () => void (others = await hold.release()))
    const folder = hold.first ? config.data : partOf(config.data, names)
    mkdirSync(folder, { recursive: true })
    const masterKey = masterKeyOf(config, config.data)
    let files = 0
    await migrate({ url: engine.url, masterKey, modules, say: () => files++ })
    if (files > 0) say(`Migrated: ${files} files.`)

    const port = config.port || (await freePort())
    const away = awayOf(config, masterKey)
    const { beginAt, rate } = options
    const time = await openTime({
      ...{ config, root, first: hold.first, masterKey, port, away, beginAt, rate },
    })
    undo.push(() => time.close())
    const { clock, fresh, sandbox, told, hosts } = time
    const own = { ...config, hosts: { ...hosts, ...config.hosts } }
    const parts = await openParts({
      ...{ config: own, folder, root, modules, url: engine.url, masterKey, clock, away },
      ...{ ...(sandbox && { sandbox }), ...(told && { told }) },
    })
    undo.push(() => parts.close())
    await parts.start(port)
    const { start: _start, close: _close, ...opened } = parts
    const here = { config, folder, runs: names, port, clock, fresh, stop }
    return { ...here, ...opened, ...(sandbox && { sandbox }) }
  } catch (error) {
    // Another instance's server is not ours to stop, only to leave.
    await stop({ keepEngine: error instanceof Taken })
    throw error
  }
}

/** A part of the house has logs and a memory of its own beside those of the first. */
const partOf = (data: string, modules: readonly string[]): string =>
  join(data, 'parts', modules.join('+').slice(0, PART_NAME_MAX))

const awayOf = ({ peers }: Config, masterKey: Uint8Array): RemoteCalls =>
  remoteCalls({ peers, secret: secretOf(masterKey, 'peer'), wall: wallClock })

type Close = () => Promise<unknown> | unknown

/** One that fails keeps none of the others open, the database least of all. */
async function closeAll(closes: readonly Close[]): Promise<void> {
  const problems: unknown[] = []
  for (const close of closes) {
    try {
      await close()
    } catch (problem) {
      problems.push(problem)
    }
  }
  if (problems.length > 0) throw problems[0]
}

const placeOf = ({ config, root, say = () => {}, flags }: HouseOptions): EngineOptions => ({
  ...(flags && { flags }),
  ...{ data: config.data, explicit: config.dataChosen, repository: root, say },
  ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
})
