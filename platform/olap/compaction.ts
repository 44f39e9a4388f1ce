/**
 * Compaction: the many small files of a date that is over become few, sorted by customer.
 *
 * The swap of the manifest's rows is one transaction. A question that began before it reads the old
 * files; they are removed once none can be left.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { later, type LocalDate } from '#kernel/dates'
import { madeOf, settle, sha256Of, spansIn, writing } from './intake.ts'
import type { LakePorts } from './lake.ts'
import { CHECKSUM, FILE_COLUMNS } from './lake-columns.ts'
import { listed, replace, retire, type LakeFile } from './manifest.ts'
import { literal, parquet } from './question.ts'

/** Files of one date and topic that are merged before the date is over: a scan opens each. */
const SMALL_MAX = 24
/** The size a compacted file is aimed at. */
const FILE_BYTES = 192 * 1024 * 1024
/** The engine writes no smaller row group, and multiples of it. */
const ROW_GROUP_MIN = 2048
const ROW_GROUP_MAX = 20_480
const GROUPS_A_FILE = 32
const WORK_MS_MAX = 600_000
/** A question reads a replaced file at the longest so long. */
export const GRACE_MS = 600_000

export type Compacted = {
  readonly dates: number
  /** Files that are not what was written: nothing of them is carried over, their date waits. */
  readonly altered: readonly string[]
}

/** Compacts what is due: dates before `today`, and dates with too many small files. */
export async function compact(ports: LakePorts, today: LocalDate): Promise<Compacted> {
  const groups = Map.groupBy(await listed(ports.owner, {}), ({ topic, date }) => `${topic}/${date}`)
  const altered: string[] = []
  let dates = 0
  for (const files of groups.values()) {
    const isOver = files[0]!.date < today
    const fresh = files.filter((file) => !file.sorted)
    if (isOver ? fresh.length === 0 : fresh.length <= SMALL_MAX) continue
    const old = isOver ? files : fresh
    const wrong = await alteredOf(ports, old)
    altered.push(...wrong)
    if (wrong.length > 0) continue
    await merge(ports, old, isOver)
    dates += 1
  }
  return { dates, altered }
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

/** One date's files into as few as their size asks for. */
async function merge(ports: LakePorts, old: readonly LakeFile[], sorted: boolean): Promise<void> {
  const { olap, scratch } = ports
  const { topic, date } = old[0]!
  const folder = join(scratch, 'compaction', `topic=${topic}`, `date=${date}`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const bytes = old.reduce((sum, file) => sum + file.bytes, 0)
  const shares = Math.max(1, Math.round(bytes / FILE_BYTES))
  const paths = Array.from({ length: shares }, (_, i) => join(folder, `${i}.parquet`))
  const source = parquet(old.map((file) => olap.path(file.name)))
  const share = (i: number) => (shares === 1 ? '' : `where hash(customer_id) % ${shares} = ${i}`)
  const order = sorted ? 'order by customer_id, part, log_offset' : 'order by part, log_offset'
  const facts = old.reduce((sum, file) => sum + file.facts, 0)
  const rowGroup = rowGroupOf(facts / shares)
  const writes = paths.map((path, i) =>
    writing(`select ${FILE_COLUMNS} from ${source} ${share(i)} ${order}`, path, rowGroup),
  )
  const list = paths.map(literal).join()
  const sums = `select (select ${CHECKSUM} from ${source}),
    (select ${CHECKSUM} from read_parquet([${list}], hive_partitioning = false))`
  const { rows: found } = await olap.work({ sql: [...writes, sums], timeoutMs: WORK_MS_MAX })
  ports.reached('merged')
  const [before, after] = found[0]!
  if (before !== after) throw new Error(`${topic} ${date}: merged ${after}, but it was ${before}`)
  const { rows } = await olap.work({ sql: [spansIn(paths)], timeoutMs: WORK_MS_MAX })
  const made = madeOf(rows, topic, sorted)
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
