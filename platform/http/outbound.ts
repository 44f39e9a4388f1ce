/**
 * The one way out (DL-15): to the hosts a module declares and nowhere else, with a deadline, told
 * by class of data. `TryLater` says the outside world failed for now; an Error, that we may not.
 */
import { Agent, request as send } from 'undici'
import { TryLater } from '#platform/queue'
import type { Logger } from '../runtime/logs.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { Egress, Http, HttpAnswer, HttpRequest } from './index.ts'
import { openVendorHealth, type VendorHealth } from './vendor-health.ts'

export type Host = {
  readonly url: string
  readonly secret: string
  /** How the secret is shown: `Bearer <secret>` (default), or `Basic` of `key:secret`. */
  readonly scheme?: 'bearer' | 'basic'
}

export type OutboundOptions = {
  readonly module: string
  readonly egress: readonly Egress[]
  readonly hosts: { readonly [name: string]: Host }
  readonly wall: { nowMs(): number }
  readonly logger: Logger
  readonly metrics: Metrics
  /** In development only: a vendor's address may be plain HTTP. */
  readonly allowPlain?: boolean
}

export type Outbound = {
  readonly http: Http
  /** Requests that have not been answered yet. */
  inFlight(): number
  health(): readonly VendorHealth[]
  /** Cuts what is open: the queue, whose requests these are, has stopped before. */
  close(): Promise<void>
}

const TIMEOUT_MS = 10_000
const TIMEOUT_MS_MAX = 120_000
const ANSWER_BYTES_MAX = 8 * 1024 * 1024
const CONNECTIONS_MAX = 32

/** Throws at once where a declared host has no address, or a plain one: not at the first payout. */
export function openHttp(options: OutboundOptions): Outbound {
  const { module, egress, hosts, allowPlain = false } = options
  const declared = new Map(egress.map((one) => [one.host, one]))
  for (const { host } of egress) originOf(host, hosts[host], allowPlain)
  const agent = new Agent({ connections: CONNECTIONS_MAX, keepAliveTimeout: 10_000 })
  const health = openVendorHealth(egress, options.wall)
  let inFlight = 0

  const http: Http = async (host, request) => {
    const egressTo = declared.get(host)
    if (!egressTo) throw new Error(`${module} declares no egress to ${host}: it may not go there`)
    const target = targetOf(originOf(host, hosts[host], allowPlain), request.path)
    const startMs = options.wall.nowMs()
    let status = 0
    inFlight += 1
    try {
      const answer = await asked(agent, target, request, hosts[host] as Host)
      status = answer.status
      return judged(host, target, answer)
    } finally {
      inFlight -= 1
      told(options, egressTo, { status, ms: options.wall.nowMs() - startMs })
      health.add(host, { good: status > 0 && status < 500, ms: options.wall.nowMs() - startMs })
    }
  }
  return {
    http,
    inFlight: () => inFlight,
    health: health.now,
    close: () => agent.destroy(),
  }
}

function originOf(name: string, host: Host | undefined, allowPlain: boolean): string {
  if (!host) throw new Error(`no address for the provider ${name}`)
  const url = new URL(host.url)
  const isPlain = url.protocol === 'http:'
  if (url.protocol !== 'https:' && !(isPlain && allowPlain)) {
    throw new Error(`the provider ${name} must be reached by https`)
  }
  return host.url.replace(/\/$/, '')
}

/** The path stays under the host's own address, whatever it holds. */
function targetOf(origin: string, path: string): URL {
  const target = new URL(`${origin}${path}`)
  // Compared once resolved: dots may come encoded, and two slashes name another host.
  const base = new URL(origin).href.replace(/\/$/, '')
  const inside = target.href.startsWith(`${base}/`) && /^\/(?!\/)/.test(path)
  if (!inside) throw new Error('a request must stay with its host')
  return target
}

type Answer = HttpAnswer & { readonly location: string | undefined }

async function asked(agent: Agent, to: URL, request: HttpRequest, host: Host): Promise<Answer> {
  const { method, json, headers = {}, timeoutMs = TIMEOUT_MS } = request
  const signal = AbortSignal.timeout(Math.min(timeoutMs, TIMEOUT_MS_MAX))
  const own = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]))
  const typed = json === undefined ? {} : { 'content-type': 'application/json' }
  try {
    const answer = await send(to, {
      method,
      dispatcher: agent,
      headers: { accept: 'application/json', ...typed, authorization: shownSecret(host), ...own },
      body: json === undefined ? null : JSON.stringify(json),
      signal,
    })
    const { location } = answer.headers
    const text = await textOf(answer.body)
    const at = Array.isArray(location) ? location[0] : location
    return { status: answer.statusCode, text, json: parsed(text), location: at }
  } catch (fault) {
    const { name, code } = fault as { name?: string; code?: string }
    throw new TryLater(`no answer: ${code ?? name ?? 'unknown'}`, { cause: fault })
  }
}

const shownSecret = ({ secret, scheme = 'bearer' }: Host): string =>
  scheme === 'basic' ? `Basic ${Buffer.from(secret).toString('base64')}` : `Bearer ${secret}`

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.byteLength
    if (bytes > ANSWER_BYTES_MAX) throw new RangeError('the answer is too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Undefined when the text is no JSON: the adapter knows whether that matters. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function judged(host: string, target: URL, { location, ...answer }: Answer): HttpAnswer {
  const { status } = answer
  if (status >= 500 || status === 429) throw new TryLater(`${host} answered ${status}`)
  if (status >= 300 && status < 400 && location !== undefined) {
    const to = URL.canParse(location, target) ? new URL(location, target).origin : 'elsewhere'
    if (to !== target.origin) throw new Error(`${host} sends us to ${to}: refused`)
  }
  return answer
}

/** Which classes of data went where, why, and how it went; never what. */
function told(
  options: OutboundOptions,
  to: Egress,
  { status, ms }: { status: number; ms: number },
) {
  const { module, metrics, logger } = options
  const { host, purpose, region, classes } = to
  metrics.counter('egress_total', { module, host, status: String(status) }).add()
  metrics.histogram('egress_ms', { module, host }).observe(ms)
  logger.info({ module, host, purpose, region, classes, status, ms }, 'egress')
}
