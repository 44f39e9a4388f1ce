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

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-IN')} ${n === 1 ? one : many}`

function sentence(backtest: Backtest | undefined): string {
  if (!backtest) return 'It was not backtested: nobody knows what it would do.'
  const { fires, people, unfit, from, to, partial } = backtest
  const cut = partial ? ' at least' : ''
  const fired = `${counted(fires, 'time')}, for ${counted(people, 'person', 'people')}`
  const left =
    unfit === 0 ? '' : ` In ${counted(unfit, 'more case')} the command would not take its input.`
  return `Would have fired${cut} ${fired}, from ${from} to ${to}.${left}`
}
