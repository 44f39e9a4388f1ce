/**
 * From the outbox into the log. Taking rows out and appending them are one transaction, so a fact is
 * neither lost nor doubled wherever the process dies; one relay a database at a time keeps the order.
 */
import type { Sql } from 'postgres'
import type { Appender } from './appender.ts'
import { backoffMs, loop, type Loop } from './loop.ts'
import type { OwnerSql } from './owner.ts'
import type { Line, Segment } from './segments.ts'

/** Rows taken in one transaction. */
const RELAY_ROWS_MAX = 2000
/** Between two transactions, so that facts gather into batches under load. */
const RELAY_REST_MS = 4
/** Looking unwoken: for facts another process left, or a wake that was lost. */
const POLL_MS_MIN = 25
const POLL_MS_MAX = 400
const RETRY_MS_MAX = 5000
/** The relay's advisory lock; held for a transaction only. */
const RELAY_LOCK = 723_642

export type Relay = Loop & {
  /** For how long, in wall milliseconds, there has been more to do than was done. */
  behindMs(): number
}

type Row = { seq: number; topic: string; part: number; body: string }
type Taken = { lines: Line[]; segments: Segment[] }

export function relay(
  owner: Sql,
  appender: Appender,
  ports: {
    onAppend(segments: readonly Segment[]): void
    warn(object: object, message: string): void
    wallMs(): number
  },
): Relay {
  let pollMs = POLL_MS_MIN
  let behindSince: number | undefined

  const once = async (): Promise<number> => {
    if (!(await isWaiting(owner))) {
      behindSince = undefined
      pollMs = Math.min(POLL_MS_MAX, pollMs * 2)
      return pollMs
    }
    behindSince ??= ports.wallMs()
    const { lines, segments } = await owner.begin((sql) => take(sql, appender))
    if (segments.length > 0) ports.onAppend(segments)
    pollMs = POLL_MS_MIN
    if (lines.length === RELAY_ROWS_MAX) return 0
    behindSince = undefined
    return pollMs
  }
  const onError = (error: unknown, failures: number) => {
    ports.warn({ err: error }, 'the relay failed')
    return backoffMs(failures, POLL_MS_MIN, RETRY_MS_MAX)
  }
  const looping = loop(once, { restMs: RELAY_REST_MS, onError })
  return {
    ...looping,
    behindMs: () => (behindSince === undefined ? 0 : ports.wallMs() - behindSince),
  }
}

async function isWaiting(owner: Sql): Promise<boolean> {
  const [row] = await owner<{ waiting: boolean }[]>`
    select exists (select from platform.outbox) as waiting`
  return row?.waiting ?? false
}

async function take(sql: OwnerSql, appender: Appender): Promise<Taken> {
  const rows = await sql<Row[]>`
    with mine as materialized (select pg_try_advisory_xact_lock(${RELAY_LOCK}) as ok)
    delete from platform.outbox
     where (select ok from mine)
       and seq in (select seq from platform.outbox order by seq limit ${RELAY_ROWS_MAX})
    returning seq, topic, part, body`
  if (rows.length === 0) return { lines: [], segments: [] }
  const lines = rows.toSorted((a, b) => Number(a.seq) - Number(b.seq))
  await appender.prepare(new Set(lines.map((line) => line.topic)))
  return { lines, segments: await appender.append(sql, lines) }
}
