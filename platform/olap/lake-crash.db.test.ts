import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { LAKE_COLUMNS } from './lake-columns.ts'
import { facts, shore, START, type Shore } from './lake.fixture.ts'

let s: Shore
before(async () => {
  s = await shore()
})
after(() => s.drop())

const KILLS = 3
const BATCH = 400
const WAIT_MS_MAX = 60_000
const child = fileURLToPath(new URL('./lake.child.fixture.ts', import.meta.url))

test('a process that is killed while it pours loses and doubles nothing', async () => {
  let appended = 0
  const append = async () => {
    await s.log.append(facts(BATCH, START))
    appended += BATCH
    await new Promise((done) => setTimeout(done, 30))
  }
  for (let kill = 0; kill < KILLS; kill++) {
    await append()
    const pouring = spawn(process.execPath, [child, s.fresh.url, s.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(pouring.stdout, 'data')
    // The first is killed at its first step, later ones after as many files as they are.
    const until = Date.now() + WAIT_MS_MAX
    while ((await s.lake().files({})).length < kill && Date.now() < until) await append()
    const end = Date.now() + 40 * kill
    while (Date.now() < end) await append()
    const gone = once(pouring, 'exit')
    pouring.kill('SIGKILL')
    await gone
  }
  const lake = s.lake()
  // The lock of the last one dies with its session, a moment after it.
  for (let i = 0; i < 3000 && (await lake.pour()) === undefined; i++) {
    await new Promise((done) => setTimeout(done, 20))
  }
  await lake.sweep()
  const files = (await lake.files({})).map((file) => file.name)
  const objects = (await s.objects.list('lake/')).map((object) => object.name)
  assert.deepEqual(objects.toSorted(), files.toSorted())
  const { rows } = await s.olap.query({
    sql: 'select count(*), count(distinct id), count(distinct (part, log_offset)) from events',
    views: [{ name: 'events', files, columns: LAKE_COLUMNS }],
    ...{ maxRows: 1, timeoutMs: 20_000 },
  })
  assert.deepEqual(rows, [[appended, appended, appended]])
  assert.ok(files.length > 1, 'nothing was poured before a kill')
})
