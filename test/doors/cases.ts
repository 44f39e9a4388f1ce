/** Requests that must be refused, drawn from the contracts, and what each must be answered. */
import type { BoundDoor, BoundShelf } from '../../platform/http/faces.ts'
import { allowed } from '../../platform/http/permit.ts'
import { BODY_LIMITS } from '../../platform/runtime/door-config.ts'
import type { Ask } from './knock.ts'
import type { Rig } from './rig.ts'
import { fullOf, spoiltOf } from './sample.ts'
import { OTHERS } from './staff.ts'

export type Case = {
  readonly about: string
  readonly ask: Ask
  readonly status: number
  readonly code: string | readonly string[]
}

/** They end a session, or move the house and its neighbours: tried where that is the subject. */
export const MOVES_THE_HOUSE: ReadonlySet<string> = new Set([
  ...['gateway.sign-out', 'monitor.move-clock', 'monitor.send-crowd', 'monitor.break-vendor'],
])

const AT_ONCE = 12
/** Over the limit of every door that has none of its own. */
const OVERSIZE = 300 * 1024

/** The sentences of those that were answered otherwise; none when all were. */
export async function misanswered(
  rig: Rig,
  cases: readonly Case[],
  atOnce = AT_ONCE,
): Promise<string[]> {
  const wrong: string[] = []
  const knocked = async ({ about, ask, status, code }: Case) => {
    const answer = await rig.knock(ask)
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
    const isRight =
      answer.status === status && [code].flat().includes(answer.json['code'] as string)
    if (isRight && isProblem && answer.json['requestId']) return
    wrong.push(`${about}: ${answer.status} ${answer.text.slice(0, 160)}`)
  }
  await inLanes(cases, knocked, atOnce)
  return wrong.toSorted()
}

/** A few at a time: many at once only wait for each other. */
export async function inLanes<Of>(
  all: readonly Of[],
  work: (one: Of) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<void> {
  const waiting = [...all]
  const lane = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

/** Tokens of those who may use the door; `undefined` stands for nobody signed in. */
export function tokensFor(rig: Rig, { call }: BoundDoor): readonly (string | undefined)[] {
  const who = allowed(call.allow)
  if (who.includes('visitor')) return [undefined]
  if (who.includes('customer')) return rig.at('active').map(({ token }) => token)
  const role = who.find((name) => name in rig.staff)
  return role === undefined ? [] : [role, ...OTHERS].map((name) => rig.staff[name]!.token)
}

/** The request that asks this of the door, its input as it should be or not. */
export function askOf({ method, path }: BoundDoor, input: unknown, token?: string): Ask {
  if (method === 'POST') return { path, token, body: input }
  return { method, path: `${path}?q=${encodeURIComponent(JSON.stringify(input))}`, token }
}

/** Every field of every door spoilt in every way: 400, with the field named. */
export function spoiltCases(rig: Rig): readonly Case[] {
  return rig.faces.doors.flatMap((door) => {
    const tokens = tokensFor(rig, door)
    if (tokens.length === 0) return []
    return spoiltOf(door.call.input).map(({ how, input }, i) => ({
      about: `${door.call.name} with ${how}`,
      ask: askOf(door, input, tokens[i % tokens.length]),
      ...{ status: 400, code: 'invalid-input' },
    }))
  })
}

const UNREADABLE = ['{"a":', '', '{"__proto__":{"a":1}}', '['.repeat(80) + ']'.repeat(80), 'no']

/** What is no JSON, or JSON with a trick in it; what is too large; what came without its key. */
export function unreadableCases(rig: Rig): readonly Case[] {
  return rig.faces.doors.flatMap((door): Case[] => {
    const tokens = tokensFor(rig, door)
    if (tokens.length === 0) return []
    const { method, path, call } = door
    const status = 400
    // By turns: a door answers each of the staff so often a minute, and was asked much before.
    const texts = UNREADABLE.map((raw, i): Case => {
      const token = tokens[i % tokens.length]
      const about = `${call.name} with ${raw.slice(0, 20)}`
      const code = ['malformed-json', 'invalid-input']
      if (method === 'POST') return { about, ask: { path, token, raw }, status, code }
      const query = `${path}?q=${encodeURIComponent(raw)}`
      return { about, ask: { method, path: query, token }, status, code }
    })
    if (method === 'GET') {
      const ask: Ask = { method, path: `${path}?q={}&also=1`, token: tokens[0] }
      return [...texts, { about: `${call.name} with also`, ask, status, code: 'unknown-parameter' }]
    }
    return [...texts, ...bodyCases(door, tokens)]
  })
}

function bodyCases(
  { call, path }: BoundDoor,
  tokens: readonly (string | undefined)[],
): readonly Case[] {
  const [token] = tokens.toReversed()
  const full = fullOf(call.input)
  const more = 'x'.repeat(Math.max(OVERSIZE, BODY_LIMITS[call.name] ?? 0))
  const large = { path, token, raw: JSON.stringify({ ...full, more }) }
  const text = { path, token, raw: 'a=1', headers: { 'content-type': 'text/plain' } }
  const keys = call.kind === 'command' ? [null, 'short', 'with space!', 'k'.repeat(129)] : []
  return [
    { about: `${call.name}, oversize`, ask: large, status: 413, code: 'too-large' },
    { about: `${call.name}, not JSON`, ask: text, status: 415, code: 'unsupported-media' },
    ...keys.map((key, i) => ({
      about: `${call.name} under the key ${key}`,
      ask: { path, token: tokens[i % tokens.length], body: full, key },
      ...{ status: 400, code: 'idempotency-key-missing' },
    })),
  ]
}

/** Who is nobody, and who is somebody else than they say: 401 at every door, open ones too. */
export function strangerCases(rig: Rig, expired: string): readonly Case[] {
  const forged = 'A'.repeat(expired.length)
  const shelves = rig.faces.shelves.map(shelfDoor)
  return [...rig.faces.doors, ...shelves].flatMap((door): Case[] => {
    const ask = askOf(door, fullOf(door.call.input))
    const isOpen = allowed(door.call.allow).includes('visitor')
    const withToken = (about: string, token: string): Case => ({
      about: `${door.call.name} with ${about}`,
      ask: { ...ask, token },
      ...{ status: 401, code: ['token-invalid', 'token-expired'] },
    })
    const basic = { ...ask, headers: { authorization: 'Basic eDp5' } }
    const { name } = door.call
    return [
      withToken('a forged token', forged),
      withToken('a token that has ended', expired),
      withToken('a token too long', 'A'.repeat(5000)),
      { about: `${name}, Basic`, ask: basic, status: 401, code: 'token-invalid' },
      ...(isOpen ? [] : [{ about: `${name}, nobody`, ask, status: 401, code: 'not-signed-in' }]),
    ]
  })
}

/** Everyone of the staff, and a customer, at each door that is not theirs: 403. */
export function trespassCases(rig: Rig): readonly Case[] {
  const [customer] = rig.at('active')
  const people = Object.entries(rig.staff).filter(([role]) => !OTHERS.includes(role))
  const everyone = [
    ['customer', customer!.token] as const,
    ...people.map(([role, { token }]) => [role, token] as const),
  ]
  return [...rig.faces.doors, ...rig.faces.shelves.map(shelfDoor)].flatMap((door) => {
    const names = allowed(door.call.allow)
    if (names.includes('visitor')) return []
    const others = everyone.filter(([role]) => !names.includes(role))
    return others.map(([role, token]) => ({
      about: `${door.call.name} by ${role}`,
      ask: askOf(door, fullOf(door.call.input), token),
      ...{ status: 403, code: 'forbidden' },
    }))
  })
}

/** A list of rows, as if it were a query that needs nothing. */
const shelfDoor = ({ module, entity, path }: BoundShelf): BoundDoor => ({
  ...{ module, method: 'GET', path: `${path}/list` },
  call: {
    ...{ kind: 'query', name: `${entity.name} list`, allow: entity.allow, refusals: [] },
    input: { type: 'object', properties: {} } as never,
    output: {} as never,
    ...{ fourEyes: false, serializable: false },
  },
  shell: () => Promise.reject(new Error('never run')),
})
