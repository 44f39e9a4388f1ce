/**
 * `npm run bench -- dayend`: a book of a million open loans, a day on which nobody is due and one
 * on which a hundred thousand are.
 *
 *     build 10,000 ─ idle days ─ build the rest ─ idle days ─ the due day ─ try what it wrote
 *
 * Bars (issue 4 F): the book by COPY within 5 minutes; ≥ 2,000 due loans/s through state, ledger
 * and events (goal 4,000); rows read and CPU of an idle day at the whole book ≤ 1.2 × those at
 * the small one. `--loans N`, `--due N` make it smaller.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { addDays, atTime } from '#kernel/dates'
import type { House } from '../platform/runtime/house.ts'
import { brokenLoans } from '../test/simulation/loans.ts'
import { inBookHouse, untilOver } from './book-house.ts'
import { buildBook, DUE_ON } from './loan-book.ts'

const BUILD_S_MAX = 300
const RATE_BAR = 2000
const RATE_GOAL = 4000
const IDLE_BAR = 1.2
const SMALL_BOOK = 10_000
/** Wall time an idle business day is given, and how many are lived through. */
const IDLE_MS = 6000
const IDLE_DAYS = 3
/** PostgreSQL's own counters are up to a second behind. */
const STATS_MS = 1500

export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      loans: { type: 'string', default: '1000000' },
      due: { type: 'string', default: '100000' },
    },
  })
  const size = { loans: Number(values.loans), due: Number(values.due) }
  const say = (line: string) => (values.json ? undefined : console.log(line))
  return inBookHouse(['lending'], (house) => measured(house, size, say))
}

type Size = { readonly loans: number; readonly due: number }

async function measured(
  house: House,
  { loans, due: wanted }: Size,
  say: (line: string) => unknown,
) {
  const small = Math.min(SMALL_BOOK, loans)
  const every = Math.max(1, Math.round(loans / wanted))
  const due = Math.ceil(loans / every)
  await buildBook(house.db, { from: 0, to: small, every })
  await idleDay(house) // Warms up.
  const idleSmall = await idleDays(house)
  const beganMs = performance.now()
  await buildBook(house.db, { from: small, to: loans, every })
  const builtInS = (performance.now() - beganMs) / 1000
  say(`book       ${loans} loans in ${builtInS.toFixed(0)} s (bar ${BUILD_S_MAX})`)
  const idle = await idleDays(house)
  const ratio = { rows: over(idle.rows, idleSmall.rows), cpu: over(idle.cpuMs, idleSmall.cpuMs) }
  say(`idle day   ${line(idleSmall)} at ${small} loans, ${line(idle)} at ${loans}`)
  const times = `rows × ${ratio.rows.toFixed(2)}, CPU × ${ratio.cpu.toFixed(2)}`
  say(`           ${times} (bar ${IDLE_BAR})`)
  for (const more of readMore(idleSmall, idle)) say(`           ${more}`)
  const day = await dueDay(house, due)
  say(
    `due day    ${day.perSecond} loans/s, ${due} in ${day.seconds.toFixed(1)} s ` +
      `(bar ${RATE_BAR}, goal ${RATE_GOAL})`,
  )
  say(
    `           ${day.journals} entries, ${day.facts} facts; whatever else ran, CPU was ` +
      `${day.nodeCpuS.toFixed(0)} s ours and ${day.sqlCpuS.toFixed(0)} s the database's`,
  )
  const faults = await faultsIn(house, due)
  for (const fault of faults) say(`wrong      ${fault}`)
  const met =
    builtInS <= BUILD_S_MAX &&
    day.perSecond >= RATE_BAR &&
    ratio.rows <= IDLE_BAR &&
    ratio.cpu <= IDLE_BAR
  return {
    loans,
    due,
    builtInS,
    idleSmall,
    idle,
    ratio,
    day,
    faults,
    met: met && faults.length === 0,
  }
}

const over = (a: number, b: number): number => (b === 0 ? (a === 0 ? 1 : Infinity) : a / b)

/** Rows read in the least of several days; of each table in the day that read least of all. */
type Idle = { readonly rows: number; readonly cpuMs: number; readonly tables: Tables }
type Tables = { readonly [table: string]: number }
const line = ({ rows, cpuMs }: Idle): string => `${rows} rows read, ${cpuMs.toFixed(0)} ms CPU`

/** Where a day reads more of the larger book. */
const readMore = (small: Idle, large: Idle): string[] =>
  Object.entries(large.tables)
    .map(([table, rows]) => ({ table, rows, was: small.tables[table] ?? 0 }))
    .filter(({ rows, was }) => rows > was * IDLE_BAR)
    .map(({ table, rows, was }) => `${table}: ${was} rows, then ${rows}`)

/** The quietest of several: what a day costs by itself, whatever else the machine does. */
async function idleDays(house: House): Promise<Idle> {
  const days: Idle[] = []
  for (let n = 0; n < IDLE_DAYS; n++) days.push(await idleDay(house))
  const [least] = days.toSorted((a, b) => a.rows - b.rows)
  return { ...least!, cpuMs: Math.min(...days.map(({ cpuMs }) => cpuMs)) }
}

/** A business day nobody is due on: it comes at once, and the house is watched for a while. */
async function idleDay(house: House): Promise<Idle> {
  const before = await readings(house)
  house.clock.jump(atTime(addDays(house.clock.today(), 1), '20:00'))
  await pause(IDLE_MS)
  const after = await readings(house)
  const read = Object.entries(after.tables).map(([table, rows]): [string, number] => [
    table,
    rows - (before.tables[table] ?? 0),
  ])
  return {
    rows: read.reduce((sum, [, rows]) => sum + rows, 0),
    cpuMs: after.nodeMs + after.sqlMs - before.nodeMs - before.sqlMs,
    tables: Object.fromEntries(read.filter(([, rows]) => rows > 0)),
  }
}

type Readings = { readonly tables: Tables; readonly nodeMs: number; readonly sqlMs: number }

/**
 * A row found by an index counts twice, once there and once in its table. What a process reads of
 * itself every three seconds of wall time, to say that it lives, is no part of a business day.
 */
async function readings({ db, config }: House): Promise<Readings> {
  await pause(STATS_MS)
  const tables = await db.owner<{ table: string; rows: number }[]>`
    select t.schemaname || '.' || t.relname as table,
           t.seq_tup_read + coalesce(t.idx_tup_fetch, 0) + coalesce(i.read, 0) as rows
      from pg_stat_user_tables t
      left join (select relid, sum(idx_tup_read)::bigint as read
                   from pg_stat_user_indexes group by relid) i on i.relid = t.relid
     where t.relname not in ('log_lease', 'log_member')`
  const { user, system } = process.cpuUsage()
  return {
    tables: Object.fromEntries(tables.map(({ table, rows }) => [table, rows])),
    ...{ nodeMs: (user + system) / 1000, sqlMs: sqlCpuMs(config.data) },
  }
}

/** What the server and all its processes have used, those that ended included. */
function sqlCpuMs(data: string): number {
  const [pid = ''] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  let ticks = 0
  for (const process of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [parent, used] = statOf(process, process === pid)
    if (process === pid || parent === pid) ticks += used
  }
  return ticks * (1000 / CLOCK_TICKS)
}

const CLOCK_TICKS = 100

/** Parent and ticks of CPU; a process may end while we look. */
function statOf(pid: string, withChildren: boolean): readonly [parent: string, ticks: number] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const used = fields.slice(11, withChildren ? 15 : 13)
    return [fields[1]!, used.reduce((sum, field) => sum + Number(field), 0)]
  } catch {
    return ['', 0]
  }
}

/** From the first timer to the last fact in the log: all that the day brings has happened. */
async function dueDay(house: House, due: number) {
  const before = await readings(house)
  const [was] = await counts(house)
  const beganMs = performance.now()
  await untilOver(house, atTime(DUE_ON, '00:06'))
  const seconds = (performance.now() - beganMs) / 1000
  const after = await readings(house)
  const [is] = await counts(house)
  return {
    ...{ seconds, perSecond: Math.round(due / seconds) },
    ...{ journals: is!.journals - was!.journals, facts: is!.facts - was!.facts },
    nodeCpuS: (after.nodeMs - before.nodeMs) / 1000,
    sqlCpuS: (after.sqlMs - before.sqlMs) / 1000,
  }
}

const counts = ({ db }: House) => db.owner<{ journals: number; facts: number }[]>`
  select (select count(*)::int from lending.journal) as journals,
         (select coalesce(sum(next), 0)::int from platform.log_head) as facts`

const LOANS_TRIED = 300

/** What the day should have left, and loans drawn from the book folded again from the start. */
async function faultsIn(house: House, due: number): Promise<string[]> {
  const { owner } = house.db
  const [books] = await owner<{ posted: number; even: boolean; billed: number; timers: number }[]>`
    select (select count(*)::int from lending.journal
             where value_on = ${DUE_ON} and fact like 'due:%') as posted,
           (select sum(debit) = sum(credit) from lending.posting) as even,
           (select count(*)::int from lending.loan where overdue > 0) as billed,
           (select count(*)::int from platform.timer) as timers`
  const { posted, even, billed, timers } = books!
  const open = await owner<{ open: number }[]>`
    select count(*)::int as open from lending.loan where status = 'active'`
  const cold = await brokenLoans(house, DUE_ON, LOANS_TRIED)
  return [
    ...(posted === due ? [] : [`${posted} instalments were posted, ${due} fell due`]),
    ...(billed === due ? [] : [`${billed} loans owe, ${due} fell due`]),
    ...(even ? [] : ['debits are not credits']),
    ...(timers === open[0]!.open ? [] : [`${timers} timers stand for ${open[0]!.open} open loans`]),
    ...cold,
  ]
}
