/** What is done with aggregates when people ask. */
import { isRefused, must, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { makeAggregate, stopAggregate } from '../contract.ts'
import { end, enter } from './reactions.ts'
import { lockAggregate, named } from './store.ts'
import { granted, topicsOf } from './wish.ts'

export const aggregateCommands = [
  run(
    makeAggregate,
    async (wish, tx) => {
      const { kinds } = tx.tower
      const spec = must(granted(wish, kinds))
      const aggregateId = await enter(tx, spec, topicsOf(spec, kinds), 'staff')
      return aggregateId ? { aggregateId } : refuse('name-taken')
    },
    {
      foresee: async (wish, tx) => {
        const spec = granted(wish, tx.tower.kinds)
        if (isRefused(spec)) return spec
        return (await named(tx, spec.name)) ? refuse('name-taken') : undefined
      },
    },
  ),

  run(stopAggregate, async ({ aggregateId }, tx) => {
    const kept = await lockAggregate(tx, aggregateId)
    if (!kept) return refuse('unknown-aggregate')
    if (kept.origin === 'module') return refuse('declared-by-module')
    await end(tx, aggregateId, 'asked')
    return { aggregateId }
  }),
]
