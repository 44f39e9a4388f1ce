/**
 * Opens the doors: one Fastify, every route of which is drawn from the modules' tables of contents.
 *
 *   onRequest   announce (id, clock) ─ busy? ─ who, may they, how often
 *   parse       JSON, bounded in bytes and depth
 *   handler     the door
 *   onError     the catalogue ─ application/problem+json
 *   onResponse  count, time, log what failed or was slow
 */
import Fastify, { type FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { callsFrom, callsOf, type Caller, type InCall } from './calls.ts'
import { commandDoor } from './command-door.ts'
import { facesOf } from './faces.ts'
import { answerBroken, answerFaults, answerUnreadable, parseJson } from './answers.ts'
import { hookDoor, HOOK_BYTES_MAX } from './hook-door.ts'
import { houseDoors } from './house-doors.ts'
import { type DoorsOptions, type House } from './house.ts'
import { intakeDoors } from './intake-door.ts'
import { limitsOf, QUERIES_A_MINUTE } from './limits.ts'
import { peerDoors } from './peer-door.ts'
import { servePages } from './pages.ts'
import { queryDoor } from './query-door.ts'
import { forgetting, keyQueue } from './repeat.ts'
import { proxySandbox } from './sandbox-proxy.ts'
import { sealWith } from './seal.ts'
import { shelfDoor } from './shelf-door.ts'
import { enter } from './entry.ts'
import { openStreams, streamDoor, type OpenStreams } from './stream-door.ts'

export type Doors = {
  readonly app: FastifyInstance
  /** Resolves with the port in use (for port 0: the one that was free). */
  listen(port: number, host?: string): Promise<number>
  /** Refuses new requests, ends streams, lets the running ones finish. */
  close(): Promise<void>
  /** A call from inside the house: schema, permission, the callee's role; a refusal is returned. */
  readonly call: InCall
  /** What `openDatabase` wants as `call`: a read from inside another module's transaction. */
  callFrom(query: Parameters<InCall>[0], input: unknown, caller: Caller): Promise<unknown>
  /** Requests at work just now. */
  inFlight(): number
}

const BODY_BYTES_MAX = 256 * 1024
const URL_PARAM_MAX = 200
/** A request not fully sent by then is dropped: a slow sender must not hold a place. */
const REQUEST_MS_MAX = 30_000
const CLOSE_MS_MAX = 5000

export async function openDoors(options: DoorsOptions): Promise<Doors> {
  const { config = {}, db, modules, streams = [] } = options
  const faces = facesOf(modules)
  const seal = sealWith(options.sealKey)
  const { exemptLoopback = false, bodyLimit = BODY_BYTES_MAX, trustProxy = false } = config
  const countUse = limitsOf({ kv: options.kv, wall: options.wall, seal, exemptLoopback })
  const call = callsOf({ faces, away: options.away, db, seal, wall: options.wall })
  const house: House = { options, config, faces, seal, countUse, call }
  const app = Fastify({
    bodyLimit,
    trustProxy,
    requestTimeout: REQUEST_MS_MAX,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: URL_PARAM_MAX, ignoreTrailingSlash: false },
    exposeHeadRoutes: false,
    clientErrorHandler: answerBroken(house),
    frameworkErrors: answerUnreadable(house),
    // Fastify's own checks are unused: they coerce, and drop what they don't know.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  const live = openStreams()
  parseJson(app)
  const traffic = answerFaults(app, house)
  callDoors(app, house)
  shelfDoors(app, house)
  streamDoors(app, house, live)
  hookDoors(app, house)
  intakeDoors(app, house)
  houseDoors(app, house)
  peerDoors(app, house)
  if (options.sandboxUrl !== undefined) await proxySandbox(app, options.sandboxUrl)
  traffic.otherwise(await servePages(app, options.pages))
  await app.ready()
  return {
    app,
    listen: async (port, host = '127.0.0.1') => {
      await app.listen({ port, host })
      return (app.server.address() as AddressInfo).port
    },
    close: async () => {
      live.closeAll()
      const patience = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS_MAX)
      await app.close().finally(() => clearTimeout(patience))
    },
    call,
    callFrom: callsFrom(call),
    inFlight: traffic.inFlight,
  }

  function streamDoors(to: FastifyInstance, of: House, open: OpenStreams): void {
    for (const stream of streams) {
      const entry = { door: stream.path, allow: stream.allow, changes: false }
      to.route({
        method: 'GET',
        url: stream.path,
        onRequest: async (request) => {
          await enter(of, request, { ...entry, limits: [QUERIES_A_MINUTE] })
        },
        handler: streamDoor(of, stream, open),
      })
    }
  }
}

function callDoors(app: FastifyInstance, house: House): void {
  const { bodyLimits = {} } = house.config
  const queue = keyQueue()
  const forget = forgetting(house.options.db)
  for (const door of house.faces.doors) {
    const isCommand = door.call.kind === 'command'
    const { onRequest, handler } = isCommand
      ? commandDoor(house, door, queue)
      : queryDoor(house, door)
    const bodyLimit = bodyLimits[door.call.name]
    app.route({
      method: door.method,
      url: door.path,
      ...(bodyLimit !== undefined && { bodyLimit }),
      onRequest: async (request) => {
        await onRequest(request)
        if (isCommand) forget(house.options.wall.now())
      },
      handler: (request, reply) => handler(request, reply),
    })
  }
}

function shelfDoors(app: FastifyInstance, house: House): void {
  for (const shelf of house.faces.shelves) {
    const door = shelfDoor(house, shelf)
    const onRequest = async (request: Parameters<typeof door.onRequest>[0]) => {
      await door.onRequest(request)
    }
    if (shelf.list) app.get(`${shelf.path}/list`, { onRequest }, door.list)
    if (shelf.one) app.get(`${shelf.path}/one`, { onRequest }, door.one)
  }
}

/** Webhooks are verified on the bytes as they came: nothing may parse them first. */
function hookDoors(app: FastifyInstance, house: House): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const raw = { parseAs: 'buffer', bodyLimit: HOOK_BYTES_MAX } as const
    scope.addContentTypeParser('*', raw, (_request, body, done) => done(null, body))
    for (const bound of house.faces.hooks) {
      const bodyLimit = HOOK_BYTES_MAX
      scope.post(bound.hook.hook, { bodyLimit }, hookDoor(house, bound))
    }
  })
}
