/**
 * The one server tests share, and the migrated templates their databases are cloned from: one
 * per set of migrations, made once, known by the hash of all its files.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { openEngine, type Engine } from '../platform/sql/engine.ts'
import { filesOf, migrate, platformFiles, type Migrated } from '../platform/sql/migrate.ts'
import { HASTE } from './haste.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const masterKey = 'the master key of tests'

/** Templates of earlier migrations are kept a while: somebody else may be running on one. */
const TEMPLATES_KEPT = 12
const ATTEMPTS_MAX = 40
const LOCK = 7_236_410_002

export const openTestServer = (): Promise<Engine> =>
  openEngine({ data: `${root}.data/test`, explicit: false, repository: root, flags: HASTE })

/** Every module of the tree, by its folder; their faces are not loaded for it. */
export function modulesOfTree(): Migrated[] {
  const folder = new URL('../modules/', import.meta.url)
  const names = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())
  const made = names.filter(({ name }) => existsSync(new URL(`${name}/contract.ts`, folder)))
  return made.map(({ name }) => moduleOfTree(name))
}

export const moduleOfTree = (name: string) => ({
  name,
  migrations: new URL(`../modules/${name}/migrations/`, import.meta.url),
})

/** The template's name, made if it is not there. */
export async function templateOf(url: string, modules: readonly Migrated[]): Promise<string> {
  const name = `template_${hashOf(modules)}`
  const owner = adminOf(url)
  const lane = await owner.reserve()
  try {
    await lane`select pg_advisory_lock(${LOCK})`
    const [made] = await lane`select from pg_database where datname = ${name}`
    if (made) return name
    await dropOldTemplates(lane)
    await dropped(lane, `${name}_new`)
    await lane.unsafe(`create database "${name}_new"`)
    await migrate({ url: onDatabase(url, `${name}_new`), masterKey, modules })
    await patiently(() => lane.unsafe(`alter database "${name}_new" rename to "${name}"`))
    return name
  } finally {
    lane.release()
    await owner.end({ timeout: 1 })
  }
}

async function dropOldTemplates(lane: postgres.ReservedSql): Promise<void> {
  const old = await lane<{ name: string }[]>`
    select datname as name from pg_database where datname like 'template\\_%'
     order by oid desc offset ${TEMPLATES_KEPT}`
  for (const { name } of old) await dropped(lane, name)
}

/** A database of its own, cloned in some 60 ms. Its name carries our pid: it can be swept. */
export async function cloneOf(url: string, template: string, name: string): Promise<string> {
  const owner = adminOf(url)
  try {
    await patiently(() =>
      owner.unsafe(`create database "${name}" template "${template}" strategy wal_log`),
    )
    return onDatabase(url, name)
  } finally {
    await owner.end({ timeout: 1 })
  }
}

export async function dropDatabase(url: string, name: string): Promise<void> {
  const owner = adminOf(url)
  try {
    await dropped(owner, name)
  } finally {
    await owner.end({ timeout: 1 })
  }
}

/** Databases whose test process is gone without having dropped them. */
export async function sweep(url: string): Promise<void> {
  const owner = adminOf(url)
  try {
    const rows = await owner<{ name: string }[]>`
      select datname as name from pg_database where datname like 'fresh\\_%'`
    for (const { name } of rows) {
      if (!isAlive(Number(name.split('_')[1]))) await dropped(owner, name)
    }
  } finally {
    await owner.end({ timeout: 1 })
  }
}

export function onDatabase(url: string, name: string): string {
  const there = new URL(url)
  there.pathname = `/${name}`
  return there.href
}

/** Types are fetched: else postgres.js 3.4.9 never hands out a first reserved connection. */
const adminOf = (url: string) => postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 5 })

const dropped = (sql: Pick<postgres.Sql, 'unsafe'>, name: string): Promise<void> =>
  patiently(() => sql.unsafe(`drop database if exists "${name}" with (force)`))

/** In the way for a moment: a session that has just said goodbye, the server's own vacuum. */
const BUSY = new Set(['55006', '42501'])

async function patiently(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await act()
      return
    } catch (error) {
      const busy = BUSY.has((error as { code?: string }).code ?? '')
      if (!busy || tries >= ATTEMPTS_MAX) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 * tries))
    }
  }
}

function hashOf(modules: readonly Migrated[]): string {
  const hash = createHash('sha256').update(masterKey)
  const files = [...platformFiles(), ...modules.flatMap((m) => filesOf(m.name, m.migrations))]
  for (const module of modules) hash.update(`${module.name}\n`)
  for (const { module, file, sha256 } of files) hash.update(`${module}/${file} ${sha256}\n`)
  return hash.digest('hex').slice(0, 16)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
