/**
 * `npm run bench -- olap`: questions over 10 million facts, 365 days of 5 topics, a sorted file
 * each (issue 3 "Bars"). Warm: the second asking and later, medians of 5. Bare is the same SQL on
 * the same files in an engine nobody guards. `--facts N` makes another lake, `--json` is data.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, date } from '#kernel/dates'
import { LAKE_COLUMNS, type Olap, type View } from '#platform/olap'
import { rowGroupOf } from '../platform/olap/compaction.ts'
import { openDuckdb } from '../platform/olap/duckdb.ts'
import { FILE_COLUMNS } from '../platform/olap/lake-columns.ts'
import { parquet } from '../platform/olap/question.ts'
import { median, ROUNDS } from './ratio.ts'

const FACTS = 10_000_000
const CUSTOMERS = 200_000
const DAYS = 365
const TOPICS = ['lending', 'payments', 'gateway', 'comms', 'device'] as const
const WORK_MS_MAX = 600_000
const FIRST = date('2025-01-01')

const questions: readonly { name: string; barMs: number; sql: string }[] = [
  {
    name: 'funnel, three ordered steps',
    barMs: 1500,
    sql: `with steps as (
        select customer_id,
               min(event_at) filter (where type = 'gateway.step-0') as a,
               min(event_at) filter (where type = 'lending.step-1') as b,
               min(event_at) filter (where type = 'payments.step-2') as c
          from events where topic in ('gateway', 'lending', 'payments') group by customer_id)
      select count(a), count(b) filter (where b > a), count(c) filter (where c > b and b > a)
        from steps`,
  },
  {
    name: 'percentiles of an amount, by type',
    barMs: 1500,
    sql: `select type, quantile_cont(cast(json_extract(data, '$.amount') as bigint), [0.5, 0.95])
        from events where topic = 'payments' group by 1 order by 1`,
  },
  {
    name: 'group by topic, type and month',
    barMs: 1500,
    sql: `select topic, type, date_trunc('month', date) as month, count(*),
               count(*) filter (where actor_kind = 'staff')
          from events group by all order by 1, 2, 3`,
  },
  {
    name: 'one customer, a year',
    barMs: 300,
    sql: `select event_at, topic, type, data from events
         where customer_id = 'cus_00012345' order by event_at`,
  },
]

export async function run(args: readonly string[]): Promise<object> {
  const json = args.includes('--json')
  const count = Number(args[args.indexOf('--facts') + 1]) || FACTS
  const folder = mkdtempSync(join(tmpdir(), 'dhara-bench-olap-'))
  const wall = { nowMs: () => performance.now() }
  const limits = { workMemoryMb: 1024, workIdleMs: 60_000 }
  const root = join(folder, 'objects')
  const olap = openDuckdb({ root, scratch: join(folder, 'scratch'), wall, limits })
  const figures: { [name: string]: object } = {}
  try {
    const began = performance.now()
    const files = await makeLake(olap, count)
    const seconds = (performance.now() - began) / 1000
    if (!json)
      console.log(`${count} facts in ${files.length} files, made in ${seconds.toFixed(0)} s`)
    const view: View = { name: 'events', files, columns: LAKE_COLUMNS }
    for (const { name, barMs, sql } of questions) {
      const ours = await warm(() => ask(olap, sql, view))
      const bare = await warm(() => bareAsk(olap, sql, files))
      figures[name] = { ours, bare, bar: barMs, met: ours <= barMs }
      if (!json) {
        const beside = `beside ${bare.toFixed(0)} ms bare (bar ${barMs})`
        console.log(`${name.padEnd(36)}${ours.toFixed(0).padStart(5)} ms ${beside}`)
      }
    }
  } finally {
    await olap.close()
    rmSync(folder, { recursive: true })
  }
  return figures
}

async function warm(once: () => Promise<unknown>): Promise<number> {
  await once()
  const took: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const began = performance.now()
    await once()
    took.push(performance.now() - began)
  }
  return median(took)
}

const ask = (olap: Olap, sql: string, view: View) =>
  olap.query({ sql, views: [view], maxRows: 10_000, timeoutMs: WORK_MS_MAX })

const bareAsk = (olap: Olap, sql: string, files: readonly string[]) =>
  olap.work({
    sql: [
      `create or replace temp view events as
         select * from ${parquet(files.map((name) => olap.path(name)))}`,
      sql,
    ],
    maxRows: 10_000,
    timeoutMs: WORK_MS_MAX,
  })

/** What a year of the house leaves after compaction: a file a topic and date, by customer. */
async function makeLake(olap: Olap, count: number): Promise<string[]> {
  const each = Math.round(count / DAYS / TOPICS.length)
  const files: string[] = []
  for (let n = 0; n < DAYS; n++) {
    const on = addDays(FIRST, n)
    const sql = TOPICS.map((topic, t) => {
      const name = `lake/topic=${topic}/date=${on}/all.parquet`
      files.push(name)
      mkdirSync(join(olap.path(name), '..'), { recursive: true })
      const rows = factsOf(topic, on, each, n * TOPICS.length + t)
      const groups = `row_group_size ${rowGroupOf(each)}`
      return `copy (select ${FILE_COLUMNS} from (${rows}))
        to '${olap.path(name)}' (format parquet, compression zstd, ${groups})`
    })
    await olap.work({ sql, timeoutMs: WORK_MS_MAX })
  }
  return files
}

const factsOf = (topic: string, on: string, each: number, seed: number): string => `
  select 'evt_' || hash(i + ${seed} * 1000000) as id,
    '${topic}.step-' || (hash(i, ${seed}) % 4) as type, 1::int as v,
    'cus_' || lpad((hash(i, ${seed}, 7) % ${CUSTOMERS})::varchar, 8, '0') as customer_id,
    timestamptz '${on} 00:00:00+00'
      + to_milliseconds(i * ${Math.floor(86_000_000 / each)}) as event_at,
    event_at as rx, date '${on}' as business_date,
    if(i % 5 = 0, 'staff', 'customer') as actor_kind, 'x' as actor_id,
    null::varchar[] as actor_roles,
    null::varchar as cause, 'cor_' || hash(i, 9) as correlation, null::varchar as trace,
    null::varchar as consent_id, null::varchar as policy_version, (i % 16)::int as part,
    i::bigint as log_offset,
    '{"amount":' || (hash(i, ${seed}, 3) % 5000000) || ',"loanId":"loan_' || (i % 9999)
      || '"}' as data
  from range(${each}) t(i) order by customer_id`
