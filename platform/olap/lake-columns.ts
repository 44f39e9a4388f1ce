/** A fact as a row of the lake: the envelope as columns, the data as JSON text. */
import type { Fact } from '#kernel/contract'
import { businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import type { OlapValue } from './index.ts'
import { literal } from './question.ts'

/**
 * Name → DuckDB type of what a view of the lake has; `topic` comes from a file's path, `date` is
 * the business date once more, as the folders are called. `customer_id` is the fact's key; the
 * fact's place in the log is (`topic`, `part`, `log_offset`).
 */
export const LAKE_COLUMNS = {
  id: 'VARCHAR',
  type: 'VARCHAR',
  v: 'INTEGER',
  customer_id: 'VARCHAR',
  event_at: 'TIMESTAMP WITH TIME ZONE',
  rx: 'TIMESTAMP WITH TIME ZONE',
  business_date: 'DATE',
  actor_kind: 'VARCHAR',
  actor_id: 'VARCHAR',
  actor_roles: 'VARCHAR[]',
  cause: 'VARCHAR',
  correlation: 'VARCHAR',
  trace: 'VARCHAR',
  consent_id: 'VARCHAR',
  policy_version: 'VARCHAR',
  part: 'INTEGER',
  log_offset: 'BIGINT',
  data: 'VARCHAR',
  topic: 'VARCHAR',
  date: 'DATE',
} as const

/** The columns a file itself holds. */
export const FILE_COLUMNS = Object.keys(LAKE_COLUMNS)
  .filter((name) => name !== 'topic' && name !== 'date')
  .join(', ')

/**
 * Which list of columns that is: one more for every change of it. Files tell theirs by their names,
 * and until they are merged are read beside those of the lists before.
 */
export const COLUMN_LIST: number = 1

/** On one line, names quoted: the engine reads a type in text no other way. */
const ENVELOPE = [
  ...['id VARCHAR', 'type VARCHAR', 'v INTEGER', 'key VARCHAR', 'at VARCHAR', 'rx VARCHAR'],
  ...['businessDate VARCHAR', 'actor STRUCT("kind" VARCHAR, "id" VARCHAR, "roles" VARCHAR[])'],
  ...['cause VARCHAR', 'correlation VARCHAR', 'trace VARCHAR', 'consentId VARCHAR'],
  ...['policyVersion VARCHAR', 'data JSON'],
].map((field) => field.replace(/^\w+/, '"$&"'))
const FACTS = `STRUCT(${ENVELOPE.join(', ')})[]`

/** A line of the copied segments is at most a segment and its last fact. */
const LINE_BYTES_MAX = 8_000_000

/** The rows of segments copied by the log: `{part, base, facts: […]}` a line. */
export const rowsOfCopy = (path: string): string => `
  select f.id, f.type, f.v, f.key as customer_id, f.at::timestamptz as event_at,
         f.rx::timestamptz as rx, f."businessDate"::date as business_date,
         f.actor.kind as actor_kind, f.actor.id as actor_id, f.actor.roles as actor_roles,
         f.cause, f.correlation, f.trace, f."consentId" as consent_id,
         f."policyVersion" as policy_version, part, log_offset, f.data::varchar as data
    from (select part, base + generate_subscripts(facts, 1) - 1 as log_offset, unnest(facts) as f
            from read_json(${literal(path)}, format = 'newline_delimited',
                   maximum_object_size = ${LINE_BYTES_MAX},
                   columns = {part: 'INTEGER', base: 'BIGINT', facts: ${literal(FACTS)}}))`

/** Equal for equal rows in any order; counts included, so that a double is seen as well. */
export const CHECKSUM = `count(*)::varchar || ':' ||
  coalesce(sum(hash(${FILE_COLUMNS}))::varchar, '0')`

/** Columns a fact is rebuilt from, in the order `factOf` reads them. */
export const FACT_COLUMNS = `log_offset, topic, id, type, v, customer_id,
  strftime(event_at, '%Y-%m-%dT%H:%M:%S.%gZ'), strftime(rx, '%Y-%m-%dT%H:%M:%S.%gZ'),
  business_date::varchar, actor_kind, actor_id, actor_roles, cause, correlation, trace, consent_id,
  policy_version, data`

/** The fact that a row was written from. */
export function factOf(row: readonly OlapValue[]): { offset: number; fact: Fact } {
  const [offset, topic, id, type, v, key, at, rx, on, kind, actor, roles, ...rest] = row
  const [cause, correlation, trace, consentId, policyVersion, data] = rest
  const fact = {
    ...{ rx: rx as Instant, id, topic, type, v, key, at: at as Instant },
    businessDate: (on as LocalDate | null) ?? businessDateOf(at as Instant),
    actor: { kind, id: actor, ...(roles !== null && { roles }) },
    ...(cause !== null && { cause }),
    correlation,
    ...(trace !== null && { trace }),
    ...(consentId !== null && { consentId }),
    ...(policyVersion !== null && { policyVersion }),
    data: JSON.parse(data as string),
  }
  return { offset: offset as number, fact: fact as unknown as Fact }
}
