/** Ask: what there is to ask about, and the answers. */
import type { InputOf, OutputOf } from '#kernel/contract'
import { addDays, type Instant } from '#kernel/dates'
import { answer, list, one } from '#platform/http'
import { OlapFault, type OlapReason, type View } from '#platform/olap'
import type { Tx } from '#platform/sql'
import { costlyQuestions, dictionary, questionEntity, type ask } from '../contract.ts'
import { meaningOfFact } from '../meaning.ts'
import { dearest, lakeFiles, type LakeFile } from './store.ts'
import { linesView } from './line.ts'
import { NO_FACT, viewOf, viewsNamed, type AskView } from './view.ts'
import { isValue, limitsFor } from './wording.ts'

const DEAR_DAYS = 30
const DEAR_MAX = 50
const LINES =
  'What the house’s processes said, as bin/dhara sidecar brings it from their log files.'

export const questionQueries = [
  answer(dictionary, async (_, tx) => {
    const files = Map.groupBy(await lakeFiles(tx, null), ({ topic }) => topic)
    const views = viewsOf(tx).map(({ shows: _shows, topic, columns, ...view }) => ({
      ...view,
      says: view.type === NO_FACT ? LINES : meaningOfFact(view.type),
      ...sizeOf(files.get(topic) ?? []),
      columns: columns.map(({ path: _path, ...column }) => column),
    }))
    return { views, limits: limitsFor(tx.actor.roles ?? []) }
  }),

  answer(costlyQuestions, async (_, tx) => ({
    questions: await dearest(tx, addDays(tx.today, -DEAR_DAYS), DEAR_MAX),
  })),

  list(questionEntity),
  one(questionEntity),
]

export const viewsOf = (tx: Tx): readonly AskView[] =>
  [...tx.tower.kinds.map(viewOf), linesView].toSorted((a, b) => (a.name < b.name ? -1 : 1))

function sizeOf(files: readonly LakeFile[]) {
  const freshAt = freshest(files)
  return {
    facts: files.reduce((sum, { facts }) => sum + facts, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(freshAt !== undefined && { freshAt }),
  }
}

const freshest = (files: readonly LakeFile[]): Instant | undefined =>
  files.map(({ madeAt }) => madeAt).reduce<Instant | undefined>(latest, undefined)
const latest = (a: Instant | undefined, b: Instant) => (a !== undefined && a > b ? a : b)

export type Answer = OutputOf<typeof ask>
type Bounds = { maxRows: number; timeoutMs: number; signal?: AbortSignal }
type Asked = Pick<InputOf<typeof ask>, 'sql' | 'params' | 'from' | 'to'>

export async function fromLake(tx: Tx, asked: Asked, bounds: Bounds): Promise<Answer> {
  const { sql } = asked
  const params = asked.params ?? []
  if (!Array.isArray(params) || !params.every(isValue)) {
    return failed('refused', 'The parameters must be a list of plain values.')
  }
  const named = viewsNamed(sql, viewsOf(tx))
  const topics = named.map(({ topic }) => topic)
  const files = await lakeFiles(tx, topics, asked)
  const views = named.map((view) => lakeView(view, files, asked))
  const freshAt = freshest(files)
  try {
    const told = await tx.olap.query({ sql, params, views, ...bounds })
    const { columns, rows, more, tookMs, bytes } = told
    return {
      ...{ columns: [...columns], rows: rows.map((row) => [...row]), more, tookMs, bytes },
      ...(freshAt !== undefined && { freshAt }),
      source: 'lake',
    }
  } catch (fault) {
    if (!(fault instanceof OlapFault)) throw fault
    return failed(fault.reason, fault.message)
  }
}

type Days = Pick<Asked, 'from' | 'to'>

/** The view over the files of its topic; days bound the rows too, since a file may hold several. */
function lakeView(view: AskView, files: readonly LakeFile[], { from, to }: Days): View {
  const own = files.filter(({ topic }) => topic === view.topic).map(({ name }) => name)
  const low = from === undefined ? '' : ` and business_date >= date '${from}'`
  const high = to === undefined ? '' : ` and business_date <= date '${to}'`
  return { name: view.name, files: own, columns: LAKE, shows: `${view.shows}${low}${high}` }
}

/** What a view reads of the lake's rows: the rest need not be there where no file is. */
const LAKE = {
  ...{ id: 'VARCHAR', type: 'VARCHAR', customer_id: 'VARCHAR', event_at: 'TIMESTAMPTZ' },
  ...{ business_date: 'DATE', actor_kind: 'VARCHAR', policy_version: 'VARCHAR', data: 'VARCHAR' },
}

export const failed = (reason: OlapReason, says: string): Answer => ({
  ...{ columns: [], rows: [], more: false, tookMs: 0, bytes: 0, source: 'lake' },
  problem: { reason, says: says.slice(0, 2000) },
})
