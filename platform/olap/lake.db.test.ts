import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { forgetGroup, onBatch, type Fact } from '#platform/log'
import {
  day,
  facts,
  factsOf,
  Killed,
  listedRows,
  onceEach,
  shore,
  START,
  type Shore,
} from './lake.fixture.ts'

let s: Shore
before(async () => {
  s = await shore()
})
beforeEach(() => s.empty())
after(() => s.drop())

const rowsOf = (select: string) => listedRows(s, select)

describe('The lake', () => {
  it('holds each fact of the log once, with every field of its envelope', async () => {
    await s.log.append(facts(300, START))
    await s.log.append(facts(100, START, 'other'))
    const poured = await s.lake().pour()
    assert.deepEqual([poured?.facts, poured?.files], [400, 2])
    assert.deepEqual(await rowsOf(onceEach), [[400, 400, 400]])
    const told = await rowsOf(`select customer_id, actor_roles, data from events
      where topic = 'other' and actor_kind = 'staff' order by log_offset, part limit 1`)
    assert.match(String(told[0]?.[0]), /^cus_/)
    assert.deepEqual(told[0]?.[1], ['ops', 'risk'])
    assert.equal((JSON.parse(String(told[0]?.[2])) as { inner: unknown[] }).inner.length, 1)
  })

  it('takes a text that is none: half a surrogate pair becomes a sign for it', async () => {
    const [one] = facts(1, START)
    const data = { a: 'x\ud83d', b: 'two: \udc00\ud83d', c: 'no escape: \\\\ud83d', d: '😀' }
    await s.log.append([{ ...one!, data }])
    assert.equal((await s.lake().pour())?.facts, 1)
    const [row] = await rowsOf('select data from events')
    assert.deepEqual(JSON.parse(String(row?.[0])), {
      ...{ a: 'x\ufffd', b: 'two: \ufffd\ufffd', c: 'no escape: \\\\ud83d', d: '😀' },
    })
  })

  it('takes only what came since, a file a topic and date', async () => {
    await s.log.append(facts(50, START))
    await s.lake().pour()
    assert.equal((await s.lake().pour())?.facts, 0)
    await s.log.append([...facts(20, day(0)), ...facts(20, day(1)), ...facts(20, day(8))])
    assert.equal((await s.lake().pour())?.facts, 60)
    assert.deepEqual(await rowsOf(onceEach), [[110, 110, 110]])
    const files = await s.lake().files({})
    assert.deepEqual(
      files.map(({ topic, date: on, facts: n }) => [topic, on, n]),
      [
        ['alpha', '2026-01-01', 50],
        ['alpha', '2026-01-01', 20],
        ['alpha', '2026-01-02', 20],
        ['alpha', '2026-01-09', 20],
      ],
    )
  })

  it('never runs twice at once, and takes a fact once whoever pours', async () => {
    await s.log.append(facts(200, START))
    const both = [s.lake(), s.lake(), s.lake()]
    await Promise.all(both.map((one) => one.pour()))
    assert.deepEqual(await rowsOf(onceEach), [[200, 200, 200]])
  })

  for (const step of ['copied', 'written', 'files-in-place', 'listed-not-committed', 'listed']) {
    it(`loses and doubles nothing when it dies at: ${step}`, async () => {
      await s.log.append(facts(120, START))
      await s.lake().pour()
      await s.log.append(facts(80, day(1)))
      await assert.rejects(s.lake(step).pour(), Killed)
      await s.log.append(facts(30, day(1)))
      await s.lake().pour()
      assert.deepEqual(await rowsOf(onceEach), [[230, 230, 230]])
    })
  }

  it('sweeps what a crash left unlisted, and nothing else', async () => {
    await s.log.append(facts(40, START))
    await assert.rejects(s.lake('files-in-place').pour(), Killed)
    const orphans = await s.objects.list('lake/')
    assert.equal(orphans.length, 1)
    await s.log.append(facts(40, START))
    const lake = s.lake()
    await lake.sweep()
    assert.deepEqual(await s.objects.list('lake/'), [])
    await lake.pour()
    await s.lake().sweep()
    assert.equal((await s.objects.list('lake/')).length, 1)
    assert.deepEqual(await rowsOf(onceEach), [[80, 80, 80]])
  })
})

const round = { warmFrom: day(-400), chillBefore: date('2020-01-01') }

const days = async () =>
  (await s.fresh.db.owner`select tableoid::regclass::text as t from platform.log_seg group by 1`)
    .length

describe('A day of the log', () => {
  const warm = { ...round, warmFrom: day(3) }
  /** Two days of facts, of which the first is older than the warm time. */
  const twoDays = async () => {
    await s.log.append([...facts(150, START), ...facts(50, START, 'other')])
    s.wall.at = day(5)
    await s.log.append(facts(100, day(5)))
    s.wall.at = day(6)
    return { alpha: await factsOf(s.log, 'alpha'), other: await factsOf(s.log, 'other') }
  }

  it('goes when the lake has it; what it held is read as before, fact for fact', async () => {
    const before = await twoDays()
    const told = await s.lake().tend(warm)
    assert.deepEqual(
      told?.retreats
        .filter((one) => one.facts > 0)
        .map(({ day: on, facts: n, gone }) => [on, n, gone]),
      [['2026-01-01', 200, true]],
    )
    assert.equal(await days(), 1)
    assert.deepEqual(await factsOf(s.log, 'alpha'), before.alpha)
    assert.deepEqual(await factsOf(s.log, 'other'), before.other)
    assert.equal((await s.log.verify()).fault, undefined)
  })

  for (const step of ['chosen', 'day-copied', 'compared', 'dropped']) {
    it(`loses and doubles nothing when it dies at: ${step}`, async () => {
      const before = await twoDays()
      await assert.rejects(s.lake(step).tend(warm), Killed)
      assert.deepEqual(await factsOf(s.log, 'alpha'), before.alpha)
      await s.lake().tend(warm)
      assert.equal(await days(), 1)
      assert.deepEqual(await factsOf(s.log, 'alpha'), before.alpha)
      assert.deepEqual(await factsOf(s.log, 'other'), before.other)
      assert.deepEqual(await rowsOf(onceEach), [[300, 300, 300]])
    })
  }

  it('stays while a group is behind it, and says which, until that one is forgotten', async () => {
    await twoDays()
    await s.fresh.db.owner`
      insert into platform.log_position (grp, topic, part, next, epoch)
      select 'beta.slow', 'alpha', part, 1, 1 from platform.log_head
       where topic = 'alpha' and next > 1 limit 1`
    const told = await s.lake().tend(warm)
    assert.equal(told?.retreats[0]?.gone, false)
    assert.match(told?.retreats[0]?.says ?? '', /beta\.slow/)
    assert.equal(await days(), 2)
    assert.equal(await forgetGroup(s.fresh.db.owner, 'beta.slow'), 1)
    assert.equal((await s.lake().tend(warm))?.retreats[0]?.gone, true)
  })

  it('stays when the lake is not what the log is', async () => {
    await twoDays()
    await s.lake().pour()
    const file = (await s.lake().files({ topics: ['other'] }))[0]!
    const path = s.olap.path(file.name)
    await s.olap.work({
      sql: [
        `create temp table t as select * from read_parquet('${path}', hive_partitioning = false)`,
        `update t set data = '{}' where id = (select min(id) from t)`,
        `copy t to '${path}' (format parquet)`,
      ],
      timeoutMs: 20_000,
    })
    const told = await s
      .lake()
      .tend(warm)
      .catch(() => undefined)
    assert.equal(told?.retreats[0]?.gone ?? false, false)
    assert.equal(await days(), 2)
    writeFileSync(path, 'PAR1 no more')
    await assert.rejects(s.lake().tend(warm))
    assert.equal(await days(), 2)
  })

  it('is replayed from the lake by a group that begins anew', async () => {
    const before = await twoDays()
    const all = [...before.alpha.values(), ...before.other.values()].flat()
    const seen: Fact[] = []
    const note = onBatch('*', 'note', async (some: readonly Fact[]) => {
      seen.push(...some)
    })
    const log = s.another([{ name: 'beta', reactions: [note] }])
    const seenAll = (wanted: readonly Fact[]) => {
      const ids = new Set(seen.map(({ id }) => id))
      return wanted.every(({ id }) => ids.has(id))
    }
    await log.start()
    await until(() => seenAll(all))
    // The stored positions follow within a second; a day goes only past them.
    await until(async () => (await unstored('beta.note')) === 0)
    const told = await s.lake().tend(warm)
    assert.equal(told?.retreats[0]?.gone, true, told?.retreats[0]?.says ?? '')
    const first = seen.splice(0)
    await log.replay('beta.note', 'earliest')
    await until(() => seenAll(all))
    const byId = (some: readonly Fact[]) => some.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    assert.deepEqual(byId(seen), byId(all))
    assert.deepEqual(byId(first), byId(all))

    seen.splice(0)
    await log.replay('beta.note', day(0.0000006 * 1000))
    const from = day(0.0006)
    await until(() => seenAll(all.filter((one) => one.at >= from)))
    await log.stop()
  })
})

/** Heads that the stored positions of a group have not reached. */
async function unstored(group: string): Promise<number> {
  const [row] = await s.fresh.db.owner<{ count: number }[]>`
    select count(*)::int as count from platform.log_head h
      left join platform.log_position p
        on p.grp = ${group} and p.topic = h.topic and p.part = h.part
     where h.next > coalesce(p.next, 0)`
  return row!.count
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; !(await isSo()); i++) {
    assert.ok(i < 3000, 'in time')
    await new Promise((done) => setTimeout(done, 10))
  }
}
