/** All SQL of questions, and of what the lake lists. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'

export type LakeFile = {
  readonly name: string
  readonly topic: string
  readonly facts: number
  readonly bytes: number
  readonly madeAt: Instant
}

/** Files of the lake that may hold facts of these topics and dates. */
export async function lakeFiles(
  tx: Tx,
  topics: readonly string[] | null,
  days: { readonly from?: LocalDate; readonly to?: LocalDate } = {},
): Promise<LakeFile[]> {
  return tx.sql<LakeFile[]>`
    select name, topic, facts, bytes, made_at as "madeAt"
      from platform.lake_files(${topics}::text[], ${days.from ?? null}::date,
                               ${days.to ?? null}::date)
     order by topic, date, id`
}

export type Question = {
  readonly id: Id<'qst'>
  readonly title: string
  readonly sql: string
  readonly by: string
  readonly aggregateId: string | null
  readonly state: 'lake' | 'proving' | 'live'
}

export async function questionOf(tx: Tx, id: string): Promise<Question | undefined> {
  const [row] = await tx.sql<Question[]>`
    select id, title, sql, by, aggregate_id as "aggregateId", state from question where id = ${id}`
  return row
}

export async function lockQuestion(tx: Tx, id: string): Promise<Question | undefined> {
  const [row] = await tx.sql<Question[]>`
    select id, title, sql, by, aggregate_id as "aggregateId", state
      from question where id = ${id} for update`
  return row
}

export async function addQuestion(
  tx: Tx,
  id: Id<'qst'>,
  { title, sql, chart }: { title: string; sql: string; chart: string },
): Promise<void> {
  await tx.sql`
    insert into question (id, title, sql, chart, by, made_at)
    values (${id}, ${title}, ${sql}, ${chart}, ${tx.actor.id}, ${tx.now})`
}

export async function dropQuestion(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from question where id = ${id}`
}

export type Asking = {
  readonly fingerprint: string
  readonly says: string
  readonly by: string
  readonly rows: number
  readonly bytes: number
  readonly ms: number
  readonly failed: boolean
}

export async function addAsking(tx: Tx, asking: Asking): Promise<void> {
  const { fingerprint, says, by, rows, bytes, ms, failed } = asking
  await tx.sql`
    insert into wording (fingerprint, says, first_at) values (${fingerprint}, ${says}, ${tx.now})
        on conflict do nothing`
  await tx.sql`
    insert into asking as a (fingerprint, business_date, by, times, failed, rows, bytes, ms)
    values (${fingerprint}, ${tx.today}, ${by}, 1, ${failed ? 1 : 0}, ${rows}, ${bytes}, ${ms})
        on conflict (fingerprint, business_date, by) do update
       set times = a.times + 1, failed = a.failed + excluded.failed, rows = a.rows + excluded.rows,
           bytes = a.bytes + excluded.bytes, ms = a.ms + excluded.ms`
}

export async function dearest(tx: Tx, since: LocalDate, max: number) {
  return tx.sql<
    {
      fingerprint: string
      says: string
      times: number
      people: number
      failed: number
      ms: number
      bytes: number
    }[]
  >`
    select fingerprint, says, sum(times)::bigint as times, count(distinct by) as people,
           sum(failed)::bigint as failed, sum(ms) as ms, sum(bytes)::bigint as bytes
      from asking join wording using (fingerprint)
     where business_date >= ${since}
     group by fingerprint, says order by sum(ms) desc limit ${max}`
}

/** What a wording has cost since a business date; undefined where nobody asked it. */
export async function costSince(tx: Tx, fingerprint: string, since: LocalDate) {
  type Cost = { times: number; people: number; ms: number; bytes: number }
  const [row] = await tx.sql<Cost[]>`
    select sum(times)::bigint as times, count(distinct by) as people, sum(ms) as ms,
           sum(bytes)::bigint as bytes
      from asking where fingerprint = ${fingerprint} and business_date >= ${since}
    having count(*) > 0`
  return row
}

/** Whether a question other than this one is answered by the aggregate, or is to be. */
export async function isShared(tx: Tx, aggregateId: string, but: string): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from question where aggregate_id = ${aggregateId} and id <> ${but} limit 1`
  return rows.length > 0
}

export async function setPromotion(
  tx: Tx,
  id: string,
  { aggregateId, state }: Pick<Question, 'aggregateId' | 'state'>,
): Promise<void> {
  await tx.sql`
    update question set aggregate_id = ${aggregateId}, state = ${state} where id = ${id}`
}
