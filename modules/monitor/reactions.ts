/**
 * What monitor does with everything that happens: it keeps it to be looked at. Both projections are
 * set-based, take a batch twice without a trace, and are rebuilt under a new version's name. And it
 * holds the reins of the log: a group that must start over can't be sent back by its own module,
 * whose groups all take their positions anew then.
 */
import type { EventOf, Fact } from '#kernel/contract'
import { instant } from '#kernel/dates'
import { RoundEnded } from '#modules/archive'
import { ReplayWanted } from '#modules/device'
import { on, onBatch } from '#platform/log'
import type { Tx } from '#platform/sql'
import { markOf } from './engines/mark.ts'
import { moveOf, settledOf } from './river/river.ts'
import { beginDay, insertMoves, settleReviews } from './river/store.ts'
import { aliasOf, handlesOf, lineOf } from './trail/path.ts'
import { insertAliases, insertHandles, insertLines, restBefore } from './trail/store.ts'

export const reactions = [
  onBatch('*', 'trail@1', keepTrail),
  onBatch('*', 'river@1', keepRiver),
  on(RoundEnded, 'rest-lines', restLines),
  on(ReplayWanted, 'replay-group', async ({ data }, tx) => {
    await tx.tower.log.replay(data.group, 'earliest')
  }),
]

async function keepTrail(facts: readonly Fact[], tx: Tx): Promise<void> {
  const aliases = facts.flatMap((fact) => aliasOf(fact) ?? [])
  const handles = facts.flatMap(handlesOf).map(({ value, ...of }) => ({
    ...of,
    mark: markOf(value),
  }))
  await insertLines(tx, facts.map(lineOf))
  if (aliases.length > 0) await insertAliases(tx, aliases)
  if (handles.length > 0) await insertHandles(tx, handles)
}

/** What the log has dropped, the lake has: the trail of it goes too. Days are those of UTC. */
async function restLines({ data }: Fact<EventOf<typeof RoundEnded>>, tx: Tx): Promise<void> {
  if (data.warmSince !== undefined) await restBefore(tx, instant(`${data.warmSince}T00:00:00.000Z`))
}

/** Day by day: each begins with a count of who stood where, before anything of it is counted. */
async function keepRiver(facts: readonly Fact[], tx: Tx): Promise<void> {
  const days = Map.groupBy(facts, (fact) => fact.businessDate)
  for (const day of [...days.keys()].toSorted()) {
    const ofDay = days.get(day) ?? []
    const moves = ofDay.flatMap((fact) => moveOf(fact) ?? [])
    const settled = ofDay.flatMap((fact) => settledOf(fact) ?? [])
    await beginDay(tx, day)
    if (moves.length > 0) await insertMoves(tx, moves)
    if (settled.length > 0) await settleReviews(tx, settled)
  }
}
