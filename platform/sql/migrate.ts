/**
 * The migrator (DESIGN §16): platform's files as the owner, then each module's as its own role,
 * one transaction a file, under one advisory lock, each recorded with its hash. Forward only.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'
import { StartFault } from '../runtime/start-fault.ts'
import { ownerPool, roleOf } from './pool.ts'
import { ensureRole } from './roles.ts'

/** What the migrator needs of a module. */
export type Migrated = { readonly name: string; readonly migrations?: URL | undefined }

export type MigrateOptions = {
  readonly url: string
  readonly masterKey: string | Uint8Array
  readonly modules: readonly Migrated[]
  /** Told of each file as it has run. */
  readonly say?: (line: string) => void
}

export type MigrationFile = {
  readonly module: string
  readonly file: string
  readonly sha256: string
  readonly text: string
}

const PORTS_IN_ORDER = ['sql', 'log', 'timers', 'queue', 'http', 'journeys', 'kv', 'wide', 'olap']
const LOCK = 7_236_410_001 // Any number, the same in every process of every version.

export async function migrate(options: MigrateOptions): Promise<{ ran: string[] }> {
  const { url, modules, masterKey, say = () => {} } = options
  for (const { name } of modules) checkName(name)
  const pool = ownerPool(url, 1)
  const owner = await pool.reserve()
  try {
    await owner`set lock_timeout = 0`
    await owner`select pg_advisory_lock(${LOCK})`
    await owner.unsafe(BOOTSTRAP)
    const recorded = await recordedIn(owner)
    const ran: string[] = []
    const runAll = async (files: readonly MigrationFile[], role?: string) => {
      for (const file of files) {
        if (await isRun(file, recorded)) continue
        await runFile(owner, file, role)
        ran.push(`${file.module}/${file.file}`)
        say(`migrated ${file.module}/${file.file}`)
      }
    }
    await runAll(platformFiles())
    for (const module of modules) {
      await ensureRole(owner, module.name, masterKey)
      await runAll(filesOf(module.name, module.migrations), roleOf(module.name))
    }
    return { ran }
  } finally {
    owner.release()
    await pool.end({ timeout: 1 }) // The session ends, and with it the advisory lock.
  }
}

/** All of platform's own files, in the order the ports depend on each other. */
export function platformFiles(): MigrationFile[] {
  return PORTS_IN_ORDER.flatMap((port) => {
    const files = filesOf('platform', new URL(`../${port}/migrations/`, import.meta.url))
    return files.map((file) => ({ ...file, file: `${port}/${file.file}` }))
  })
}

/** A module's files by name; none when it has no folder. */
export function filesOf(module: string, folder: URL | undefined): MigrationFile[] {
  if (!folder || !existsSync(folder)) return []
  const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.sql'))
  return names.sort().map((file) => {
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(file))
      throw new StartFault(`The migration ${module}/${file} is not named NNNN-<noun>.sql.`)
    const text = readFileSync(new URL(file, folder), 'utf8')
    return { module, file, text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

const BOOTSTRAP = `
  create schema if not exists platform;
  create table if not exists platform.migration (
    module text not null,
    file text not null,
    sha256 text not null,
    at timestamptz not null default now(),
    primary key (module, file)
  );`

type Recorded = Map<string, string>

async function recordedIn(owner: postgres.ReservedSql): Promise<Recorded> {
  const rows = await owner<MigrationFile[]>`select module, file, sha256 from platform.migration`
  return new Map(rows.map((row) => [`${row.module}/${row.file}`, row.sha256]))
}

async function isRun(file: MigrationFile, recorded: Recorded): Promise<boolean> {
  const name = `${file.module}/${file.file}`
  const before = recorded.get(name)
  if (before === undefined) return false
  if (before === file.sha256) return true
  throw new StartFault(
    `The migration ${name} was changed after it had run on this database: ` +
      'put it back and write a new file instead (or start over with `npm start -- --fresh`).',
  )
}

async function runFile(
  owner: postgres.ReservedSql,
  { module, file, sha256, text }: MigrationFile,
  role: string | undefined,
): Promise<void> {
  const schema = role ? module : 'platform'
  try {
    await owner.unsafe(`begin; set local lock_timeout = '10s'; set local search_path = ${schema};
      ${role ? `set local role "${role}";` : ''}`)
    await owner.unsafe(text)
    await owner.unsafe('reset role')
    await owner`
      insert into platform.migration (module, file, sha256) values (${module}, ${file}, ${sha256})`
    await owner.unsafe('commit')
  } catch (error) {
    await owner.unsafe('rollback')
    const { message, position } = error as { message: string; position?: string }
    const row = position ? `, line ${text.slice(0, Number(position)).split('\n').length}` : ''
    throw new StartFault(`The migration ${module}/${file} failed${row}: ${message}.`, {
      cause: error,
    })
  }
}

/** A module's name becomes a schema, a role and part of SQL text. */
function checkName(name: string): void {
  if (!/^[a-z][a-z0-9_]{1,30}$/.test(name) || name === 'platform')
    throw new StartFault(`A module can't be called ${name}.`)
}
