/** What every engine of `olap` must do; each adapter's test runs it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OlapFault, type Olap, type OlapAsk, type OlapReason, type View } from './index.ts'

/** The engine over a lake with one file: `loans(id, branch, owed, on)`, ids 1 to 1,000. */
export type Opened = { readonly olap: Olap; readonly loans: View; readonly kill: () => void }

const refuses = (reason: OlapReason, says = /./) => ({ reason, message: says, name: 'OlapFault' })

export function olapSuite(engine: string, opened: () => Opened): void {
  const ask = (sql: string, more: Partial<OlapAsk> = {}) => {
    const { olap, loans } = opened()
    return olap.query({ sql, views: [loans], maxRows: 10, timeoutMs: 20_000, ...more })
  }
  const fails = async (asking: Promise<unknown>, reason: OlapReason, says?: RegExp) => {
    await assert.rejects(asking, (fault: unknown) => {
      assert.ok(fault instanceof OlapFault, String(fault))
      assert.equal(fault.reason, reason, fault.message)
      assert.match(fault.message, refuses(reason, says).message)
      return true
    })
  }

  test(`${engine}: a question is answered with its columns, types and rows`, async () => {
    const answer = await ask('select branch, count(*) as loans from loans group by 1 order by 1')
    assert.deepEqual(answer.columns, [
      { name: 'branch', type: 'VARCHAR' },
      { name: 'loans', type: 'BIGINT' },
    ])
    assert.deepEqual(answer.rows, [
      ['Nagpur', 500],
      ['Pune', 500],
    ])
    assert.equal(answer.more, false)
  })

  test(`${engine}: values come as JSON can carry them`, async () => {
    const { rows } = await ask(`select date '2026-01-31', timestamptz '2026-01-31 10:00:00+05:30',
      9007199254740993::bigint, 1.10::decimal(9,2), [1, 2], {'a': null}, true, 'NaN'::double`)
    const [row] = rows
    const told = ['2026-01-31', '2026-01-31T04:30:00.000Z', '9007199254740993', '1.10']
    assert.deepEqual(row, [...told, [1, 2], { a: null }, true, 'NaN'])
  })

  test(`${engine}: parameters are values, never text`, async () => {
    const { rows } = await ask('select id from loans where branch = $1 order by id limit $2', {
      params: ["Pune' or true --", 3],
    })
    assert.deepEqual(rows, [])
    const found = await ask('select id from loans where branch = $1 order by id limit $2', {
      params: ['Pune', 2],
    })
    assert.deepEqual(found.rows, [[2], [4]])
  })

  test(`${engine}: rows beyond the limit are cut off, and that is said`, async () => {
    const { rows, more } = await ask('select id from loans order by id', { maxRows: 3 })
    assert.deepEqual([rows.length, more], [3, true])
    assert.equal((await ask('select 1', { maxRows: 1 })).more, false)
  })

  test(`${engine}: a view shows what its owner lets it; an empty one has its columns`, async () => {
    const { loans } = opened()
    const masked = { ...loans, shows: "select id, 'hidden' as branch from source where id < 3" }
    const { rows } = await ask('select * from loans order by id', { views: [masked] })
    assert.deepEqual(rows, [
      [1, 'hidden'],
      [2, 'hidden'],
    ])
    const none = { ...loans, files: [] }
    const empty = await ask('select branch, owed from loans', { views: [none] })
    assert.deepEqual([empty.columns.length, empty.rows.length], [2, 0])
  })

  const forbidden: readonly [string, RegExp][] = [
    ["select * from read_text('/etc/passwd')", /read_text/],
    ["select * from '/etc/passwd'", /no table/],
    ["select * from read_parquet('**/*.parquet')", /read_parquet/],
    ["select * from glob('/*')", /glob/],
    ['select * from duckdb_settings()', /duckdb_settings/],
    ['select * from information_schema.tables', /no table/],
    ['with duckdb_settings as (select 1) select * from duckdb_settings', /WITH/],
    ["select * from (select * from query('select 1'))", /query/],
    ['select 1 where exists (select * from other)', /no table other/],
    ["select getenv('HOME')", /getenv/],
    ["select current_setting('temp_directory')", /current_setting/],
    ['describe loans', /DESCRIBE/],
    ["copy loans to '/tmp/stolen.csv'", /only a SELECT/],
    ['drop view loans', /only a SELECT/],
    ["set memory_limit = '100GB'", /only a SELECT/],
    ["attach '/tmp/x.db'", /only a SELECT/],
    ['install httpfs', /only a SELECT/],
    ['select 1; select 2', /one SELECT/],
    ['', /./],
  ]
  for (const [sql, says] of forbidden) {
    test(`${engine}: refuses ${JSON.stringify(sql)}`, () => fails(ask(sql), 'refused', says))
  }

  test(`${engine}: what is wrong is said in the engine's own words`, async () => {
    await fails(ask('select nothing from loans'), 'wrong', /nothing/)
  })

  const endless =
    'select count(*) from range(3000000000) a, range(100000) b where a.range > b.range'
  test(`${engine}: a question that takes too long is ended; the next is answered`, async () => {
    await fails(ask(endless, { timeoutMs: 300 }), 'too-long')
    assert.deepEqual((await ask('select 1')).rows, [[1]])
  })

  test(`${engine}: a question can be cancelled, before and while it runs`, async () => {
    const gone = new AbortController()
    const asking = ask(endless, { signal: gone.signal })
    setTimeout(() => gone.abort(), 200)
    await fails(asking, 'cancelled')
    await fails(ask('select 1', { signal: gone.signal }), 'cancelled')
  })

  test(`${engine}: a question that needs too much memory is ended`, async () => {
    const big = `select max(length(s)) from
        (select string_agg(repeat(i::varchar, 100)) s from range(20000000) t(i))`
    await fails(ask(big), 'too-big')
    assert.deepEqual((await ask('select 1')).rows, [[1]])
  })

  test(`${engine}: the engine's death is told; the next question starts another`, async () => {
    const { kill } = opened()
    const asking = fails(ask(endless), 'crashed')
    await until(() => opened().olap.running() > 0)
    kill()
    await asking
    assert.deepEqual((await ask('select 1')).rows, [[1]])
  })

  test(`${engine}: more questions than wait are sent away at once`, async () => {
    const gone = new AbortController()
    const many = Array.from({ length: 12 }, () => ask(endless, { signal: gone.signal }))
    const told = Promise.allSettled(many)
    setTimeout(() => gone.abort(), 200)
    const reasons = (await told).map((one) => one.status === 'rejected' && one.reason.reason)
    assert.ok(reasons.includes('busy') && reasons.includes('cancelled'), String(reasons))
  })

  test(`${engine}: the house's own work writes files, and its process ends when idle`, async () => {
    const { olap } = opened()
    const file = olap.path('lake/topic=x/date=2026-01-01/one.parquet')
    await olap.work({
      sql: [
        `copy (select 7 as n, date '2026-01-01' as business_date) to '${file}' (format parquet)`,
      ],
      timeoutMs: 10_000,
    })
    const view: View = {
      ...{ name: 'x', columns: { n: 'INTEGER' } },
      files: ['lake/topic=x/date=2026-01-01/one.parquet'],
    }
    const { rows } = await ask('select n, topic, date from x', { views: [view] })
    assert.deepEqual(rows, [[7, 'x', '2026-01-01']])
    await until(() => olap.running() === 0)
  })
  test(`${engine}: work keeps nothing of a file: the next of its name is another`, async () => {
    const { olap } = opened()
    const file = olap.path('scratch.parquet')
    const told = await olap.work({
      sql: [
        `copy (select range as n from range(9000)) to '${file}' (format parquet)`,
        `create temp table read as select * from read_parquet('${file}')`,
        `select count(*), (select count(*) from duckdb_external_file_cache()) from read`,
      ],
      timeoutMs: 10_000,
    })
    assert.deepEqual(told.rows, [[9000, 0]])
  })
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 3000 && !isSo(); i++) await new Promise((done) => setTimeout(done, 10))
  assert.ok(isSo(), 'in time')
}
