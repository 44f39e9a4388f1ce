/** A tiny module, `probe`, and its doors on a free port: what the doors' tests knock at. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { command, entity, event, query, t, type Actor } from '#kernel/contract'
import { instantOf } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Tx } from '#platform/sql'
import { freshDatabase } from '#test/database'
import { openMemoryKv } from '../kv/memory.ts'
import { newId } from '../runtime/chance.ts'
import type { Module } from '../runtime/index.ts'
import { openMetrics } from '../runtime/metrics.ts'
import { openDoors, type Doors } from './doors.ts'
import type { DoorsOptions } from './house.ts'
import { answer, compose, hook, list, one, run } from './index.ts'

const coinId = t.id('coin')
const customerId = t.id('cus')

export const coin = entity('probe.coin', {
  id: coinId,
  title: 'label',
  fields: {
    label: t.text({ max: 60 }),
    amount: t.money(),
    customerId,
    mintedOn: t.date,
    spentAt: t.optional(t.instant),
    phone: t.phone,
    pan: t.optional(t.pan),
  },
  filters: ['amount', 'mintedOn', 'customerId', 'phone'],
  sort: ['amount', 'spentAt', 'mintedOn'],
  allow: ['ops'],
})
export const CoinMinted = event('probe.coin-minted', { coinId })
export const mint = command('probe.mint', {
  input: {
    customerId,
    amount: t.money({ min: '1', max: '1000' }),
    label: t.text({ min: 1, max: 40 }),
    mintedOn: t.date,
    tags: t.optional(t.list(t.shape({ name: t.text({ max: 5 }) }), 2)),
  },
  output: { coinId },
  refusals: ['too-many-coins'],
  allow: { ops: { upTo: '500' }, credit: true, customer: true },
})
export const spend = command('probe.spend', {
  input: { coinId },
  output: { coinId },
  refusals: ['already-spent'],
  allow: ['customer'],
})
export const melt = command('probe.melt', {
  input: { coinId, why: t.text({ min: 1 }) },
  output: { coinId },
  refusals: ['no-such-coin'],
  allow: ['ops'],
  fourEyes: true,
})
export const knock = command('probe.knock', {
  input: { phone: t.phone },
  output: { heard: t.flag },
  refusals: [],
  allow: ['visitor', 'customer'],
})
/** Composed: mints, and gives a token. */
export const enter = command('probe.enter', {
  input: { customerId, label: t.text() },
  output: { token: t.secret, expiresAt: t.instant, coinId },
  refusals: ['too-many-coins'],
  allow: ['customer'],
})
export const coinOf = query('probe.coin-of', {
  input: { coinId },
  output: { label: t.text(), phone: t.phone, pan: t.optional(t.pan) },
  allow: ['customer', 'ops'],
})
export const coinsOf = query('probe.coins-of', {
  input: { phone: t.phone },
  output: { coinIds: t.list(coinId) },
  allow: ['ops'],
})
const contract = { coin, CoinMinted, mint, spend, melt, knock, enter, coinOf, coinsOf }

type Row = { id: string; label: string; phone: string; pan: string | null; customer_id: string }

const PHONE = '9876543210'
const ownerOf = async ({ coinId: id }: { coinId: string }, tx: Tx) => {
  const [row] = await tx.sql<Row[]>`select customer_id from coin where id = ${id}`
  return row?.customer_id
}

const commands = [
  run(
    mint,
    async ({ customerId: key, amount, label, mintedOn }, tx) => {
      if (label === 'boom') throw new Error(`no luck for ${PHONE}`)
      const [{ n } = { n: 0 }] = await tx.sql<{ n: number }[]>`
        select count(*)::int as n from coin where label = ${label}`
      if (label === 'only one' && n > 0) return refuse('too-many-coins')
      if (label === 'slow') await tx.sql`select pg_sleep(0.3)`
      const id = tx.newId('coin')
      await tx.sql`
        insert into coin (id, label, amount, customer_id, minted_on, phone, pan)
        values (${id}, ${label}, ${amount}, ${key}, ${mintedOn}, ${PHONE}, 'ABCPD1234F')`
      await tx.emit(key, [CoinMinted({ coinId: id })])
      return { coinId: id }
    },
    { owner: async (input) => input.customerId },
  ),
  run(
    spend,
    async (input, tx) => {
      const [row] = await tx.sql<Row[]>`
        update coin set spent_at = ${tx.now} where id = ${input.coinId} and spent_at is null
        returning id`
      return row ? { coinId: input.coinId } : refuse('already-spent')
    },
    { owner: ownerOf },
  ),
  run(
    melt,
    async ({ coinId: id }, tx) => {
      await tx.sql`delete from coin where id = ${id}`
      return { coinId: id }
    },
    {
      foresee: async ({ coinId: id }, tx) => {
        const [row] = await tx.sql<Row[]>`select id from coin where id = ${id} for update`
        return row ? undefined : refuse('no-such-coin')
      },
    },
  ),
  run(knock, async () => ({ heard: true })),
  compose(enter, async ({ customerId: holder, label }, { call }) => {
    const minted = await call(mint, {
      customerId: holder,
      amount: 100 as never,
      label,
      mintedOn: '2026-01-01' as never,
    })
    if ('refused' in minted) return minted
    return { token: 'fresh', expiresAt: instantOf(Date.now() + 60_000), coinId: minted.coinId }
  }),
]
const queries = [
  list(coin),
  one(coin),
  answer(
    coinOf,
    async (input, tx) => {
      const [row] = await tx.sql<
        Row[]
      >`select label, phone, pan from coin where id = ${input.coinId}`
      return { label: row?.label ?? '', phone: row?.phone ?? '', ...(row?.pan && { pan: row.pan }) }
    },
    { owner: ownerOf },
  ),
  answer(coinsOf, async (input, tx) => {
    const rows = await tx.sql<Row[]>`select id from coin where phone = ${input.phone} limit 5`
    return { coinIds: rows.map((row) => row.id as never) }
  }),
]

const bank = hook<{ coinId: string }>('/hooks/probe/bank', {
  provider: 'bank',
  verify: (raw, headers, secret) =>
    timingSafeEqual(Buffer.from(signed(raw, secret)), Buffer.from(String(headers['x-signature']))),
  parse: (raw) => JSON.parse(Buffer.from(raw).toString()) as { id: string; coinId: string },
  receive: async (told, tx) => {
    const [row] = await tx.sql<Row[]>`select customer_id from coin where id = ${told.coinId}`
    if (row) await tx.emit(row.customer_id, [CoinMinted({ coinId: told.coinId as never })])
    return row !== undefined
  },
})
export const signed = (raw: Uint8Array | string, secret = 's3cret'): string =>
  createHmac('sha256', secret).update(raw).digest('hex')

export const probe: Module = { name: 'probe', contract, commands, queries, routes: [bank] }

const TABLE = `create table coin (
  id text primary key, label text not null, amount bigint not null, customer_id text not null,
  minted_on date not null, spent_at timestamptz, phone text not null, pan text
);`

const staff = (id: string, ...roles: string[]): Actor => ({ kind: 'staff', id, roles })
const actors: { readonly [token: string]: Actor } = {
  ops: staff('stf_1', 'ops'),
  ops2: staff('stf_2', 'ops'),
  credit: staff('stf_3', 'credit'),
  nobody: staff('stf_4', 'guest'),
  asha: { kind: 'customer', id: 'cus_asha' },
  ravi: { kind: 'customer', id: 'cus_ravi' },
  old: { kind: 'customer', id: 'cus_asha' },
}

export type Probe = {
  readonly doors: Doors
  readonly base: string
  readonly db: DoorsOptions['db']
  /** What was logged at warn and above. */
  readonly lines: string[]
  /** Doors of a second process on the same database, listening. */
  again(): Promise<{ doors: Doors }>
  close(): Promise<void>
}

/** A fresh database with the module's table, and its doors. */
export async function openProbe(more: Partial<DoorsOptions> = {}): Promise<Probe> {
  const folder = mkdtempSync(join(tmpdir(), 'dhara-probe-'))
  writeFileSync(join(folder, '0001-coin.sql'), TABLE)
  const migrations = pathToFileURL(`${folder}/`)
  const fresh = await freshDatabase({ modules: [{ ...probe, migrations }], poolMax: 4 })
  rmSync(folder, { recursive: true })
  const { db } = fresh
  const lines: string[] = []
  const options = { ...optionsOf(db, lines), ...more }
  const open = () => openDoors({ ...options, config: { opening: ['probe.enter'], ...more.config } })
  const doors = await open()
  const port = await doors.listen(0)
  const again = async () => {
    const second = await open()
    await second.listen(0)
    return { doors: second }
  }
  const close = async () => {
    await doors.close()
    await fresh.drop()
  }
  return { doors, base: `http://127.0.0.1:${port}`, db, lines, again, close }
}

function optionsOf(db: DoorsOptions['db'], lines: string[]): DoorsOptions {
  const wall = { nowMs: () => Date.now(), now: () => instantOf(Date.now()) }
  const note = (about: object, message: string) => {
    const { fault } = about as { fault?: unknown }
    lines.push(`${message} ${fault instanceof Error ? (fault.stack ?? '') : ''}`)
  }
  return {
    modules: [probe],
    db,
    kv: openMemoryKv({ wall }),
    wall,
    sessions: {
      check: async (token) => {
        const actor = actors[token]
        const ms = token === 'old' ? -1 : 60_000
        return actor && { actor, expiresAt: instantOf(Date.now() + ms) }
      },
    },
    logger: { debug: () => {}, info: () => {}, warn: note, error: note },
    metrics: openMetrics(),
    newId: (of) => newId(of),
    hosts: { bank: { url: 'https://bank.example', secret: 's3cret' } },
    sealKey: 'the seal of tests',
  }
}
