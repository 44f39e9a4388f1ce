/** The suite on PostgreSQL segments, and what only they can get wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Open } from '#platform/sql'
import { lowWater, sightOf } from './low-water.ts'
import { openLog } from './embedded-log.ts'
import { on } from './index.ts'
import { logSuite } from './log.suite.ts'
import { partitionOf } from './partition.ts'
import { emit, facts, Happened, note, optionsOf, scene, seen, until } from './scene.fixture.ts'

logSuite(openLog)

const noting = on(Happened, 'note', note)
const beta = [{ name: 'beta', reactions: [noting] }]

test('processes share a module’s partitions; one takes all when the other ends', async () => {
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

test('a zombie that handles what another has handled is fenced and undone', async () => {
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
    update platform.log_seg set data = replace(data, '"n":205', '"n":206')
     where data like '%"n":205%'`
  const { fault } = await log.verify()
  const [where] = await fresh.db.owner<{ part: number; base: number }[]>`
    select part, base from platform.log_seg where data like '%evt_00000205%'`
  assert.deepEqual([fault?.part, fault?.base], [where?.part, where?.base])
  assert.equal(fault?.says, 'the segment was altered')
})

test('a group far behind the memory reads what is stored', async () => {
  await using fresh = await scene()
  const writer = openLog(optionsOf(fresh, []))
  for (let i = 0; i < 10; i++) await writer.append(facts(i * 300, 300))
  const reader = openLog({ ...optionsOf(fresh, beta), tailBytesMax: 30_000 })
  await reader.start()
  try {
    await until(reader.drained)
    assert.equal((await seen(fresh)).length, 3000)
  } finally {
    await reader.stop()
  }
})

test('a fact that commits late, its number drawn early, is passed by no relay', async () => {
  await using fresh = await scene()
  const log = openLog(optionsOf(fresh, beta))
  await log.start()
  const gate = Promise.withResolvers<void>()
  const drew = Promise.withResolvers<void>()
  try {
    const late = fresh.db.transact('alpha', {}, async (open) => {
      await leave(open.sql, [{ ...facts(0, 1)[0]!, key: 'cus_1', data: { n: 0 } }])
      drew.resolve()
      await gate.promise
    })
    await drew.promise
    // Enough for the relay to look again and again where it may begin; of a type that nobody reads,
    // so that the open transaction is not cut off meanwhile, on however busy a machine.
    for (let n = 0; n < 6; n++) {
      await fresh.db.transact('alpha', {}, (open) => leave(open.sql, unread(1000 * n, 1000)))
      await until(log.drained)
    }
    gate.resolve()
    await late
    await emit(fresh, 'cus_1', Happened({ n: 1 }))
    await until(log.drained)
    const rows = await seen(fresh)
    assert.deepEqual(
      rows.map(({ n }) => n),
      [0, 1],
    )
  } finally {
    gate.resolve()
    await log.stop()
  }
})

test('a number drawn by who alone still runs is passed by no look', async () => {
  await using fresh = await scene()
  const owner = fresh.db.owner
  const water = lowWater()
  const look = async () => water.seen(await sightOf(owner, water.through))
  await fresh.db.transact('alpha', {}, (open) => leave(open.sql, unread(0, 3)))
  await owner`delete from platform.outbox`
  await fresh.db.transact('alpha', {}, async (open) => {
    await leave(open.sql, unread(10, 1))
    for (let i = 0; i < 5; i++) await look()
    assert.equal(water.through, 0)
  })
  for (let i = 0; i < 3; i++) await look()
  const [row] = await owner<{ seq: string }[]>`select seq from platform.outbox`
  assert.equal(water.through, Number(row?.seq) - 1)
})

type Written = { readonly key: string; readonly [field: string]: unknown }

/** Draws numbers of the outbox now, and not just before the commit. */
async function leave(sql: Open['sql'], some: readonly Written[]): Promise<void> {
  const lines = (of: (fact: Written) => string) => some.map(of).join('\n')
  const topics = lines(() => 'alpha')
  const parts = lines(({ key }) => String(partitionOf(key)))
  const keys = lines(({ key }) => key)
  const bodies = lines((fact) => JSON.stringify(fact))
  await sql`
    select platform.leave(${topics}, ${parts}, ${keys}, ${bodies}, null, null, null, null, null)`
}

const unread = (from: number, count: number) =>
  facts(10_000 + from, count).map((one) => ({ ...one, key: 'cus_2', type: 'alpha.unread' }))
