import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { LAKE_COLUMNS } from './lake-columns.ts'
import { Killed, shore, type Shore } from './lake.fixture.ts'
import { filesOf } from './lines.ts'

let s: Shore
const folder = mkdtempSync(join(tmpdir(), 'dhara-lines-'))
const file = join(folder, 'dhara.ndjson')
before(async () => {
  s = await shore()
})
beforeEach(async () => {
  await s.empty()
  await s.fresh.db.owner`truncate platform.lake_tail`
  for (const path of await filesOf(file, 4)) rmSync(path)
})
after(async () => {
  rmSync(folder, { recursive: true })
  await s.drop()
})

let n = 0
const AT = '2026-01-01T06:00:00.000Z'
const line = () => `${JSON.stringify({ level: 'info', at: AT, part: 'http', n: n++ })}\n`
const write = (...lines: string[]) => appendFileSync(file, lines.join(''))
const take = async (dieAt?: string) => s.lake(dieAt).takeLines(await filesOf(file, 4))
const turn = () => renameSync(file, file.replace('.ndjson', '.1.ndjson'))

async function told(): Promise<unknown[]> {
  const files = (await s.lake().files({ topics: ['log_lines'] })).map((one) => one.name)
  const view = { name: 'lines', files, columns: LAKE_COLUMNS }
  const sql = `select cast(json_extract(data, '$.n') as int), count(*) from lines
    group by 1 order by 1`
  const { rows } = await s.olap.query({ sql, views: [view], maxRows: 999, timeoutMs: 20_000 })
  return rows.map(([number, count]) => (count === 1 ? number : `${String(number)} twice`))
}

test('lines are taken once, whole ones only, and asked beside the facts', async () => {
  n = 0
  write(line(), line(), '{"level":"info","n":')
  assert.deepEqual(await take(), { lines: 2, more: false })
  assert.deepEqual((await take())?.lines, 0)
  write('7}\n')
  await take()
  assert.deepEqual(await told(), [0, 1, 7])
})

test('a turned file is read on under its new name, and the new one as well', async () => {
  n = 0
  write(line(), line())
  await take()
  write(line())
  turn()
  write(line(), line())
  await take()
  assert.deepEqual(await told(), [0, 1, 2, 3, 4])
})

test('a new file with the place of a dead one is read from its beginning', async () => {
  n = 0
  write(line(), line())
  await take()
  writeFileSync(file, line()) // The same inode, other lines.
  await take()
  assert.deepEqual(await told(), [0, 1, 2])
})

for (const step of ['lines-in-place', 'lines-listed']) {
  test(`no line is lost or doubled when the reader dies at: ${step}`, async () => {
    n = 0
    write(line(), line())
    await assert.rejects(take(step), Killed)
    write(line())
    await take()
    assert.deepEqual(await told(), [0, 1, 2])
  })
}

test('what is no JSON, or tells no time, is kept as it is', async () => {
  write('Segmentation fault\n', '\n', '[1]\n', '{"at":"yesterday","n":1}\n')
  assert.deepEqual((await take())?.lines, 3)
})

test('lines of one date are compacted like facts', async () => {
  n = 0
  for (let i = 0; i < 3; i++) {
    write(line())
    await take()
  }
  s.wall.at = '2026-01-05T06:00:00.000Z' as typeof s.wall.at
  const round = { warmFrom: s.wall.at, chillBefore: '2020-01-01' as never }
  assert.equal((await s.lake().tend(round))?.compacted, 1)
  assert.deepEqual(await told(), [0, 1, 2])
})
