/**
 * Compaction: the many small files of a date that is over become few, sorted by customer; those of
 * a month that is over become the month's, so that a year is a dozen files and not hundreds.
 *
 *   topic=/date=2026-01-31/ as poured ─ date over ─▶ sorted ─ month over ─▶ topic=/month=2026-01/
 *
 * The swap of the manifest's rows is one transaction. A question that began before it reads the old
 * files; they are removed once none can be left.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dateOf, daysInMonth, later, parts, type LocalDate } from '#kernel/dates'
import { madeOf, settle, sha256Of, spansIn, writing, type Holds } from './intake.ts'
import type { LakePorts } from './lake.ts'
import { CHECKSUM, FILE_COLUMNS } from './lake-columns.ts'
import { listed, replace, retire, type LakeFile } from './manifest.ts'
import { literal, parquet } from './question.ts'

/** Files of one date and topic that are merged before the date is over: a scan opens each. */
const SMALL_MAX = 24
/** The size a compacted file is aimed at: by halving it lies between two thirds and four thirds. */
const FILE_BYTES = 192 * 1024 * 1024
/** Files of a date or a month at most; by partition, of which there are as many. */
const SHARES_MAX = 16
/** A month beyond it stays in its dates' files: those are large enough. */
const MONTH_BYTES_MAX = SHARES_MAX * FILE_BYTES
/** The engine writes no smaller row group, and multiples of it. */
const ROW_GROUP_MIN = 2048
const ROW_GROUP_MAX = 20_480
const GROUPS_A_FILE = 32
const WORK_MS_MAX = 600_000
/** A question reads a replaced file at the longest so long. */
export const GRACE_MS = 600_000

export type Compacted = {
  /** Dates of a topic, and months, that were merged. */
  readonly merged: number
  /** Files that are not what was written: nothing of them is carried over, their date waits. */
  readonly altered: readonly string[]
}

/** Compacts what is due: months and dates before `today`, and dates with too many small files. */
export async function compact(ports: LakePorts, today: LocalDate): Promise<Compacted> {
  const altered: string[] = []
  let merged = 0
  for (const { old, into } of due(await listed(ports.owner, {}), today)) {
    const wrong = await alteredOf(ports, old)
    altered.push(...wrong)
    if (wrong.length > 0) continue
    await merge(ports, old, into)
    merged += 1
  }
  return { merged, altered }
}

type Merging = { readonly old: readonly LakeFile[]; readonly into: Holds }

/** What is to be merged, and into what; files that lie as they should are left alone. */
function due(files: readonly LakeFile[], today: LocalDate): Merging[] {
  const months = Map.groupBy(files, ({ topic, date }) => `${topic}/${date.slice(0, 7)}`)
  return [...months.values()].flatMap((month) => {
    const { topic, date } = month[0]!
    const [first, last] = monthOf(date)
    const bytes = month.reduce((sum, file) => sum + file.bytes, 0)
    if (last >= today || bytes > MONTH_BYTES_MAX) return dueDates(month, today)
    if (month.every((file) => file.until !== undefined)) return []
    return [{ old: month, into: { topic, date: first, until: last, sorted: true } }]
  })
}

function dueDates(month: readonly LakeFile[], today: LocalDate): Merging[] {
  const dates = Map.groupBy(
    month.filter((file) => file.until === undefined),
    ({ date }) => date,
  )
  return [...dates].flatMap(([date, files]): Merging[] => {
    const { topic } = files[0]!
    const isOver = date < today
    const fresh = files.filter((file) => !file.sorted)
    if (isOver && fresh.length > 0) return [{ old: files, into: { topic, date, sorted: true } }]
    if (isOver || fresh.length <= SMALL_MAX) return []
    return [{ old: fresh, into: { topic, date, sorted: false } }]
  })
}

function monthOf(date: LocalDate): [LocalDate, LocalDate] {
  const { year, month } = parts(date)
  return [dateOf(year, month, 1), dateOf(year, month, daysInMonth(year, month))]
}

async function alteredOf({ olap }: LakePorts, files: readonly LakeFile[]): Promise<string[]> {
  const wrong: string[] = []
  for (const { name, sha256 } of files) {
    if ((await sha256Of(olap.path(name))) !== sha256) wrong.push(name)
  }
  return wrong
}

/** Removes the objects of files replaced long enough ago. */
export async function sweepReplaced(ports: LakePorts): Promise<void> {
  const before = later(ports.wall.now(), -GRACE_MS)
  await ports.objects.delete(...(await retire(ports.owner, before)))
}

/** Small ones: of a file sorted by customer, one customer's facts then touch few. */
export function rowGroupOf(facts: number): number {
  const wanted = Math.ceil(facts / GROUPS_A_FILE / ROW_GROUP_MIN) * ROW_GROUP_MIN
  return Math.min(ROW_GROUP_MAX, Math.max(ROW_GROUP_MIN, wanted))
}

/** A power of two, so that the sixteen partitions divide evenly. */
function sharesOf(bytes: number): number {
  const halvings = Math.round(Math.log2(Math.max(1, bytes / FILE_BYTES)))
  return Math.min(SHARES_MAX, 2 ** halvings)
}

/** The files of one date or month into as few as their size asks for. */
async function merge(ports: LakePorts, old: readonly LakeFile[], into: Holds): Promise<void> {
  const { olap, scratch } = ports
  const folder = join(scratch, 'compaction')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const shares = sharesOf(old.reduce((sum, file) => sum + file.bytes, 0))
  const paths = Array.from({ length: shares }, (_, i) => join(folder, `${i}.parquet`))
  const source = parquet(old.map((file) => olap.path(file.name)))
  // By partition: a customer's facts are in one file, and a replay of a partition reads only one.
  const share = (i: number) => (shares === 1 ? '' : `where part % ${shares} = ${i}`)
  const order = into.sorted ? 'customer_id, event_at, part, log_offset' : 'part, log_offset'
  const facts = old.reduce((sum, file) => sum + file.facts, 0)
  const rowGroup = rowGroupOf(facts / shares)
  const writes = paths.map((path, i) => {
    const rows = `select ${FILE_COLUMNS} from ${source} ${share(i)} order by ${order}`
    return writing(rows, path, rowGroup)
  })
  const list = paths.map(literal).join()
  const sums = `select (select ${CHECKSUM} from ${source}),
    (select ${CHECKSUM} from read_parquet([${list}], hive_partitioning = false))`
  const { rows: found } = await olap.work({ sql: [...writes, sums], timeoutMs: WORK_MS_MAX })
  ports.reached('merged')
  const [before, after] = found[0]!
  if (before !== after) {
    throw new Error(`${into.topic} ${into.date}: merged ${after}, but it was ${before}`)
  }
  const { rows } = await olap.work({ sql: [spansIn(paths)], timeoutMs: WORK_MS_MAX })
  const made = madeOf(rows, () => into)
  const files = await Promise.all(made.map((file) => settle(ports, file)))
  ports.reached('merged-in-place')
  const when = { at: ports.clock.now(), wallAt: ports.wall.now() }
  await ports.owner.begin(async (sql) => {
    await replace(sql, old, files, when)
    ports.reached('swapped-not-committed')
  })
  ports.reached('swapped')
  await rm(folder, { recursive: true, force: true })
}
