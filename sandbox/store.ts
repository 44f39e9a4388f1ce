/**
 * The sandbox's memory: one SQLite file in SANDBOX_DATA, so that a restart keeps every promise a
 * vendor made and our own memory stays small. (Node brings SQLite; the outside world owes nothing
 * to Dhara's database.) A kill -9 loses nothing committed; only a power cut could lose the last.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export type Row = Record<string, string | number | null>

export type Store = {
  all(sql: string, ...values: SQLInputValue[]): Row[]
  one(sql: string, ...values: SQLInputValue[]): Row | undefined
  run(sql: string, ...values: SQLInputValue[]): number
  /** All of the work or nothing of it; an inner call joins the outer. The work is synchronous. */
  together<T>(work: () => T): T
  close(): void
}

const SCHEMA = `
  create table if not exists ledger (
    seq integer primary key, kind text not null, key text not null, id text not null unique,
    subject text not null, reference text not null, amount integer, status text not null,
    at text not null, hits integer not null default 1, asked text not null, body text not null,
    unique (kind, key));
  create index if not exists ledger_reference on ledger (reference);
  create index if not exists ledger_subject on ledger (kind, subject);
  create table if not exists agenda (
    id text primary key, at integer not null, subject text not null, kind text not null,
    data text not null) without rowid;
  create index if not exists agenda_at on agenda (at, subject, id);
  create table if not exists message (
    seq integer primary key, at text not null, channel text not null, recipient text not null,
    sender text not null, subject text not null, body text not null);
  create index if not exists message_recipient on message (recipient, seq);
  create table if not exists fault (
    vendor text not null, kind text not null, until integer not null, clock text not null,
    share real not null, delay integer not null, primary key (vendor, kind));
  create table if not exists trait (subject text primary key, traits text not null);
  create table if not exists life (person integer primary key, state text not null);
  create table if not exists drawer (
    person integer not null, name text not null, text text not null,
    primary key (person, name)) without rowid;
  create table if not exists setting (name text primary key, value text not null);
`

/** Opens the file in the folder, or one in memory when there is none. */
export function openStore(folder?: string): Store {
  if (folder) mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(folder ? join(folder, 'sandbox.db') : ':memory:', { timeout: 5000 })
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -4000')
  db.exec(SCHEMA)
  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  return {
    all: (sql, ...values) => statement(sql).all(...values) as Row[],
    one: (sql, ...values) => statement(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    together: (work) => together(db, work),
    close: () => db.close(),
  }
}

function together<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work()
  db.exec('begin immediate')
  try {
    const result = work()
    db.exec('commit')
    return result
  } catch (error) {
    db.exec('rollback')
    throw error
  }
}
