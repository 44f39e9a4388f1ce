/** The running server: its pid file, its start and its end. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { wallClock } from '../runtime/clock.ts'
import { StartFault } from '../runtime/start-fault.ts'
import type { RunAs } from './binaries.ts'

/** A cluster on disk and who runs it. */
export type Cluster = {
  /** PGDATA. */
  readonly folder: string
  /** Where its server writes its log lines. */
  readonly log: string
  readonly native: string
  readonly as: RunAs
}

const READY_MS_MAX = 60_000
const POLL_MS = 10
const STOP_S_MAX = 60
const PORT_TRIES_MAX = 5

/**
 * Scaled for a laptop. WAL is not compressed: these binaries hold no lz4, and pglz took a third of
 * the database's time on a day-end (11.5 s against 7.6, for 1.6 times less WAL). What a
 * serializable transaction has read is remembered row by row: by whole pages and tables, as soon as
 * by default, two reactions at once would seem to have read what the other wrote, and one would
 * have to run again.
 */
const FLAGS = {
  max_pred_locks_per_transaction: '256',
  max_pred_locks_per_relation: '4096',
  max_pred_locks_per_page: '64',
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
}
export type Flags = { readonly [name: string]: string }

export const program = (native: string, name: string): string =>
  join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** The port of the server running on this cluster, once it is ready; undefined if none runs. */
export async function livePort(cluster: Cluster): Promise<number | undefined> {
  const until = wallClock.nowMs() + READY_MS_MAX
  while (wallClock.nowMs() < until) {
    const found = pidFile(cluster)
    if (!found) return undefined
    if (!isPostgres(found.pid)) {
      rmSync(join(cluster.folder, 'postmaster.pid'), { force: true }) // Left by a crash.
      return undefined
    }
    if (found.status === 'ready') return found.port
    await pause(POLL_MS)
  }
  throw new StartFault(`PostgreSQL in ${cluster.folder} runs but is not ready: see ${cluster.log}.`)
}

/** Starts the server, detached: Ctrl-C must not reach it before the application has flushed. */
export async function startServer(cluster: Cluster, flags: Flags): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const since = existsSync(cluster.log) ? statSync(cluster.log).size : 0
    const problem = await launched(cluster, { ...FLAGS, ...flags, port: String(port) }, since)
    if (problem === undefined) return port
    const adopted = await livePort(cluster)
    if (adopted !== undefined) return adopted // Another process started it in the same moment.
    if (tries < PORT_TRIES_MAX && /could not bind|Address already in use/.test(problem)) continue
    throw new StartFault(
      `The database in ${cluster.folder} does not start (${reasonIn(problem)}): ` +
        'mend or restore the folder, or begin anew with `npm start -- --fresh`.',
    )
  }
}

/** Undefined when it came up; otherwise what it wrote before it died. */
async function launched(
  cluster: Cluster,
  flags: Flags,
  since: number,
): Promise<string | undefined> {
  const args = Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.log, 'a', 0o600)
  const server = spawn(program(cluster.native, 'postgres'), ['-D', cluster.folder, ...args], {
    ...cluster.as,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const end: { says?: string } = {}
  server.once('error', (error) => (end.says ??= error.message))
  server.once('exit', (code) => (end.says ??= `exit ${code}`))
  const until = wallClock.nowMs() + READY_MS_MAX
  while (end.says === undefined && wallClock.nowMs() < until) {
    const found = pidFile(cluster)
    if (found?.pid === server.pid && found?.status === 'ready') {
      server.removeAllListeners()
      server.unref()
      return undefined
    }
    await pause(POLL_MS)
  }
  return `${readFileSync(cluster.log, 'utf8').slice(since)}\n${end.says ?? 'it is not ready'}`
}

/** The server's own words for why; its last FATAL or PANIC line, else the end of what it wrote. */
function reasonIn(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const fatal = lines.findLast((line) => /FATAL|PANIC|error/.test(line)) ?? lines.at(-1) ?? ''
  return fatal.replace(/^.*?(FATAL|PANIC):\s*/, '').replace(/[.\s]+$/, '')
}

/** Ends the server in order: sessions are cut, everything is on disk. */
export function stopServer(cluster: Cluster): void {
  const args = ['stop', '-m', 'fast', '-w', '-t', String(STOP_S_MAX), '-s', '-D', cluster.folder]
  const { status } = spawnSync(program(cluster.native, 'pg_ctl'), args, {
    ...cluster.as,
    cwd: '/',
    stdio: 'ignore',
  })
  if (status !== 0 && pidFile(cluster)) {
    throw new StartFault(`PostgreSQL in ${cluster.folder} did not stop: see ${cluster.log}.`)
  }
}

type PidFile = { pid: number; port: number; status: string }

function pidFile({ folder }: Cluster): PidFile | undefined {
  let text: string
  try {
    text = readFileSync(join(folder, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
}

/** A pid left by a crash may since belong to any other program. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') return false
  }
  if (process.platform === 'win32') return true
  try {
    const out = execFileSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
    return /postgres/.test(out) && !/^Z/.test(out.trim())
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT' // No `ps` here: believe the file.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
