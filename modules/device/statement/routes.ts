/** The aggregator's webhooks: whose request is it, and what does it say? The log does the rest. */
import { hook, type Hook } from '#platform/http'
import { parse, verify, type Letter } from '../providers/aggregator-news.ts'
import { AggregatorTold } from './face.ts'
import { lockStatement } from './store.ts'

export const statementRoutes: readonly Hook[] = [
  hook<Letter>('/hooks/device/aggregator', {
    provider: 'aggregator',
    verify,
    parse,
    receive: async ({ statementId, about, word, reference }, tx) => {
      const statement = await lockStatement(tx, statementId)
      const told = AggregatorTold({ statementId, about, word, reference })
      if (statement) await tx.emit(statement.customerId, [told])
      return statement !== undefined
    },
  }),
]
