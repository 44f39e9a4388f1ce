/** What monitor tells of the house itself: its timers, its time, the hours its stages are given. */
import type { OutputOf } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { ruleVersions } from '#modules/rules'
import { answer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { clocks } from './contract.ts'
import type { Standards } from './find/standing.ts'
import { PASSAGE_KEY, type Passing } from './passage.ts'

export const queries = [
  answer(clocks, async (_, tx) => {
    const rows = await tx.tower.timers.inspect()
    const kinds = rows.map(({ count: waiting, event: _event, ...row }) => ({ ...row, waiting }))
    return { kinds, ...(await timeOf(tx)) }
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

/** The lender's own hours for the stages of every journey that runs here. */
export async function standardsOf(tx: Tx): Promise<Standards> {
  const standards = new Map<string, OutputOf<typeof ruleVersions>['versions']>()
  for (const { journey } of tx.tower.charts) {
    const { versions } = await tx.call(ruleVersions, { code: `lender.stage-hours.${journey}` })
    standards.set(journey, versions)
  }
  return standards
}
