/**
 * A database of one's own for a test: cloned from the migrated template, opened in the modules' own
 * roles, its clock stopped at nine in the morning of 1 January 2026 in India.
 *
 *   const fresh = await freshDatabase({ modules: ['lending'] })
 *   await fresh.db.transact('lending', {}, async (open) => …)
 *   await fresh.drop()
 */
import { existsSync } from 'node:fs'
import { instant } from '#kernel/dates'
import type { Database } from '#platform/sql'
import { openMemoryKv } from '../platform/kv/memory.ts'
import { newId, random } from '../platform/runtime/chance.ts'
import { businessClock, wallClock, type BusinessClock } from '../platform/runtime/clock.ts'
import { signals, type Signals } from '../platform/runtime/signals.ts'
import { openDatabase, type DatabaseOptions } from '../platform/sql/database.ts'
import { kindsIn } from '../platform/sql/event-checks.ts'
import type { Migrated } from '../platform/sql/migrate.ts'
import {
  cloneOf,
  dropDatabase,
  masterKey,
  moduleOfTree,
  modulesOfTree,
  openTestServer,
  templateOf,
} from './database-server.ts'

/** A module of the tree by name, or one a test brings along. */
export type TestModule = Migrated & { readonly contract?: object }

export type FreshOptions = Partial<
  Pick<DatabaseOptions, 'call' | 'ports' | 'checkEvents' | 'poolMax' | 'kindOf'>
> & {
  /** All of the tree when left out. Give only those needed: the template is then smaller. */
  readonly modules?: readonly (string | TestModule)[]
  readonly clock?: BusinessClock
  readonly signals?: Signals
}

export type Fresh = {
  readonly db: Database
  /** The owner's address of this database. */
  readonly url: string
  readonly masterKey: string
  readonly modules: readonly TestModule[]
  readonly clock: BusinessClock
  readonly signals: Signals
  /** What `db` was opened with: for a second opening of the same database. */
  readonly options: DatabaseOptions
  /** Closes and deletes it. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const POOL_MAX = 2
const START = instant('2026-01-01T09:00:00.000+05:30')
const SECRET = new Uint8Array(32).fill(7)

let serial = 0
let server: Promise<string> | undefined

export async function freshDatabase(more: FreshOptions = {}): Promise<Fresh> {
  const wanted = more.modules ?? modulesOfTree().map((module) => module.name)
  const modules = await Promise.all(wanted.map(moduleNamed))
  const base = await (server ??= serverUrl())
  const name = `fresh_${process.pid}_${++serial}`
  const url = await cloneOf(base, await templateOf(base, modules), name)
  const kinds = kindsIn(modules.flatMap((module) => module.contract ?? []))
  const clock = more.clock ?? businessClock(START, 0)
  const options: DatabaseOptions = {
    ...{ url, masterKey, modules: modules.map((module) => module.name) },
    ...{ clock, wall: wallClock, newId, random, secretFor: () => SECRET },
    signals: more.signals ?? signals(),
    ports: more.ports ?? ownPorts(),
    call: more.call ?? noCall,
    kindOf: more.kindOf ?? ((type) => kinds.get(type)),
    checkEvents: more.checkEvents ?? true,
    poolMax: more.poolMax ?? POOL_MAX,
  }
  const db = openDatabase(options)
  const drop = async () => {
    await db.close()
    await dropDatabase(base, name)
  }
  const { signals: wakes } = options
  return {
    db,
    url,
    masterKey,
    modules,
    clock,
    signals: wakes,
    options,
    drop,
    [Symbol.asyncDispose]: drop,
  }
}

/** Set by the global setup; a file run on its own finds or starts the same server. */
const serverUrl = async (): Promise<string> =>
  process.env['DHARA_TEST_SERVER'] ?? (await openTestServer()).url

const moduleNamed = async (one: string | TestModule): Promise<TestModule> => {
  if (typeof one !== 'string') return one
  const face = new URL(`../modules/${one}/contract.ts`, import.meta.url)
  const contract = existsSync(face) ? { contract: (await import(face.href)) as object } : {}
  return { ...moduleOfTree(one), ...contract }
}

const noCall: DatabaseOptions['call'] = async (query) => {
  throw new Error(`this test has nobody to answer ${query.name}: give freshDatabase a call`)
}

const absent = (what: string) =>
  new Proxy({} as never, {
    get: () => {
      throw new Error(`this test keeps no ${what}: give freshDatabase its ports`)
    },
  })

const ownPorts = (): DatabaseOptions['ports'] => ({
  kv: openMemoryKv({ wall: wallClock }),
  wide: absent('wide store'),
  objects: absent('objects'),
})
