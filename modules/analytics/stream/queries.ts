/** What of the log and the lake the Streams page shows. */
import type { Instant } from '#kernel/dates'
import { answer } from '#platform/http'
import { streams } from '../contract.ts'
import { lakeFiles } from '../question/store.ts'
import { isProjection } from './group.ts'

const PROBLEM_MAX = 500

export const streamQueries = [
  answer(streams, async (_, tx) => {
    const { log } = tx.tower
    const [heads, lag, parked, files] = [
      await log.heads(),
      await log.lag(),
      await log.parked.list(),
      await lakeFiles(tx, null),
    ]
    const inLake = Map.groupBy(files, ({ topic }) => topic)
    const places = Map.groupBy(heads, ({ topic }) => topic)
    const topics = [...places].map(([topic, parts]) => {
      const own = inLake.get(topic) ?? []
      const freshAt = own
        .map(({ madeAt }) => madeAt)
        .reduce<Instant | ''>((a, b) => (a > b ? a : b), '')
      return {
        ...{ topic, partitions: parts.length, facts: sum(parts.map(({ next }) => Number(next))) },
        lakeFacts: sum(own.map(({ facts }) => facts)),
        lakeBytes: sum(own.map(({ bytes }) => bytes)),
        ...(freshAt !== '' && { freshAt }),
      }
    })
    const groups = lag.groups.map(({ group, module, facts, oldestMs, failures, problem }) => ({
      ...{ group, module, behind: facts, oldestMs, failures },
      ...(problem !== undefined && { problem: problem.slice(0, PROBLEM_MAX) }),
      parked: parked.filter((one) => one.group === group).length,
      replayable: isProjection(group),
    }))
    return { at: tx.wallNow, topics, groups, outboxMs: Math.max(0, lag.outboxMs) }
  }),
]

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0)
