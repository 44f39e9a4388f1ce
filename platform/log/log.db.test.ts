/** The suite on PostgreSQL segments, and what only they can get wrong. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openLog } from './embedded-log.ts'
import { on } from './index.ts'
import {
  emit,
  facts,
  Happened,
  logSuite,
  note,
  optionsOf,
  scene,
  seen,
  until,
} from './log.suite.ts'

logSuite(openLog)

const noting = on(Happened, 'note', note)
const beta = [{ name: 'beta', reactions: [noting] }]

test('two processes share a module’s partitions, and one takes all when the other ends', async () => {
  await using fresh = await scene()
  const [one, two] = [openLog(optionsOf(fresh, beta)), openLog(optionsOf(fresh, beta))]
  await one.start()
  await two.start()
  const partitions = async () =>
    (await Promise.all([one.lag(), two.lag()])).map(({ groups }) => groups[0]!.partitions)
  try {
    await until(async () => (await partitions()).join() === '8,8')
    for (let n = 0; n < 60; n++) await emit(fresh, `cus_${n}`, Happened({ n }))
    await until(async () => (await seen(fresh)).length === 60)
    await two.stop()
    await until(async () => (await partitions())[0] === 16)
    for (let n = 60; n < 120; n++) await emit(fresh, `cus_${n}`, Happened({ n }))
    await until(one.drained)
    const all = (await seen(fresh)).map((row) => row.n)
    assert.deepEqual(
      all.toSorted((a, b) => a - b),
      [...Array(120).keys()],
    )
  } finally {
    await one.stop()
  }
})

test('a zombie that handles a fact another has handled is fenced, and its effect undone', async () => {
  await using fresh = await scene()
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  let first = true
  const sleepy = on(Happened, 'note', async (fact, tx) => {
    if (first) {
      first = false
      await gate
    }
    await note(fact, tx)
  })
  const zombie = openLog(optionsOf(fresh, [{ name: 'beta', reactions: [sleepy] }]))
  await zombie.start()
  await emit(fresh, 'cus_1', Happened({ n: 1 }))
  await until(async () => !first)
  // The zombie's lease has run out while it slept; another takes over and handles the fact.
  await fresh.db.owner`update platform.log_member set until = now() - interval '1 second'`
  const other = openLog(optionsOf(fresh, beta))
  await other.start()
  try {
    await until(async () => (await seen(fresh)).length === 1)
    open()
    await until(zombie.drained)
    assert.equal((await seen(fresh)).length, 1)
  } finally {
    await Promise.all([zombie.stop(), other.stop()])
  }
})

test('verify names the first altered segment', async () => {
  await using fresh = await scene()
  const log = openLog(optionsOf(fresh, beta))
  for (let i = 0; i < 5; i++) await log.append(facts(i * 100, 100))
  assert.equal((await log.verify()).fault, undefined)
  await fresh.db.owner`
    update platform.log_seg set data = replace(data, '"n":205', '"n":206') where data like '%"n":205%'`
  const { fault } = await log.verify()
  const [where] = await fresh.db.owner<{ part: number; base: number }[]>`
    select part, base from platform.log_seg where data like '%evt_00000205%'`
  assert.deepEqual([fault?.part, fault?.base], [where?.part, where?.base])
  assert.equal(fault?.says, 'the segment was altered')
})

test('a group far behind the memory reads what is stored', async () => {
  await using fresh = await scene()
  const writer = openLog(optionsOf(fresh, []))
  for (let i = 0; i < 10; i++) await writer.append(facts(i * 1000, 1000))
  const reader = openLog({ ...optionsOf(fresh, beta), tailBytesMax: 100_000 })
  await reader.start()
  try {
    await until(reader.drained, 20_000)
    assert.equal((await seen(fresh)).length, 10_000)
  } finally {
    await reader.stop()
  }
})

test('killed under load three times, it loses and doubles nothing', async () => {
  await using fresh = await scene()
  await fresh.db.transact('alpha', {}, async (open) => {
    await open.sql`create table written (n bigint primary key)`
  })
  const acknowledged: number[] = []
  for (let life = 0; life < 3; life++) {
    acknowledged.push(...(await killedAfter(900, fresh, life * 1_000_000)))
  }
  const log = openLog(optionsOf(fresh, beta))
  await log.start()
  await until(log.drained, 20_000)
  const verified = await log.verify()
  await log.stop()
  const rows = await fresh.db.transact(
    'alpha',
    {},
    (open) => open.sql<{ n: number }[]>`select n from written order by n`,
  )
  const written = rows.map((row) => row.n)
  const handled = (await seen(fresh)).map((row) => row.n).toSorted((a, b) => a - b)
  assert.ok(acknowledged.length > 50, `only ${acknowledged.length} were written`)
  const present = new Set(written)
  assert.deepEqual(
    acknowledged.filter((n) => !present.has(n)),
    [],
  )
  assert.deepEqual(handled, written)
  assert.deepEqual([verified.facts, verified.fault], [written.length, undefined])
})

/** What the child was told is committed, up to its death. */
async function killedAfter(
  ms: number,
  { url, masterKey }: { url: string; masterKey: string },
  first: number,
): Promise<number[]> {
  const file = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
  const child = spawn(process.execPath, [file, url, masterKey, String(first)], { stdio })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const closed = new Promise((done) => child.once('close', done))
  await until(async () => said.length > 0 || child.exitCode !== null, 20_000)
  await new Promise((done) => setTimeout(done, ms))
  child.kill('SIGKILL')
  await closed
  const whole = said.slice(0, said.lastIndexOf('\n') + 1)
  return whole.split('\n').filter(Boolean).map(Number)
}
