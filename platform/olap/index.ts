/**
 * The port `olap`: SQL over Parquet files of the lake, in a process of its own (DESIGN §2).
 *
 * A question of a person is answered over the views it is given and nothing else: it can name no
 * file, no other table, no setting, and cannot write. It has a limit of time, rows, memory and
 * temporary files; what exceeds one is ended and says so. The engine starts at the first question
 * and ends when nobody has asked for a while; should it die, the next question starts a new one.
 */

/** A table that SQL may name: Parquet files of the lake, read as one. */
export type View = {
  /** The name the SQL reads it by: lower case letters, digits and underscores. */
  readonly name: string
  /** Names in `objects`; columns are joined by name. None is an empty table of `columns`. */
  readonly files: readonly string[]
  /** Name → DuckDB type: what the view has even where a file lacks it, or no file is. */
  readonly columns: { readonly [name: string]: string }
  /**
   * What is shown of the files, as a SELECT over the table `source`: masks, casts, renames, a
   * filter by row scope. The owner's own text, never a person's. Absent: `select * from source`.
   */
  readonly shows?: string
}

export type { History, HistoryAsk } from './cold-facts.ts'
export type { Lake, Tended } from './lake.ts'
export { LAKE_COLUMNS } from './lake-columns.ts'
export type { LakeFile, Wanted } from './manifest.ts'
export type { Retreat } from './retreat.ts'

export type OlapValue = null | boolean | number | string | readonly OlapValue[] | OlapStruct
export type OlapStruct = { readonly [name: string]: OlapValue }

export type OlapAsk = {
  /** One SELECT (WITH, set operations, subqueries included); `$1`, `$2` … are the parameters. */
  readonly sql: string
  readonly params?: readonly (null | boolean | number | string)[]
  readonly views: readonly View[]
  /** More rows than these are cut off, and the answer says so. */
  readonly maxRows: number
  /** Wall milliseconds until the question is ended. */
  readonly timeoutMs: number
  /** Aborted: the question is ended. */
  readonly signal?: AbortSignal
}

export type OlapAnswer = {
  /** `type` is DuckDB's word: VARCHAR, BIGINT, DOUBLE, DATE, TIMESTAMP WITH TIME ZONE … */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /**
   * In the order of `columns`. A BIGINT beyond 2^53, a DECIMAL, a date and an instant are text
   * (`2026-01-31`, `2026-01-31T10:00:00.000Z`).
   */
  readonly rows: readonly (readonly OlapValue[])[]
  /** Rows beyond `maxRows` were cut off. */
  readonly more: boolean
  /** Wall milliseconds in the engine. */
  readonly tookMs: number
  /** Bytes of the files the views list: what the question could have read. */
  readonly bytes: number
}

/**
 * Why a question got no answer. `refused`: it is no single SELECT over the views. `wrong`: the
 * engine says so (its own sentence is the message). `too-long`, `too-big`: a limit of time, or of
 * memory or temporary files. `cancelled`: by its signal. `busy`: too many at once. `crashed`: the
 * engine's process died; asking again starts another.
 */
export type OlapReason =
  'refused' | 'wrong' | 'too-long' | 'too-big' | 'cancelled' | 'busy' | 'crashed'

export class OlapFault extends Error {
  readonly reason: OlapReason
  constructor(reason: OlapReason, message: string) {
    super(message)
    this.name = 'OlapFault'
    this.reason = reason
  }
}

/** A statement of the house's own: the lake's writer and reader. It may name files by `path`. */
export type OlapWork = {
  /** Several statements, run in order on one connection; the last one's rows are the answer. */
  readonly sql: readonly string[]
  readonly maxRows?: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type Olap = {
  /** Answers a person's question over the views; throws an `OlapFault`. */
  query(ask: OlapAsk): Promise<OlapAnswer>
  /** Runs the house's own statements, in a process apart from the questions'. */
  work(work: OlapWork): Promise<OlapAnswer>
  /** Where a file of `objects` lies for `work`; its folders exist. */
  path(name: string): string
  /** Processes that run now: 0 when idle. */
  running(): number
  close(): Promise<void>
}
