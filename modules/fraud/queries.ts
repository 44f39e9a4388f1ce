/** What fraud can tell. */
import { answer, list, one } from '#platform/http'
import {
  flagsOf,
  reviewEntity,
  ruleEntity,
  signalEntity,
  standingOf,
  verdictOf,
} from './contract.ts'
import { openSignals, reviewOf } from './store.ts'
import { verdict } from './verdict.ts'

export const queries = [
  list(signalEntity),
  one(signalEntity),
  list(reviewEntity),
  one(reviewEntity),
  list(ruleEntity),
  one(ruleEntity),

  answer(verdictOf, async ({ customerId, ...at }, tx) =>
    verdict(await openSignals(tx, customerId), await reviewOf(tx, at)),
  ),

  answer(flagsOf, async ({ customerId }, tx) => ({ flags: await openSignals(tx, customerId) })),

  answer(standingOf, async ({ customerId }, tx) => {
    const signals = await openSignals(tx, customerId)
    return { stopped: signals.some((signal) => signal.weight === 'stop') }
  }),
]
