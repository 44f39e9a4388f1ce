/**
 * `npm run bench -- olap`: questions over 10 million facts of 365 days and 5 topics, lying as the
 * house leaves them: the lake's own round merges the eleven months that are over, the last month's
 * dates are a sorted file each (issue 3 "Bars"). Warm: the second asking and later, medians of 5.
 * Bare is the same SQL on the same files in an engine nobody guards. Making the lake takes some
 * three minutes. `--facts N` makes another, `--json` is data.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, atTime, date } from '#kernel/dates'
import { LAKE_COLUMNS, type Olap, type View } from '#platform/olap'
import { openFolder } from '../platform/objects/folder.ts'
import { rowGroupOf } from '../platform/olap/compaction.ts'
import { openDuckdb } from '../platform/olap/duckdb.ts'
import { madeOf, settle, spansIn, writing, type Holds } from '../platform/olap/intake.ts'
import { openLake, type LakePorts } from '../platform/olap/lake.ts'
import { list } from '../platform/olap/manifest.ts'
import { parquet } from '../platform/olap/question.ts'
import { openHouse } from './house.ts'
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
  const limits = { workIdleMs: 60_000 }
  const root = join(folder, 'objects')
  const olap = openDuckdb({ root, scratch: join(folder, 'scratch'), wall, limits })
  const house = await openHouse()
  const now = () => atTime(addDays(FIRST, DAYS - 1), '23:00')
  mkdirSync(join(folder, 'lake'))
  const ports: LakePorts = {
    ...{ owner: house.db.owner, olap, objects: openFolder(root), reached() {} },
    ...{ scratch: join(folder, 'lake'), clock: { now }, wall: { now } },
  }
  const figures: { [name: string]: object } = {}
  try {
    const began = performance.now()
    const files = await makeLake(ports, count)
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
    await house.close()
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

/** A year of dates as compaction leaves them; the lake's own round then merges what is over. */
async function makeLake(ports: LakePorts, count: number): Promise<string[]> {
  const { owner, clock } = ports
  const each = Math.round(count / DAYS / TOPICS.length)
  for (let n = 0; n < DAYS; n++) {
    const on = addDays(FIRST, n)
    const holds = new Map<string, Holds>()
    const sql = TOPICS.map((topic, t) => {
      const path = join(ports.scratch, `${topic}-${on}.parquet`)
      holds.set(path, { topic, date: on, sorted: true })
      const rows = factsOf(topic, on, each, n * TOPICS.length + t)
      return writing(rows, path, rowGroupOf(each))
    })
    const spans = spansIn([...holds.keys()])
    const { rows } = await ports.olap.work({ sql: [...sql, spans], timeoutMs: WORK_MS_MAX })
    const made = madeOf(rows, (path) => holds.get(path)!)
    const files = await Promise.all(made.map((one) => settle(ports, one)))
    await owner.begin(async (tx) => {
      for (const file of files) await list(tx, file, clock.now())
    })
  }
  const lake = openLake({ ...ports, logger: console })
  await lake.tend({ warmFrom: atTime(FIRST, '00:00'), chillBefore: FIRST })
  return (await lake.files({})).map((file) => file.name)
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
    (i + ${seed} * 1000000)::bigint as log_offset,
    '{"amount":' || (hash(i, ${seed}, 3) % 5000000) || ',"loanId":"loan_' || (i % 9999)
      || '"}' as data
  from range(${each}) t(i) order by customer_id`
