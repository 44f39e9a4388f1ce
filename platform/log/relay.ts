/**
 * From the outbox into the log. Taking rows out and appending them are one statement, so a fact is
 * neither lost nor doubled wherever the process dies; one relay at a time keeps the order.
 */
import type { Sql } from 'postgres'
import { instantOf, type Instant } from '#kernel/dates'
import type { Appender } from './appender.ts'
import { backoffMs, loop, type Loop } from './loop.ts'
import { lowWater, sightOf } from './low-water.ts'
import { PACK_DIVIDER, PACK_FACTS_MAX } from './pack.ts'
import { SEGMENT_FACTS_MAX, type Segment } from './segments.ts'

/** Between two appends: short while little comes, longer under load, so that facts gather. */
const RELAY_REST_MS = 5
const RELAY_REST_MS_BUSY = 14
/** So many facts in one append are load. */
const BUSY_FACTS = 16
/** With more than these another row of the outbox may have had no room. */
const FULL_FACTS = SEGMENT_FACTS_MAX - PACK_FACTS_MAX
/** After so many facts the relay looks where it may begin. */
const SIGHT_FACTS = 1000
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
  let lastCount = 0
  let sinceSight = 0
  const water = lowWater()

  const once = async (): Promise<number> => {
    await appender.prepare([])
    const segments = await relayRows(owner, instantOf(ports.wallMs()), water.through)
    if (segments.length > 0) {
      ports.onAppend(segments)
      pollMs = POLL_MS_MIN
      lastCount = segments.reduce((sum, segment) => sum + segment.n, 0)
      sinceSight += lastCount
      if (sinceSight >= SIGHT_FACTS) {
        water.seen(await sightOf(owner, water.through))
        sinceSight = 0
      }
      behindSince = lastCount > FULL_FACTS ? (behindSince ?? ports.wallMs()) : undefined
      return behindSince === undefined ? pollMs : 0
    }
    lastCount = 0
    // Nothing came: either nothing is there, or its topic has no head yet.
    const topics = await waitingTopics(owner, water.through)
    if (topics.length > 0) {
      behindSince ??= ports.wallMs()
      await appender.prepare(topics)
      return pollMs
    }
    behindSince = undefined
    pollMs = Math.min(POLL_MS_MAX, pollMs * 2)
    return pollMs
  }
  const onError = (error: unknown, failures: number) => {
    behindSince ??= ports.wallMs()
    ports.warn({ err: error }, 'the relay failed')
    return backoffMs(failures, POLL_MS_MIN, RETRY_MS_MAX)
  }
  const looping = loop(once, {
    restMs: () => (lastCount >= BUSY_FACTS ? RELAY_REST_MS_BUSY : RELAY_REST_MS),
    onError,
  })
  return {
    ...looping,
    behindMs: () => (behindSince === undefined ? 0 : ports.wallMs() - behindSince),
  }
}

async function waitingTopics(owner: Sql, after: number): Promise<string[]> {
  const rows = await owner<{ topic: string }[]>`
    select distinct topic
      from platform.log_waiting(${String(after)}::text::bigint, ${SEGMENT_FACTS_MAX})`
  return rows.map((row) => row.topic)
}

/**
 * The whole relay in one round trip: rows leave the outbox and stand in the log, or neither. Only
 * rows whose head exists are taken. A row the snapshot still shows but another relay has taken is
 * skipped by the delete.
 */
async function relayRows(owner: Sql, rx: Instant, after: number): Promise<Segment[]> {
  const head = `{"rx":"${rx}",`
  const rows = await owner<(Omit<Segment, 'text' | 'rx'> & { data: string })[]>`
    with mine as materialized (select pg_try_advisory_xact_lock(${RELAY_LOCK}) as ok),
    first as materialized (
      select o.seq from mine, platform.log_waiting(${String(after)}::text::bigint,
                                                   ${SEGMENT_FACTS_MAX}) o
       where mine.ok
         and exists (select from platform.log_head h where h.topic = o.topic and h.part = o.part)
    ),
    taken as (
      delete from platform.outbox o using first f where o.seq = f.seq
      returning o.seq, o.topic, o.part, o.n, o.body
    ),
    opened as materialized (
      select seq, topic, part, n, substr(body, strpos(body, '"at":"') + 6, 24) collate "C" as at,
             ${head}::text || case n when 1 then right(body, -1) else
               replace(right(body, -1), ${PACK_DIVIDER}::text, ${`,${head}`}::text) end as facts
        from taken
    ),
    draft as materialized (
      select topic, part, sum(n)::int as n, min(at)::timestamptz as min_at,
             max(at)::timestamptz as max_at,
             '[' || string_agg(facts, ',' order by seq) || ']' as data
        from opened group by topic, part
    ),
    held as materialized (
      select h.topic, h.part, h.next, h.hash
        from platform.log_head h join draft d on h.topic = d.topic and h.part = d.part
       order by h.topic, h.part
         for update of h
    ),
    moved as (
      update platform.log_head h
         set next = l.next + d.n, hash = sha256(l.hash || sha256(convert_to(d.data, 'UTF8')))
        from held l join draft d on l.topic = d.topic and l.part = d.part
       where h.topic = l.topic and h.part = l.part
      returning h.topic, h.part, l.next as base, h.hash
    )
    insert into platform.log_seg
      (topic, part, base, n, day, rx, min_at, max_at, hash, data)
    select m.topic, m.part, m.base, d.n, ${rx.slice(0, 10)}::text::date, ${rx}::text::timestamptz,
           d.min_at, d.max_at, m.hash, d.data
      from moved m join draft d on m.topic = d.topic and m.part = d.part
    returning topic, part, base, n, data`
  return rows.map(({ data, base, ...row }) => ({ ...row, base: Number(base), rx, text: data }))
}
