/** Rows to a Parquet file. They pass by a file of lines, so that memory holds one at a time. */
import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { openDuckdb } from '../../platform/olap/duckdb.ts'
import { wallClock } from '../../platform/runtime/clock.ts'
import type { Row } from './row.ts'

export type Written = {
  readonly file: string
  readonly count: number
  readonly labelled: number
  readonly columns: readonly string[]
  readonly sha256: string
  readonly servedUnlike: number
}

const WRITE_MS_MAX = 10 * 60_000
const FILE = 'rows.parquet'

export async function parquetOf(folder: string, rows: AsyncIterable<Row>): Promise<Written> {
  const scratch = mkdtempSync(join(folder, '.part-'))
  const lines = join(scratch, 'rows.ndjson')
  const olap = openDuckdb({ root: scratch, scratch, wall: wallClock })
  try {
    const counts = await writeLines(lines, rows)
    const to = join(folder, FILE)
    const from =
      counts.count === 0
        ? '(select null::varchar as decision_id limit 0)'
        : `read_json('${quoted(lines)}', format = 'newline_delimited', sample_size = -1)`
    const how = '(format parquet, compression zstd)'
    const copy = `copy (select * from ${from}) to '${quoted(to)}' ${how}`
    await olap.work({ sql: [copy], timeoutMs: WRITE_MS_MAX })
    return { file: FILE, ...counts, sha256: await hashOf(to) }
  } finally {
    await olap.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function writeLines(path: string, rows: AsyncIterable<Row>) {
  const file = await open(path, 'wx', 0o600)
  const columns = new Set<string>()
  let [count, labelled, servedUnlike] = [0, 0, 0]
  try {
    for await (const row of rows) {
      for (const column of Object.keys(row)) columns.add(column)
      count += 1
      if (Object.values(row).at(-1) !== null) labelled += 1
      if (row['served_alike'] === false) servedUnlike += 1
      await file.write(`${JSON.stringify(row)}\n`)
    }
  } finally {
    await file.close()
  }
  return { count, labelled, servedUnlike, columns: [...columns] }
}

const quoted = (path: string): string => path.replaceAll("'", "''")

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Uint8Array)
  return hash.digest('hex')
}
