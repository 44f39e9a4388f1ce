/** Promotion: whether a question can be kept up, and whether both answers are equal. */
import { addDays, type LocalDate } from '#kernel/dates'
import { isRefused, type Refused } from '#kernel/decider'
import { answer } from '#platform/http'
import { PARTITIONS } from '#platform/log'
import type { Tx } from '#platform/sql'
import { cellsIn } from '../aggregate/store.ts'
import { comparisonOf, promotionOf } from '../contract.ts'
import { fingerprintOf } from '../engines/fingerprint.ts'
import { fromLake, viewsOf } from '../question/queries.ts'
import { questionOf, type Question } from '../question/store.ts'
import { limitsFor } from '../question/wording.ts'
import { answered, isEqual, type Row } from './answer.ts'
import { planOf, type Plan } from './plan.ts'

/** More cells than these are no quicker to put together than the lake is to ask. */
const CELLS_MAX = 10_000 * PARTITIONS
const COMPARED_MAX = 1000
const NAME_LENGTH = 12

export const promotionQueries = [
  answer(promotionOf, async ({ sql }, tx) => {
    const plan = planFor(tx, sql)
    if (isRefused(plan)) return { possible: false, says: plan.refused.slice(0, 400) }
    const about = plan.approximate.length > 0 ? ` ${plan.approximate.join(', ')} within 1 %.` : ''
    return {
      possible: true,
      says: `It can be kept up as facts pass.${about}`,
      aggregate: plan.spec,
    }
  }),

  answer(comparisonOf, async ({ questionId }, tx) => {
    const question = await questionOf(tx, questionId)
    const plan = question && planFor(tx, question.sql)
    if (!question?.aggregateId || !plan || isRefused(plan)) {
      return {
        ...{ columns: [], lake: noAnswer, live: noAnswer, equal: false },
        says: 'It was not promoted: there is only one answer.',
      }
    }
    return compared(tx, question, plan)
  }),
]

const noAnswer = { rows: [], tookMs: 0, bytes: 0 }

export const planFor = (tx: Tx, sql: string): Plan | Refused<string> =>
  planOf(sql, viewsOf(tx), `question.${fingerprintOf(sql).slice(0, NAME_LENGTH)}`)

/** Its answer of days not after `upTo`; undefined where there are too many cells. */
export async function fromAggregate(
  tx: Tx,
  aggregateId: string,
  plan: Plan,
  upTo?: LocalDate,
): Promise<readonly Row[] | undefined> {
  const { from, to } = plan.days
  const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const cells = await cellsIn(tx, aggregateId, { ...days, max: CELLS_MAX })
  return cells.length < CELLS_MAX ? answered(plan, cells, upTo) : undefined
}

/**
 * The lake is some seconds behind the facts, so days that are not over would differ for a while:
 * both are asked up to yesterday.
 */
export async function compared(tx: Tx, { sql, aggregateId }: Question, plan: Plan) {
  const upTo = addDays(tx.today, -1)
  const { rows: maxRows, seconds } = limitsFor(tx.actor.roles ?? [])
  const bounds = { maxRows, timeoutMs: seconds * 1000 }
  const lake = await fromLake(tx, { sql, to: upTo }, bounds)
  const live = (await fromAggregate(tx, aggregateId ?? '', plan, upTo)) ?? []
  const equal = lake.problem === undefined && isEqual(plan, lake.rows as never, live)
  return {
    columns: plan.columns.map(({ name }) => name),
    lake: { rows: lake.rows.slice(0, COMPARED_MAX), tookMs: lake.tookMs, bytes: lake.bytes },
    live: { rows: live.slice(0, COMPARED_MAX).map((row) => [...row]), tookMs: 0, bytes: 0 },
    ...{ equal, upTo },
    says: lake.problem?.says.slice(0, 400) ?? saysOf(equal, live.length),
  }
}

const saysOf = (equal: boolean, rows: number): string =>
  equal
    ? `Both answers are equal, in all ${rows} rows.`
    : 'The answers differ. The lake may still lack facts of yesterday: compare again in a moment.'
