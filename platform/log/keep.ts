/**
 * The log's older part, as the lake takes it over: whole segments as text, and days that may go.
 * Nothing here decides; `platform/olap` does, and only it calls this.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Sql } from 'postgres'
import type { Instant, LocalDate } from '#kernel/dates'
import { textArray } from './owner.ts'

/** Offsets of one partition, from `first` to before `next`; both lie between segments. */
export type Span = { readonly part: number; readonly first: number; readonly next: number }
export type TopicSpans = { readonly topic: string; readonly spans: readonly Span[] }

/** What a day's table holds of one partition. */
export type DaySpan = Span & {
  readonly topic: string
  readonly facts: number
  /** The hash of its last segment: the chain goes on from it. */
  readonly hash: string
}
/** A table of the log: the UTC day of the append. */
export type LogDay = {
  readonly day: LocalDate
  readonly bytes: number
  /** The business instant of its youngest fact; absent: it is empty. */
  readonly lastAt?: Instant
}

const TOPIC = /^[a-z0-9][a-z0-9._-]{0,100}$/
/**
 * Half a surrogate pair is no text, and other readers of JSON refuse it: each becomes U+FFFD.
 * JSON.stringify writes a surrogate as an escape only when it is alone; the search costs nothing.
 */
const WHOLE_TEXT = String.raw`case when strpos(s.data, '\ud') = 0 then s.data else
  regexp_replace(s.data, '(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}', '\1\\ufffd', 'g') end`

/** A day in use is not waited for long: its appenders would wait behind us. */
const LOCK_MS_MAX = 2000

/**
 * Writes the segments of the spans into the file, a line each: `{"part", "base", "facts": […]}`.
 * JSON text holds neither of the two control characters, so that CSV leaves it as it is.
 */
export async function copySegments(
  owner: Sql,
  { topic, spans }: TopicSpans,
  file: string,
  since: string = '-infinity',
): Promise<void> {
  const text = `copy (
    select '{"part":' || s.part || ',"base":' || s.base || ',"facts":' || ${WHOLE_TEXT} || '}'
      from platform.log_seg s join (values ${valuesOf(spans)}) as w(part, first, next)
        on s.part = w.part and s.base >= w.first and s.base < w.next
     where s.topic = '${checked(topic)}' and s.day >= '${since}'
  ) to stdout (format csv, delimiter e'\\x01', quote e'\\x02')`
  // A session of its own: whatever is asked behind a copy would wait for all of it.
  const session = await owner.reserve()
  try {
    const rows = await session.unsafe(text).readable()
    try {
      await written(rows, file)
    } finally {
      // The driver holds its socket back while the reader is behind, and forgets it there when the
      // copy ends meanwhile: the server's last word would never be read, nor any later answer.
      rows._read(0)
    }
    await session`select 1`
  } finally {
    session.release()
  }
}

/** A disk that fails is told of once the copy has been heard out: its connection lives on. */
async function written(rows: Readable, file: string): Promise<void> {
  const sink = createWriteStream(file)
  let fault: Error | undefined
  sink.on('error', (error) => (fault = error))
  for await (const chunk of rows) {
    if (fault || sink.write(chunk)) continue
    await once(sink, 'drain').catch(() => {})
  }
  sink.end()
  if (!fault) await finished(sink)
  if (fault) throw fault
}

/** The business instants between which the facts of the spans lie. */
export async function timeOf(
  owner: Sql,
  { topic, spans }: TopicSpans,
  since: string,
): Promise<{ from: Instant; to: Instant; day: LocalDate; facts: number }> {
  const [row] = await owner.unsafe<
    { from: Instant; to: Instant; day: LocalDate; facts: number }[]
  >(`select min(min_at) as "from", max(max_at) as "to", max(day) as day, sum(n)::int as facts
      from platform.log_seg s join (values ${valuesOf(spans)}) as w(part, first, next)
        on s.part = w.part and s.base >= w.first and s.base < w.next
     where s.topic = '${checked(topic)}' and s.day >= '${since}'`)
  return row!
}

/** Where the segment ends that holds as many facts from an offset on as may be taken. */
export async function segmentEnd(
  owner: Sql,
  topic: string,
  { part, first }: { part: number; first: number },
  facts: number,
): Promise<number> {
  const [row] = await owner<{ next: number }[]>`
    select coalesce(max(base + n) filter (where base + n <= ${String(first + facts)}::text::bigint),
                    min(base + n)) as next
      from (select base, n from platform.log_seg
             where topic = ${topic} and part = ${part} and base >= ${String(first)}::text::bigint
               and base < ${String(first + facts)}::text::bigint) s`
  return Number(row?.next ?? first)
}

/** The days there are, the oldest first. */
export async function daysOf(owner: Sql): Promise<LogDay[]> {
  const tables = await owner<{ name: string; bytes: number }[]>`
    select c.relname as name, pg_total_relation_size(c.oid) as bytes
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'platform.log_seg'::regclass order by 1`
  const days: LogDay[] = []
  for (const { name, bytes } of tables) {
    const day = name.replace(/^log_seg_(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') as LocalDate
    const [row] = await owner<{ at: Instant | null }[]>`
      select max(max_at) as at from ${owner(`platform.${name}`)}`
    days.push({ day, bytes: Number(bytes), ...(row?.at && { lastAt: row.at }) })
  }
  return days
}

/** What the day holds of each partition. */
export async function daySpans(owner: Sql, day: LocalDate): Promise<DaySpan[]> {
  const rows = await owner<DaySpan[]>`
    select topic, part, min(base) as first, max(base + n) as next, sum(n) as facts,
           encode((array_agg(hash order by base desc))[1], 'hex') as hash
      from platform.log_seg where day = ${day}::text::date
     group by 1, 2 order by 1, 2`
  return rows.map((row) => ({
    ...row,
    ...{ first: Number(row.first), next: Number(row.next), facts: Number(row.facts) },
  }))
}

/** The groups whose stored position lies before the end of what the day holds. */
export async function groupsBehind(owner: Sql, day: LocalDate): Promise<string[]> {
  const rows = await owner<{ grp: string }[]>`
    select distinct p.grp
      from platform.log_position p
      join (select topic, part, max(base + n) as next from platform.log_seg
             where day = ${day}::text::date group by 1, 2) d
        on d.topic = p.topic and d.part = p.part and p.next < d.next
     order by 1`
  return rows.map((row) => row.grp)
}

/**
 * Forgets where a group stood that no process runs any more, so that it holds no day back; the
 * number of partitions forgotten. Should it come back, it begins anew.
 */
export async function forgetGroup(owner: Sql, group: string): Promise<number> {
  const gone = await owner`delete from platform.log_position where grp = ${group}`
  return gone.count
}

/** What is said of a day that goes, in the transaction that drops it. */
export type Farewell = {
  readonly day: LocalDate
  readonly spans: readonly DaySpan[]
  readonly bytes: number
  readonly checksum: string
  readonly at: Instant
}

/** Drops the day's table and moves the beginning of the warm log, or neither. */
export async function dropDay(owner: Sql, gone: Farewell): Promise<void> {
  const { day, spans, bytes, checksum, at } = gone
  const facts = spans.reduce((sum, span) => sum + span.facts, 0)
  const table = `log_seg_${day.replaceAll('-', '')}`
  await owner.begin(async (sql) => {
    await sql.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`)
    await sql`
      insert into platform.log_cold (topic, part, next, hash)
      select t.topic, t.part, t.next, decode(t.hash, 'hex')
        from unnest(${textArray(spans.map((s) => s.topic))}::text::text[],
                    ${textArray(spans.map((s) => s.part))}::text::int[],
                    ${textArray(spans.map((s) => s.next))}::text::bigint[],
                    ${textArray(spans.map((s) => s.hash))}::text::text[])
             as t(topic, part, next, hash)
      on conflict (topic, part) do update set next = excluded.next, hash = excluded.hash
       where platform.log_cold.next < excluded.next`
    await sql`
      insert into platform.log_dropped (day, facts, bytes, checksum, dropped_at)
      values (${day}::text::date, ${facts}, ${bytes}, ${checksum}, ${at}::text::timestamptz)
      on conflict (day) do nothing`
    await sql.unsafe(`drop table platform.${table}`)
  })
}

const valuesOf = (spans: readonly Span[]): string =>
  spans.map((s) => `(${whole(s.part)}, ${whole(s.first)}::bigint, ${whole(s.next)}::bigint)`).join()

function whole(n: number): number {
  if (Number.isSafeInteger(n) && n >= 0) return n
  throw new RangeError(`log: not an offset: ${n}`)
}

function checked(topic: string): string {
  if (TOPIC.test(topic)) return topic
  throw new RangeError(`log: not a topic: ${topic.slice(0, 80)}`)
}
