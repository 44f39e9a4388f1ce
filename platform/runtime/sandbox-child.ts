/**
 * The sandbox as a child process, and the word it is given about our clock (DESIGN §16). Present
 * only with a sandbox clock; production never starts it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'undici'
import type { Instant } from '#kernel/dates'
import type { BusinessClock } from './clock.ts'
import { StartFault } from './start-fault.ts'

export type Sandbox = {
  readonly url: string
  /** Each vendor's base address and the secret it knows us by. */
  readonly hosts: { readonly [vendor: string]: { readonly url: string; readonly secret: string } }
  /** When the outside world will next do something by itself. */
  agenda(): Promise<{ next: Instant | null; pending: number }>
  /** Does all of the agenda up to the instant, before it answers. */
  advance(to: Instant): Promise<void>
  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>
  stop(): Promise<void>
}

export type SandboxOptions = {
  readonly root: string
  readonly data: string
  readonly secret: string
  readonly seed: string
  /** Our own address, for webhooks. */
  readonly home: string
  readonly clock: BusinessClock
}

const VENDORS = ['sms', 'kyc', 'bank', 'bureau', 'psp', 'esign', 'aggregator', 'mail'] as const
const READY_MS_MAX = 20_000
const STOP_MS_MAX = 5000
const ADVANCE_MS_MAX = 120_000

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { root, data, secret, seed, home, clock } = options
  const compiled = process.env['NODE_COMPILE_CACHE'] // Half of its start is compiling.
  const child = spawn(process.execPath, [`${root}/sandbox/main.ts`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // Ctrl-C reaches us; we end it, after the last webhook is answered.
    env: {
      ...{ PATH: process.env['PATH'], NODE_OPTIONS: '', NODE_COMPILE_CACHE: compiled },
      ...{ SANDBOX_PORT: '0', SANDBOX_DATA: data },
      ...{ SANDBOX_SECRET: secret, SANDBOX_SEED: seed, SANDBOX_HOOKS: home },
    },
  })
  const url = `http://127.0.0.1:${await portOf(child)}`
  const send: Sandbox['send'] = async (method, path, body) => {
    const answer = await request(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      headersTimeout: ADVANCE_MS_MAX,
      bodyTimeout: ADVANCE_MS_MAX,
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`sandbox ${path}: ${answer.statusCode} ${text}`)
    return JSON.parse(text || '{}') as never
  }
  const tellClock = () =>
    send('POST', '/clock', { businessAt: clock.now(), rate: clock.rate() }).catch(() => {})
  await tellClock()
  const unhook = clock.onChange(() => void tellClock())
  return {
    url,
    hosts: vendorsAt(url, secret),
    agenda: () => send('GET', '/agenda'),
    advance: async (to) => void (await send('POST', '/advance', { to })),
    send,
    stop: async () => {
      unhook()
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
      await gone
      clearTimeout(late)
    },
  }
}

/** Every vendor of the sandbox at this address. */
export const vendorsAt = (url: string, secret: string): Sandbox['hosts'] =>
  Object.fromEntries(VENDORS.map((name) => [name, { url: `${url}/${name}`, secret }]))

/** The first line the child prints is `{"port":…}`. */
async function portOf(child: ReturnType<typeof spawn>): Promise<number> {
  let text = ''
  const signal = AbortSignal.timeout(READY_MS_MAX)
  try {
    for await (const chunk of child.stdout ?? []) {
      signal.throwIfAborted()
      text += String(chunk)
      if (text.includes('\n')) break
    }
    const { port } = JSON.parse(text) as { port: number }
    child.stdout?.resume()
    return port
  } catch {
    child.kill('SIGKILL')
    throw new StartFault('The sandbox did not start: its own words are above.')
  }
}
