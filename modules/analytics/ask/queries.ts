/** Ask: a question is answered by its aggregate where it was promoted, else by the lake. */
import type { InputOf } from '#kernel/contract'
import { isRefused } from '#kernel/decider'
import { answer, compose } from '#platform/http'
import type { Tx } from '#platform/sql'
import { aggregateOf, progressOf } from '../aggregate/store.ts'
import { answerOf, ask, noteAsking } from '../contract.ts'
import { begin, finish } from '../engines/running.ts'
import { within, type Part } from '../promotion/plan.ts'
import { fromAggregate, planFor } from '../promotion/queries.ts'
import { failed, fromLake, type Answer } from '../question/queries.ts'
import { questionOf } from '../question/store.ts'
import { limitsFor } from '../question/wording.ts'

export const askQueries = [
  compose(ask, async (input, { actor, call }) => {
    const roles = [...(actor.roles ?? [])]
    const told = await call(answerOf, { ...input, by: actor.id, roles })
    const { rows, bytes, tookMs: ms } = told
    const cost = { rows: rows.length, bytes, ms, failed: told.problem !== undefined }
    await call(noteAsking, { sql: input.sql, by: actor.id, ...cost })
    return told
  }),

  answer(answerOf, async (input, tx) => {
    const live = await fromPromoted(tx, input)
    if (live) return live
    const { rows, seconds, atOnce } = limitsFor(input.roles)
    const runId = input.runId ?? tx.newId('run')
    const signal = begin(runId, input.by, atOnce)
    if (!signal)
      return failed('busy', 'As many questions are running as may be. Wait, or cancel one.')
    try {
      return await fromLake(tx, input, { maxRows: rows, timeoutMs: seconds * 1000, signal })
    } finally {
      finish(runId)
    }
  }),
]

type Asked = InputOf<typeof answerOf>

/**
 * Undefined where the lake has to be asked: not promoted, other words, an aggregate that has fallen
 * behind the facts, or too much to merge.
 */
async function fromPromoted(tx: Tx, asked: Asked): Promise<Answer | undefined> {
  const { questionId, sql, from, to, roles } = asked
  const question = questionId && (await questionOf(tx, questionId))
  if (!question || question.state !== 'live' || question.aggregateId === null) return undefined
  const kept = await aggregateOf(tx, question.aggregateId)
  if (question.sql !== sql || kept?.state !== 'live') return undefined
  const plan = planFor(tx, sql)
  if (isRefused(plan)) return undefined
  const days = within(plan, { ...(from && { from }), ...(to && { to }) })
  const rows = await fromAggregate(tx, kept.id, days)
  if (!rows) return undefined
  const { latest } = await progressOf(tx, kept.id)
  const max = limitsFor(roles).rows
  return {
    columns: plan.columns.map(({ name, part }) => ({ name, type: typeOf(part) })),
    ...{ rows: rows.slice(0, max).map((row) => [...row]), more: rows.length > max },
    ...{ tookMs: 0, bytes: 0, source: 'aggregate' },
    ...(latest && { freshAt: latest }),
  }
}

const typeOf = ({ is }: Part): string => {
  if (is === 'key') return 'VARCHAR'
  if (is === 'average') return 'DOUBLE'
  return is === 'measure' ? 'BIGINT' : 'DATE'
}
