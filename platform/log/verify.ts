/** `bin/dhara verify`: walks the hash chain of every partition and names the first altered row. */
import type { Sql } from 'postgres'
import { sha256 } from './segments.ts'

export type Verified = {
  readonly segments: number
  readonly facts: number
  /** The first segment that isn't what was appended; undefined when all are. */
  readonly fault?: Fault
}
export type Fault = {
  readonly topic: string
  readonly part: number
  readonly base: number
  readonly says: string
}

type Row = { base: number; n: number; hash: string; data: string }
type Head = { topic: string; part: number; next: number; hash: string }

/** Segments read at once: at 1 MB each, what this keeps in memory. */
const PAGE = 20

/** Reads the whole log; `say` hears of each topic-partition done. */
export async function verify(owner: Sql, say: (line: string) => void): Promise<Verified> {
  const heads = await owner<Head[]>`
    select topic, part, next, encode(hash, 'hex') as hash
      from platform.log_head where next > 0 order by topic, part`
  let segments = 0
  let facts = 0
  for (const head of heads) {
    const walked = await walk(owner, head)
    segments += walked.segments
    facts += walked.facts
    if (walked.fault) return { segments, facts, fault: walked.fault }
    say(`${head.topic}/${head.part}: ${walked.facts} facts`)
  }
  return { segments, facts }
}

/** Up to the head as it was read: what is appended meanwhile is none of this walk's. */
async function walk(owner: Sql, head: Head): Promise<Verified> {
  const { topic, part } = head
  const fault = (base: number, says: string): Fault => ({ topic, part, base, says })
  let previous = await droppedTo(owner, head)
  let segments = 0
  let facts = 0
  while (previous.end < Number(head.next)) {
    const rows = await owner<Row[]>`
      select base, n, encode(hash, 'hex') as hash, data from platform.log_seg
       where topic = ${topic} and part = ${part}
         and base >= ${String(previous.end)}::text::bigint
         and base < ${String(head.next)}::text::bigint
       order by base limit ${PAGE}`
    const dropped = await droppedTo(owner, head)
    // The archive took days away meanwhile, and had compared them before.
    if (dropped.end > previous.end) {
      previous = dropped
      continue
    }
    for (const row of rows) {
      const base = Number(row.base)
      const says = wrong(row, previous)
      if (says) return { segments, facts, fault: fault(base, says) }
      previous = { end: base + row.n, hash: row.hash }
      segments += 1
      facts += row.n
    }
    if (rows.length < PAGE) break
  }
  const left = Number(head.next) - previous.end
  if (left > 0 || (left === 0 && previous.hash !== head.hash))
    return { segments, facts, fault: fault(previous.end, 'the log ends before its head') }
  return { segments, facts }
}

/** The end of what has gone to the lake, and the hash the chain goes on from. */
async function droppedTo(
  owner: Sql,
  { topic, part }: Head,
): Promise<{ end: number; hash: string }> {
  const [row] = await owner<{ next: number; hash: string }[]>`
    select next, encode(hash, 'hex') as hash from platform.log_cold
     where topic = ${topic} and part = ${part}`
  return { end: Number(row?.next ?? 0), hash: row?.hash ?? '' }
}

function wrong(row: Row, before: { end: number; hash: string }): string | undefined {
  if (Number(row.base) !== before.end) return `offsets from ${before.end} on are missing`
  const hash = sha256(Buffer.concat([Buffer.from(before.hash, 'hex'), sha256(row.data)]))
  if (hash.toString('hex') !== row.hash) return 'the segment was altered'
  if ((JSON.parse(row.data) as unknown[]).length !== row.n) return 'the segment lacks facts'
  return undefined
}
