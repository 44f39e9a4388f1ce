/** The lake's manifest in SQL: what is listed, up to where, and every change of it. */
import type { Sql, TransactionSql } from 'postgres'
import type { Instant, LocalDate } from '#kernel/dates'

// oxlint-disable-next-line no-explicit-any -- whatever types the opener taught the driver
type OwnerSql = Sql<any> | TransactionSql<any>

/** Offsets a file holds of one partition. */
export type FileSpan = {
  readonly part: number
  readonly first: number
  readonly last: number
  readonly facts: number
}
/** A file as it is to be listed. */
export type NewFile = {
  readonly name: string
  readonly topic: string
  readonly date: LocalDate
  /** The last date, of a file that holds a whole month; `date` is then the first. */
  readonly until?: LocalDate
  readonly facts: number
  readonly bytes: number
  readonly sha256: string
  readonly sorted: boolean
  readonly spans: readonly FileSpan[]
}
export type LakeFile = Omit<NewFile, 'spans'> & {
  readonly id: number
  readonly storage: 'standard' | 'cold'
  readonly madeAt: Instant
}
/** How far the lake has one partition, and how far the log goes. */
export type Gap = {
  readonly topic: string
  readonly part: number
  readonly first: number
  readonly next: number
  readonly day: LocalDate | null
}
/** A move of the lake's head: from where it must stand to where it then does. */
export type Advance = {
  readonly topic: string
  readonly part: number
  readonly first: number
  readonly next: number
  readonly day: LocalDate
}

/** What the log has and the lake has not. */
export async function gaps(owner: OwnerSql): Promise<Gap[]> {
  const rows = await owner<Gap[]>`
    select h.topic, h.part, coalesce(l.next, 0) as first, h.next, l.day
      from platform.log_head h left join platform.lake_head l using (topic, part)
     where h.next > coalesce(l.next, 0)
     order by h.topic, h.part`
  return rows.map((row) => ({ ...row, first: Number(row.first), next: Number(row.next) }))
}

/** Another process moved the lake's head: what was written is nobody's. */
export class Overtaken extends Error {}

/** Lists files and moves the heads, in the caller's transaction; each must stand at `first`. */
export async function take(
  sql: TransactionSql,
  files: readonly NewFile[],
  moves: readonly Advance[],
  at: Instant,
): Promise<void> {
  for (const { topic, part, first, next, day } of moves) {
    const done = await sql`
      insert into platform.lake_head as h (topic, part, next, day)
      select ${topic}, ${part}, ${next}::bigint, ${day}::text::date where ${first}::bigint = 0
      on conflict (topic, part) do nothing`
    const moved = done.count === 1 || (await step(sql, { topic, part, first, next, day }))
    if (!moved) throw new Overtaken(`${topic}/${part} is not at ${first} any more`)
  }
  for (const file of files) await list(sql, file, at)
}

async function step(sql: TransactionSql, move: Advance): Promise<boolean> {
  const { topic, part, first, next, day } = move
  const done = await sql`
    update platform.lake_head set next = ${next}::bigint, day = ${day}::text::date
     where topic = ${topic} and part = ${part} and next = ${first}::bigint`
  return done.count === 1
}

/** Lists a file with its spans. */
export async function list(sql: TransactionSql, file: NewFile, at: Instant): Promise<void> {
  const { name, topic, date, until = null, facts, bytes, sha256, sorted, spans } = file
  const [row] = await sql<{ id: number }[]>`
    insert into platform.lake_file (name, topic, date, until, facts, bytes, sha256, sorted, made_at)
    values (${name}, ${topic}, ${date}::text::date, ${until}::text::date, ${facts}, ${bytes},
            ${sha256}, ${sorted}, ${at}::text::timestamptz)
    returning id`
  for (const { part, first, last, facts: n } of spans) {
    await sql`
      insert into platform.lake_span (file, part, first, last, facts)
      values (${row!.id}, ${part}, ${first}::bigint, ${last}::bigint, ${n}::bigint)`
  }
}

/** Files that replace others: all of those must still be listed. */
export async function replace(
  sql: TransactionSql,
  old: readonly LakeFile[],
  fresh: readonly NewFile[],
  when: { readonly at: Instant; readonly wallAt: Instant },
): Promise<void> {
  const ids = `{${old.map((file) => file.id).join()}}`
  const gone = await sql`
    update platform.lake_file
       set state = 'replaced', replaced_at = ${when.wallAt}::text::timestamptz
     where id = any(${ids}::text::bigint[]) and state = 'listed'`
  if (gone.count !== old.length) throw new Overtaken('a file was replaced already')
  for (const file of fresh) await list(sql, file, when.at)
}

export type Wanted = {
  readonly topics?: readonly string[] | undefined
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
}

/** What is listed, by topic and date. */
export async function listed(owner: OwnerSql, { topics, from, to }: Wanted): Promise<LakeFile[]> {
  const names = topics ? `{${topics.map((t) => `"${t.replaceAll(/["\\]/g, '')}"`).join()}}` : null
  const rows = await owner<(LakeFile & { until: LocalDate | null })[]>`
    select f.id, f.name, f.topic, f.date, f.facts, f.bytes, f.sha256, f.sorted, f.storage,
           f.made_at as "madeAt", m.until
      from platform.lake_files(${names}::text::text[], ${from ?? null}::text::date,
                               ${to ?? null}::text::date) f
      left join platform.lake_months() m using (id)
     order by f.topic, f.date, f.id`
  return rows.map(({ until, ...row }) => ({
    ...row,
    ...{ id: Number(row.id), facts: Number(row.facts), bytes: Number(row.bytes) },
    ...(until !== null && { until }),
  }))
}

/** Listed files that hold offsets of the partition between the two, the first included. */
export async function holding(
  owner: OwnerSql,
  { topic, part }: { topic: string; part: number },
  first: number,
  next: number,
): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    select f.name from platform.lake_file f join platform.lake_span s on s.file = f.id
     where f.topic = ${topic} and f.state = 'listed' and s.part = ${part}
       and s.last >= ${first}::bigint and s.first < ${next}::bigint
     order by f.id`
  return rows.map((row) => row.name)
}

/** Names of all files that rows speak of, in any state. */
export async function known(owner: OwnerSql): Promise<Set<string>> {
  const rows = await owner<{ name: string }[]>`select name from platform.lake_file`
  return new Set(rows.map((row) => row.name))
}

/** Replaced files that nobody reads any more: their rows go first, so that none names a hole. */
export async function retire(owner: OwnerSql, before: Instant): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    delete from platform.lake_file
     where state = 'replaced' and replaced_at < ${before}::text::timestamptz returning name`
  return rows.map((row) => row.name)
}

/** Listed files whose dates all lie before the day, and that are not cold yet. */
export async function warmBefore(owner: OwnerSql, before: LocalDate): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    select name from platform.lake_file
     where state = 'listed' and storage = 'standard'
       and coalesce(until, date) < ${before}::text::date
     order by id`
  return rows.map((row) => row.name)
}

/** Says of listed files that they are cold. */
export async function markCold(owner: OwnerSql, names: readonly string[]): Promise<void> {
  const list = `{${names.map((name) => `"${name.replaceAll(/["\\]/g, '')}"`).join()}}`
  await owner`
    update platform.lake_file set storage = 'cold'
     where name = any(${list}::text::text[]) and state = 'listed'`
}

/** Up to where the lake has each partition. */
export async function heads(
  owner: OwnerSql,
): Promise<{ topic: string; part: number; next: number }[]> {
  const rows = await owner<{ topic: string; part: number; next: number }[]>`
    select topic, part, next from platform.lake_head`
  return rows.map((row) => ({ ...row, next: Number(row.next) }))
}
