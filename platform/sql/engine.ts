/**
 * The embedded engine: PostgreSQL 18 from npm, run by us as a detached server on its own folder,
 * or any PostgreSQL ≥ 15 by its address. A server that outlived us (kill -9) is adopted.
 */
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { random } from '../runtime/chance.ts'
import { StartFault } from '../runtime/start-fault.ts'
import { copyOf, nativeFolder, reaches, refugeOf, runAs, type RunAs } from './binaries.ts'
import { passwordOf } from './pool.ts'
import {
  livePort,
  program,
  startServer,
  stopServer,
  type Cluster,
  type Flags,
} from './postmaster.ts'
import { holdFolder } from './start-lock.ts'

export type Engine = {
  /** The owner's address of the database. */
  readonly url: string
  readonly embedded: boolean
  /** True when a server that was already running was taken over. */
  readonly adopted: boolean
  /** Stops the embedded server; last of all, after every pool is closed. */
  stop(): Promise<void>
}

export type EngineOptions = {
  /** `DATABASE_URL`: an outside server instead of the embedded one. */
  readonly databaseUrl?: string | undefined
  /** The data folder, absolute; `explicit` when a person chose it: then it is never moved. */
  readonly data: string
  readonly explicit: boolean
  /** The repository's root, absolute. */
  readonly repository: string
  readonly say?: (line: string) => void
  /** Settings beside the engine's own; tests turn fsync off. */
  readonly flags?: Flags
}

const VERSION_MIN = 15
const OWNER = 'dhara'

export async function openEngine(options: EngineOptions): Promise<Engine> {
  if (options.databaseUrl) return external(options.databaseUrl)
  const { home, ...place } = settle(options)
  const release = await holdFolder(home)
  try {
    const cluster: Cluster = {
      ...place,
      folder: join(home, 'postgres'),
      log: join(home, 'postgres.log'),
    }
    const secret = secretOf(home)
    if (!isMade(cluster)) make(cluster, secret, options.say)
    const live = await livePort(cluster)
    const port = live ?? (await startServer(cluster, options.flags ?? {}))
    const url = await ownDatabase(port, secret, cluster)
    return {
      url,
      embedded: true,
      adopted: live !== undefined,
      stop: async () => stopServer(cluster),
    }
  } finally {
    release()
  }
}

/** Deletes the embedded server's data, stopping it first: `npm start -- --fresh`. */
export async function removeEngine(options: EngineOptions): Promise<void> {
  if (options.databaseUrl) return
  const { home, ...place } = settle(options)
  const cluster: Cluster = {
    ...place,
    folder: join(home, 'postgres'),
    log: join(home, 'postgres.log'),
  }
  if (isServed(cluster)) stopServer(cluster)
  for (const name of ['postgres', 'postgres.new', 'postgres.secret', 'postgres.log'])
    rmSync(join(home, name), { recursive: true, force: true })
}

const isServed = ({ folder }: Cluster): boolean => existsSync(join(folder, 'postmaster.pid'))

/** Where the cluster and the binaries live, so that whoever runs PostgreSQL can reach both. */
function settle({ data, explicit, repository, say = () => {} }: EngineOptions) {
  const as = runAs()
  const native = nativeFolder()
  makeFolder(data)
  const dataReached = reaches(as, data)
  const nativeReached = reaches(as, join(native, 'bin'))
  if (!dataReached && explicit) throw untraversable(data)
  if (dataReached && nativeReached) return { home: data, native, as }
  const refuge = refugeOf(repository)
  try {
    const copy = nativeReached ? native : copyOf(native, refuge)
    if (dataReached) return { home: data, native: copy, as }
    mkdirSync(refuge, { recursive: true, mode: 0o755 })
    if (!reaches(as, refuge)) throw untraversable(refuge)
    say(`The user postgres can't go through ${data}: the database is kept under ${refuge}.`)
    return { home: refuge, native: copy, as }
  } catch (error) {
    if (error instanceof StartFault) throw error
    throw untraversable(dataReached ? native : data, error)
  }
}

const untraversable = (folder: string, cause?: unknown) =>
  new StartFault(
    `PostgreSQL runs as the user postgres, who can't go through ${folder}: ` +
      'open it and its parents (chmod o+x), or name another folder in DHARA_DATA.',
    { cause },
  )

function makeFolder(data: string): void {
  try {
    // Root's folder must let the user postgres through; what is secret inside is 0600 of itself.
    if (!existsSync(data))
      mkdirSync(data, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 })
    if (!statSync(data).isDirectory()) throw new Error('it is a file')
    accessSync(data, constants.W_OK)
  } catch (error) {
    const why = (error as Error).message
    throw new StartFault(
      `The data folder ${data} can't be used (${why}): name another in DHARA_DATA.`,
    )
  }
}

/** The superuser's password: generated once, readable by us alone. */
function secretOf(home: string): string {
  const file = join(home, 'postgres.secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = Buffer.from(random(24)).toString('hex')
  if (!existsSync(join(home, 'postgres'))) writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  else throw new StartFault(`The data folder ${home} is broken: postgres.secret is gone; ${CURE}.`)
  return secret
}

const CURE = 'restore the folder, or begin anew with `npm start -- --fresh`'

function isMade({ folder }: Cluster): boolean {
  if (!existsSync(folder)) return false
  const file = join(folder, 'PG_VERSION')
  if (!existsSync(file))
    throw new StartFault(`The data folder ${dirname(folder)} is broken (no PG_VERSION): ${CURE}.`)
  const version = readFileSync(file, 'utf8').trim()
  if (version === '18') return true
  throw new StartFault(
    `The data folder ${dirname(folder)} was made by PostgreSQL ${version}, this is 18: ${CURE}.`,
  )
}

/** `initdb` into a folder beside, renamed when whole: an interrupted first start leaves nothing. */
function make(cluster: Cluster, secret: string, say: EngineOptions['say']): void {
  const { folder, native, as } = cluster
  const home = dirname(folder)
  say?.('Making the database (once, about three seconds).')
  const fresh = join(home, 'postgres.new')
  const passwordFile = join(home, 'postgres.password')
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, secret, { mode: 0o600 })
  own(as, fresh, passwordFile)
  const args = ['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = [
    '-E',
    'UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  const made = spawnSync(program(native, 'initdb'), [...args, ...locale], {
    ...as,
    cwd: '/',
    encoding: 'utf8',
  })
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    const why = (made.stderr ?? made.error?.message ?? '').trim().split('\n').at(-1)
    throw new StartFault(`The database could not be made in ${home}: ${why}.`)
  }
  renameSync(fresh, folder)
}

function own(as: RunAs, ...paths: string[]): void {
  if (as) for (const path of paths) chownSync(path, as.uid, as.gid)
}

/** The owner is no superuser, so what works here works on a managed server. */
async function ownDatabase(port: number, secret: string, cluster: Cluster): Promise<string> {
  const password = passwordOf(secret, OWNER)
  const url = `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`
  const root = postgres({
    ...{ host: '127.0.0.1', port, username: 'postgres', password: secret, database: 'postgres' },
    ...{ max: 1, fetch_types: false, onnotice: () => {} },
  })
  try {
    const [here] = await root<{ folder: string; owner: boolean; database: boolean }[]>`
      select current_setting('data_directory') as folder,
             exists (select from pg_roles where rolname = ${OWNER}) as owner,
             exists (select from pg_database where datname = ${OWNER}) as database`
    if (here?.folder !== cluster.folder)
      throw new StartFault(`Port ${port} is served by another database (${here?.folder}).`)
    if (!here.owner)
      await root.unsafe(`create role ${OWNER} login createrole createdb password '${password}'`)
    if (!here.database) await root.unsafe(`create database ${OWNER} owner ${OWNER}`)
    return url
  } catch (error) {
    if (error instanceof StartFault) throw error
    const why = (error as Error).message
    throw new StartFault(`The database in ${cluster.folder} does not let us in (${why}): ${CURE}.`)
  } finally {
    await root.end({ timeout: 1 })
  }
}

async function external(url: string): Promise<Engine> {
  const where = URL.canParse(url) ? new URL(url).host : 'DATABASE_URL'
  const probe = postgres(url, { max: 1, fetch_types: false, connect_timeout: 10 })
  try {
    const [row] = await probe<{ version: number }[]>`
      select current_setting('server_version_num')::int as version`
    const major = Math.floor((row?.version ?? 0) / 10_000)
    if (major < VERSION_MIN)
      throw new StartFault(
        `The server at ${where} is PostgreSQL ${major}; ${VERSION_MIN} or later is needed.`,
      )
  } catch (error) {
    if (error instanceof StartFault) throw error
    throw new StartFault(
      `The server at ${where} (DATABASE_URL) does not answer: ${(error as Error).message}.`,
    )
  } finally {
    await probe.end({ timeout: 1 })
  }
  return { url, embedded: false, adopted: true, stop: async () => {} }
}
