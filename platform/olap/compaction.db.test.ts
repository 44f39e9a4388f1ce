import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import {
  day,
  facts,
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

const round = { warmFrom: day(-400), chillBefore: date('2020-01-01') }

describe('Compaction', () => {
  const pourInThree = async () => {
    for (let i = 0; i < 3; i++) {
      await s.log.append(facts(60, START))
      await s.lake().pour()
    }
    s.wall.at = day(1)
  }
  it('makes one file of a date that is over, sorted by customer', async () => {
    await pourInThree()
    await s.log.append(facts(10, day(1)))
    assert.equal((await s.lake().tend(round))?.compacted, 1)
    const files = await s.lake().files({})
    assert.deepEqual(
      files.map(({ date: on, facts: n, sorted }) => [on, n, sorted]),
      [
        ['2026-01-01', 180, true],
        ['2026-01-02', 10, false],
      ],
    )
    assert.deepEqual(await rowsOf(onceEach), [[190, 190, 190]])
    const path = s.olap.path(files[0]!.name)
    const { rows } = await s.olap.work({
      sql: [
        `select count(*) from (select customer_id, lag(customer_id) over (order by file_row_number)
           as before from read_parquet('${path}', file_row_number = true))
         where before > customer_id`,
      ],
      timeoutMs: 20_000,
    })
    assert.deepEqual(rows, [[0]])
    assert.equal((await s.lake().tend(round))?.compacted, 0)
  })

  it('leaves the replaced files to questions under way, then removes them', async () => {
    await pourInThree()
    await s.lake().tend(round)
    assert.equal((await s.objects.list('lake/')).length, 4)
    s.wall.at = day(2)
    await s.lake().tend(round)
    assert.equal((await s.objects.list('lake/')).length, 1)
    assert.deepEqual(await rowsOf(onceEach), [[180, 180, 180]])
  })

  it('takes what came late for a date into its sorted file', async () => {
    await pourInThree()
    await s.lake().tend(round)
    await s.log.append(facts(7, START))
    await s.lake().tend(round)
    const files = await s.lake().files({})
    assert.deepEqual(
      files.map(({ facts: n, sorted }) => [n, sorted]),
      [[187, true]],
    )
  })

  for (const step of ['merged', 'merged-in-place', 'swapped-not-committed', 'swapped']) {
    it(`loses and doubles nothing when it dies at: ${step}`, async () => {
      await pourInThree()
      await assert.rejects(s.lake(step).tend(round), Killed)
      assert.deepEqual(await rowsOf(onceEach), [[180, 180, 180]])
      await s.lake().tend(round)
      assert.deepEqual(await rowsOf(onceEach), [[180, 180, 180]])
      assert.equal((await s.lake().files({})).length, 1)
    })
  }

  describe('of a month that is over', () => {
    const monthEnd = date('2026-01-31')
    /** Three dates of January, already in a file each, and one of February. */
    const january = async () => {
      for (const n of [0, 1, 2]) await s.log.append(facts(60, day(n)))
      s.wall.at = day(3)
      await s.lake().tend(round)
      await s.log.append(facts(10, day(31)))
      s.wall.at = day(32)
    }
    const shapes = async () =>
      (await s.lake().files({})).map(({ date: on, until, facts: n, sorted }) => [
        ...[on, until ?? null, n, sorted],
      ])

    it('makes one file of its dates, found by any of them; the month under way stays', async () => {
      await january()
      assert.equal((await s.lake().tend(round))?.compacted, 2)
      const february = ['2026-02-01', null, 10, true]
      assert.deepEqual(await shapes(), [['2026-01-01', monthEnd, 180, true], february])
      assert.deepEqual(await rowsOf(onceEach), [[190, 190, 190]])
      const told = await rowsOf('select date, topic, count(*) from events group by all order by 1')
      assert.deepEqual(told.slice(0, 2), [
        ['2026-01-01', 'alpha', 60],
        ['2026-01-02', 'alpha', 60],
      ])
      const of = async (from: string, to: string) =>
        (await s.lake().files({ from: date(from), to: date(to) })).map((file) => file.facts)
      assert.deepEqual(await of('2026-01-20', '2026-01-21'), [180])
      assert.deepEqual(await of('2026-01-31', '2026-02-01'), [180, 10])
      assert.deepEqual(await of('2025-12-01', '2025-12-31'), [])
      assert.equal((await s.lake().tend(round))?.compacted, 0)
    })

    it('takes what came late for one of its dates in', async () => {
      await january()
      await s.lake().tend(round)
      await s.log.append(facts(7, day(1)))
      await s.lake().tend(round)
      assert.deepEqual((await shapes())[0], ['2026-01-01', monthEnd, 187, true])
      assert.deepEqual(await rowsOf(onceEach), [[197, 197, 197]])
    })

    it('lets it go cold when the last of its dates is old enough', async () => {
      await january()
      await s.lake().tend({ ...round, chillBefore: date('2026-01-31') })
      const storages = async () => (await s.lake().files({})).map((file) => file.storage)
      assert.deepEqual(await storages(), ['standard', 'standard'])
      await s.lake().tend({ ...round, chillBefore: date('2026-02-01') })
      assert.deepEqual(await storages(), ['cold', 'standard'])
    })

    it('carries nothing over from a date that is not what was written, and names it', async () => {
      await january()
      const [first] = await s.lake().files({ from: date('2026-01-02'), to: date('2026-01-02') })
      const path = s.olap.path(first!.name)
      const whole = readFileSync(path)
      writeFileSync(path, Buffer.concat([whole.subarray(0, 40), Buffer.alloc(8), whole]))
      assert.deepEqual((await s.lake().tend(round))?.altered, [first!.name])
      assert.equal((await shapes()).length, 4)
      writeFileSync(path, whole)
      await s.lake().tend(round)
      assert.deepEqual(await rowsOf(onceEach), [[190, 190, 190]])
      assert.equal((await shapes()).length, 2)
    })

    for (const step of ['merged', 'merged-in-place', 'swapped-not-committed', 'swapped']) {
      it(`loses and doubles nothing when it dies at: ${step}`, async () => {
        await january()
        await assert.rejects(s.lake(step).tend(round), Killed)
        assert.deepEqual(await rowsOf(onceEach), [[190, 190, 190]])
        await s.lake().tend(round)
        assert.deepEqual(await rowsOf(onceEach), [[190, 190, 190]])
        assert.deepEqual((await shapes()).length, 2)
      })
    }
  })

  it('lets files of old dates go cold', async () => {
    await pourInThree()
    const old = { ...round, chillBefore: date('2026-01-02') }
    // Dead between the object and the list, it is not said to be cold; the next round says so.
    await assert.rejects(s.lake('chilled').tend(old), Killed)
    assert.equal((await s.lake().files({}))[0]?.storage, 'standard')
    assert.equal((await s.lake().tend(old))?.chilled, 1)
    const [file] = await s.lake().files({})
    assert.equal(file?.storage, 'cold')
    assert.equal((await s.objects.head(file!.name))?.cold, true)
    assert.deepEqual(await rowsOf(onceEach), [[180, 180, 180]])
  })
})
