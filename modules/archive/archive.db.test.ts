import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { date } from '#kernel/dates'
import type { Lake, Tended } from '#platform/olap'
import { loneModule, type Lone } from '#test/lone-module'
import { setRound } from './commands.ts'
import { module } from './module.ts'
import { recordsOf, saveMerge } from './store.ts'

/** What the lake was asked to do, and what it says it did. */
const asked: Parameters<Lake['tend']>[0][] = []
let told: Tended | undefined
const nothing = { compacted: 0, altered: [], chilled: 0, customers: 0, retreats: [] }
const lake = {
  tend: async (round: (typeof asked)[number]) => {
    asked.push(round)
    return told
  },
} as unknown as Lake

/** What device says rests in its wide store. */
const raw = { engine: 'dynamodb', items: 40_000, bytes: 2_000_000_000, exact: false }

let lone: Lone
before(async () => {
  lone = await loneModule(module, { lake, answers: { 'device.raw-held': () => raw } })
})
after(() => lone.drop())

const ops: Actor = { kind: 'staff', id: 'stf_1', roles: ['ops'] }
type Tiers = {
  tiers: { tier: string; bytes: number; items?: number; costPerYear: number }[]
  schemas: { schema: string; bytes: number; budget: number; daysUntilFull?: number }[]
  warmDays: number
  customers: number
  costPerCustomerYear?: number
  lastRoundOn?: string
}
const tiers = async () => (await lone.ask('archive.tiers-now', {})) as Tiers

describe('The round', () => {
  it('is made each night, and sets the next one before it works', async () => {
    const warmSince = date('2025-01-02')
    told = { ...nothing, compacted: 3, customers: 40, warmSince }
    await lone.inside(setRound)
    await lone.nextTimer('round')
    await lone.settle()
    assert.deepEqual(asked.at(-1), {
      warmFrom: '2024-12-31T18:30:00.000Z',
      chillBefore: '2025-01-01',
    })
    const ended = { on: '2026-01-01', compacted: 3, chilled: 0, customers: 40, warmSince }
    assert.deepEqual(lone.last('archive.round-ended'), ended)
    const [row] = await lone.db.owner`select due from platform.timer where name = 'round'`
    assert.equal(row?.['due'], '2026-01-01T20:30:00.000Z')
  })

  it('tells of days that went, of days that stayed and why, and of altered files', async () => {
    const day = { day: date('2025-01-01'), facts: 9, bytes: 100 }
    told = {
      ...nothing,
      altered: ['lake/topic=a/date=2025-01-01/x.parquet'],
      retreats: [
        { ...day, gone: true },
        { ...day, day: date('2025-01-02'), gone: false, says: 'beta.slow not past it' },
        { ...day, day: date('2025-01-03'), facts: 0, gone: true },
      ],
    }
    await lone.ask('archive.begin-round', {}, ops)
    await lone.settle()
    assert.deepEqual(lone.typesOf('archive.day-'), ['archive.day-dropped', 'archive.day-kept'])
    assert.deepEqual(lone.last('archive.day-kept'), {
      day: '2025-01-02',
      says: 'beta.slow not past it',
    })
    assert.equal(lone.typesOf('archive.file-altered').length, 1)
  })

  it('says so when it could not be made', async () => {
    told = undefined
    await lone.ask('archive.begin-round', {}, ops)
    await lone.settle()
    assert.match(
      String(lone.last<{ says: string }>('archive.round-failed')?.says),
      /another process/,
    )
  })
})

describe('A history', () => {
  const merge = (customerId: string, into: string) =>
    lone.inside((tx) => saveMerge(tx, customerId, into))
  it('is of the person, whichever of the merged records is asked for', async () => {
    await merge('cus_b', 'cus_a')
    await merge('cus_c', 'cus_b')
    await merge('cus_c', 'cus_b')
    for (const asked of ['cus_a', 'cus_b', 'cus_c']) {
      const records = await lone.inside((tx) => recordsOf(tx, asked))
      assert.deepEqual(records.toSorted(), ['cus_a', 'cus_b', 'cus_c'])
    }
    assert.deepEqual(await lone.inside((tx) => recordsOf(tx, 'cus_x')), ['cus_x'])
  })
})

describe('The tiers', () => {
  it('show sizes, budgets, and what a customer costs a year', async () => {
    told = { ...nothing, customers: 2 }
    await lone.ask('archive.begin-round', {}, ops)
    await lone.settle()
    const now = await tiers()
    const platform = now.schemas.find(({ schema }) => schema === 'platform')!
    assert.ok(platform.bytes > 0)
    assert.equal(platform.budget, 8_000_000_000)
    const of = new Map(now.tiers.map((one) => [one.tier, one]))
    assert.deepEqual([...of.keys()], ['hot', 'warm', 'raw', 'lake', 'lake-cold'])
    const resting = of.get('raw')!
    // 2 GB at 25.10 rupees a month, in paise.
    assert.deepEqual(
      [resting.items, resting.bytes, resting.costPerYear],
      [40_000, raw.bytes, 60_240],
    )
    const cost = now.tiers.reduce((sum, { costPerYear }) => sum + costPerYear, 0)
    assert.equal(now.costPerCustomerYear, Math.round(cost / 2))
    assert.deepEqual([now.warmDays, now.lastRoundOn], [365, '2026-01-01'])
  })

  it('foresee the day a schema is full', async () => {
    await lone.db.owner`
      insert into archive.schema_size (schema, on_date, bytes)
      select 'platform', date '2026-01-01' - i, 0 from generate_series(1, 3) i
      on conflict do nothing`
    const platform = (await tiers()).schemas.find(({ schema }) => schema === 'platform')!
    assert.ok((platform.daysUntilFull ?? 0) > 0)
  })

  it('let the log leave earlier when its schema is short of room, and say so', async () => {
    await lone.db.owner`insert into archive.budget (schema, bytes) values ('platform', 1000)`
    assert.equal((await tiers()).warmDays, 7)
    told = nothing
    await lone.ask('archive.begin-round', {}, ops)
    await lone.settle()
    assert.deepEqual(asked.at(-1)?.warmFrom, '2025-12-24T18:30:00.000Z')
    assert.equal(lone.last<{ schema: string }>('archive.budget-neared')?.schema, 'platform')
    await lone.ask('archive.set-budget', { schema: 'platform', gigabytes: 20 }, ops)
    assert.equal((await tiers()).warmDays, 365)
    // The trail holds every fact too, and goes with the log.
    await lone.db.owner`create schema monitor create table trail (id int primary key)`
    await lone.db.owner`insert into archive.budget (schema, bytes) values ('monitor', 100)`
    assert.equal((await tiers()).warmDays, 7)
    await lone.ask('archive.set-budget', { schema: 'monitor', gigabytes: 20 }, ops)
  })

  it('are changed only where no law and no consent decides', async () => {
    const set = (tierId: string) =>
      lone.ask('archive.set-tier', { tierId, warmDays: 30, chillAfterDays: 90 }, ops)
    assert.deepEqual(await set('tir_raw'), { refused: 'not-movable' })
    assert.deepEqual(await set('tir_none'), { refused: 'not-movable' })
    assert.deepEqual(await set('tir_log'), { tierId: 'tir_log' })
    assert.equal((await tiers()).warmDays, 30)
  })
})
