/**
 * `GET /v1/<module>/<query>?q=<JSON>`, or `POST` (without Idempotency-Key) where the input is
 * personal: nothing of it may stand in a URL.
 */
import type { FastifyRequest } from 'fastify'
import { tooDeep } from './answers.ts'
import { modeOf, shellOf } from './calls.ts'
import { txOf } from './command-door.ts'
import { enter } from './entry.ts'
import type { BoundDoor } from './faces.ts'
import { Fault } from './faults.ts'
import { askedOf, type Asked, type House } from './house.ts'
import { checkInput, type Node } from './input.ts'
import { QUERIES_A_MINUTE, VISITS_A_MINUTE } from './limits.ts'
import { isMaskedFor, maskedAnswer } from './mask.ts'
import { allowed, permit } from './permit.ts'
import { seenBy } from './seen.ts'

export function queryDoor(house: House, door: BoundDoor) {
  const { call } = door
  const { limits: own = {} } = house.config
  const openToAll = allowed(call.allow).includes('visitor')
  const limits = [openToAll ? VISITS_A_MINUTE : QUERIES_A_MINUTE, ...(own[call.name] ?? [])]

  const note = seenBy(house, {
    ...{ door: call.name, module: door.module, schema: call.output as Node },
  })

  const answerOf = (asked: Asked, input: unknown): Promise<unknown> => {
    const { actor, requestId } = asked
    if (door.composed) return house.call(call, input, actor, { correlation: requestId })
    const { db } = house.options
    return db.transact(door.module, modeOf(call), (open) => shellOf(door, input, txOf(open, asked)))
  }

  return {
    onRequest: (request: FastifyRequest) =>
      enter(house, request, {
        door: call.name,
        allow: call.allow,
        limits,
        changes: door.method === 'POST',
      }),

    handler: async (request: FastifyRequest) => {
      const asked = askedOf(request)
      const input = door.method === 'GET' ? questionOf(request) : (request.body ?? {})
      checkInput(call.input, input)
      permit(call.allow, asked.actor, call.input, input)
      await house.countUse(
        call.name,
        limits,
        { actor: asked.actor, ip: request.ip },
        input as object,
      )
      const answer = await answerOf(asked, input)
      await note(request, input, answer)
      const plain = !isMaskedFor(asked.actor, call.input as Node)
      return plain ? answer : maskedAnswer(call.output as Node, answer)
    },
  }
}

/** The JSON in `q`; no `q` is an empty question, and nothing else may stand beside it. */
export function questionOf(request: FastifyRequest): unknown {
  const { q, ...others } = request.query as { [name: string]: string | string[] }
  const fields = Object.keys(others).map((name) => ({
    path: name.slice(0, 60),
    code: 'unknown-field',
    message: 'is not a parameter we know: the question stands in q',
  }))
  if (fields.length > 0) throw new Fault('unknown-parameter', { fields })
  if (q === undefined) return {}
  try {
    if (typeof q !== 'string') throw new SyntaxError('q is given twice')
    if (tooDeep(q)) throw new SyntaxError('q is nested too deep')
    return JSON.parse(q)
  } catch (cause) {
    throw new Fault('malformed-json', { cause })
  }
}
