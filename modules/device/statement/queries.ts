import { answer, list, one, type Door, type Shelf } from '#platform/http'
import { myStatement, statementEntity } from './face.ts'
import { lastStatement } from './store.ts'

export const statementQueries: readonly (Door | Shelf)[] = [
  list(statementEntity),
  one(statementEntity),
  answer(
    myStatement,
    async (_, tx) => {
      const last = await lastStatement(tx, tx.actor.id)
      if (!last) return {}
      const { id: statementId, status, approveAt, coversFrom, coversTo } = last
      const where = status === 'pending' && approveAt !== null ? { approveAt } : {}
      return { statement: { statementId, status, coversFrom, coversTo, ...where } }
    },
    { owner: async (_, tx) => tx.actor.id },
  ),
]
