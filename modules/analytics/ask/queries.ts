/** Ask: a question is answered by its aggregate where it was promoted, else by the lake. */
import { isRefused } from '#kernel/decider'
import { answer, compose } from '#platform/http'
import type { Tx } from '#platform/sql'
import { progressOf } from '../aggregate/store.ts'
import { answerOf, ask, noteAsking } from '../contract.ts'
import { begin, finish } from '../engines/running.ts'
import type { Part } from '../promotion/plan.ts'
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
    const live = input.questionId && (await fromPromoted(tx, input.questionId, input.sql))
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

/** Undefined where the lake has to be asked: not promoted, other words, or too much to merge. */
async function fromPromoted(tx: Tx, questionId: string, sql: string): Promise<Answer | undefined> {
  const question = await questionOf(tx, questionId)
  if (question?.state !== 'live' || question.aggregateId === null || question.sql !== sql) {
    return undefined
  }
  const plan = planFor(tx, sql)
  if (isRefused(plan)) return undefined
  const rows = await fromAggregate(tx, question.aggregateId, plan)
  if (!rows) return undefined
  const { latest } = await progressOf(tx, question.aggregateId)
  const max = limitsFor(tx.actor.roles ?? []).rows
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
