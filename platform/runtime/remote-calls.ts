/** Calls to modules that run in another process of the house: over HTTP, with a signed pass. */
import { request } from 'undici'
import type { Actor } from '#kernel/contract'
import { Fault, faults, type FaultCode, type FieldFault } from '../http/faults.ts'
import { CALL_DOOR, type Asked } from '../http/peer-door.ts'
import { passFor } from '../http/peer-pass.ts'
import type { Peers } from './peers.ts'

export type RemoteCalls = {
  /** Whether the module is said to run in another process. */
  reaches(module: string): boolean
  /** The answer or refusal of a call there; a fault of there is thrown as if it were of here. */
  call(module: string, asked: Asked, who: Caller): Promise<unknown>
  /** Asks a process itself, by its address. */
  send<T>(url: string, door: string, body: object): Promise<T>
}
export type Caller = {
  readonly module: string
  readonly onBehalfOf: Actor
  readonly correlation?: string
}

/** Whoever asked waits no longer than this: the pass is worthless after it. */
const CALL_MS_MAX = 10_000
const platform: Caller = { module: 'platform', onBehalfOf: { kind: 'module', id: 'platform' } }

export function remoteCalls(around: {
  readonly peers: Peers
  readonly secret: string
  readonly wall: { nowMs(): number }
}): RemoteCalls {
  const { peers, secret, wall } = around
  const post = async (url: string, door: string, body: object, who: Caller): Promise<unknown> => {
    const pass = { ...who, deadlineMs: wall.nowMs() + CALL_MS_MAX }
    const answer = await posted(`${url}${door}`, body, passFor(secret, pass, { door, body }))
    if (answer.status < 300) return answer.json
    throw faultOf(answer.json)
  }
  return {
    reaches: (module) => peers.of(module) !== undefined,
    call: async (module, asked, who) => {
      const url = peers.of(module)
      if (!url) throw new TypeError(`nobody says where ${module} runs`)
      // As it will be read there: what JSON leaves out is left out of the hash too.
      const body = JSON.parse(JSON.stringify(asked)) as object
      const told = (await post(url, CALL_DOOR, body, who)) as { answer: unknown }
      return told.answer
    },
    send: async <T>(url: string, door: string, body: object) =>
      (await post(url, door, body, platform)) as T,
  }
}

async function posted(url: string, body: object, authorization: string) {
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_MS_MAX),
    })
    return { status: answer.statusCode, json: (await answer.body.json()) as unknown }
  } catch (cause) {
    throw new Fault('unavailable', { cause })
  }
}

function faultOf(problem: unknown): Fault {
  const { code = '', fields } = problem as { code?: string; fields?: readonly FieldFault[] }
  if (!Object.hasOwn(faults, code)) return new Fault('internal', { cause: problem })
  // That our pass was not taken is our fault, and nobody's at the door.
  if (code === 'token-invalid' || code === 'token-expired') return new Fault('internal')
  return new Fault(code as FaultCode, { ...(fields && { fields }) })
}
