/** What monitor tells of the house itself: its timers, and what it could not digest. */
import { instant, type Instant } from '#kernel/dates'
import { answer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { clocks, parkedFacts } from './contract.ts'
import { PASSAGE_KEY, type Passing } from './passage.ts'

const PARKED_MAX = 200
const ERROR_MAX = 500

export const queries = [
  answer(clocks, async (_, tx) => {
    const rows = await tx.tower.timers.inspect()
    const kinds = rows.map(({ count: waiting, event: _event, ...row }) => ({ ...row, waiting }))
    return { kinds, ...(await timeOf(tx)) }
  }),

  answer(parkedFacts, async (_, tx) => {
    const rows = await tx.tower.log.parked.list()
    const parked = rows.slice(0, PARKED_MAX).map((row) => ({
      ...{ id: String(row.id), group: row.group, type: row.type, key: row.key },
      ...{ error: firstLine(row.problem), at: instant(row.parkedAt), attempts: row.attempts },
    }))
    return { parked }
  }),
]

/** Business time as people need to know it: now, how fast, and whether it is being moved. */
export async function timeOf(tx: Tx) {
  const { to, problem } = (await tx.kv.get<Passing>(PASSAGE_KEY)) ?? {}
  const moving = to !== undefined && to > tx.now && problem === undefined
  return {
    businessNow: tx.now as Instant,
    speed: tx.tower.clock.rate(),
    sandbox: tx.tower.sandbox !== undefined,
    ...(moving && { movingTo: to }),
    ...(problem !== undefined && { moveProblem: problem }),
  }
}

export const firstLine = (text: string): string =>
  (text.split('\n', 1)[0] ?? '').slice(0, ERROR_MAX)
