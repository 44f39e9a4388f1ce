/** Replay, from the Streams page. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { ourKey } from '../aggregate/reactions.ts'
import { GroupReplayed, replayGroup } from '../contract.ts'
import { isProjection } from './group.ts'

export const streamCommands = [
  run(replayGroup, async ({ group, from }, tx) => {
    const { log } = tx.tower
    if (!isProjection(group)) return refuse('not-a-projection')
    if (!log.groups().includes(group)) return refuse('runs-elsewhere')
    await log.replay(group, from ?? 'earliest')
    await tx.emit(ourKey, [GroupReplayed({ group, ...(from && { from }), by: tx.actor.id })])
    return { group }
  }),
]
