/** The same few questions at every door, before anything is read: who, may they, how often. */
import type { FastifyRequest } from 'fastify'
import type { Actor, Allow } from '#kernel/contract'
import { askedOf, type House } from './house.ts'
import type { Limit } from './limits.ts'
import { allowed, permit } from './permit.ts'
import { checkOrigin, visitOf } from './visit.ts'

export type Entry = {
  readonly door: string
  readonly allow: Allow
  readonly limits: readonly Limit[]
  /** It may change something: a cookie alone is then not enough. */
  readonly changes: boolean
}

/** Throws the fault that keeps the request out, or lets its actor in. */
export async function enter(house: House, request: FastifyRequest, entry: Entry): Promise<Actor> {
  const { sessions, wall } = house.options
  const openToAll = allowed(entry.allow).includes('visitor')
  const { actor, viaCookie } = await visitOf(request, sessions, wall, openToAll)
  if (viaCookie && entry.changes) checkOrigin(request)
  Object.assign(askedOf(request), { actor, viaCookie })
  permit(entry.allow, actor)
  await house.countUse(entry.door, entry.limits, { actor, ip: request.ip })
  return actor
}
