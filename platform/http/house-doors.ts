/** The house's own doors: meta, proposals, the documents, health, metrics. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { docsPage } from './docs-page.ts'
import { enter } from './entry.ts'
import { Fault } from './faults.ts'
import { contentPolicy } from './headers.ts'
import { askedOf, type House } from './house.ts'
import { COMMANDS_A_MINUTE, isLoopback, QUERIES_A_MINUTE } from './limits.ts'
import { metaFor } from './meta.ts'
import { openApiOf } from './openapi.ts'
import { decisionDoor, openProposals } from './proposal-door.ts'
import { questionOf } from './query-door.ts'
import { keyQueue } from './repeat.ts'

const LAG_MS_MAX = 1000

export function houseDoors(app: FastifyInstance, house: House): void {
  staffDoors(app, house)
  documents(app, house)
  app.get('/health', (request, reply) => health(house, request, reply))
  app.get('/metrics', (request, reply) => {
    mayRead(house, request)
    return reply.type('text/plain; version=0.0.4').send(house.options.metrics.text())
  })
}

function staffDoors(app: FastifyInstance, house: House): void {
  const onRequest = (changes: boolean) => async (request: FastifyRequest) => {
    const limits = [changes ? COMMANDS_A_MINUTE : QUERIES_A_MINUTE]
    const door = request.routeOptions.url ?? 'platform'
    const entry = { door, allow: ['visitor'], limits, changes }
    const actor = await enter(house, request, entry)
    if (actor.kind !== 'staff')
      throw new Fault(actor.kind === 'visitor' ? 'not-signed-in' : 'forbidden')
  }
  const queue = keyQueue()
  const [reading, changing] = [onRequest(false), onRequest(true)]
  app.get('/v1/meta', { onRequest: reading }, async (request) => {
    questionOf(request)
    return metaFor(house.faces, askedOf(request).actor)
  })
  app.get('/v1/platform/proposals', { onRequest: reading }, async (request) => {
    questionOf(request)
    return { proposals: await openProposals(house, askedOf(request).actor) }
  })
  for (const outcome of ['approve', 'reject'] as const) {
    const handler = decisionDoor(house, outcome, queue)
    app.post(`/v1/platform/${outcome}`, { onRequest: changing }, handler)
  }
}

/** Drawn at the first asking, and then the same bytes for everyone. */
function documents(app: FastifyInstance, house: House): void {
  const { version = '0.1.0' } = house.config
  let openApi: string | undefined
  app.get('/openapi.json', async (_request, reply) => {
    openApi ??= JSON.stringify(openApiOf(house.faces, version))
    return reply.type('application/json').header('cache-control', 'no-cache').send(openApi)
  })
  app.get('/docs', async (request, reply) => {
    const nonce = house.seal.hash(`nonce\n${askedOf(request).requestId}`).slice(0, 32)
    reply.header('content-security-policy', contentPolicy(nonce))
    return reply.type('text/html; charset=utf-8').send(docsPage(house.faces, nonce))
  })
}

/** 200 only when nothing waits longer than a second: no event, outbox row or due timer. */
async function health(house: House, request: FastifyRequest, reply: FastifyReply) {
  const { lag } = house.options
  try {
    const { oldestMs, details } = (await lag?.()) ?? { oldestMs: 0, details: {} }
    const ok = oldestMs <= LAG_MS_MAX
    const status = ok ? 'ok' : 'lagging'
    return await reply.code(ok ? 200 : 503).send({ status, oldestMs, details })
  } catch (fault) {
    const { requestId } = askedOf(request)
    house.options.logger.error({ fault, requestId }, 'health could not be told')
    return reply.code(503).send({ status: 'unknown', oldestMs: null, details: {} })
  }
}

/** Figures are for us: this machine, or who holds the token. */
function mayRead({ config }: House, request: FastifyRequest): void {
  const { authorization = '' } = request.headers
  const wanted = Buffer.from(`Bearer ${config.metricsToken ?? ''}`)
  const given = Buffer.from(authorization)
  const holds = given.length === wanted.length && timingSafeEqual(given, wanted)
  if (config.metricsToken !== undefined && holds) return
  // The socket's own peer: what a proxy says of the client is not enough here.
  const forwarded = request.headers['x-forwarded-for'] !== undefined
  if (isLoopback(request.socket.remoteAddress ?? '') && !forwarded) return
  throw new Fault('forbidden')
}
