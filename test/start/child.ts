/** A house as a process of its own, started as a person would, in a folder of its own. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const READY_MS_MAX = 180_000
const LOOK_MS = 50
const LAST_WORDS_MS_MAX = 2000

export type Env = { readonly [name: string]: string }
export type Ended = { readonly code: number; readonly text: string }

export type Child = {
  readonly pid: number
  readonly port: number
  /** Resolves with the milliseconds until `/health` answered 200. */
  readonly ready: Promise<number>
  /** Resolves when it has said that it runs. */
  readonly running: Promise<void>
  readonly ended: Promise<Ended>
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

/** A folder that whoever runs PostgreSQL can go through. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'dhara-start-'))
  chmodSync(made, 0o755)
  return made
}

/** Nothing of the tester's own settings reaches the child. */
function cleanEnv(env: Env): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(DHARA_|DATABASE_URL|PORT|NODE_ENV|NODE_TEST|NODE_OPTIONS)/.test(name),
  )
  return { ...Object.fromEntries(own), ...env }
}

/** `bin/dhara <args>`, to its end. */
export function dhara(args: readonly string[], env: Env): Promise<Ended> {
  return spawned(args, env).ended
}

function spawned(args: readonly string[], env: Env) {
  const flags = ['--disable-warning=ExperimentalWarning', join(root, 'main.ts')]
  const child = spawn(process.execPath, [...flags, ...args], {
    ...{ cwd: root, env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += String(chunk)))
  const ended = new Promise<Ended>((done) => {
    child.on('exit', (code) => {
      const end = () => done({ code: code ?? -1, text })
      child.once('close', end)
      // Its last words are read by then; one that outlived a killed start may hold its pipes.
      setTimeout(end, LAST_WORDS_MS_MAX)
    })
  })
  return { child, ended, text: () => text }
}

/** Starts a house without people; it stands still unless `DHARA_SPEED` says otherwise. */
export async function house(data: string, env: Env = {}, args: readonly string[] = []) {
  const port = Number(env['PORT'] ?? (await freePort()))
  const still = { DHARA_DATA: data, DHARA_PEOPLE: '0', DHARA_SPEED: '1' }
  const started = performance.now()
  const words = ['start', '--no-pages', ...args]
  const { child, ended, text } = spawned(words, { ...still, PORT: String(port), ...env })
  const until = async (there: () => Promise<boolean> | boolean) => {
    for (;;) {
      if (await there()) return performance.now() - started
      if (child.exitCode !== null) throw new Error(`it ended: ${text()}`)
      if (performance.now() - started > READY_MS_MAX) throw new Error(`not ready: ${text()}`)
      await new Promise((later) => setTimeout(later, LOOK_MS))
    }
  }
  const ready = until(() => healthy(port))
  const running = until(() => text().includes('Dhara runs.')).then(() => {})
  for (const hope of [ready, running]) hope.catch(() => {})
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { pid: child.pid ?? 0, port, ready, running, ended, end } satisfies Child
}

export const healthy = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    (answer) => answer.status === 200,
    () => false,
  )

export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
