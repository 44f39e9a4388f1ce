/**
 * What every engine of the port `log` must do. An engine's test runs this with its own opener and
 * adds only its peculiarities.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#kernel/contract'
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import type { Fresh } from '#test/database'
import { on, onBatch, type Log, type LogModule, type LogOptions } from './index.ts'
import { cus, emit, facts, Happened, module, note, optionsOf, Other } from './scene.fixture.ts'
import { scene, seen, until, wish, type Seen } from './scene.fixture.ts'

type OpenLog = (options: LogOptions) => Log
const noting = on(Happened, 'note', note)

/** So long a first lane waits for a second to be at work; with none, the test fails. */
const SECOND_LANE_WALL_MS = 20_000

export function logSuite(openLog: OpenLog): void {
  /** Runs a log with these of beta's wares, and stops it whatever happens. */
  const withLog = async (
    beta: Omit<LogModule, 'name'>,
    body: (fresh: Fresh, log: Log) => Promise<void>,
  ) => {
    await using fresh = await scene()
    const log = openLog(optionsOf(fresh, [{ name: 'alpha' }, { name: 'beta', ...beta }]))
    await log.start()
    try {
      await body(fresh, log)
    } finally {
      await log.stop()
    }
  }

  test('a reaction handles a customer’s facts once and in their order', async () => {
    await withLog({ reactions: [noting] }, async (fresh, log) => {
      for (let n = 0; n < 40; n++) {
        await emit(fresh, cus(n % 4), Happened({ n: 2 * n }), Happened({ n: 2 * n + 1 }))
      }
      await until(log.drained)
      const rows = await seen(fresh)
      assert.equal(rows.length, 80)
      for (let k = 0; k < 4; k++) {
        const own = rows.filter((row) => row.key === cus(k)).map((row) => row.n)
        assert.deepEqual(
          own,
          own.toSorted((a, b) => a - b),
        )
      }
    })
  })

  test('offsets are dense whoever appends at once', async () => {
    await withLog({ reactions: [noting] }, async (fresh, log) => {
      const writers = Array.from({ length: 8 }, async (_, w) => {
        for (let i = 0; i < 20; i++) await log.append(facts(w * 1000 + i * 10, 10))
      })
      await Promise.all(writers)
      await until(log.drained)
      let total = 0
      for (const { topic, part, next } of await log.heads()) {
        const offsets = await offsetsOf(log, topic, part)
        assert.deepEqual(offsets, [...Array(Number(next)).keys()])
        total += offsets.length
      }
      assert.equal(total, 1600)
      assert.equal((await seen(fresh)).length, 1600)
      const verified = await log.verify()
      assert.deepEqual([verified.facts, verified.fault], [1600, undefined])
    })
  })

  test('nothing is lost behind a transaction that stays open', async () => {
    await withLog({ reactions: [noting] }, async (fresh, log) => {
      const gate = Promise.withResolvers<void>()
      const slow = fresh.db.transact('alpha', {}, async (open) => {
        await open.tx({ actor: module('alpha') }).emit(cus(1), [Happened({ n: 1 })])
        await open.sql`select 1`
        await gate.promise
      })
      for (let n = 2; n < 10; n++) await emit(fresh, cus(1), Happened({ n }))
      await until(async () => (await seen(fresh)).length === 8)
      gate.resolve()
      await slow
      await until(log.drained)
      assert.equal((await seen(fresh)).length, 9)
    })
  })

  test('a handler that fails twice has its effect once', async () => {
    let failures = 2
    const shaky = on(Happened, 'shaky', async (fact, tx) => {
      await note(fact, tx)
      if (failures-- > 0) throw new Error('not yet')
    })
    await withLog({ reactions: [shaky] }, async (fresh, log) => {
      for (let n = 0; n < 10; n++) await emit(fresh, cus(n), Happened({ n }))
      await until(log.drained)
      assert.equal((await seen(fresh)).length, 10)
      assert.deepEqual(await log.parked.list(), [])
    })
  })

  test('a backlog is handled at once in lanes, a customer’s facts in their order', async () => {
    let active = 0
    const together = Promise.withResolvers<boolean>()
    setTimeout(() => together.resolve(false), SECOND_LANE_WALL_MS).unref()
    const busy = on(Happened, 'busy', async (fact, tx) => {
      if (++active > 1) together.resolve(true)
      await together.promise
      await note(fact, tx)
      active -= 1
    })
    await withLog({ reactions: [busy] }, async (fresh, log) => {
      const keyed = facts(0, 400).map((fact, n) => ({ ...fact, key: cus(n % 40) }))
      await log.append(keyed)
      await until(log.drained)
      const rows = await seen(fresh)
      assert.equal(rows.length, 400)
      assert.ok(await together.promise, 'one after the other')
      for (let k = 0; k < 40; k++) {
        const own = rows.filter((row) => row.key === cus(k)).map((row) => row.n)
        assert.deepEqual(
          own,
          Array.from({ length: 10 }, (_, i) => k + 40 * i),
        )
      }
    })
  })

  test('a lane that fails is handled again, and the others’ work stands', async () => {
    let failures = 3
    const shaky = on(Happened, 'shaky', async (fact, tx) => {
      await note(fact, tx)
      if (fact.key === cus(5) && failures-- > 0) throw new Error('not yet')
    })
    await withLog({ reactions: [shaky] }, async (fresh, log) => {
      await log.append(facts(0, 200))
      await until(log.drained)
      const all = (await seen(fresh)).map((row) => row.n)
      assert.deepEqual(
        all.toSorted((a, b) => a - b),
        [...Array(200).keys()],
      )
      assert.deepEqual(await log.parked.list(), [])
    })
  })

  test('a poison fact is parked and the others go on; redriven, it runs', async () => {
    let cured = false
    const picky = on(Happened, 'picky', async (fact, tx) => {
      if (fact.data.n === 3 && !cured) throw new Error('indigestible')
      await note(fact, tx)
    })
    await withLog({ reactions: [picky] }, async (fresh, log) => {
      for (let n = 0; n < 6; n++) await emit(fresh, cus(1), Happened({ n }))
      await until(log.drained)
      assert.deepEqual(
        (await seen(fresh)).map((row) => row.n),
        [0, 1, 2, 4, 5],
      )
      const [parked] = await log.parked.list()
      assert.match(parked!.problem, /indigestible/)
      assert.equal((await log.parked.redrive(parked!.id)).failed, 1)
      cured = true
      assert.deepEqual(await log.parked.redrive(parked!.id), { done: 1, failed: 0 })
      assert.equal((await seen(fresh)).at(-1)?.n, 3)
      assert.deepEqual(await log.parked.list(), [])
    })
  })

  test('where money moves, a poison fact holds its customer’s later ones, in order', async () => {
    const money = on(
      Happened,
      'money',
      async (fact, tx) => {
        if (fact.data.n === 1) throw new Error('wrong amount')
        await note(fact, tx)
      },
      { serializable: true, onPoison: 'park-key' },
    )
    await withLog({ reactions: [money] }, async (fresh, log) => {
      for (let n = 0; n < 4; n++) await emit(fresh, cus(1), Happened({ n }))
      await emit(fresh, cus(2), Happened({ n: 20 }))
      await until(log.drained)
      await emit(fresh, cus(1), Happened({ n: 4 }))
      await until(log.drained)
      const before = (await seen(fresh)).map((row) => row.n)
      assert.deepEqual(
        before.toSorted((a, b) => a - b),
        [0, 20],
      )
      const parked = await log.parked.list({ key: cus(1) })
      assert.deepEqual(
        parked.map((one) => one.behind),
        [true, true, true, false],
      )
      const first = parked.at(-1)!
      await log.parked.mend(first.id, { n: 10 })
      assert.deepEqual(await log.parked.redrive(first.id), { done: 4, failed: 0 })
      await emit(fresh, cus(1), Happened({ n: 5 }))
      await until(log.drained)
      const own = (await seen(fresh)).filter((row) => row.key === cus(1)).map((row) => row.n)
      assert.deepEqual(own, [0, 10, 2, 3, 4, 5])
    })
  })

  test('a command asked for runs once, as the asker; its refusal comes back', async () => {
    const granted = run(wish, async ({ n }, tx) => {
      if (n > 100) return refuse('too-much')
      await tx.sql`insert into seen (event, key, n, actor)
                   values (${tx.fact!.id}, ${tx.fact!.key}, ${n}, ${tx.actor.id})`
      return {}
    })
    await withLog({ commands: [granted] }, async (fresh, log) => {
      const answers: Fact[] = []
      log.watch(['beta'], (fact) => answers.push(fact))
      const ask = (n: number) =>
        fresh.db.transact('alpha', {}, (open) =>
          open.tx({ actor: module('alpha') }).ask(wish, { n }, cus(7)),
        )
      await ask(1)
      const refusedId = await ask(1000)
      await until(log.drained)
      await log.replay('beta.asks', 'earliest')
      await until(log.drained)
      assert.deepEqual(
        (await seen(fresh)).map(({ n, actor, key }) => ({ n, actor, key })),
        [{ n: 1, actor: 'alpha', key: cus(7) }],
      )
      assert.equal(answers.length, 1)
      const { type, key, data } = answers[0]!
      assert.deepEqual(
        { type, key, data },
        {
          type: 'beta.ask-refused',
          key: cus(7),
          data: { askId: refusedId, command: 'beta.wish', refusal: 'too-much', by: 'alpha' },
        },
      )
    })
  })

  test('a batch that lingers gathers; the house counts as at rest and not as late', async () => {
    const batches: number[] = []
    const gathering = onBatch(
      Happened,
      'gathering',
      async (all, tx) => {
        batches.push(all.length)
        for (const fact of all) await note(fact, tx)
      },
      { lingerMs: 1500, factsMax: 600 },
    )
    await withLog({ reactions: [gathering] }, async (fresh, log) => {
      await log.append(facts(0, 20))
      await until(log.drained)
      const [lag] = (await log.lag()).groups.filter(({ group }) => group === 'beta.gathering')
      assert.deepEqual([batches, lag?.oldestMs], [[], 0])
      await until(async () => (await seen(fresh)).length === 20)
      await log.append(facts(1000, 600))
      await until(async () => (await seen(fresh)).length === 620)
      assert.deepEqual(batches, [20, 600])
    })
  })

  test('replayed from the earliest, or from an instant, a projection is the same', async () => {
    const summing = onBatch('*', 'sum', async (all, tx) => {
      for (const fact of all) if (fact.type === 'alpha.happened') await note(fact, tx)
    })
    await withLog({ reactions: [summing] }, async (fresh, log) => {
      for (let n = 0; n < 30; n++) await emit(fresh, cus(n % 3), Happened({ n }), Other({ n }))
      await until(log.drained)
      const first = await seen(fresh)
      const wipe = () =>
        fresh.db.transact('beta', {}, async (open) => void (await open.sql`delete from seen`))
      const byEvent = (rows: Seen[]) => rows.map((row) => row.event).toSorted()
      await wipe()
      await log.replay('beta.sum', 'earliest')
      await until(log.drained)
      assert.deepEqual(byEvent(await seen(fresh)), byEvent(first))
      await wipe()
      await log.replay('beta.sum', fresh.clock.now())
      await until(log.drained)
      assert.equal((await seen(fresh)).length, 30, 'the clock stands, so all were recorded now')
    })
  })
}

async function offsetsOf(log: Log, topic: string, part: number): Promise<number[]> {
  const all: number[] = []
  for (let from: string | undefined; ;) {
    const page = await log.read({ topic, part, ...(from && { from }), max: 50 })
    if (page.facts.length === 0) return all
    all.push(...page.facts.map((one) => Number(one.offset)))
    from = page.next
  }
}
