/**
 * Writing and reading segments: the only place that knows how facts lie in the tables.
 *
 * A fact travels as its JSON text; only a consumer parses it. The append is one statement: lock the
 * head rows in order, move them, insert a segment a partition. Measured in `npm run bench -- log`.
 */
import { createHash, hash } from 'node:crypto'
import type { Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { textArray, type OwnerSql } from './owner.ts'

/** A fact on its way in. */
export type Line = {
  readonly topic: string
  readonly part: number
  /** Its envelope as JSON text, all behind the opening brace: there `rx` is put in. */
  readonly body: string
  /** The envelope's `at`, where the caller has it at hand. */
  readonly at?: string
  /** What the body says, where the caller has it at hand: then nobody need parse it again. */
  readonly said?: Said
}
/** A fact as its writer has it: the envelope, which its neighbours may share, and its own. */
export type Said = {
  readonly envelope: Omit<Fact, 'rx' | 'id' | 'data'>
  readonly id: string
  readonly data: unknown
}

/** A batch of one topic-partition as it was appended. */
export type Segment = {
  readonly topic: string
  readonly part: number
  readonly base: number
  readonly n: number
  readonly rx: Instant
  readonly text: string
  /** Its facts, where their writer had them at hand. */
  readonly said?: readonly Said[]
}

export const SEGMENT_FACTS_MAX = 1000
export const SEGMENT_BYTES_MAX = 1_000_000

export type Draft = {
  topic: string
  part: number
  lines: string[]
  /** As many as lines, or fewer: then not all their writers had them at hand. */
  said: Said[]
  size: number
  from: string
  to: string
}

/**
 * Cuts lines into segments that one statement may append: at most one a topic-partition, so what
 * exceeds a segment's bounds comes in a further round. Order within a partition is kept.
 */
export function rounds(lines: readonly Line[]): Draft[][] {
  const out: Draft[][] = []
  const places = new Map<string, Open[]>()
  for (const { topic, part, body, said, at = instantIn(body) } of lines) {
    const parts = placesOf(places, topic)
    const open = parts[part]
    if (open && hasRoom(open.draft)) {
      const { draft } = open
      draft.lines.push(body)
      if (said) draft.said.push(said)
      draft.size += body.length
      if (at < draft.from) draft.from = at
      if (at > draft.to) draft.to = at
      continue
    }
    const round = open ? open.round + 1 : 0
    const range = { from: at, to: at, size: body.length }
    const draft = { topic, part, lines: [body], said: said ? [said] : [], ...range }
    parts[part] = { round, draft }
    ;(out[round] ??= []).push(draft)
  }
  return out
}

/** The segment of a place that is being filled, and the round it goes out in. */
type Open = { readonly round: number; readonly draft: Draft }

const hasRoom = ({ lines, size }: Draft): boolean =>
  lines.length < SEGMENT_FACTS_MAX && size < SEGMENT_BYTES_MAX

function placesOf(places: Map<string, Open[]>, topic: string): Open[] {
  const known = places.get(topic) ?? []
  if (known.length === 0) places.set(topic, known)
  return known
}

/** The envelope's `at`, found without parsing: inside a JSON string the quotes would be escaped. */
function instantIn(body: string): string {
  const at = body.indexOf('"at":"')
  if (at < 0) throw new Error('a fact without its instant')
  return body.slice(at + 6, at + 30)
}

/**
 * Appends at most one segment a topic-partition, in one statement. Resolves when committed (or when
 * executed, inside a caller's transaction). Facts carry `rx`, the wall instant of the append.
 */
export async function appendRound(
  sql: OwnerSql,
  round: Draft[],
  rx: Instant,
  claims?: readonly Claim[],
): Promise<Segment[]> {
  const { texts, whole } = textsOf(round, rx)
  const rows = await insertSegments(sql, columnsOf(round, texts, whole), rx, claims)
  const bases = new Map(rows.map((row) => [`${row.topic}/${row.part}`, Number(row.base)]))
  return round.map(({ topic, part, lines, said }, i) => {
    const base = bases.get(`${topic}/${part}`)
    if (base === undefined) throw new Error(`no head row for ${topic}/${part}`)
    const segment = { topic, part, base, n: lines.length, rx, text: texts[i] ?? '' }
    return said.length === lines.length ? { ...segment, said } : segment
  })
}

/** The facts of a segment as a reader of its text would have them. */
export const factsSaid = (said: readonly Said[], rx: Instant): Fact[] =>
  said.map(({ envelope, id, data }) => ({ rx, id, ...envelope, data }) as Fact)

/**
 * A JSON array each; `rx` becomes each fact's first field by text alone. What goes to the database
 * is put together once, and the segments are stretches of it: a fact's bytes are copied no oftener
 * than they must.
 */
function textsOf(round: readonly Draft[], rx: Instant): { texts: string[]; whole: string } {
  const head = `{"rx":"${rx}",`
  const pieces: string[] = []
  const ends: number[] = []
  let at = 0
  for (const { lines, size } of round) {
    for (const [i, line] of lines.entries()) pieces.push(i === 0 ? `[${head}` : `,${head}`, line)
    pieces.push(']\n')
    // A bracket or a comma before each fact, and the last bracket.
    at += lines.length * (head.length + 1) + size + 1
    ends.push(at)
    at += 1
  }
  const whole = pieces.join('')
  const texts = ends.map((end, i) => whole.slice(i === 0 ? 0 : ends[i - 1]! + 1, end))
  return { texts, whole: whole.slice(0, -1) }
}

/** The row that tells a batch from its repeat. */
export type Claim = { readonly key: string; readonly content: string; readonly answer: string }

/**
 * Locks heads in order, moves them, inserts segments: the statement the bench calls bare. With
 * `claims` it writes their rows first, and fails as a whole where one stands already.
 */
export async function insertSegments(
  sql: OwnerSql,
  columns: Columns,
  rx: Instant,
  claims?: readonly Claim[],
) {
  return sql<{ topic: string; part: number; base: number }[]>`
    with ${claims ? claiming(sql, claims, rx) : sql``} draft as materialized (
      select * from unnest(
        ${columns.topics}::text::text[], ${columns.parts}::text::int[],
        ${columns.counts}::text::int[], ${columns.digests}::text::bytea[],
        ${columns.froms}::text::timestamptz[], ${columns.tos}::text::timestamptz[],
        string_to_array(${columns.texts}::text, E'\n')
      ) as t(topic, part, n, digest, min_at, max_at, data)
      ${claims ? sql`where (select count(*) from claimed) > 0` : sql``}
    ),
    held as materialized (
      select h.topic, h.part, h.next, h.hash
        from platform.log_head h join draft d on h.topic = d.topic and h.part = d.part
       order by h.topic, h.part
         for update of h
    ),
    moved as (
      update platform.log_head h
         set next = l.next + d.n, hash = sha256(l.hash || d.digest)
        from held l join draft d on l.topic = d.topic and l.part = d.part
       where h.topic = l.topic and h.part = l.part
      returning h.topic, h.part, l.next as base, h.hash
    )
    insert into platform.log_seg
      (topic, part, base, n, day, rx, min_at, max_at, hash, data)
    select m.topic, m.part, m.base, d.n, ${rx.slice(0, 10)}::text::date, ${rx}::text::timestamptz,
           d.min_at, d.max_at, m.hash, d.data
      from moved m join draft d on m.topic = d.topic and m.part = d.part
    returning topic, part, base`
}

/** In order of their keys, and before any head is locked: no two appends wait for each other. */
function claiming(sql: OwnerSql, claims: readonly Claim[], at: Instant) {
  const sorted = claims.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return sql`
    claimed as (
      insert into platform.log_batch (key, content, answer, at)
      select key, content, answer, ${at}::text::timestamptz
        from unnest(${textArray(sorted.map((one) => one.key))}::text::text[],
                    ${textArray(sorted.map((one) => one.content))}::text::text[],
                    ${textArray(sorted.map((one) => one.answer))}::text::text[])
             as batch (key, content, answer)
      returning key
    ),`
}

type Columns = ReturnType<typeof columnsOf>

/** JSON text holds no raw line break, so the segments themselves travel as lines of one text. */
export function columnsOf(
  round: readonly Draft[],
  texts: readonly string[],
  whole = texts.join('\n'),
) {
  return {
    topics: textArray(round.map((d) => d.topic)),
    parts: textArray(round.map((d) => d.part)),
    counts: textArray(round.map((d) => d.lines.length)),
    digests: textArray(texts.map((text) => `\\x${hash('sha256', text, 'hex')}`)),
    froms: textArray(round.map((d) => d.from)),
    tos: textArray(round.map((d) => d.to)),
    texts: whole,
  }
}

export const sha256 = (bytes: string | Uint8Array): Buffer =>
  createHash('sha256').update(bytes).digest()

/** Heads of topics not met before, so that an append finds its rows. */
export async function makeHeads(
  sql: OwnerSql,
  topics: string[],
  partitions: number,
): Promise<void> {
  await sql`
    insert into platform.log_head (topic, part)
    select t, p from unnest(${textArray(topics)}::text::text[]) t,
                     generate_series(0, ${partitions - 1}::int) p
     order by 1, 2
    on conflict do nothing`
}

type Stored = Omit<Segment, 'text'> & { data: string }

/** The segments that hold offsets from `from` on, oldest first; at most `max` of them. */
export async function readSegments(
  sql: OwnerSql,
  place: { topic: string; part: number; from: number },
  max: number,
): Promise<Segment[]> {
  const { topic, part, from } = place
  const rows = await sql<Stored[]>`
    select topic, part, base, n, rx, data from platform.log_seg
     where topic = ${topic} and part = ${part}
       and base > ${String(from - SEGMENT_FACTS_MAX)}::text::bigint
       and base + n > ${String(from)}::text::bigint
     order by base
     limit ${max}`
  return rows.map(segmentOf)
}

const segmentOf = ({ topic, part, base, n, rx, data }: Stored): Segment => ({
  topic,
  part,
  base: Number(base),
  n,
  rx,
  text: data,
})
