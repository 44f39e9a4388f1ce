/** A house of one or several processes on one database, moved through time from outside. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../platform/runtime/instance.ts'
import { removeEngine } from '../../platform/sql/engine.ts'
import { openIngress } from './ingress.ts'

export type Part = {
  readonly modules: readonly string[]
  readonly port: number
  readonly child: ChildProcess
  tell<T>(act: string, about?: unknown): Promise<T>
  /** Ends it in order; nothing when it is gone already. */
  stop(): Promise<void>
}
export type Household = {
  /** The first of them keeps the clock and the sandbox. */
  readonly parts: readonly Part[]
  readonly data: string
  /** Begins one more process of it. */
  begin(modules: readonly string[], port: number): Promise<Part>
  close(): Promise<void>
}
/** The modules of each process; an empty list is all of them. */
export type Split = readonly (readonly string[])[]

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')
const PARTITIONS = 16
const SHARED_MS_MAX = 120_000
const CHILD = new URL('./part.child.ts', import.meta.url)

export async function openHousehold(split: Split, seed: string): Promise<Household> {
  const data = mkdtempSync(join(tmpdir(), 'dhara-processes-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another and has to go through it.
  const ingress = await openIngress()
  const ports = await Promise.all(split.map(freePort))
  const at = (n: number) => `http://127.0.0.1:${ports[n]}`
  const named = split.flatMap((modules, n) => modules.map((name) => [name, ports[n]!] as const))
  ingress.route({ '*': ports[0]!, ...Object.fromEntries(named) })
  const peers = split.flatMap((modules, n) => modules.map((name) => `${name}=${at(n)}`))
  const parts: Part[] = []
  const begin = async (modules: readonly string[], port: number) => {
    const others = peers.filter((peer) => !peer.endsWith(`:${port}`))
    const env = {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], DHARA_DATA: data },
      ...{ NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] },
      ...{ PORT: String(port), DHARA_SEED: seed, DHARA_ADDRESS: ingress.address },
      ...{ PART_MODULES: modules.join(','), DHARA_PEERS: others.join(',') },
    }
    return beginPart(modules, port, env)
  }
  const close = async () => {
    for (const part of parts.toReversed()) await part.stop()
    await ingress.close()
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
  try {
    for (const [n, modules] of split.entries()) parts.push(await begin(modules, ports[n]!))
    await shared(parts)
    return { parts, data, begin, close }
  } catch (problem) {
    await close()
    throw problem
  }
}

/** Until the processes have shared the partitions evenly, some seconds after the last came. */
async function shared(parts: readonly Part[]): Promise<void> {
  const fair = PARTITIONS / parts.length
  const until = performance.now() + SHARED_MS_MAX
  for (;;) {
    const shares = await Promise.all(parts.map(({ tell }) => tell<number>('share')))
    if (shares.every((share) => Math.abs(share - fair) < 1)) return
    if (performance.now() > until) throw new Error(`not shared evenly: ${shares.join(', ')}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function beginPart(modules: readonly string[], port: number, env: NodeJS.ProcessEnv) {
  const child = fork(CHILD, { env, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  const gone = once(child, 'exit')
  let words = ''
  child.stderr?.on('data', (text) => (words += String(text)))
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<unknown>()
  waiting.set(0, ready)
  child.on('message', ({ n, value, problem }: { n: number; value?: unknown; problem?: string }) => {
    if (problem === undefined) waiting.get(n)?.resolve(value)
    else waiting.get(n)?.reject(new Error(problem))
    waiting.delete(n)
  })
  child.once('exit', (code) => {
    const problem = new Error(
      `the process of ${modules.join(',') || 'all'} ended (${code}):\n${words}`,
    )
    for (const one of waiting.values()) one.reject(problem)
  })
  let n = 0
  const tell = <T>(act: string, about?: unknown): Promise<T> => {
    const told = Promise.withResolvers<unknown>()
    waiting.set(++n, told)
    child.send({ n, act, about })
    return told.promise as Promise<T>
  }
  await ready.promise
  const stop = async () => {
    if (child.connected) await tell('stop').catch(() => child.kill('SIGKILL'))
    await gone
  }
  return { modules, port, child, tell, stop }
}
