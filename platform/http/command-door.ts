/**
 * `POST /v1/<module>/<command>`:
 *
 *   token ─ may they at all ─ how often ─ Idempotency-Key ─ schema ─ amount ─┬ claim the key
 *                                                       one transaction      ├ theirs?  ─ shell
 *                                                       in the module's role └ keep the answer
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Open } from '#platform/sql'
import { msOf, type Instant } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { modeOf, shellOf } from './calls.ts'
import { enter } from './entry.ts'
import type { BoundDoor } from './faces.ts'
import { refusalProblem } from './faults.ts'
import { askedOf, type Asked, type House } from './house.ts'
import { checkInput } from './input.ts'
import { COMMANDS_A_MINUTE, VISITS_A_MINUTE } from './limits.ts'
import { allowed, isForTwo, permit } from './permit.ts'
import { once, useOf, type Answered, type Use } from './repeat.ts'
import { sessionCookie } from './visit.ts'

/** Serialises uses of one key in this process. */
export type Queue = <T>(key: string, work: () => Promise<T>) => Promise<T>

export function commandDoor(house: House, door: BoundDoor, queue: Queue) {
  const { call } = door
  const { limits: own = {} } = house.config
  const openToAll = allowed(call.allow).includes('visitor')
  const limits = [openToAll ? VISITS_A_MINUTE : COMMANDS_A_MINUTE, ...(own[call.name] ?? [])]

  return {
    /** Before the body is read. */
    onRequest: (request: FastifyRequest) =>
      enter(house, request, { door: call.name, allow: call.allow, limits, changes: true }),

    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const asked = askedOf(request)
      const { actor } = asked
      const input = request.body ?? {}
      const use = useOf(request, { actor, call: call.name, seal: house.seal })
      checkInput(call.input, input)
      // What a second person decides waits in one module; a call made of others' has no such place.
      if (door.composed) permit(call.allow, actor, call.input, input)
      const forTwo = !door.composed && isForTwo(call, actor, input)
      await house.countUse(call.name, limits, { actor, ip: request.ip }, input)
      const answered = await queue(use.key, () => run(house, door, { asked, use, input, forTwo }))
      if (house.config.closing?.includes(call.name)) await house.options.sessions.forget?.(actor)
      return sendAnswer(house, reply, { call: call.name, asked, answered })
    },
  }
}

type Request = {
  readonly asked: Asked
  readonly use: Use
  readonly input: unknown
  readonly forTwo: boolean
}

async function run(house: House, door: BoundDoor, request: Request): Promise<Answered> {
  const { asked, use, input, forTwo } = request
  const { db, wall } = house.options
  if (door.composed) {
    const more = { correlation: asked.requestId, use }
    return answerOf(house, asked, await house.call(door.call, input, asked.actor, more))
  }
  const claim = { seal: house.seal, at: wall.now() }
  return db.transact(door.module, modeOf(door.call), (open) =>
    once(open, use, claim, async () =>
      forTwo
        ? propose(house, open, door, asked, input)
        : answerOf(house, asked, await shellOf(door, input, txOf(open, asked))),
    ),
  )
}

/** A refusal commits like any answer: the shell may have counted the attempt. */
export function answerOf(house: House, { requestId }: Asked, answer: unknown): Answered {
  if (!isRefused(answer)) return { status: 200, body: answer ?? {} }
  const body = refusalProblem(answer.refused, requestId, house.options.words)
  return { status: 409, body }
}

export const txOf = (open: Open, { actor, requestId }: Asked) =>
  open.tx({ actor, correlation: requestId })

/** What is refused already is told at once; else the input waits, sealed, for another person. */
async function propose(
  house: House,
  open: Open,
  door: BoundDoor,
  asked: Asked,
  input: unknown,
): Promise<Answered> {
  const refused = await door.foresee?.(input as never, txOf(open, asked))
  if (refused) return answerOf(house, asked, refused)
  const { newId, wall } = house.options
  const by = asked.actor.id
  const proposalId = newId('prop')
  const sealed = house.seal.seal(`proposal\n${proposalId}`, JSON.stringify(input))
  const { name } = door.call
  await open.sql`
    select platform.propose_call(${proposalId}, ${name}, ${sealed}, ${by}, ${wall.now()})`
  return { status: 202, body: { proposalId } }
}

export function sendAnswer(
  house: House,
  reply: FastifyReply,
  { call, asked, answered }: { call: string; asked: Asked; answered: Answered },
): FastifyReply {
  const { status, body } = answered
  const { opening = [], closing = [], secure = false } = house.config
  if (status === 200 && opening.includes(call)) {
    const { token, expiresAt } = body as { token: string; expiresAt: Instant }
    const seconds = (msOf(expiresAt) - house.options.wall.nowMs()) / 1000
    reply.header('set-cookie', sessionCookie(token, seconds, secure))
  }
  if (status === 200 && closing.includes(call)) {
    reply.header('set-cookie', sessionCookie('', 0, secure))
  }
  if (status < 400) return reply.code(status).send(body)
  const problem = { ...(body as object), requestId: asked.requestId } // A repeat is a new request.
  return reply.code(status).type('application/problem+json').send(problem)
}
