/** What the parts of the `sql` suite share: two small modules, and a look at what was left. */
import { event, t, type Actor } from '#kernel/contract'
import type { Open, Sql, Tx } from '#platform/sql'
import type { Fresh } from '#test/database'

export const actor: Actor = { kind: 'staff', id: 'stf_1', roles: ['ops'] }
export const PurseOpened = event('alpha.purse-opened', { id: t.text(), n: t.int() })
export const PurseTraced = event('alpha.purse-traced', { id: t.text() }, { topic: 'alpha.trace' })

const folder = (name: string) => new URL(`./samples/${name}/`, import.meta.url)
export const modules = [
  { name: 'alpha', migrations: folder('alpha'), contract: { PurseOpened, PurseTraced } },
  { name: 'beta', migrations: folder('beta') },
]

type Row = { topic: string; key: string; body: string; part: number }

export type Bench = {
  engine: string
  fresh(): Fresh
  inAlpha<T>(work: (tx: Tx, open: Open) => Promise<T>, serializable?: boolean): Promise<T>
  outbox(): Promise<Row[]>
  timers(): Promise<{ name: string; key: string; due: string }[]>
  purses(): Promise<{ id: string }[]>
  cleared(): Promise<void>
}

export function benchOf(engine: string, fresh: () => Fresh): Bench {
  const inAlpha: Bench['inAlpha'] = (work, serializable = false) =>
    fresh().db.transact('alpha', { serializable }, (open) => work(open.tx({ actor }), open))
  return {
    engine,
    fresh,
    inAlpha,
    outbox: async () => [
      ...(await fresh().db.owner<Row[]>`select topic, part, key, body from outbox order by seq`),
    ],
    timers: async () => [
      ...(await fresh().db.owner<{ name: string; key: string; due: string }[]>`
        select name, key, due from timer where module = 'alpha' order by name`),
    ],
    purses: async () => [
      ...(await inAlpha((tx) => tx.sql<{ id: string }[]>`select id from purse order by id`)),
    ],
    cleared: async () => {
      await fresh().db.owner`truncate outbox, timer`
      await inAlpha((tx) => tx.sql`delete from purse`)
    },
  }
}

export const put = (sql: Sql, id: string, paise = 0): Promise<object[]> =>
  sql`insert into purse (id, paise) values (${id}, ${paise})`
