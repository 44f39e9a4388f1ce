/**
 * Days of the log that leave Postgres for good (DESIGN §8): written, read back, compared, dropped.
 *
 * A day goes only when it is older than the warm time, every group has passed it, the lake holds
 * its offsets without a gap, and count and checksum of the log's text equal those of the Parquet.
 * Nothing is written before the drop, so a crash anywhere leaves a day that is simply tried again.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant, LocalDate } from '#kernel/dates'
import {
  copySegments,
  daySpans,
  daysOf,
  dropDay,
  groupsBehind,
  type DaySpan,
  type LogDay,
} from '#platform/log'
import type { LakePorts } from './lake.ts'
import { CHECKSUM, rowsOfCopy } from './lake-columns.ts'
import { holding } from './manifest.ts'
import { parquet } from './question.ts'

const WORK_MS_MAX = 600_000

/** A day and what became of it. */
export type Retreat = {
  readonly day: LocalDate
  readonly facts: number
  readonly bytes: number
  readonly gone: boolean
  /** Why it stays. */
  readonly says?: string
}

/**
 * Drops the days whose youngest fact was recorded before the business instant. A day that must stay
 * is told with its reason.
 */
export async function retreat(
  ports: LakePorts,
  before: Instant,
  say: (retreat: Retreat) => void = () => {},
): Promise<Retreat[]> {
  const today = ports.wall.now().slice(0, 10)
  const out: Retreat[] = []
  for (const one of await daysOf(ports.owner)) {
    // Today's table, and those made ahead, are being written.
    if (one.day >= today) break
    if (one.lastAt !== undefined && one.lastAt >= before) continue
    const told = await goOf(ports, one)
    out.push(told)
    say(told)
    // The warm log has one beginning: what comes after a day that stays has to stay as well.
    if (!told.gone) break
  }
  return out
}

async function goOf(ports: LakePorts, { day, bytes }: LogDay): Promise<Retreat> {
  const spans = await daySpans(ports.owner, day)
  const facts = spans.reduce((sum, span) => sum + span.facts, 0)
  const told = { day, facts, bytes }
  ports.reached('chosen')
  const behind = await groupsBehind(ports.owner, day)
  if (behind.length > 0) return { ...told, gone: false, says: `${behind.join(', ')} not past it` }
  const compared = await comparedOf(ports, day, spans)
  if (compared.says !== undefined) return { ...told, gone: false, says: compared.says }
  ports.reached('compared')
  const at = ports.clock.now()
  await dropDay(ports.owner, { day, spans, bytes, checksum: compared.checksum, at })
  ports.reached('dropped')
  return { ...told, gone: true }
}

/** The day's facts twice: from the log's own text, and from the Parquet files. */
async function comparedOf(
  ports: LakePorts,
  day: LocalDate,
  spans: readonly DaySpan[],
): Promise<{ says?: string; checksum: string }> {
  const sums: string[] = []
  for (const [topic, parts] of Map.groupBy(spans, (span) => span.topic)) {
    const gap = parts.find((span) => span.facts !== span.next - span.first)
    if (gap) return { says: `${topic}/${gap.part} has a gap in the log`, checksum: '' }
    const told = await compareTopic(ports, day, topic, parts)
    if (told.says !== undefined) return { ...told, checksum: '' }
    sums.push(`${topic}=${told.checksum}`)
  }
  return { checksum: sums.join(' ') }
}

async function compareTopic(
  ports: LakePorts,
  day: LocalDate,
  topic: string,
  spans: readonly DaySpan[],
): Promise<{ says?: string; checksum: string }> {
  const { owner, olap, scratch } = ports
  const names = new Set<string>()
  for (const span of spans) {
    for (const name of await holding(owner, span, span.first, span.next)) names.add(name)
  }
  if (names.size === 0) return { says: `${topic} is not in the lake yet`, checksum: '' }
  const folder = join(scratch, 'retreat')
  await mkdir(folder, { recursive: true })
  const copy = join(folder, `${topic}.ndjson`)
  await copySegments(owner, { topic, spans }, copy, day)
  ports.reached('day-copied')
  const where = spans.map(
    (s) => `(part = ${s.part} and log_offset >= ${s.first} and log_offset < ${s.next})`,
  )
  const lake = parquet([...names].map((name) => olap.path(name)))
  const sql = `select (select ${CHECKSUM} from (${rowsOfCopy(copy)})),
    (select ${CHECKSUM} from ${lake} where ${where.join(' or ')})`
  const { rows } = await olap.work({ sql: [sql], timeoutMs: WORK_MS_MAX })
  await rm(copy)
  const [inLog, inLake] = rows[0] as [string, string]
  if (inLog === inLake) return { checksum: inLake }
  return { says: `${topic}: the lake has ${inLake}, the log ${inLog}`, checksum: '' }
}
