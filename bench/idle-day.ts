/**
 * A business day on which nothing falls due, and what it costs: rows read by table, and CPU of this
 * process, of the database's connections, and of its chores.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { addDays, atTime } from '#kernel/dates'
import type { House } from '../platform/runtime/house.ts'

/** Wall time a day is given. */
const DAY_MS = 3000
/** PostgreSQL's own counters are up to a second behind. */
const STATS_MS = 1500
const CLOCK_TICKS = 100

export type Day = {
  readonly rows: number
  readonly tables: Tables
  readonly cpuMs: number
  readonly nodeMs: number
  /** Of connections: what we asked for. */
  readonly askedMs: number
  /** Of checkpoints, vacuum, and whatever else the server does by itself. */
  readonly choresMs: number
}
export type Tables = { readonly [table: string]: number }

/** It comes at once, and the house is watched for a while. */
export async function idleDay(house: House): Promise<Day> {
  const before = await readings(house)
  house.clock.jump(atTime(addDays(house.clock.today(), 1), '20:00'))
  await pause(DAY_MS)
  const after = await readings(house)
  const read = Object.entries(after.tables).map(([table, rows]): [string, number] => [
    table,
    rows - (before.tables[table] ?? 0),
  ])
  const nodeMs = after.nodeMs - before.nodeMs
  const askedMs = after.askedMs - before.askedMs
  const choresMs = after.choresMs - before.choresMs
  return {
    rows: read.reduce((sum, [, rows]) => sum + rows, 0),
    tables: Object.fromEntries(read.filter(([, rows]) => rows > 0)),
    ...{ cpuMs: nodeMs + askedMs + choresMs, nodeMs, askedMs, choresMs },
  }
}

const CALM_MS = 1000
/** Under a hundredth of a core. */
const CALM_CHORES_MS = 10
const CALM_LOOKS_MAX = 180

/** Until the server has put away what was written before: no day is to pay for the build. */
export async function untilCalm(house: House): Promise<void> {
  for (let looks = 0; looks < CALM_LOOKS_MAX; looks++) {
    const before = sqlCpu(house.config.data).choresMs
    await pause(CALM_MS)
    if (sqlCpu(house.config.data).choresMs - before <= CALM_CHORES_MS) return
  }
}

type Readings = Cpu & { readonly tables: Tables; readonly nodeMs: number }

/**
 * A row found by an index counts twice, once there and once in its table. What a process reads of
 * itself every three seconds of wall time, to say that it lives, is no part of a business day.
 */
export async function readings({ db, config }: House): Promise<Readings> {
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
    ...{ nodeMs: (user + system) / 1000, ...sqlCpu(config.data) },
  }
}

type Cpu = { readonly askedMs: number; readonly choresMs: number }

/** What the server's processes have used; those that ended count as chores, or as asked for. */
function sqlCpu(data: string): Cpu {
  const [pid = ''] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  let [asked, chores] = [0, 0]
  for (const process of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const { parent, used, title } = statOf(process, process === pid)
    if (process !== pid && parent !== pid) continue
    if (/^postgres: dhara/.test(title)) asked += used
    else chores += used
  }
  const msATick = 1000 / CLOCK_TICKS
  return { askedMs: asked * msATick, choresMs: chores * msATick }
}

/** Parent, ticks of CPU and title; a process may end while we look. */
function statOf(pid: string, withChildren: boolean) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const used = fields.slice(11, withChildren ? 15 : 13)
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return { parent: fields[1]!, used: used.reduce((sum, one) => sum + Number(one), 0), title }
  } catch {
    return { parent: '', used: 0, title: '' }
  }
}
