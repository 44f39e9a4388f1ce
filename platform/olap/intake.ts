/**
 * From the log into the lake: each fact into exactly one listed file.
 *
 *   plan ─ copy (text, not parsed) ─ Parquet in scratch ─ re-read and count ─ move into its place
 *        └ one transaction: heads move, files are listed
 *
 * A crash before the transaction leaves a file no row names; the same plan made again gives it the
 * same name, and what stays unnamed is swept. Facts are counted again from the Parquet, so a file
 * that lacks one is never listed.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { addDays, businessDateOf, daysBetween, type LocalDate } from '#kernel/dates'
import { copySegments, segmentEnd, timeOf, type TopicSpans } from '#platform/log'
import type { LakePorts } from './lake.ts'
import { COLUMN_LIST, FILE_COLUMNS, rowsOfCopy } from './lake-columns.ts'
import { gaps, take, type Advance, type FileSpan, type Gap, type NewFile } from './manifest.ts'
import { endingOf, literal } from './question.ts'

/** Facts of one intake: what is copied, kept in scratch and listed together. */
export const INTAKE_FACTS_MAX = 250_000
/** Rows of a row group: what a writing thread keeps in memory. */
const ROW_GROUP = 30_720
const WORK_MS_MAX = 300_000
/** More days than these in one topic are cut by a table in the engine, not by re-reading. */
const DATES_MAX = 4

export type Poured = { readonly facts: number; readonly files: number; readonly more: boolean }

type Planned = TopicSpans & { readonly since: string }

/** Takes over what the log has and the lake has not; at most so many facts. */
export async function pour(ports: LakePorts, factsMax = INTAKE_FACTS_MAX): Promise<Poured> {
  const { plans, more } = await planned(ports, factsMax)
  if (plans.length === 0) return { facts: 0, files: 0, more: false }
  const folder = join(ports.scratch, 'intake')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const files: NewFile[] = []
  const moves: Advance[] = []
  let facts = 0
  for (const plan of plans) {
    const poured = await pourTopic(ports, plan, folder)
    facts += poured.facts
    files.push(...poured.files)
    moves.push(...poured.moves)
  }
  ports.reached('files-in-place')
  await ports.owner.begin(async (sql) => {
    await take(sql, files, moves, ports.clock.now())
    ports.reached('listed-not-committed')
  })
  ports.reached('listed')
  await rm(folder, { recursive: true, force: true })
  return { facts, files: files.length, more }
}

/** Spans of whole segments, so many facts at most; what is left is for the next intake. */
async function planned(
  { owner }: LakePorts,
  factsMax: number,
): Promise<{ plans: Planned[]; more: boolean }> {
  const waiting = await gaps(owner)
  const byTopic = Map.groupBy(waiting, (gap) => gap.topic)
  const plans: Planned[] = []
  let room = factsMax
  for (const [topic, all] of byTopic) {
    if (room <= 0) return { plans, more: true }
    const pending = all.reduce((sum, gap) => sum + gap.next - gap.first, 0)
    const spans = pending <= room ? all : await cut(owner, all, room)
    const since = all.reduce((least, { day }) => (day && day < least ? day : least), 'infinity')
    const fresh = all.some(({ day }) => day === null)
    plans.push({ topic, spans, since: fresh ? '-infinity' : since })
    room -= spans.reduce((sum, span) => sum + span.next - span.first, 0)
    if (pending > room && spans !== all) return { plans, more: true }
  }
  return { plans, more: false }
}

async function cut(owner: LakePorts['owner'], all: readonly Gap[], room: number): Promise<Gap[]> {
  const each = Math.max(1, Math.floor(room / all.length))
  const ends = all.map(async (gap) => {
    if (gap.next - gap.first <= each) return gap
    return { ...gap, next: await segmentEnd(owner, gap.topic, gap, each) }
  })
  return (await Promise.all(ends)).filter((gap) => gap.next > gap.first)
}

async function pourTopic(
  ports: LakePorts,
  plan: Planned,
  folder: string,
): Promise<{ facts: number; files: NewFile[]; moves: Advance[] }> {
  const { topic, spans, since } = plan
  const copy = join(folder, `${topic}.ndjson`)
  const wanted = spans.reduce((sum, span) => sum + span.next - span.first, 0)
  const [time] = await Promise.all([
    timeOf(ports.owner, plan, since),
    copySegments(ports.owner, plan, copy, since),
  ])
  ports.reached('copied')
  const between = [businessDateOf(time.from), businessDateOf(time.to)] as const
  const made = await parquetOf(ports, { topic, copy, folder, between })
  await rm(copy)
  ports.reached('written')
  const facts = made.reduce((sum, file) => sum + file.facts, 0)
  if (facts !== wanted) throw new Error(`${topic}: ${facts} of ${wanted} facts came to the lake`)
  const files = await Promise.all(made.map((file) => settle(ports, file)))
  const moves = spans.map(({ part, first, next }) => ({ topic, part, first, next, day: time.day }))
  return { facts, files, moves }
}

/** Whose facts a file holds: a date's, or those of the days from `date` to `until`. */
export type Holds = Pick<NewFile, 'topic' | 'date' | 'until' | 'sorted'>
/** A Parquet file in scratch, and what it holds. */
type Made = Omit<NewFile, 'bytes' | 'sha256' | 'name'> & { readonly path: string }

/** Writes the copied rows, a file a date between the two, and counts them from the files. */
export async function parquetOf(
  { olap }: LakePorts,
  from: {
    readonly topic: string
    readonly copy: string
    readonly folder: string
    readonly between: readonly [LocalDate, LocalDate]
  },
): Promise<Made[]> {
  const { topic, copy, folder, between } = from
  const rows = rowsOfCopy(copy)
  const days = daysBetween(between[0], between[1]) + 1
  const dates =
    days <= DATES_MAX
      ? Array.from({ length: days }, (_, i) => addDays(between[0], i))
      : await datesIn(olap, rows)
  const pathOf = (date: LocalDate) => join(folder, `${topic}-${date}.parquet`)
  const dateAt = new Map(dates.map((date) => [pathOf(date), date]))
  const source = dates.length > DATES_MAX ? 'batch' : `(${rows})`
  const only = (date: LocalDate) =>
    dates.length === 1 ? '' : `where business_date = date '${date}'`
  const answer = await olap.work({
    sql: [
      ...(source === 'batch' ? [`create temp table batch as ${rows}`] : []),
      ...dates.map((date) => writing(`select * from ${source} ${only(date)}`, pathOf(date))),
      spansIn(dates.map(pathOf)),
    ],
    timeoutMs: WORK_MS_MAX,
  })
  return madeOf(answer.rows, (path) => ({ topic, date: dateAt.get(path)!, sorted: false }))
}

async function datesIn(olap: LakePorts['olap'], rows: string): Promise<LocalDate[]> {
  const sql = [`select distinct business_date from (${rows}) order by 1`]
  const found = await olap.work({ sql, timeoutMs: WORK_MS_MAX })
  return found.rows.map(([date]) => date as LocalDate)
}

export const writing = (select: string, path: string, rowGroup: number = ROW_GROUP): string =>
  `copy (select ${FILE_COLUMNS} from (${select})) to ${literal(path)}
     (format parquet, compression zstd, row_group_size ${rowGroup})`

/** Counts of each file and partition, read from the Parquet itself. */
export const spansIn = (paths: readonly string[]): string =>
  `select filename, part, min(log_offset), max(log_offset), count(*)
     from read_parquet([${paths.map(literal).join()}], filename = true, hive_partitioning = false)
    group by all order by all`

/** What `spansIn` told, a file each; an empty one is none. */
export function madeOf(
  rows: readonly (readonly unknown[])[],
  holds: (path: string) => Holds,
): Made[] {
  const byFile = Map.groupBy(rows, ([path]) => path as string)
  return [...byFile].map(([path, parts]) => {
    const spans = parts.map(([, part, first, last, facts]) => {
      return { part, first, last, facts } as FileSpan
    })
    const facts = spans.reduce((sum, span) => sum + span.facts, 0)
    return { ...holds(path), path, facts, spans }
  })
}

/**
 * Into `objects`, under a name that says what it holds, byte for byte: the engine that answers
 * keeps footers of files by their names, so no other content may stand under the same one.
 */
export async function settle({ objects }: LakePorts, made: Made): Promise<NewFile> {
  const { path, ...file } = made
  const told = file.spans.map((s) => `${s.part}:${s.first}-${s.last}:${s.facts}`).join()
  const sha256 = await sha256Of(path)
  const what = `${file.sorted} ${told} ${sha256}`
  const name = createHash('sha256').update(what).digest('hex').slice(0, 24)
  const when = file.until === undefined ? `date=${file.date}` : `month=${file.date.slice(0, 7)}`
  const full = `lake/topic=${file.topic}/${when}/${name}${endingOf(COLUMN_LIST)}`
  const bytes = (await stat(path)).size
  await objects.adopt(full, path)
  return { ...file, name: full, bytes, sha256 }
}

/** Lower-case hex of what the file holds. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
