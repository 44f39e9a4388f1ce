/** What a person asks of us about their bank. */
import { addDays, addMonths } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { sealingPass } from '#modules/identity'
import { run, type Door } from '#platform/http'
import { consentOpening } from './effects.ts'
import { askStatement, StatementAsked } from './face.ts'
import { insertStatement } from './store.ts'

const MONTHS = 3

export const statementCommands: readonly Door[] = [
  run(
    askStatement,
    async (_, tx) => {
      const customerId = tx.actor.id as Id<'cus'>
      const { pass } = await tx.call(sealingPass, { customerId, purpose: 'bank-statement' })
      if (!pass) return refuse('no-consent')
      const statementId = tx.newId('stm')
      // Whole days only: today's is not over, and would look like a day of silence.
      const to = addDays(tx.today, -1)
      const covers = { from: addDays(addMonths(to, -MONTHS), 1), to }
      const asked = { id: statementId, customerId, covers }
      if (!(await insertStatement(tx, asked))) return refuse('under-way')
      await tx.emit(customerId, [StatementAsked({ statementId })])
      await tx.effect(consentOpening, { statementId, customerId, covers }, customerId)
      return { statementId }
    },
    { owner: async (_, tx) => tx.actor.id },
  ),
]
