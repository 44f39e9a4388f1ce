/** All SQL of the trail. A batch is one statement, whatever its size. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Alias, Line } from './path.ts'

export async function insertLines(tx: Tx, lines: readonly Line[]): Promise<void> {
  const rows = lines.map((line, n) => ({ ...line, n }))
  await tx.sql`
    insert into trail (id, key, type, v, topic, at, rx, business_date, actor, cause, correlation,
                       policy_version, data)
    select id, key, type, v, topic, at, rx, date, actor, cause, correlation, policy, data
      from jsonb_to_recordset(${tx.sql.json(rows)}::jsonb) as line (
             id text, key text, type text, v int, topic text, at timestamptz, rx timestamptz,
             date date, actor text, cause text, correlation text, policy text, data jsonb, n int)
     where not exists (select from rest where line.rx < rest.before)
     order by n
        on conflict (id) do nothing`
}

/** Lines received before it go, for good. */
export async function restBefore(tx: Tx, before: Instant): Promise<void> {
  await tx.sql`
    insert into rest (before) values (${before})
        on conflict (one) do update set before = greatest(rest.before, excluded.before)`
  await tx.sql`delete from trail where rx < ${before}`
}

/** Since when there are lines here; undefined while none has gone. */
export async function warmSince(tx: Tx): Promise<Instant | undefined> {
  const [row] = await tx.sql<{ before: Instant }[]>`select before from rest`
  return row?.before
}

export async function insertAliases(tx: Tx, aliases: readonly Alias[]): Promise<void> {
  await tx.sql`
    insert into alias (key, customer_id, at)
    select key, "customerId", at
      from jsonb_to_recordset(${tx.sql.json(aliases)}::jsonb)
             as alias (key text, "customerId" text, at timestamptz)
        on conflict do nothing`
}

export type Marked = { readonly mark: string; readonly customerId: string; readonly what: string }

/** In one order always: two processes that meet the same ones must not wait for each other. */
export async function insertHandles(tx: Tx, handles: readonly Marked[]): Promise<void> {
  await tx.sql`
    insert into handle (mark, customer_id, what)
    select mark, "customerId", what
      from jsonb_to_recordset(${tx.sql.json(handles)}::jsonb)
             as handle (mark text, "customerId" text, what text)
     order by mark, "customerId"
        on conflict do nothing`
}

export async function handlesByMark(tx: Tx, mark: string, max: number) {
  return tx.sql<{ customerId: Id<'cus'>; what: string }[]>`
    select customer_id as "customerId", what from handle where mark = ${mark}
     order by customer_id limit ${max}`
}

const MERGES_MAX = 10

/** Every record of the person, and the installs once tied to one, as known at the instant. */
export async function keysOf(
  tx: Tx,
  customerId: string,
  knownAt: Instant,
): Promise<{ customers: string[]; installs: string[] }> {
  const rows = await tx.sql<{ key: string }[]>`
    with recursive known as (select key, customer_id from alias where at <= ${knownAt}),
    elder (key, depth) as (
      select ${customerId}::text, 0
       union all
      select known.customer_id, elder.depth + 1 from known join elder on known.key = elder.key
       where elder.depth < ${MERGES_MAX}),
    person (key, depth) as (
      (select key, 0 from elder order by depth desc limit 1)
       union all
      select known.key, person.depth + 1 from known join person on known.customer_id = person.key
       where person.depth < ${MERGES_MAX})
    select distinct key from person`
  const keys = rows.map(({ key }) => key)
  return {
    customers: keys.filter((key) => key.startsWith('cus_')),
    installs: keys.filter((key) => !key.startsWith('cus_')),
  }
}

export type PathRow = Omit<Line, 'key' | 'v' | 'topic' | 'correlation' | 'date'> & {
  readonly seq: number
  readonly date: LocalDate
  readonly causedAt: Instant | null
}
export type Place = { readonly at: Instant; readonly seq: number }

/**
 * The facts of these keys, all or those that name a thing, in the order in which they came to be
 * known or from the last of them backwards. A fact of an install belongs
 * to whoever signed in on it next; after the last sign-in, to whoever that was.
 */
export async function linesOf(
  tx: Tx,
  whose: {
    readonly customers: readonly string[]
    readonly installs: readonly string[]
    readonly knownAt: Instant
    readonly about?: string | undefined
  },
  page: { readonly after: Place; readonly newest: boolean; readonly max: number },
): Promise<readonly PathRow[]> {
  const { customers, installs, knownAt, about } = whose
  const { after, newest, max } = page
  const place = tx.sql`(${after.at}::timestamptz, ${after.seq}::bigint)`
  const beyond = newest ? tx.sql`(t.at, t.seq) < ${place}` : tx.sql`(t.at, t.seq) > ${place}`
  const naming =
    about === undefined ? tx.sql`true` : tx.sql`strpos(t.data::text, ${`"${about}"`}) > 0`
  return tx.sql<PathRow[]>`
    select t.id, t.seq, t.type, t.at, t.rx, t.business_date as date, t.actor, t.cause,
           t.policy_version as policy, t.data, c.at as "causedAt"
      from trail t left join trail c on c.id = t.cause
     where t.key = any(${[...customers, ...installs]}::text[])
       and t.at <= ${knownAt}
       and ${beyond}
       and ${naming}
       and (t.key = any(${customers}::text[]) or coalesce(
             (select a.customer_id from alias a
               where a.key = t.key and a.at >= t.at and a.at <= ${knownAt}
               order by a.at limit 1),
             (select a.customer_id from alias a
               where a.key = t.key and a.at < t.at
               order by a.at desc limit 1)) = any(${customers}::text[]))
     order by ${newest ? tx.sql`t.at desc, t.seq desc` : tx.sql`t.at, t.seq`}
     limit ${max}`
}

/**
 * The last fact of each, of those who have any; that someone looked at them is none, nor that one
 * module asked another or the outside.
 */
export async function lastOf(tx: Tx, customerIds: readonly string[]) {
  return tx.sql<{ customerId: string; type: string; at: Instant }[]>`
    select key as "customerId", last.type, last.at
      from unnest(${customerIds}::text[]) as key,
           lateral (select type, at from trail
                     where trail.key = key.key and type <> 'monitor.person-viewed'
                       and type !~ '\\.(asked|effect-requested)$'
                     order by at desc, seq desc limit 1) last`
}

/** Who saw these records: alone, among others in a list, or whole and in the clear. */
export async function viewsAt(tx: Tx, customers: readonly string[], max: number) {
  return tx.sql<
    { at: Instant; by: string; what: string; purpose: string | null; stated: boolean | null }[]
  >`
    select at, coalesce(data ->> 'by', substring(actor from '[^ ]+$')) as by,
           coalesce(data ->> 'what', 'in the clear') as what, data ->> 'purpose' as purpose,
           (data ->> 'stated')::boolean as stated
      from (
        select at, actor, data from trail
         where key = any(${customers}::text[])
           and type in ('monitor.person-viewed', 'identity.person-revealed')
         union all
        select at, actor, data from trail
         where type = 'monitor.people-seen' and data -> 'customerIds' ?| ${customers}::text[]) seen
     order by at desc limit ${max}`
}
