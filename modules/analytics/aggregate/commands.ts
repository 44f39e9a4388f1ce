/** What is done with aggregates when people ask. */
import { isRefused, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { makeAggregate, stopAggregate } from '../contract.ts'
import { end, enter } from './reactions.ts'
import { lockAggregate, named } from './store.ts'
import { granted, topicsOf } from './wish.ts'

export const aggregateCommands = [
  run(makeAggregate, async (wish, tx) => {
    const { kinds } = tx.tower
    const spec = granted(wish, kinds)
    if (isRefused(spec)) return spec
    if (await named(tx, spec.name)) return refuse('name-taken')
    const aggregateId = await enter(tx, spec, topicsOf(spec, kinds), 'staff')
    return aggregateId ? { aggregateId } : refuse('name-taken')
  }),

  run(stopAggregate, async ({ aggregateId }, tx) => {
    const kept = await lockAggregate(tx, aggregateId)
    if (!kept) return refuse('unknown-aggregate')
    if (kept.origin === 'module') return refuse('declared-by-module')
    await end(tx, aggregateId, 'asked')
    return { aggregateId }
  }),
]
