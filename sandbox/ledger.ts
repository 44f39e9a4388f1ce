/**
 * What the outside world remembers of what it was asked: every movement of money, message and pull
 * once per (kind, idempotency key). A repeat only counts a hit, so tests can show that nothing was
 * doubled, and a key that comes back with another body is told so.
 */
import type { Clock } from './clock.ts'
import { sha256 } from './draw.ts'
import { BadRequest } from './form.ts'
import type { Row, Store } from './store.ts'

export type Entry = {
  seq: number
  kind: string
  key: string
  id: string
  subject: string
  reference: string
  /** Paise; null where no money moves. */
  amount: number | null
  status: string
  at: string
  /** How often this key was sent to us. */
  hits: number
  // oxlint-disable-next-line no-explicit-any -- each vendor keeps its own shape
  body: any
}
export type NewEntry = Pick<Entry, 'kind' | 'key' | 'id' | 'subject' | 'status' | 'body'> &
  Partial<Pick<Entry, 'reference' | 'amount'>>

export type Filter = { kind?: string; key?: string; reference?: string; status?: string }

export type Ledger = {
  /** The first entry under the key: made now, or the one made before. */
  once(
    kind: string,
    key: string,
    asked: unknown,
    make: () => NewEntry,
  ): { entry: Entry; first: boolean }
  byId(id: string): Entry | undefined
  /** Entries of the kind whose reference it is, oldest first. */
  byReference(kind: string, reference: string): Entry[]
  count(kind: string, subject: string): number
  change(id: string, status: string, body: unknown): void
  page(filter: Filter, after: number, limit: number): Entry[]
  summary(): Row[]
}

export function openLedger(store: Store, clock: Clock): Ledger {
  const one = (sql: string, ...values: string[]): Entry | undefined => {
    const row = store.one(sql, ...values)
    return row && entryOf(row)
  }
  return {
    once: (kind, key, asked, make) =>
      store.together(() => {
        const print = sha256(JSON.stringify(asked))
        const known = store.one('select * from ledger where kind = ? and key = ?', kind, key)
        if (known) {
          if (known.asked !== print) throw new BadRequest('key', 'was used for another request')
          store.run('update ledger set hits = hits + 1 where seq = ?', known.seq ?? 0)
          return { entry: entryOf(known), first: false }
        }
        insert(store, make(), print, clock.at())
        const entry = one('select * from ledger where kind = ? and key = ?', kind, key)
        if (!entry) throw new Error(`ledger: ${kind} ${key} was not kept`)
        return { entry, first: true }
      }),
    byId: (id) => one('select * from ledger where id = ?', id),
    byReference: (kind, reference) =>
      store
        .all('select * from ledger where reference = ? and kind = ? order by seq', reference, kind)
        .map(entryOf),
    count: (kind, subject) =>
      Number(
        store.one('select count(*) as n from ledger where kind = ? and subject = ?', kind, subject)
          ?.n ?? 0,
      ),
    change: (id, status, body) =>
      void store.run(
        'update ledger set status = ?, body = ? where id = ?',
        status,
        JSON.stringify(body),
        id,
      ),
    page: (filter, after, limit) => page(store, filter, after, limit),
    summary: () =>
      store.all(
        `select kind, status, count(*) as entries, sum(hits) as hits, sum(amount) as amount
           from ledger group by kind, status order by kind, status`,
      ),
  }
}

const insert = (store: Store, made: NewEntry, asked: string, at: string): number =>
  store.run(
    `insert into ledger (kind, key, id, subject, reference, amount, status, at, asked, body)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    made.kind,
    made.key,
    made.id,
    made.subject,
    made.reference ?? '',
    made.amount ?? null,
    made.status,
    at,
    asked,
    JSON.stringify(made.body),
  )

function page(store: Store, filter: Filter, after: number, limit: number): Entry[] {
  const { kind = '', key = '', reference = '', status = '' } = filter
  return store
    .all(
      `select * from ledger where seq > ?1 and (?2 = '' or kind = ?2) and (?3 = '' or key = ?3)
          and (?4 = '' or reference = ?4) and (?5 = '' or status = ?5) order by seq limit ?6`,
      after,
      kind,
      key,
      reference,
      status,
      limit,
    )
    .map(entryOf)
}

const entryOf = (row: Row): Entry => ({
  seq: Number(row.seq),
  kind: String(row.kind),
  key: String(row.key),
  id: String(row.id),
  subject: String(row.subject),
  reference: String(row.reference),
  amount: typeof row.amount === 'number' ? row.amount : null,
  status: String(row.status),
  at: String(row.at),
  hits: Number(row.hits),
  body: JSON.parse(String(row.body)),
})
