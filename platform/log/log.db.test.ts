/** The suite on PostgreSQL segments, and what only they can get wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog } from './embedded-log.ts'
import { on } from './index.ts'
import { logSuite } from './log.suite.ts'
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
