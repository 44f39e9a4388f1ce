/** How often: per door, by actor, address or a field of the input; counted in `kv`. */
import type { Actor } from '#kernel/contract'
import type { Kv } from '#platform/kv'
import { Fault } from './faults.ts'
import type { Seal } from './seal.ts'

/** `input.phone` counts by a field of the body, whoever sends it. */
export type Limit = {
  readonly by: 'actor' | 'ip' | `input.${string}`
  readonly max: number
  readonly perMs: number
}
export type Limits = { readonly [call: string]: readonly Limit[] }

const MINUTE_MS = 60_000
export const COMMANDS_A_MINUTE: Limit = { by: 'actor', max: 120, perMs: MINUTE_MS }
export const QUERIES_A_MINUTE: Limit = { by: 'actor', max: 1200, perMs: MINUTE_MS }
/** Doors open to everyone, by address. */
export const VISITS_A_MINUTE: Limit = { by: 'ip', max: 60, perMs: MINUTE_MS }

export type Counted = { readonly actor: Actor; readonly ip: string }

/** Counts one use of the door by each of the limits; throws `rate-limited` at the first passed. */
export function limitsOf(options: {
  kv: Kv
  wall: { nowMs(): number }
  seal: Seal
  /** On a developer's machine everybody comes from one address. */
  exemptLoopback: boolean
}) {
  const { kv, wall, seal, exemptLoopback } = options
  return async (door: string, limits: readonly Limit[], who: Counted, input?: unknown) => {
    for (const { by, max, perMs } of limits) {
      if (by.startsWith('input.') !== (input !== undefined)) continue
      if (by === 'ip' && exemptLoopback && isLoopback(who.ip)) continue
      const subject = subjectOf(by, who, input)
      if (subject === undefined) continue
      const nowMs = wall.nowMs()
      const window = Math.floor(nowMs / perMs)
      // Hashed: an address or a phone number is nobody's business in a counter's name.
      const key = `limit:${door}:${by}:${seal.hash(subject).slice(0, 32)}:${window}`
      if ((await kv.increment(key, 1, perMs)) <= max) continue
      const retryAfterS = Math.max(1, Math.ceil(((window + 1) * perMs - nowMs) / 1000))
      throw new Fault('rate-limited', { retryAfterS })
    }
  }
}
export type CountUse = ReturnType<typeof limitsOf>

function subjectOf(by: Limit['by'], { actor, ip }: Counted, input: unknown): string | undefined {
  if (by === 'ip') return ip
  if (by === 'actor') return actor.kind === 'visitor' ? ip : `${actor.kind}:${actor.id}`
  const value = (input as { [field: string]: unknown })[by.slice('input.'.length)]
  return typeof value === 'string' ? plain(value) : undefined
}

/** `+919876543210`, `09876543210` and `9876543210` are one phone. */
const plain = (value: string): string => /^(?:\+91|0)?([6-9]\d{9})$/.exec(value)?.[1] ?? value

export const isLoopback = (ip: string): boolean =>
  ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.')
