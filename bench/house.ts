/** A small house to measure in: an engine of its own with fsync on, two modules, one log. */
import { fileURLToPath } from 'node:url'
import { event, t, type Fact } from '#kernel/contract'
import { date, instant } from '#kernel/dates'
import type { Log, Reaction } from '#platform/log'
import type { Database } from '#platform/sql'
import { openLog } from '../platform/log/embedded-log.ts'
import { newId, random } from '../platform/runtime/chance.ts'
import { businessClock, wallClock } from '../platform/runtime/clock.ts'
import { signals } from '../platform/runtime/signals.ts'
import { openDatabase } from '../platform/sql/database.ts'
import { openEngine, type Engine } from '../platform/sql/engine.ts'
import { migrate } from '../platform/sql/migrate.ts'

export const Paid = event('alpha.paid', { n: t.int(), note: t.text({ max: 2000 }) })
export const NOTE = 'a payment of an instalment, as long as such facts are. '.repeat(14)

export type House = {
  readonly db: Database
  readonly log: (reactions: readonly Reaction[]) => Log
  close(): Promise<void>
}

const MODULES = [{ name: 'alpha' }, { name: 'beta' }]
const CONNECTIONS = 4
const root = fileURLToPath(new URL('..', import.meta.url))

/** Everything of an earlier run is dropped first. */
export async function openHouse(): Promise<House> {
  const engine: Engine = await openEngine({
    data: `${root}.data/bench`,
    explicit: false,
    repository: root,
  })
  const wakes = signals()
  const opened = {
    ...{ url: engine.url, masterKey: 'bench', signals: wakes, wall: wallClock },
    ...{ newId, random, secretFor: () => new Uint8Array(32), poolMax: CONNECTIONS },
    modules: MODULES.map((module) => module.name),
    clock: businessClock(instant('2026-01-01T03:30:00.000Z'), 1),
    ports: {} as never,
    call: async () => undefined,
  }
  const bootstrap = openDatabase(opened)
  await bootstrap.owner.unsafe('drop schema if exists alpha, beta, platform cascade')
  await bootstrap.close()
  await migrate({ url: engine.url, masterKey: opened.masterKey, modules: MODULES })
  const db = openDatabase(opened)
  await prepare(db)
  const log = (reactions: readonly Reaction[]) =>
    openLog({
      ...{ db, signals: wakes, wall: wallClock, logger: quiet, kindOf: () => undefined },
      modules: [{ name: 'beta', reactions }],
    })
  const close = async () => {
    await db.close()
    await engine.stop()
  }
  return { db, log, close }
}

async function prepare(db: Database): Promise<void> {
  await db.transact('alpha', {}, async (open) => {
    await open.sql`create table loan (id int primary key, owed bigint not null,
                                      moved bigint not null)`
    await open.sql`create table receipt (id bigint generated always as identity primary key,
                                         loan int not null, amount bigint not null)`
    await open.sql`insert into loan select i, 1000000, 0 from generate_series(0, 9999) i`
  })
  await db.transact('beta', {}, async (open) => {
    await open.sql`create table total (key text primary key, sum bigint not null)`
  })
}

/** Facts of about 1 KB, of as many customers. */
export function facts(topic: string, count: number): Omit<Fact, 'rx'>[] {
  return Array.from({ length: count }, (_, n) => ({
    id: newId('evt'),
    topic,
    ...Paid({ n, note: NOTE }),
    key: `cus_${n}`,
    at: instant('2026-01-01T03:30:00.000Z'),
    businessDate: date('2026-01-01'),
    actor: { kind: 'module' as const, id: 'alpha' },
    correlation: 'cor_1',
  }))
}

const say = (object: object, message: string) => console.error(message, object)
const quiet = { info() {}, warn: say, error: say }
