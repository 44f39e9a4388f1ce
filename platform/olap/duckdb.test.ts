import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { openDuckdb } from './duckdb.ts'
import { olapSuite, type Opened } from './olap.suite.ts'

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

const opened: Opened = { olap, loans, kill }
olapSuite('duckdb', () => opened)
