/**
 * A step that failed, or was never answered, is asked for once more at somebody's word: never
 * another way on than the chart's own, and never an end.
 *
 *     waits to be asked again ─▶ its delay runs out now
 *     asked, and not answered ─▶ its effects are asked for again, where that is safe
 */
import { transition, type AnyStateNode } from 'xstate'
import { msOf } from '#kernel/dates'
import { isRefused, refuse, type Refused } from '#kernel/decider'
import type { Tx } from '#platform/sql'
import { retryOf } from './chart.ts'
import type { Journey } from './index.ts'
import { act, lock, machineFor, move, nameOf, restored } from './runner.ts'

/** Business time an answer is given to come by itself: all attempts of an effect, and some more. */
const ANSWER_MS = 3_600_000

/** Refused as `nothing-to-retry` where no step waits for that, `too-soon` if it was just asked. */
export async function retry(
  tx: Tx,
  journey: Journey,
  id: string,
  reason: string,
): Promise<Refused<'nothing-to-retry' | 'too-soon'> | { state: string }> {
  const instance = await lock(tx, nameOf(journey), id)
  if (!instance) return refuse('nothing-to-retry')
  const machine = machineFor(journey, instance.version)
  const node = machine.states[instance.state] as AnyStateNode
  const { delay, effects } = retryOf(node, journey.repeats)
  if (instance.status !== 'active' || (!delay && effects.length === 0))
    return refuse('nothing-to-retry')
  if (!delay && msOf(tx.now) - msOf(instance.since) < ANSWER_MS) return refuse('too-soon')
  const due = { type: delay ?? '', today: tx.today, at: tx.now }
  const next = delay && transition(machine, machine.resolveState(restored(instance)), due)[0]
  // Its patience is over: time will end it, and not whoever wanted to help.
  if (next && next.status === 'done') return refuse('nothing-to-retry')

  const { key, state, context } = instance
  if (journey.retried) await tx.emit(key, [journey.retried({ id, step: state, reason })])
  if (delay) {
    const moved = await move(tx, journey, id, { type: delay })
    return isRefused(moved) ? refuse('nothing-to-retry') : moved
  }
  await act(tx, journey, { id, key, state, context }, effects)
  return { state }
}
