/** The embedded engine: made, killed, adopted, broken. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { refugeOf } from './binaries.ts'
import { openEngine, removeEngine, type Engine } from './engine.ts'

/** One that recovers or waits for a dead server takes longer still, on any machine. */
const SECOND_START_MS_MAX = 15_000
const repository = fileURLToPath(new URL('../..', import.meta.url))
let home: string
let engine: Engine | undefined

const options = (data: string, more: object = {}) => ({ data, explicit: true, repository, ...more })
const open = async () => (engine = await openEngine(options(home)))
const ask = async (url: string, text: string): Promise<unknown> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql.unsafe(text)
    return row && Object.values(row)[0]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

before(() => {
  home = mkdtempSync(join(tmpdir(), 'dhara-engine-'))
  chmodSync(home, 0o755)
})
after(async () => {
  await engine?.stop().catch(() => undefined)
  rmSync(home, { recursive: true, force: true })
})

test('the first start makes a database of its own, whose owner is no superuser', async () => {
  const { url, adopted } = await open()
  assert.equal(adopted, false)
  assert.equal(await ask(url, 'select current_database()'), 'dhara')
  assert.equal(await ask(url, `select rolsuper from pg_roles where rolname = 'dhara'`), false)
  assert.equal(await ask(url, 'show fsync'), 'on')
  assert.equal(statSync(join(home, 'postgres.secret')).mode & 0o777, 0o600)
  await ask(url, 'create table kept (id int)')
})

test('a server that is running is adopted, with the same address', async () => {
  const first = engine!.url
  const again = await open()
  assert.deepEqual([again.adopted, again.url], [true, first])
})

test('a second start is quick and finds what was kept', async () => {
  await engine!.stop()
  assert.equal(existsSync(join(home, 'postgres', 'postmaster.pid')), false)
  const since = performance.now()
  const { url } = await open()
  const tookMs = performance.now() - since
  assert.equal(await ask(url, 'select count(*)::int from kept'), 0)
  assert.ok(tookMs < SECOND_START_MS_MAX, `${Math.round(tookMs)} ms`)
})

test('kill -9 of its starter leaves it running, and the next adopts it', async () => {
  await engine!.stop()
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./engine.child.fixture.ts', import.meta.url)), home, repository],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (d) => resolve(String(d))),
  )
  const started = JSON.parse(line) as { url: string }
  await new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGKILL')
  })
  const { adopted, url } = await open()
  assert.deepEqual([adopted, url], [true, started.url])
})

test('a pid file left by a crash of the machine is no obstacle', async () => {
  await engine!.stop()
  const stale = `${process.pid}\n${join(home, 'postgres')}\n0\n1\n\n127.0.0.1\n\nready   \n`
  writeFileSync(join(home, 'postgres', 'postmaster.pid'), stale)
  const { adopted } = await open()
  assert.equal(adopted, false)
})

test('a broken folder is one sentence that names it and the cure', async () => {
  await engine!.stop()
  rmSync(join(home, 'postgres', 'global', 'pg_control'))
  const sentence = (name: RegExp) => ({ name: 'StartFault', message: name })
  await assert.rejects(
    open(),
    sentence(/^The database in \S+ does not start \(.*\): .*--fresh`\.$/),
  )
  rmSync(join(home, 'postgres', 'PG_VERSION'))
  await assert.rejects(open(), sentence(/is broken \(no PG_VERSION\): .*--fresh`\.$/))
  writeFileSync(join(home, 'postgres', 'PG_VERSION'), '17\n')
  await assert.rejects(open(), sentence(/was made by PostgreSQL 17, this is 18/))
})

test('starting over deletes the data and nothing else', async () => {
  writeFileSync(join(home, 'logins.txt'), 'kept')
  await removeEngine(options(home))
  assert.equal(existsSync(join(home, 'postgres')), false)
  assert.equal(existsSync(join(home, 'logins.txt')), true)
})

test('a data folder that is a file, or an address nobody answers, is one sentence', async () => {
  const file = join(home, 'logins.txt')
  await assert.rejects(openEngine(options(file)), /^StartFault: The data folder \S+ can't be used/)
  const databaseUrl = 'postgres://nobody:hidden@127.0.0.1:1/none'
  await assert.rejects(openEngine(options(home, { databaseUrl })), (error: Error) => {
    assert.match(error.message, /^The server at 127\.0\.0\.1:1 \(DATABASE_URL\) does not answer/)
    assert.doesNotMatch(error.message, /hidden/)
    return true
  })
})

test('as root, a folder postgres cannot reach: refused if chosen, else moved', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root')
  const walled = join(home, 'walled')
  const data = join(walled, 'data')
  const refuge = refugeOf(walled)
  t.after(() => rmSync(refuge, { recursive: true, force: true }))
  mkdirSync(walled, { mode: 0o700 })
  await assert.rejects(openEngine(options(data)), /can't go through \S+walled\/data: open it/)
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const place = { data, explicit: false, repository: walled, say }
  engine = await openEngine(place)
  assert.equal(await ask(engine.url, 'select 1'), 1)
  assert.equal(existsSync(join(refuge, 'postgres', 'PG_VERSION')), true)
  assert.ok(said.some((line) => line.endsWith(`the database is kept under ${refuge}.`)))
  await removeEngine(place)
  assert.equal(existsSync(join(refuge, 'postgres')), false)
})
