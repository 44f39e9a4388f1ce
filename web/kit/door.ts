/**
 * The way from a page to the house (DESIGN §10): queries are asked, commands are run with an
 * Idempotency-Key, everything that is not an answer becomes a `Problem`.
 *
 * Console and phone share an origin and so its cookies. The console lives by the cookie; the phone
 * gives `bearer` and then sends and keeps no cookie at all, so both can be open side by side.
 */
import type { Call, InputOf, OutputOf } from '#kernel/contract'
import { isPassing, noAnswer, Problem, type FieldProblem } from './problem.ts'

export type Asking = {
  /** The question holds personal data: it is posted, so that nothing of it stands in a URL. */
  readonly posted?: boolean
  readonly signal?: AbortSignal
}
/** A command either ran, or waits for a second person. */
export type Ran<Output = unknown> =
  | { readonly how: 'done'; readonly output: Output }
  | { readonly how: 'proposed'; readonly proposalId: string }

export type Door = {
  /** `ask<typeof river>('monitor.river', {…})`: the types come from the contract. */
  ask<C extends Call = Call>(
    name: string,
    input?: InputOf<C>,
    asking?: Asking,
  ): Promise<OutputOf<C>>
  /** The same `key` on every retry of one intent; see `intentKey`. */
  run<C extends Call = Call>(
    name: string,
    input: InputOf<C>,
    key: string,
  ): Promise<Ran<OutputOf<C>>>
  /** Any of the house's own addresses: `/v1/meta`, an entity's `/list` and `/one`. */
  get<T = unknown>(path: string, question?: unknown, asking?: Asking): Promise<T>
  /** A file: a PDF as a blob. */
  file(path: string): Promise<Blob>
  /** Live pushes until the returned function is called; reconnects by itself. */
  stream(path: string, listener: Listener): () => void
}
export type Listener = {
  onData(data: unknown, event: string): void
  onState?(state: 'open' | 'lost'): void
}
type Options = {
  readonly bearer?: () => string | null | undefined
  readonly onSignedOut?: () => void
  /** What goes with every request. */
  readonly headers?: () => { readonly [name: string]: string }
}

const TRIES = 3
const WAIT_MS = 700
const RECONNECT_MS = 2000

/** `monitor.river` stands at `/v1/monitor/river`. */
export const pathOf = (name: string): string => `/v1/${name.replace('.', '/')}`

/** A new one for each thing a person means to do. */
export function intentKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // Without https there is no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function makeDoor(options: Options = {}): Door {
  const send = (path: string, init: RequestInit) => sent(options, path, init)
  const posted = (path: string, body: unknown, headers: Record<string, string> = {}) => ({
    path,
    init: {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    },
  })
  const get = async (path: string, question?: unknown, { signal }: Asking = {}) => {
    const q = question === undefined ? '' : `?q=${encodeURIComponent(JSON.stringify(question))}`
    const response = await send(`${path}${q}`, signal ? { signal } : {})
    return response.json()
  }
  const door = {
    get,
    ask: async (name: string, input: unknown = {}, asking: Asking = {}) => {
      if (!asking.posted) return get(pathOf(name), input, asking)
      const { path, init } = posted(pathOf(name), input)
      const more = asking.signal ? { signal: asking.signal } : {}
      return (await send(path, { ...init, ...more })).json()
    },
    run: async (name: string, input: unknown, key: string) => {
      const { path, init } = posted(pathOf(name), input, { 'idempotency-key': key })
      const response = await patiently(() => send(path, init))
      const body = (await response.json()) as { proposalId?: string }
      if (response.status !== 202) return { how: 'done', output: body }
      return { how: 'proposed', proposalId: body.proposalId ?? '' }
    },
    file: async (path: string) => (await send(path, {})).blob(),
    stream: (path: string, listener: Listener) => streamed(send, path, listener),
  }
  return door as Door
}

async function sent(options: Options, path: string, init: RequestInit): Promise<Response> {
  const token = options.bearer?.()
  const headers = new Headers(init.headers)
  if (token) headers.set('authorization', `Bearer ${token}`)
  for (const [name, value] of Object.entries(options.headers?.() ?? {})) headers.set(name, value)
  const credentials = options.bearer ? 'omit' : 'same-origin'
  let response: Response
  try {
    response = await fetch(path, { ...init, headers, credentials })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw noAnswer()
  }
  if (response.ok) return response
  const problem = await problemIn(response)
  if (problem.status === 401) options.onSignedOut?.()
  throw problem
}

async function problemIn(response: Response): Promise<Problem> {
  const { status } = response
  const said = (await response.json().catch(() => ({}))) as {
    code?: string
    title?: string
    requestId?: string
    fields?: readonly FieldProblem[]
  }
  const { code = `http-${status}`, title = 'Something went wrong on our side.', ...more } = said
  return new Problem({ code, title, status, ...more })
}

/** The same request again while trying again may help; its key makes that harmless. */
async function patiently(work: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const passing = error instanceof Problem && isPassing(error) && error.status !== 429
      if (!passing || attempt >= TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt))
    }
  }
}

type Send = (path: string, init: RequestInit) => Promise<Response>

/** Read by `fetch`, not `EventSource`: that one can't send a bearer. */
function streamed(send: Send, path: string, listener: Listener): () => void {
  const stop = new AbortController()
  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        const response = await send(path, { signal: stop.signal })
        listener.onState?.('open')
        if (response.body) await readEvents(response.body, listener)
      } catch (error) {
        if (error instanceof Problem && (error.status === 401 || error.status === 403)) return
      }
      if (stop.signal.aborted) return
      listener.onState?.('lost')
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
    }
  }
  void run()
  return () => stop.abort()
}

async function readEvents(body: ReadableStream<Uint8Array>, listener: Listener): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const frames = (rest + decoder.decode(value, { stream: true })).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) tell(frame, listener)
  }
}

function tell(frame: string, listener: Listener): void {
  const lines = frame.split('\n')
  const of = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2))
  const data = of('data').join('\n')
  if (data === '') return // A heartbeat.
  listener.onData(JSON.parse(data), of('event')[0] ?? 'message')
}
