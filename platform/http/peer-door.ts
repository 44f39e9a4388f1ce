/**
 * The doors between processes of one house: `POST /internal/call` runs a call of a module that
 * lives here, the others keep the business clocks together. They stand only where peers are
 * configured, and open to a pass signed with the house's own key (see `peer-pass.ts`).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Instant } from '#kernel/dates'
import { Fault } from './faults.ts'
import { askedOf, type House } from './house.ts'
import { isLoopback } from './limits.ts'
import { readPass, type Pass } from './peer-pass.ts'
import type { Use } from './repeat.ts'

/** The business clock as its owner tells it; a higher `n` is a later word. */
export type ClockTold = {
  readonly n: number
  readonly businessAt: Instant
  readonly rate: number
  readonly sandboxUrl?: string
}
/** Whether a process is at rest, and when it next has something to do. */
export type Rest = { readonly atRest: boolean; readonly next?: Instant }

export type PeerPort = {
  readonly secret: string
  /** The clock, where this process owns it. */
  readonly clock?: () => ClockTold
  /** Follows the owner's clock, and says whether there is anything to do at that instant. */
  readonly rest?: (told: ClockTold) => Promise<Rest>
}

/** What is asked of a peer: a call by its name. `use` makes a part of a composed mutation once. */
export type Asked = { readonly name: string; readonly input: unknown; readonly use?: Use }
export const CALL_DOOR = '/internal/call'
export const CLOCK_DOOR = '/internal/clock'
export const REST_DOOR = '/internal/rest'

export function peerDoors(app: FastifyInstance, house: House): void {
  const { peers } = house.options
  if (!peers) return
  const { clock, rest } = peers
  const open = (door: string, work: (body: never, pass: Pass) => Promise<unknown>) =>
    app.post(door, async (request, reply) => {
      const pass = passOf(house, request, door)
      if (door !== CALL_DOOR) askedOf(request).leave() // Watching us is no work of ours.
      return reply.header('cache-control', 'no-store').send(await work(request.body as never, pass))
    })
  open(CALL_DOOR, (asked: Asked, pass) => callHere(house, asked, pass))
  if (clock) open(CLOCK_DOOR, async () => clock())
  if (rest) open(REST_DOOR, (told: ClockTold) => rest(told))
}

async function callHere({ faces, call }: House, asked: Asked, pass: Pass): Promise<object> {
  const { name, input, use } = asked
  const door = faces.door(name)
  if (!door) throw new Fault('not-found')
  const { module: by, correlation, onBehalfOf } = pass
  const more = { by, ...(correlation && { correlation }), ...(use && { use }) }
  return { answer: (await call(door.call, input as never, onBehalfOf, more)) ?? null }
}

function passOf({ options, config }: House, request: FastifyRequest, door: string): Pass {
  const near = isLoopback(request.socket.remoteAddress ?? '')
  if (config.secure && !near && request.protocol !== 'https') throw new Fault('forbidden')
  const nowMs = options.wall.nowMs()
  const { authorization } = request.headers
  return readPass(options.peers!.secret, authorization, { door, body: request.body, nowMs })
}
