/**
 * The embedded engine of `olap`: DuckDB over the Parquet files of a local folder of objects.
 *
 * Two processes, each only while it has work: one for people's questions, shut to all but the lake;
 * one for the house's own work, which writes it.
 */
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Olap, OlapAsk } from './index.ts'
import { lane, type EngineLimits } from './lane.ts'
import { viewSql } from './question.ts'

export type DuckdbOptions = {
  /** The folder of `objects`. */
  readonly root: string
  /** What the engine writes when memory is short, and files on their way into `objects`. */
  readonly scratch: string
  readonly wall: { nowMs(): number }
  readonly limits?: Partial<typeof LIMITS>
}

/** Megabytes, threads and counts of both processes; a question's time is its asker's to say. */
export const LIMITS = {
  questionMemoryMb: 1024,
  workMemoryMb: 512,
  threads: 2,
  tempMb: 4096,
  questionsAtOnce: 2,
  waitingMax: 16,
  questionIdleMs: 60_000,
  workIdleMs: 2000,
}
const MAX_ROWS = 100_000
const LAKE = 'lake'

export function openDuckdb({ root, scratch, wall, limits = {} }: DuckdbOptions): Olap {
  const own = { ...LIMITS, ...limits }
  const lake = join(root, LAKE)
  mkdirSync(lake, { recursive: true })
  mkdirSync(scratch, { recursive: true })
  const engine = (memoryMb: number, more: Partial<EngineLimits>): EngineLimits => ({
    ...{ memoryMb, threads: own.threads, tempMb: own.tempMb },
    tempFolder: join(scratch, 'spill'),
    ...more,
  })
  const { waitingMax } = own
  const questions = lane({
    ...{ engine: engine(own.questionMemoryMb, { shutTo: lake }), waitingMax, wall },
    ...{ atOnce: own.questionsAtOnce, idleMs: own.questionIdleMs },
  })
  const works = lane({
    ...{ engine: engine(own.workMemoryMb, {}), waitingMax, wall },
    ...{ atOnce: 1, idleMs: own.workIdleMs },
  })
  const path = (name: string) => join(root, name)
  return {
    query: async (ask) => {
      const timed = await questions.run(jobOf(ask, path), limitsOf(ask))
      return { ...timed, bytes: bytesOf(ask, path) }
    },
    work: async (job) => {
      const { sql, maxRows = MAX_ROWS } = job
      const timed = await works.run({ kind: 'work', sql, maxRows }, limitsOf(job))
      return { ...timed, bytes: 0 }
    },
    path: (name) => {
      const at = path(name)
      mkdirSync(dirname(at), { recursive: true })
      return at
    },
    running: () => Number(questions.running()) + Number(works.running()),
    close: async () => {
      await questions.close()
      await works.close()
    },
  }
}

const jobOf = (ask: OlapAsk, path: (name: string) => string) => ({
  kind: 'query' as const,
  views: ask.views.map((view) => viewSql(view, view.files.map(path))),
  known: ask.views.map(({ name }) => ({ name })),
  sql: ask.sql,
  params: ask.params ?? [],
  maxRows: Math.min(ask.maxRows, MAX_ROWS),
})

const bytesOf = ({ views }: OlapAsk, path: (name: string) => string): number =>
  [...new Set(views.flatMap((view) => view.files))].reduce(
    (sum, file) => sum + (statSync(path(file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )

const limitsOf = ({ timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal }) => ({
  timeoutMs,
  ...(signal && { signal }),
})
