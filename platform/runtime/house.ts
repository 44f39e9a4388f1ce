/**
 * The house put together: every port opened in the order it is needed, and closed in reverse.
 *
 *   engine ─ lock ─ migrate ─ sandbox ─ database ─ log ─ queue ─ timers ─ doors     (start)
 *   doors ─ timers ─ queue ─ log ─ database ─ sandbox ─ lock ─ engine               (stop)
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
import { openEngine, type EngineOptions } from '../sql/engine.ts'
import { migrate } from '../sql/migrate.ts'
import { keepClock, notedClock } from './clock-file.ts'
import { businessClock, wallClock, type BusinessClock } from './clock.ts'
import { masterKeyOf, secretOf, type Config } from './config.ts'
import type { Module, Tower } from './index.ts'
import { checkPort, freePort, holdInstance, Taken } from './instance.ts'
import type { Mover } from './mover.ts'
import { openParts } from './parts.ts'
import { startSandbox, type Sandbox } from './sandbox-child.ts'
import { StartFault } from './start-fault.ts'

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
}

/** Opens everything, or throws with all of it closed again; a `StartFault` says what to mend. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { config, root, modules, say = () => {} } = options
  const folder = config.data
  await checkPort(config.port)
  const undo: (() => Promise<unknown> | unknown)[] = []
  const stop: House['stop'] = async ({ keepEngine = false } = {}) => {
    if (keepEngine) undo.shift()
    for (const close of undo.splice(0).toReversed()) await close()
  }
  try {
    const engine = await openEngine(placeOf(options))
    undo.push(() => engine.stop())
    const names = modules.map(({ name }) => name)
    undo.push(await holdInstance(engine.url, names, folder))
    mkdirSync(folder, { recursive: true })
    const masterKey = masterKeyOf(config, folder)
    await migrate({ url: engine.url, masterKey, modules, say })

    const { clock, fresh } = clockOf(options)
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
    await parts.start(port)
    const { start: _start, close: _close, ...opened } = parts
    return { config, folder, port, clock, fresh, ...opened, ...(sandbox && { sandbox }), stop }
  } catch (error) {
    // Another instance's server is not ours to stop, only to leave.
    await stop({ keepEngine: error instanceof Taken })
    throw error
  }
}

const placeOf = ({ config, root, say = () => {} }: HouseOptions): EngineOptions => ({
  ...{ data: config.data, explicit: config.dataChosen, repository: root, say },
  ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
})

/** Business time goes on from where it was noted; production's is the wall's. */
function clockOf({ config, beginAt, rate }: HouseOptions): {
  clock: BusinessClock
  fresh: boolean
} {
  const noted = config.production ? undefined : restingClock(config.data)
  const begin = noted?.businessAt ?? beginAt ?? wallClock.now()
  const clock = businessClock(begin, rate ?? (config.production ? 1 : config.speed))
  return { clock, fresh: !noted }
}

function restingClock(folder: string): ReturnType<typeof notedClock> {
  try {
    return notedClock(folder)
  } catch (cause) {
    throw new StartFault(
      `The data folder ${folder} is broken: clock.json can't be read; restore the folder, or ` +
        'begin anew with `npm start -- --fresh`.',
      { cause },
    )
  }
}
