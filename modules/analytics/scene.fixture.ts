/**
 * Analytics on a database of its own, under a real log. `shop` is a module whose facts it counts;
 * other modules are a table of answers.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aggregate, type Aggregate } from '#kernel/aggregate'
import { event, t, type Actor, type Fact } from '#kernel/contract'
import { money } from '#kernel/money'
import { businessDateOf, instant, later } from '#kernel/dates'
import type { Log, LogOptions } from '#platform/log'
import type { Tower } from '#platform/runtime'
import { freshDatabase } from '#test/database'
import { openMemoryKv } from '../../platform/kv/memory.ts'
import { openLog } from '../../platform/log/embedded-log.ts'
import { openFolder } from '../../platform/objects/folder.ts'
import { openDuckdb } from '../../platform/olap/duckdb.ts'
import { openLake } from '../../platform/olap/lake.ts'
import { wallClock } from '../../platform/runtime/clock.ts'
import { kindsIn } from '../../platform/sql/event-checks.ts'
import { openTimers } from '../../platform/timers/clockwork.ts'
import * as contract from './contract.ts'
import { module } from './module.ts'

export const Sold = event('shop.sold', {
  amount: t.money(),
  state: t.optional(t.text()),
  nameSealed: t.optional(t.text()),
})
export const Returned = event('shop.returned', { amount: t.money() })
const shop = { name: 'shop', contract: { Sold, Returned } }
export const soldByDay = aggregate('shop.sold-by-day', [Sold], {
  every: 'day',
  measures: [
    { as: 'sales', how: 'count' },
    { as: 'amount', of: 'data.amount', how: 'sum' },
  ],
})

const quiet = { info() {}, warn() {}, error() {} }
export const risk: Actor = { kind: 'staff', id: 'stf_1', roles: ['risk'] }
const start = instant('2026-01-01T03:30:00.000Z')
let serial = 0

/** A sale as it is appended; a hundred of them a day. */
export function sold(n: number): Fact {
  const at = later(start, n * 864_000)
  const states = ['MH', 'KA', undefined] as const
  const state = states[n % states.length]
  const data = { amount: money((n * 7919) % 100_000), ...(state && { state }) }
  const known = n % 5 === 0 ? Returned({ amount: money(1) }) : Sold(data)
  return {
    ...{ ...known, id: `evt_${String(++serial).padStart(9, '0')}`, topic: 'shop' },
    ...{ key: `cus_${n % 97}`, at, correlation: 'cor_1' },
    businessDate: businessDateOf(at),
    actor: { kind: 'module', id: 'shop' },
  } as Fact
}

export type Scene = Awaited<ReturnType<typeof scene>>

type Answers = { readonly [query: string]: (input: never) => unknown }

export async function scene(declared: readonly Aggregate[] = [], answers: Answers = {}) {
  const built: { log?: Log } = {}
  const tower = {
    get log() {
      return built.log as Log
    },
    kinds: [...kindsIn([shop.contract, contract]).values()],
    aggregates: declared,
  } as unknown as Tower
  const folder = mkdtempSync(join(tmpdir(), 'dhara-analytics-'))
  const olap = openDuckdb({
    ...{ root: join(folder, 'objects'), scratch: join(folder, 'scratch'), wall: wallClock },
    limits: { workMemoryMb: 256, questionMemoryMb: 256 },
  })
  const ports = { kv: openMemoryKv({ wall: wallClock }), tower, olap } as never
  const call = async (query: { name: string }, input: unknown) => {
    const answer = answers[query.name]
    if (!answer) throw new Error(`nobody answers ${query.name}`)
    return answer(input as never)
  }
  const fresh = await freshDatabase({ modules: ['analytics', shop], ports, call })
  const { db, signals, clock } = fresh
  const options: LogOptions = {
    ...{ db, signals, wall: wallClock, logger: quiet, kindOf: fresh.options.kindOf! },
    modules: [module, shop],
    limits: { retryMs: 2, retryMsMax: 20, restMs: 1 },
  }
  const open = async () => {
    built.log = openLog(options)
    await built.log.start()
  }
  await open()
  const timers = openTimers({ db, clock, signals, modules: [module], logger: quiet })
  await timers.start()
  const lake = openLake({
    ...{ owner: db.owner, olap, objects: openFolder(join(folder, 'objects')), clock },
    ...{ wall: wallClock, logger: quiet, scratch: join(folder, 'lake') },
  })
  const ask = async <T>(name: string, input: unknown, actor = risk): Promise<T> => {
    const doors = [...(module.commands ?? []), ...(module.queries ?? [])]
    const door = doors.find((one) => 'call' in one && one.call.name === name)
    if (!door || !('shell' in door)) throw new Error(`analytics has no door ${name}`)
    if (door.composed) {
      const composer = {
        actor,
        call: (part: { name: string }, of: unknown) => ask(part.name, of, actor),
      }
      return (await door.composed(input as never, composer as never)) as T
    }
    return db.transact('analytics', {}, (opened) =>
      door.shell(input as never, opened.tx({ actor })),
    ) as Promise<T>
  }
  return {
    ...{ ...fresh, ask, lake },
    log: () => built.log as Log,
    /** Stops the log and opens it anew, as a restart does. */
    restart: async () => {
      await built.log?.stop()
      await open()
    },
    drop: async () => {
      await timers.stop()
      await built.log?.stop()
      await olap.close()
      await fresh.drop()
      rmSync(folder, { recursive: true })
    },
  }
}

export async function until(what: () => Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await what())) {
    if (Date.now() > end) throw new Error('it did not come to rest in time')
    await new Promise((done) => setTimeout(done, 10))
  }
}
