/** What monitor tells of facts that were parked. */
import { instant } from '#kernel/dates'
import { answer } from '#platform/http'
import type { Parked } from '#platform/log'
import { parkedFact, parkedFacts } from '../contract.ts'
import { shown } from '../trail/path.ts'
import { firstLine, parkedUnder } from './commands.ts'

const PARKED_MAX = 200
const PROBLEM_MAX = 2000

export const parkedQueries = [
  answer(parkedFacts, async (_, tx) => {
    const rows = await tx.tower.log.parked.list()
    return { parked: rows.slice(0, PARKED_MAX).map(rowOf) }
  }),

  answer(parkedFact, async ({ id }, tx) => {
    const parked = await parkedUnder(tx, id)
    if (!parked) return {}
    const { fact, problem, topic } = parked
    const { actor, cause } = fact
    return {
      found: {
        ...rowOf(parked),
        ...{ factId: fact.id, topic, recordedAt: fact.at, actor: `${actor.kind} ${actor.id}` },
        ...(cause !== undefined && { cause }),
        ...{ data: shown(fact.data), problem: problem.slice(0, PROBLEM_MAX) },
      },
    }
  }),
]

const rowOf = ({ id, group, type, key, problem, parkedAt, ...rest }: Parked) => ({
  ...{ id: String(id), group, type, key, error: firstLine(problem), at: instant(parkedAt) },
  ...{ attempts: rest.attempts, behind: rest.behind, mended: rest.mended },
})
