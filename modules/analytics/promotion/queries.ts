/** Promotion: whether a question can be kept up, and whether both answers are equal. */
import { addDays } from '#kernel/dates'
import { isRefused, refuse, type Refused } from '#kernel/decider'
import { answer } from '#platform/http'
import { PARTITIONS } from '#platform/log'
import type { Tx } from '#platform/sql'
import type { Why } from '../aggregate/reactions.ts'
import { aggregateOf, cellsIn, named } from '../aggregate/store.ts'
import { comparisonOf, promotionOf } from '../contract.ts'
import { fingerprintOf } from '../engines/fingerprint.ts'
import { fromLake, viewsOf } from '../question/queries.ts'
import { costSince, questionOf, type Question } from '../question/store.ts'
import { limitsFor, wordingOf } from '../question/wording.ts'
import { answered, isEqual, type Row } from './answer.ts'
import { planOf, within, type Plan } from './plan.ts'

/** More cells than these are no quicker to put together than the lake is to ask. */
const CELLS_MAX = 10_000 * PARTITIONS
const COMPARED_MAX = 1000
const NAME_LENGTH = 12
const COST_DAYS = 30
const TOO_MANY: Why = 'too-many-keys'

export const promotionQueries = [
  answer(promotionOf, async ({ sql }, tx) => {
    const cost = await costSince(tx, fingerprintOf(wordingOf(sql)), addDays(tx.today, -COST_DAYS))
    const asked = cost && { asked: cost }
    const plan = await planKept(tx, sql)
    if (isRefused(plan)) return { possible: false, says: plan.refused.slice(0, 400), ...asked }
    const about = plan.approximate.length > 0 ? ` ${plan.approximate.join(', ')} within 1 %.` : ''
    return {
      possible: true,
      says: `It can be kept up as facts pass.${about}`,
      aggregate: plan.spec,
      ...asked,
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

/** The plan, where nobody has seen yet that it comes to more groups than are kept. */
export async function planKept(tx: Tx, sql: string): Promise<Plan | Refused<string>> {
  const plan = planFor(tx, sql)
  if (isRefused(plan)) return plan
  const { problem } = (await named(tx, plan.spec.name)) ?? {}
  return problem === TOO_MANY
    ? refuse('It has more groups than are kept up: it was tried, and stopped.')
    : plan
}

/** Its answer of the plan's days; undefined where there are too many cells. */
export async function fromAggregate(
  tx: Tx,
  aggregateId: string,
  plan: Plan,
): Promise<readonly Row[] | undefined> {
  const { from, to } = plan.days
  const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const cells = await cellsIn(tx, aggregateId, { ...days, max: CELLS_MAX })
  return cells.length < CELLS_MAX ? answered(plan, cells) : undefined
}

/**
 * The lake is some seconds behind the facts, so days that are not over would differ for a while:
 * both are asked up to yesterday.
 */
export async function compared(tx: Tx, { sql, aggregateId }: Question, plan: Plan) {
  const upTo = addDays(tx.today, -1)
  const columns = plan.columns.map(({ name }) => name)
  const kept = await aggregateOf(tx, aggregateId ?? '')
  if (kept?.state !== 'live') {
    return { columns, lake: noAnswer, live: noAnswer, equal: false, says: COUNTING }
  }
  const { rows: maxRows, seconds } = limitsFor(tx.actor.roles ?? [])
  const bounds = { maxRows, timeoutMs: seconds * 1000 }
  const lake = await fromLake(tx, { sql, to: upTo }, bounds)
  const live = (await fromAggregate(tx, kept.id, within(plan, { to: upTo }))) ?? []
  const equal = lake.problem === undefined && isEqual(plan, lake.rows as never, live)
  return {
    columns,
    lake: { rows: lake.rows.slice(0, COMPARED_MAX), tookMs: lake.tookMs, bytes: lake.bytes },
    live: { rows: live.slice(0, COMPARED_MAX).map((row) => [...row]), tookMs: 0, bytes: 0 },
    ...{ equal, upTo },
    says: lake.problem?.says.slice(0, 400) ?? saysOf(equal, live.length),
  }
}

const COUNTING = 'Its aggregate still walks the log: both answers are compared when it is live.'
const saysOf = (equal: boolean, rows: number): string =>
  equal
    ? `Both answers are equal, in all ${rows} rows.`
    : 'The answers differ. The lake may still lack facts of yesterday: compare again in a moment.'
