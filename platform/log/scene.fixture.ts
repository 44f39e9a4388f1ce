/** The scene the log's tests are set in: alpha writes, beta reacts and notes what it saw. */
import assert from 'node:assert/strict'
import { askRefused, command, event, t, type Event, type Fact } from '#kernel/contract'
import type { Tx } from '#platform/sql'
import { freshDatabase, type Fresh } from '#test/database'
import type { LogModule, LogOptions } from './index.ts'

export const Happened = event('alpha.happened', { n: t.int() })
export const Other = event('alpha.other', { n: t.int() })
export const wish = command('beta.wish', {
  input: { n: t.int() },
  output: {},
  refusals: ['too-much'],
  allow: ['module:alpha'],
})
const contracts = {
  alpha: { Happened, Other },
  beta: { wish, Refused: askRefused('beta') },
}

export const quiet = { info() {}, warn() {}, error() {} }
const fast = { retryMs: 2, retryMsMax: 20, restMs: 1 }
export const cus = (n: number) => `cus_${n}`
export const module = (name: string) => ({ kind: 'module', id: name }) as const

/** A database with two modules, alpha who writes and beta who reacts. */
export async function scene(): Promise<Fresh> {
  const modules = [
    { name: 'alpha', contract: contracts.alpha },
    { name: 'beta', contract: contracts.beta },
  ]
  const fresh = await freshDatabase({ modules })
  await fresh.db.transact('beta', {}, async (open) => {
    await open.sql`create table seen (id bigint generated always as identity, event text, key text,
                                      n bigint, actor text)`
  })
  return fresh
}

export const optionsOf = (fresh: Fresh, modules: readonly LogModule[]): LogOptions => ({
  db: fresh.db,
  modules,
  signals: fresh.signals,
  wall: { nowMs: () => Date.now() },
  logger: quiet,
  kindOf: fresh.options.kindOf ?? (() => undefined),
  limits: fast,
})

export const emit = (fresh: Fresh, key: string, ...events: Event[]) =>
  fresh.db.transact('alpha', {}, async (open) => {
    await open.tx({ actor: module('alpha') }).emit(key, events)
  })

export type Seen = { event: string; key: string; n: number; actor: string }
export const seen = async (fresh: Fresh): Promise<Seen[]> =>
  fresh.db.transact(
    'beta',
    {},
    async (open) => open.sql<Seen[]>`select event, key, n, actor from seen order by id`,
  )

export const note = async (fact: Fact, tx: Tx): Promise<void> => {
  const { n } = fact.data as { n: number }
  await tx.sql`insert into seen (event, key, n, actor)
               values (${fact.id}, ${fact.key}, ${n}, ${tx.actor.id})`
}

export async function until(what: () => Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await what())) {
    assert.ok(Date.now() < end, 'it did not come to rest in time')
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** Facts ready to append, of several customers. */
export function facts(from: number, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    id: `evt_${String(from + i).padStart(8, '0')}`,
    topic: 'alpha',
    ...Happened({ n: from + i }),
    key: cus(from + i),
    at: '2026-01-01T03:30:00.000Z' as Fact['at'],
    businessDate: '2026-01-01' as Fact['businessDate'],
    actor: module('alpha'),
    correlation: 'cor_1',
  }))
}
