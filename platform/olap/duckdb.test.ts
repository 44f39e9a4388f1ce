import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDuckdb } from './duckdb.ts'
import { COLUMN_LIST, FILE_COLUMNS } from './lake-columns.ts'
import { olapSuite, type Opened } from './olap.suite.ts'
import { endingOf } from './question.ts'

const folder = mkdtempSync(join(tmpdir(), 'dhara-olap-'))
const limits = {
  questionMemoryMb: 200,
  tempMb: 50,
  questionIdleMs: 300,
  workIdleMs: 300,
  waitingMax: 4,
}
const wall = { nowMs: () => Date.now() }
const root = join(folder, 'objects')
const olap = openDuckdb({ root, scratch: join(folder, 'scratch'), wall, limits })

const loans = {
  name: 'loans',
  files: ['lake/topic=loans/date=2026-01-01/a.parquet'],
  columns: { id: 'BIGINT', branch: 'VARCHAR', owed: 'BIGINT' },
}
/** The engine's processes are our children. */
const kill = () => {
  const found = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'engine.child'])
  for (const pid of found.toString().trim().split('\n')) process.kill(Number(pid), 'SIGKILL')
}

before(async () => {
  await olap.work({
    sql: [
      `copy (select i as id, if(i % 2 = 0, 'Pune', 'Nagpur') as branch, i * 100 as owed,
                       date '2026-01-01' as business_date
               from range(1, 1001) t(i))
         to '${olap.path(loans.files[0]!)}' (format parquet)`,
    ],
    timeoutMs: 20_000,
  })
})
after(async () => {
  await olap.close()
  rmSync(folder, { recursive: true })
})

test('files of a later list of columns are read beside those of the lists before', async () => {
  const later = `lake/topic=loans/date=2026-01-02/b${endingOf(2)}`
  const columns =
    "2000::bigint as id, date '2026-01-02' as business_date, 'Goa' as branch, 7 as rate"
  const sql = [`copy (select ${columns}) to '${olap.path(later)}' (format parquet)`]
  await olap.work({ sql, timeoutMs: 20_000 })
  const files = [...loans.files, later]
  const ask = async (question: string, of: readonly string[]) => {
    const view = { ...loans, files: of }
    const asked = { sql: question, views: [view], maxRows: 9, timeoutMs: 20_000 }
    return (await olap.query(asked)).rows
  }
  const rates = 'select count(*), count(rate), max(rate), max(branch) from loans'
  for (const order of [files, files.toReversed()])
    assert.deepEqual(await ask(rates, order), [[1001, 1, 7, 'Pune']])
  assert.deepEqual(await ask('select count(*) from loans', loans.files), [[1000]])
})

test('the list of columns has the number its files are named by', () => {
  // When this fails a column came or went: give COLUMN_LIST its next number, and this hash with it.
  assert.deepEqual([COLUMN_LIST, hash('sha256', FILE_COLUMNS).slice(0, 12)], [1, '3767cb115b5e'])
  assert.deepEqual([endingOf(1), endingOf(2)], ['.parquet', '.c2.parquet'])
})

const opened: Opened = { olap, loans, kill }
olapSuite('duckdb', () => opened)
