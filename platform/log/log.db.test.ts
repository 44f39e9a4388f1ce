/** The suite on PostgreSQL segments, and what only they can get wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Open } from '#platform/sql'
import { lowWater, sightOf } from './low-water.ts'
import { openLog } from './embedded-log.ts'
import { on, onBatch, type Fact, type NewFact } from './index.ts'
import { logSuite } from './log.suite.ts'
import { catchUp } from './page.ts'
import { PARTITIONS, partitionOf } from './partition.ts'
import {
  cus,
  emit,
  facts,
  Happened,
  module,
  note,
  optionsOf,
  Other,
  scene,
  seen,
  until,
} from './scene.fixture.ts'
import { SEGMENT_FACTS_MAX } from './segments.ts'

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

test('a log that grows while it is verified is as it was appended', async () => {
  await using fresh = await scene()
  const log = openLog(optionsOf(fresh, beta))
  await log.append(facts(0, 100))
  const growing: Promise<unknown>[] = []
  const { fault } = await log.verify(() => growing.push(log.append(facts(100, 100))))
  await Promise.all(growing)
  assert.equal(fault, undefined)
  const whole = await log.verify()
  assert.deepEqual([whole.fault, whole.facts], [undefined, 100 + 100 * growing.length])
})

test('of thousands of facts of one transaction each comes once, and in its order', async () => {
  await using fresh = await scene()
  const trace = 'नमस्ते, \u001e and\na line'
  await fresh.db.transact('alpha', {}, async (open) => {
    const tx = open.tx({ actor: module('alpha') })
    for (let n = 0; n < 2500; n++) await tx.emit(`cus_${n % 7}`, [Happened({ n })], { trace })
  })
  const [rows] = await fresh.db.owner<{ n: number }[]>`
    select count(*)::int as n from platform.outbox`
  assert.ok(rows!.n < 250, `${rows!.n} rows of the outbox`)
  const log = openLog(optionsOf(fresh, beta))
  await log.start()
  try {
    await until(log.drained)
    const own = Map.groupBy(await seen(fresh), ({ key }) => key)
    for (const [key, all] of own) {
      const first = Number(key.slice(4))
      const wanted = Array.from({ length: Math.ceil((2500 - first) / 7) }, (_, i) => first + 7 * i)
      assert.deepEqual(
        all.map(({ n }) => n),
        wanted,
      )
    }
    const segments = await fresh.db.owner<{ n: number; data: string }[]>`
      select n, data from platform.log_seg where topic = 'alpha'`
    for (const { n, data } of segments) {
      const facts = JSON.parse(data) as { rx?: string; trace?: string }[]
      assert.equal(facts.length, n)
      assert.ok(n <= SEGMENT_FACTS_MAX)
      assert.ok(facts.every((fact) => fact.rx !== undefined && fact.trace === trace))
    }
    assert.equal((await log.verify()).fault, undefined)
  } finally {
    await log.stop()
  }
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

test('what groups read behind the memory is read once for all who come for it', async () => {
  await using fresh = await scene()
  const writer = openLog(optionsOf(fresh, []))
  for (let i = 0; i < 5; i++) await writer.append(facts(i * 100, 100))
  let parsed = 0
  const behind = catchUp(fresh.db.owner, (text) => {
    parsed += 1
    return JSON.parse(text) as Fact[]
  })
  const place = { topic: 'alpha', part: partitionOf(cus(7)) }
  assert.equal(behind.has(place, 0), false)
  const [one, other] = await Promise.all([behind.read(place, 0), behind.read(place, 0)])
  assert.equal(one.length, 5)
  const { base } = one.at(-1)!
  const later = await behind.read(place, base)
  assert.deepEqual([parsed, other === one, behind.has(place, base)], [5, true, true])
  assert.ok(later.at(-1)!.facts.at(-1) === one.at(-1)!.facts.at(-1))
  const end = base + one.at(-1)!.facts.length
  assert.equal(behind.has(place, end), false)
  assert.deepEqual(await behind.read(place, end), [])
})

test('a batch is handed on as a reader of the log has it, and at no repeat', async () => {
  await using fresh = await scene()
  const handed: Fact[] = []
  const collect = onBatch([Happened, Other], 'collect', async (some) => void handed.push(...some))
  const log = openLog(optionsOf(fresh, [{ name: 'beta', reactions: [collect] }]))
  await log.start()
  try {
    const strands = [1, 2, 3].map((n) => {
      const [{ id: _id, data: _data, ...said }] = facts(n, 1) as [NewFact]
      const own = Array.from({ length: 3 }, (_, i) => ({
        id: `evt_${n}-${i}`,
        data: { n: i, words: `₹ ${n} "quoted"\n` },
      }))
      return { said, facts: own }
    })
    const batch = { key: 'k', content: 'c', answer: '{}', strands }
    assert.equal(await log.take(batch), 'new')
    assert.deepEqual(await log.take(batch), { answer: '{}' })
    await until(log.drained)
    const parts = Array.from({ length: PARTITIONS }, (_, part) => part)
    const pages = await Promise.all(
      parts.map((part) => log.read({ topic: 'alpha', part, max: 100 })),
    )
    const stored = pages.flatMap((page) => page.facts.map(({ fact }) => fact))
    const byId = (some: readonly Fact[]) => some.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    assert.equal(stored.length, 9)
    assert.deepEqual(byId(handed), byId(stored))
  } finally {
    await log.stop()
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
  const [row] = await owner<{ seq: string }[]>`select seq from platform.outbox`
  const last = Number(row?.seq)
  // Transactions are numbered across the engine: other tests' may hold a look back for a while.
  for (const end = Date.now() + 20_000; water.through < last - 1 && Date.now() < end;) await look()
  assert.equal(water.through, last - 1)
})

type Written = { readonly key: string; readonly [field: string]: unknown }

/** Draws numbers of the outbox now, and not just before the commit. */
async function leave(sql: Open['sql'], some: readonly Written[]): Promise<void> {
  const lines = (of: (fact: Written) => string) => some.map(of).join('\n')
  const topics = lines(() => 'alpha')
  const parts = lines(({ key }) => String(partitionOf(key)))
  const keys = lines(({ key }) => key)
  const counts = lines(() => '1')
  const bodies = lines((fact) => JSON.stringify(fact))
  await sql`
    select platform.leave(${topics}, ${parts}, ${keys}, ${counts}, ${bodies},
                          null, null, null, null, null)`
}

const unread = (from: number, count: number) =>
  facts(10_000 + from, count).map((one) => ({ ...one, key: 'cus_2', type: 'alpha.unread' }))
