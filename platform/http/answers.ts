/** How requests are announced, bodies read, and faults answered; the same for every door. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Fault, faultOf, faults, problemOf, retryAfterS } from './faults.ts'
import { securityHeaders } from './headers.ts'
import { askedOf, setAsked, type House } from './house.ts'

const IN_FLIGHT_MAX = 512
const SLOW_MS = 1000
const DEPTH_MAX = 64

/** JSON only, without `__proto__` tricks, and not deeper than anything sensible. */
export function parseJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = textOf(body as Buffer)
    if (text === undefined || tooDeep(text)) return done(new Fault('malformed-json'), undefined)
    return parse(request, text, done)
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Bytes that are no UTF-8 would else be kept as question marks nobody typed. */
function textOf(body: Buffer): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}

/** Nested deeper than anything sensible; told from the text, before it is parsed. */
export function tooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i)
    if (quoted) {
      if (sign === 92) i++
      else if (sign === 34) quoted = false
    } else if (sign === 34) quoted = true
    else if (sign === 123 || sign === 91) {
      if (++depth > DEPTH_MAX) return true
    } else if (sign === 125 || sign === 93) depth--
  }
  return false
}

type Otherwise = (request: FastifyRequest, reply: FastifyReply) => boolean

/** Hooks around every request. `otherwise` may answer a path that no door has. */
export function answerFaults(app: FastifyInstance, house: House) {
  const methods = new Map<string, string>()
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) methods.set(url, [method].flat().join(', '))
  })
  let inFlight = 0
  let otherwise: Otherwise = () => false
  const { options, config } = house
  const { inFlightMax = IN_FLIGHT_MAX } = config
  options.metrics.gauge('http_in_flight', () => inFlight)

  app.addHook('onRequest', async (request, reply) => {
    let counted = 1
    inFlight += counted
    const leave = () => {
      inFlight -= counted
      counted = 0
    }
    reply.raw.once('close', leave)
    announce(house, request, reply, leave)
    if (inFlight > inFlightMax) throw new Fault('too-busy')
  })
  app.addHook('onResponse', async (request, reply) => told(house, request, reply))
  app.setErrorHandler((error, request, reply) => answerFault(house, request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    if (otherwise(request, reply)) return
    // The other methods the address takes; undefined when it is no address at all.
    const allow = methods.get(request.url.split('?', 1)[0] ?? '')
    const fault = allow ? new Fault('method-not-allowed', { allow }) : new Fault('not-found')
    answerFault(house, request, reply, fault)
  })
  return {
    inFlight: () => inFlight,
    otherwise: (answer: Otherwise) => void (otherwise = answer),
  }
}

function announce(
  { options, config }: House,
  request: FastifyRequest,
  reply: FastifyReply,
  leave = () => {},
): void {
  const actor = { kind: 'visitor', id: 'visitor' } as const
  const requestId = options.newId('req')
  setAsked(request, { requestId, startMs: options.wall.nowMs(), actor, viaCookie: false, leave })
  reply.headers({
    ...securityHeaders(config),
    'x-request-id': requestId,
    'cache-control': 'no-store',
  })
}

/** An address that can't be decoded meets no hook: it is announced here, and answered alike. */
export const answerUnreadable =
  (house: House) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    announce(house, request, reply)
    answerFault(house, request, reply, error)
  }

function answerFault(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): void {
  const fault = faultOf(error)
  const asked = askedOf(request)
  const { status } = faults[fault.code]
  if (status >= 500) {
    const about = { fault: fault.cause ?? fault, requestId: asked.requestId, door: doorOf(request) }
    house.options.logger.error(about, `answered ${fault.code}`)
  }
  const wait = retryAfterS(fault)
  if (wait !== undefined) reply.header('retry-after', String(wait))
  if (fault.more.allow) reply.header('allow', fault.more.allow)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="dhara"')
  house.options.metrics.counter('http_faults_total', { code: fault.code }).add()
  reply.code(status).type('application/problem+json').send(problemOf(fault, asked.requestId))
}

/** What is hardly HTTP becomes no request: answered on the bare socket, and hung up on. */
export function answerBroken({ options }: House) {
  return (error: { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'bad-request'
    options.metrics.counter('http_faults_total', { code }).add()
    const body = JSON.stringify(problemOf(new Fault(code), options.newId('req')))
    const { status } = faults[code]
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
}

/** The route's pattern, never the URL: it may hold what a person typed. */
const doorOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none'

function told({ options, config }: House, request: FastifyRequest, reply: FastifyReply): void {
  const { requestId, startMs, actor } = askedOf(request)
  const ms = options.wall.nowMs() - startMs
  const door = doorOf(request)
  const status = String(reply.statusCode)
  options.metrics.counter('http_requests_total', { door, status }).add()
  options.metrics.histogram('http_request_ms', { door }).observe(ms)
  const about = { door, status, ms, requestId, actor: actor.kind }
  if (ms > (config.slowMs ?? SLOW_MS)) options.logger.warn(about, 'a slow answer')
  else options.logger.debug(about, 'answered')
}
