/**
 * Four-eyes: `POST /v1/platform/approve` and `/reject` by another person who may do the same, and
 * `GET /v1/platform/proposals` for what waits for them. An approved one runs once, in the module's
 * role, in the transaction that closes it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Actor } from '#kernel/contract'
import { isRefused } from '#kernel/decider'
import { t, shapeOf } from '#kernel/fields'
import type { Open } from '#platform/sql'
import { modeOf, shellOf } from './calls.ts'
import { answerOf, sendAnswer, txOf, type Queue } from './command-door.ts'
import type { BoundDoor } from './faces.ts'
import { Fault } from './faults.ts'
import { askedOf, type Asked, type House } from './house.ts'
import { checkInput, type Node } from './input.ts'
import { maskedAnswer } from './mask.ts'
import { permit, permitOf } from './permit.ts'
import { once, useOf, type Answered } from './repeat.ts'

export const decisionInput: TSchema = shapeOf({ proposalId: t.id('prop') })
const OPEN_MAX = 100

type Proposal = {
  readonly id: string
  readonly call: string
  readonly input: string
  readonly proposedBy: string
  readonly proposedAt: string
  readonly state: string
}

type Decision = {
  readonly asked: Asked
  readonly proposal: Proposal
  readonly door: BoundDoor
  readonly input: unknown
}

export function decisionDoor(house: House, outcome: 'approve' | 'reject', queue: Queue) {
  const name = `platform.${outcome}`
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const asked = askedOf(request)
    const use = useOf(request, { actor: asked.actor, call: name, seal: house.seal })
    checkInput(decisionInput, request.body ?? {})
    const { proposalId } = request.body as { proposalId: string }
    const decision = await decisionOf(house, asked, proposalId)
    const { db, wall } = house.options
    const claim = { seal: house.seal, at: wall.now() }
    const answered = await queue(use.key, () =>
      db.transact(decision.door.module, modeOf(decision.door.call), (open) =>
        once(open, use, claim, () => {
          // Only now: who decided it, and asks again under the same key, is told the same again.
          if (decision.proposal.state !== 'open') throw new Fault('proposal-closed')
          return outcome === 'approve'
            ? approve(house, open, decision)
            : reject(house, open, decision)
        }),
      ),
    )
    return sendAnswer(house, reply, { call: name, asked, answered })
  }
}

/** Throws unless the proposal is there and the actor is another person who may do the same. */
async function decisionOf(house: House, asked: Asked, proposalId: string): Promise<Decision> {
  const [proposal] = await house.options.db.owner<Proposal[]>`
    select id, call, input, proposed_by as "proposedBy", proposed_at as "proposedAt", state
      from platform.proposal where id = ${proposalId}`
  const door = proposal && house.faces.door(proposal.call)
  if (!door || permitOf(door.call.allow, asked.actor) !== 'yes') throw new Fault('not-found')
  const input = inputOf(house, proposal)
  permit(door.call.allow, asked.actor, door.call.input, input)
  if (proposal.proposedBy === asked.actor.id) throw new Fault('own-proposal')
  return { asked, proposal, door, input }
}

const inputOf = (house: House, { id, input }: Proposal): unknown =>
  JSON.parse(house.seal.open(`proposal\n${id}`, input))

async function approve(house: House, open: Open, decision: Decision): Promise<Answered> {
  const { asked, proposal, door, input } = decision
  const tx = txOf(open, asked)
  const answer = await shellOf(door, input, tx)
  if (isRefused(answer)) {
    await close(house, open, decision, { state: 'refused', refusal: answer.refused })
    return answerOf(house, asked, answer)
  }
  await close(house, open, decision, { state: 'approved' })
  const { id: proposalId, call, proposedBy } = proposal
  const approved = { proposalId, call, input, proposedBy, approvedBy: asked.actor.id }
  await house.options.onApproved?.(approved, tx)
  return { status: 200, body: { proposalId, answer } }
}

async function reject(house: House, open: Open, decision: Decision): Promise<Answered> {
  await close(house, open, decision, { state: 'rejected' })
  return { status: 200, body: { proposalId: decision.proposal.id } }
}

type Closing = { readonly state: 'approved' | 'rejected' | 'refused'; readonly refusal?: string }

/** Of two who decide at once, the row lets one; the other's transaction is undone. */
async function close(
  house: House,
  open: Open,
  { proposal, asked }: Decision,
  { state, refusal }: Closing,
): Promise<void> {
  const [by, at] = [asked.actor.id, house.options.wall.now()]
  const [row] = await open.sql<{ closed: boolean }[]>`
    select platform.close_proposal(
      ${proposal.id}, ${state}, ${by}, ${refusal ?? null}, ${at}) as closed`
  if (!row?.closed) throw new Fault('proposal-closed')
}

/** What waits for a second person and this one could decide; oldest first, masked. */
export async function openProposals(house: House, actor: Actor): Promise<readonly object[]> {
  const rows = await house.options.db.owner<Proposal[]>`
    select id, call, input, proposed_by as "proposedBy", proposed_at as "proposedAt", state
      from platform.proposal where state = 'open' order by proposed_at limit ${OPEN_MAX}`
  return rows.flatMap((proposal) => {
    const door = house.faces.door(proposal.call)
    if (!door || permitOf(door.call.allow, actor) !== 'yes') return []
    const { id, call, proposedBy, proposedAt } = proposal
    const asked = inputOf(house, proposal)
    const own = proposedBy === actor.id
    const { allow, input: schema } = door.call
    if (!own && permitOf(allow, actor, schema, asked) !== 'yes') return []
    const input = maskedAnswer(schema as Node, asked)
    return [{ proposalId: id, call, proposedBy, proposedAt, own, input }]
  })
}
