/**
 * `POST` of an intake, a door for batches:
 *
 *   who ─ may they ─ how often ─ admitted? ─ room? ─┬ read ─ unpack ─ parse ─ take ─ durable ─ 200
 *                                before the body ───┘                           └ repeated ─ 200
 *
 * It keeps no idempotency row of its own: the batch's id is written with its facts, by the log.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/contract'
import { businessDateOf } from '#kernel/dates'
import { isRefused, type Refused } from '#kernel/decider'
import type { Strand } from '#platform/log'
import { admission, ADMISSION_LIMITS, type Admission } from './admission.ts'
import { enter } from './entry.ts'
import type { BoundIntake } from './faces.ts'
import { Fault, refusalProblem } from './faults.ts'
import { askedOf, type House } from './house.ts'
import type { Delivery, Desk, Intake } from './index.ts'
import { faultsIn } from './input.ts'
import type { Limit } from './limits.ts'
import { permit } from './permit.ts'
import { announcedBytes, bodyOf, checkBatch, encodingOf, parsed, unpacked } from './unpack.ts'
import { bearerOf } from './visit.ts'

const MINUTE_MS = 60_000

/** The doors of all intakes, with one queue before them. */
export function intakeDoors(app: FastifyInstance, house: House): void {
  const { intakes } = house.faces
  if (intakes.length === 0) return
  const room = admission({ ...ADMISSION_LIMITS, ...house.config.admission })
  const { metrics } = house.options
  metrics.gauge('intake_batches_held', () => room.held().batches)
  metrics.gauge('intake_bytes_held', () => room.held().bytes)
  void app.register(async (scope) => {
    // The body stays unread until there is room for it.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', (_request, _payload, done) => done(null))
    for (const bound of intakes) {
      const { onRequest, handler } = intakeDoor(house, bound, room)
      scope.post(bound.intake.intake, { onRequest }, handler)
    }
  })
}

/** What is known of a request before its body is read. */
type Admitted = { readonly desk: Desk; readonly pass: unknown }

function intakeDoor(house: House, { module, intake }: BoundIntake, room: Admission) {
  const admitted = new WeakMap<FastifyRequest, Admitted>()
  return {
    /** Whoever is turned away here has put nothing into memory. */
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const actor = await senderOf(house, { module, intake }, request)
      const desk = deskOf(house, module, askedOf(request))
      encodingOf(request.raw)
      const bytes = announcedBytes(request.raw)
      const pass = await intake.admit(desk)
      if (isRefused(pass)) throw new Fault('no-consent')
      reply.raw.once('close', room.enter(`${actor.kind}:${actor.id}`, bytes))
      admitted.set(request, { desk, pass })
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const { desk, pass } = admitted.get(request)!
      const packed = await bodyOf(request.raw)
      const answer = await room.inTurn(() => taken(house, intake, { desk, request, pass }, packed))
      if (!isRefused(answer)) return reply.code(200).type('application/json').send(answer)
      const problem = refusalProblem(answer.refused, askedOf(request).requestId, words(house))
      return reply.code(409).type('application/problem+json').send(problem)
    },
  }
}

const words = ({ options }: House) => options.words ?? {}

/** A session's holder, or whoever's secret it is where servers come in. */
async function senderOf(house: House, { module, intake }: BoundIntake, request: FastifyRequest) {
  const { intake: door, allow, perMinute, credential } = intake
  const limits: readonly Limit[] = [{ by: 'actor', max: perMinute, perMs: MINUTE_MS }]
  if (!credential) return enter(house, request, { door, allow, limits, changes: true })
  const { ip } = request
  const asked = askedOf(request)
  // Counted before the secret is looked up: guessing costs the guesser.
  const byAddress: readonly Limit[] = [{ by: 'ip', max: perMinute, perMs: MINUTE_MS }]
  await house.countUse(door, byAddress, { actor: asked.actor, ip })
  const token = bearerOf(request)
  if (token === undefined) throw new Fault('not-signed-in')
  const actor = await credential(token, deskOf(house, module, asked))
  if (!actor) throw new Fault('token-invalid')
  asked.actor = actor
  permit(allow, actor)
  await house.countUse(door, limits, { actor, ip })
  return actor
}

type For = { readonly requestId: string; readonly actor: Actor }

function deskOf(house: House, module: string, { actor, requestId }: For): Desk {
  const { now, random } = portsOf(house)
  const caller: Actor = { kind: 'module', id: module }
  return {
    ...{ actor, now: now(), random, faultsIn },
    call: (call, input) => house.call(call, input, caller, { correlation: requestId, by: module }),
  }
}

function portsOf({ options }: House): NonNullable<House['options']['intake']> {
  if (!options.intake) throw new TypeError('a house with intakes needs options.intake')
  return options.intake
}

type From = Admitted & { readonly request: FastifyRequest }

/**
 * Neither this nor `deliver` is an async function: while it waits for the disk one would hold all
 * it has looked at, and what a crowd of batches unpacks to is much. Only the log holds it, as text.
 */
function taken(
  house: House,
  intake: Intake,
  { desk, pass, request }: From,
  packed: Buffer,
): Promise<string | Refused> {
  const body = unpacked(packed, encodingOf(request.raw))
  const batch = parsed(body)
  checkBatch(intake.head, intake.recordsMax, batch)
  const content = house.seal.digest(body)
  const told = (delivery: Delivery | Refused): Promise<string> | Refused =>
    isRefused(delivery) ? delivery : deliver(house, { desk, request, content }, delivery)
  return intake.take(batch, desk, pass).then<string | Refused>(told)
}

type Sent = { readonly desk: Desk; readonly request: FastifyRequest; readonly content: string }

/** Durable, or known already: the answer as JSON text, the same at each repeat. */
function deliver(
  house: House,
  { desk, request, content }: Sent,
  delivery: Delivery,
): Promise<string> {
  const { sender, batchId } = delivery
  const key = house.seal.hash(`batch\n${request.routeOptions.url}\n${sender}\n${batchId}`)
  const answer = JSON.stringify(delivery.answer)
  const strands = strandsOf(house, desk, askedOf(request).requestId, delivery)
  const durable = portsOf(house).take({ key, content, answer, strands })
  return durable.then((outcome) => {
    if (outcome === 'other') throw new Fault('batch-reused')
    return outcome === 'new' ? answer : outcome.answer
  })
}

function strandsOf(
  { options }: House,
  { actor, now }: Desk,
  correlation: string,
  { key, consentId, facts }: Delivery,
): Strand[] {
  const businessDate = businessDateOf(now)
  const by = { kind: actor.kind, id: actor.id }
  const consent = consentId === undefined ? {} : { consentId }
  return facts.map(({ kind: { topic, type, v }, all }) => ({
    said: { topic, type, v, key, at: now, businessDate, actor: by, correlation, ...consent },
    facts: all.map((data) => ({ id: options.newId('evt'), data })),
  }))
}
