/**
 * Who holds a token: gateway's answer, remembered for a few seconds so that every request is quick.
 */
import type { Actor, Query } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Kv } from '#platform/kv'
import type { Sessions } from '../http/visit.ts'

const REMEMBERED_MS = 3000
const gateway: Actor = { kind: 'module', id: 'gateway' }

type Answer = {
  live: boolean
  kind?: string
  holder?: string
  roles?: string[]
  expiresAt?: Instant
}
export type Ask = (query: Query, input: never, actor: Actor) => Promise<unknown>

/** `hash` keeps the token itself out of the memory of `kv`. */
export function sessionsOf(parts: {
  ask: Ask
  sessionOf: Query
  kv: Kv
  hash: (token: string) => string
}): Sessions {
  const { ask, sessionOf, kv, hash } = parts
  const left = (holder: string) => `session-left:${holder}`
  return {
    forget: ({ id }) => kv.set(left(id), 1, REMEMBERED_MS),
    check: async (token) => {
      const key = `session:${hash(token)}`
      const remembered = await kv.get<Answer>(key)
      const isStale = remembered?.holder && (await kv.get(left(remembered.holder))) !== undefined
      const known = isStale ? undefined : remembered
      const answer = known ?? ((await ask(sessionOf, { token } as never, gateway)) as Answer)
      if (!known && answer.live) await kv.set(key, answer, REMEMBERED_MS)
      const { live, kind, holder, roles, expiresAt } = answer
      if (!live || !kind || !holder || !expiresAt) return undefined
      const actor: Actor = { kind: kind as Actor['kind'], id: holder, ...(roles && { roles }) }
      return { actor, expiresAt }
    },
  }
}
