/** What triggers tell. */
import type { OutputOf } from '#kernel/contract'
import { answer, list, one } from '#platform/http'
import { triggerEntity, triggerNow } from '../contract.ts'
import { triggerOf } from './store.ts'

type Backtest = NonNullable<OutputOf<typeof triggerNow>['backtest']>

export const triggerQueries = [
  answer(triggerNow, async ({ triggerId }, tx) => {
    const kept = await triggerOf(tx, triggerId)
    if (!kept) return { says: 'There is no such trigger.', fired: 0 }
    const backtest = (kept.backtest ?? undefined) as Backtest | undefined
    const { state, fired } = kept
    return { state, fired, says: sentence(backtest), ...(backtest && { backtest }) }
  }),
  list(triggerEntity),
  one(triggerEntity),
]

function sentence(backtest: Backtest | undefined): string {
  if (!backtest) return 'It was not backtested: nobody knows what it would do.'
  const { fires, people, from, to, partial } = backtest
  const cut = partial ? ' at least' : ''
  return `Would have fired${cut} ${fires} times, for ${people} people, from ${from} to ${to}.`
}
