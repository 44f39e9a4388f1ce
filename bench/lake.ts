/**
 * `npm run bench -- lake`: the log into the lake (issue 3 "Bars").
 *
 * The intake is measured whole: copied from Postgres, written as Parquet, read back and counted,
 * moved into its place, listed. Bare is the simplest way there is: COPY to a CSV file and DuckDB's
 * read_csv to Parquet, of the same facts as rows of text. `--facts N`, `--json`.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { instantOf } from '#kernel/dates'
import type { Olap } from '#platform/olap'
import { openFolder } from '../platform/objects/folder.ts'
import { openDuckdb } from '../platform/olap/duckdb.ts'
import { openLake, type Lake } from '../platform/olap/lake.ts'
import { facts, openHouse, type House } from './house.ts'

const FACTS = 500_000
const BATCH = 10_000
const BAR = 250_000
const FRESH_BAR_MS = 15_000
const WORK_MS_MAX = 600_000

export async function run(args: readonly string[]): Promise<object> {
  const json = args.includes('--json')
  const count = Number(args[args.indexOf('--facts') + 1]) || FACTS
  const house = await openHouse()
  const folder = mkdtempSync(join(tmpdir(), 'dhara-bench-lake-'))
  const root = join(folder, 'objects')
  const wall = { nowMs: () => performance.now() }
  const olap = openDuckdb({
    root,
    scratch: join(folder, 'scratch'),
    wall,
    limits: { workIdleMs: 9000 },
  })
  const now = () => instantOf(Date.now())
  const lake = openLake({
    ...{ owner: house.db.owner, olap, objects: openFolder(root), logger: console },
    ...{ scratch: join(folder, 'lake'), clock: { now }, wall: { now } },
  })
  try {
    await fill(house, count)
    await makeBare(house)
    await olap.work({ sql: ['select 1'], timeoutMs: WORK_MS_MAX }) // The process is there.
    const poured = await rateOf(count, () => lake.pour())
    const bare = await rateOf(count, () => bareCopy(house, olap, folder))
    const freshMs = await freshness(house, lake)
    const figures = {
      'rows-per-second': { ours: poured, bare, bar: BAR, met: poured >= BAR },
      'fresh-ms': { ours: freshMs, bar: FRESH_BAR_MS, met: freshMs <= FRESH_BAR_MS },
    }
    if (!json) {
      const beside = `beside ${Math.round(bare)}/s for CSV to Parquet alone (bar ${BAR})`
      console.log(`Postgres → listed Parquet   ${Math.round(poured)} rows/s ${beside}`)
      console.log(`append → listed             ${Math.round(freshMs)} ms (bar ${FRESH_BAR_MS})`)
    }
    return figures
  } finally {
    await lake.stop()
    await olap.close()
    await house.close()
    rmSync(folder, { recursive: true })
  }
}

async function rateOf(count: number, act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return (count / (performance.now() - began)) * 1000
}

/** Facts of some 400 bytes, as most are. */
async function fill({ log }: House, count: number): Promise<void> {
  const port = log([])
  const some = facts('bulk', BATCH).map((fact) => ({
    ...fact,
    data: { n: fact.data as never, loanId: 'loan_1', note: 'an instalment was paid' },
  }))
  for (let done = 0; done < count; done += BATCH) {
    await port.append(some.map((fact, i) => ({ ...fact, data: { n: done + i, loanId: 'loan_1' } })))
  }
}

/** The same facts as a plain table, a row each. */
async function makeBare({ db }: House): Promise<void> {
  await db.owner`
    create table platform.bare as
    select s.topic, s.part, s.base, f.value as fact
      from platform.log_seg s, json_array_elements_text(s.data::json) f where s.topic = 'bulk'`
}

async function bareCopy({ db }: House, olap: Olap, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const csv = join(folder, 'bare.csv')
  // As in `copySegments`: a session of its own, which the driver may leave unread at the end.
  const session = await db.owner.reserve()
  const rows = await session.unsafe('copy platform.bare to stdout (format csv)').readable()
  await pipeline(rows, createWriteStream(csv))
  rows._read(0)
  await session`select 1`
  session.release()
  const columns = `{topic: 'VARCHAR', part: 'INT', base: 'BIGINT', fact: 'VARCHAR'}`
  await olap.work({
    sql: [
      `copy (select * from read_csv('${csv}', header = false, columns = ${columns}))
         to '${join(folder, 'bare.parquet')}' (format parquet, compression zstd)`,
    ],
    timeoutMs: WORK_MS_MAX,
  })
}

/** From an append until its file is listed, while the lake runs by itself. */
async function freshness({ log }: House, lake: Lake): Promise<number> {
  lake.start()
  await pause(500)
  await log([]).append(facts('fresh', 100))
  const began = performance.now()
  while ((await lake.files({ topics: ['fresh'] })).length === 0) {
    if (performance.now() - began > 4 * FRESH_BAR_MS) break
    await pause(50)
  }
  return performance.now() - began
}
