/** The scene the lake's tests are set in: a log with facts of several days, a lake beside it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { event, t, type Fact } from '#kernel/contract'
import { businessDateOf, instant, later, type Instant } from '#kernel/dates'
import type { Log, LogModule } from '#platform/log'
import { freshDatabase, type Fresh } from '#test/database'
import { openLog } from '../log/embedded-log.ts'
import { openFolder } from '../objects/folder.ts'
import { openDuckdb } from './duckdb.ts'
import { openLake, type Lake } from './lake.ts'
import { LAKE_COLUMNS } from './lake-columns.ts'
import type { Olap } from './index.ts'

export const Noted = event('alpha.noted', { n: t.int(), text: t.text() })
export const Other = event('other.noted', { n: t.int(), text: t.text() }, { topic: 'other' })
const DAY_MS = 86_400_000
export const START = instant('2026-01-01T06:00:00.000Z')
export const day = (n: number): Instant => later(START, n * DAY_MS)

export class Killed extends Error {}

export type Shore = {
  readonly fresh: Fresh
  readonly folder: string
  readonly olap: Olap
  log: Log
  /** A lake that dies when the named step is reached for the nth time. */
  lake(dieAt?: string): Lake
  /** Another process's log on the same database. */
  another(modules: readonly LogModule[]): Log
  /** The wall clock of log and lake. */
  readonly wall: { at: Instant }
  readonly objects: ReturnType<typeof openFolder>
  /** Everything empty again, at the first instant. */
  empty(): Promise<void>
  drop(): Promise<void>
}

const say = (object: object, message: string) => console.error(message, object)
const quiet = { info() {}, warn: say, error: say }

export async function shore(): Promise<Shore> {
  const modules = [{ name: 'alpha', contract: { Noted } }, { name: 'beta' }]
  const fresh = await freshDatabase({ modules })
  const folder = mkdtempSync(join(tmpdir(), 'dhara-lake-'))
  const wall = { at: START }
  const root = join(folder, 'objects')
  const objects = openFolder(root)
  const olap = openDuckdb({
    ...{ root, scratch: join(folder, 'scratch'), wall: { nowMs: () => Date.now() } },
    limits: { workMemoryMb: 256 },
  })
  const lake = (dieAt?: string): Lake =>
    openLake({
      ...{ owner: fresh.db.owner, olap, objects, scratch: join(folder, 'lake') },
      ...{ clock: { now: () => wall.at }, wall: { now: () => wall.at }, logger: quiet },
      reached: (step) => {
        if (step === dieAt) throw new Killed(step)
      },
    })
  const another = (running: readonly LogModule[]): Log =>
    openLog({
      ...{ db: fresh.db, modules: running, signals: fresh.signals, logger: quiet },
      ...{ wall: { nowMs: () => Date.parse(wall.at) }, kindOf: () => undefined },
      limits: { retryMs: 2, retryMsMax: 20, restMs: 1 },
      cold: lake().cold,
    })
  const drop = async () => {
    await olap.close()
    await fresh.drop()
    rmSync(folder, { recursive: true })
  }
  const made = { fresh, folder, olap, objects, wall, another, lake, drop, log: another([]) }
  const empty = async () => {
    await fresh.db.owner`truncate platform.log_seg, platform.log_head, platform.log_position,
      platform.log_cold, platform.log_dropped, platform.lake_head, platform.lake_file cascade`
    rmSync(join(root, 'lake'), { recursive: true, force: true })
    wall.at = START
    made.log = another([])
  }
  return Object.assign(made, { empty })
}

/** What text can hold, and a reader of text stumble over. */
const AWKWARD = 'a "quote", a \\ and a\nbreak; नमस्ते \u0001'
let serial = 0
/** Facts of 40 customers, of a day, of all that an envelope can hold. */
export function facts(count: number, at: Instant, topic = 'alpha'): Omit<Fact, 'rx'>[] {
  return Array.from({ length: count }, () => {
    const n = serial++
    const when = later(at, n)
    return {
      ...{ id: `evt_${String(n).padStart(8, '0')}`, topic, v: 1, type: `${topic}.noted` },
      ...{ key: `cus_${n % 40}`, at: when, businessDate: businessDateOf(when) },
      actor: n % 3 === 0 ? staff : { kind: 'module' as const, id: 'alpha' },
      correlation: `cor_${n}`,
      ...(n % 2 === 0 && { cause: `evt_${n - 1}`, trace: 'trace', consentId: 'con_1' }),
      ...(n % 5 === 0 && { policyVersion: 'p1' }),
      data: { n, text: `${AWKWARD} ${n / 7}`, inner: [{ rx: null }] },
    }
  })
}
const staff = { kind: 'staff' as const, id: 'stf_1', roles: ['ops', 'risk'] }

/** All facts of a topic as the log gives them, by partition. */
export async function factsOf(log: Log, topic: string): Promise<Map<number, Fact[]>> {
  const out = new Map<number, Fact[]>()
  for (let part = 0; part < 16; part++) {
    for (let from = '0'; ;) {
      const page = await log.read({ topic, part, from, max: 1000 })
      if (page.facts.length === 0) break
      out.set(part, [...(out.get(part) ?? []), ...page.facts.map((one) => one.fact)])
      from = page.next
    }
  }
  return out
}

/** What a question finds in all that the manifest lists, as the table `events`. */
export async function listedRows(s: Shore, select: string): Promise<unknown[][]> {
  const files = (await s.lake().files({})).map((file) => file.name)
  const view = { name: 'events', files, columns: LAKE_COLUMNS }
  const asked = { sql: select, views: [view], maxRows: 1000, timeoutMs: 20_000 }
  return (await s.olap.query(asked)).rows as unknown[][]
}
/** How many facts there are, and how many of them are different ones. */
export const onceEach = `select count(*), count(distinct id),
  count(distinct (topic, part, log_offset)) from events`
