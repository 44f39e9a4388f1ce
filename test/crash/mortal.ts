/**
 * The house as a process that can be killed: `main.ts start` on a folder and a port of its own.
 * What it leaves behind (PostgreSQL, for a moment its sandbox) is what a crash leaves behind.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Mortal = {
  readonly home: string
  /** Milliseconds from its start until `/health` answered 200. */
  start(): Promise<number>
  /** kill -9, of the house alone or of its PostgreSQL too. */
  kill(whom: Victim): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
}
export type Victim = 'house' | 'house and database'

const READY_MS_MAX = 180_000
const LOOK_MS = 50
const root = new URL('../..', import.meta.url).pathname

export function mortal(data: string, port: number, seed: string): Mortal {
  const home = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let words = ''

  const start = async (): Promise<number> => {
    const began = performance.now()
    const env = { ...process.env, DHARA_DATA: data, PORT: String(port), DHARA_SEED: seed }
    const lone = { DHARA_PEOPLE: '0', DHARA_SPEED: '20', DATABASE_URL: '', NODE_ENV: '' }
    const args = ['--disable-warning=ExperimentalWarning', 'main.ts', 'start', '--no-pages']
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
    const born = spawn(process.execPath, args, { cwd: root, stdio, env: { ...env, ...lone } })
    child = born
    words = ''
    const hear = (chunk: Buffer): void => void (words = (words + String(chunk)).slice(-4000))
    born.stdout.on('data', hear)
    born.stderr.on('data', hear)
    while (performance.now() - began < READY_MS_MAX) {
      if (born.exitCode !== null) throw new Error(`the house did not start again:\n${words}`)
      const answer = await fetch(`${home}/health`).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => {})
      if (answer?.ok) return performance.now() - began
      await pause(LOOK_MS)
    }
    throw new Error(`the house was not ready in ${READY_MS_MAX} ms:\n${words}`)
  }

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  return {
    home,
    start,
    kill: async (whom) => {
      const database = whom === 'house' ? undefined : postmasterOf(data)
      await end('SIGKILL')
      if (database) process.kill(database, 'SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

/** The database of this folder, which our own child started. */
const postmasterOf = (data: string): number =>
  Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
