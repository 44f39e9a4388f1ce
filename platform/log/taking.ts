/**
 * Batches from devices and partners: past the outbox, each once, durable before it is answered.
 *
 * A batch's row and its facts are one transaction. Batches that come while one is under way go
 * together in the next: a commit costs the same for one as for twenty.
 *
 *   row of each batch ─ known already ─▶ its first answer, or 'other'
 *                     └ new ─▶ segments ─▶ commit ─▶ 'new'
 *
 * Nearly always all are new: then rows and segments are one statement, and one way to the database
 * and back. One that is known undoes it, and the transaction sorts out which.
 */
import type { Sql } from 'postgres'
import { instantOf } from '#kernel/dates'
import type { Appender } from './appender.ts'
import type { Batch, Strand, Taken } from './index.ts'
import { textArray, type OwnerSql } from './owner.ts'
import { partitionOf } from './partition.ts'
import type { Claim, Line, Segment } from './segments.ts'

/** What one transaction takes at most; what has come beyond it goes in the next. */
const ROUND_BATCHES_MAX = 32
const ROUND_BYTES_MAX = 4_000_000
/** A repeat is known for so long; the records' own ids then still tell it from a new one. */
const KEPT_MS = 60 * 24 * 3_600_000
const FORGET_EVERY = 500
const FORGET_MAX = 5000

/** Its text is made when its turn comes: what waits for the disk is held once, as it was given. */
type Waiting = {
  readonly batch: Claim
  readonly strands: readonly Strand[]
  readonly bytes: number
  readonly answer: PromiseWithResolvers<Taken>
}

export function taking(
  owner: Sql,
  appender: Appender,
  ports: {
    onAppend(segments: readonly Segment[]): void
    wallMs(): number
  },
): (batch: Batch) => Promise<Taken> {
  const waiting: Waiting[] = []
  let busy = false
  let taken = 0
  return ({ strands, ...batch }) => {
    const answer = Promise.withResolvers<Taken>()
    waiting.push({ batch, strands, bytes: bytesOf(strands), answer })
    if (!busy) void drain()
    return answer.promise
  }

  async function drain(): Promise<void> {
    busy = true
    while (waiting.length > 0) {
      const round = nextRound(waiting)
      try {
        await settle(round)
      } catch (problem) {
        // Whatever is wrong with one must not be the others' fault: each is tried by itself.
        if (round.length === 1) round[0]?.answer.reject(problem)
        else for (const one of round) await settle([one]).catch(one.answer.reject)
      }
    }
    busy = false
  }

  async function settle(round: readonly Waiting[]): Promise<void> {
    const at = ports.wallMs()
    const topics = round.flatMap(({ strands }) => strands.map(({ said }) => said.topic))
    await appender.prepare(new Set(topics))
    const outcomes = (await allNew(round)) ?? (await inOneTransaction(round, instantOf(at)))
    for (const [i, one] of round.entries()) one.answer.resolve(outcomes[i] ?? 'other')
    taken += round.length
    if (taken >= FORGET_EVERY) {
      taken = 0
      forget(owner, instantOf(at - KEPT_MS))
    }
  }

  /** Undefined, and nothing written, when one of them is known or they take several statements. */
  async function allNew(round: readonly Waiting[]): Promise<Taken[] | undefined> {
    const lines = round.flatMap(({ strands }) => strands.flatMap(linesOf))
    const claims = round.map(({ batch }) => batch)
    const segments = await appender.withClaims(lines, claims).catch(unlessKnown)
    if (!segments) return undefined
    ports.onAppend(segments)
    return round.map(() => 'new')
  }

  async function inOneTransaction(round: readonly Waiting[], at: string): Promise<Taken[]> {
    const { segments, outcomes } = await owner.begin(async (sql) => {
      const batches = round.map(({ batch }) => batch)
      const fresh = await claim(sql, batches, at)
      const known = await knownOf(sql, batches, fresh)
      const ours = round.filter(({ batch }) => fresh.has(batch.key))
      const lines = ours.flatMap(({ strands }) => strands.flatMap(linesOf))
      const appended = lines.length > 0 ? await appender.append(sql, lines) : []
      return { segments: appended, outcomes: batches.map((one) => outcomeOf(one, fresh, known)) }
    })
    if (segments.length > 0) ports.onAppend(segments)
    return outcomes
  }
}

const UNIQUE = '23505'
function unlessKnown(problem: unknown): undefined {
  if ((problem as { code?: unknown }).code !== UNIQUE) throw problem
}

/** The envelopes as text: what they share is made once. */
function linesOf({ said, facts }: Strand): Line[] {
  const { topic, key, at } = said
  const part = partitionOf(key)
  const head = JSON.stringify(said).slice(1, -1)
  return facts.map(({ id, data }) => {
    const body = `"id":"${id}",${head},"data":${JSON.stringify(data)}}`
    return { topic, part, at, body, said: { envelope: said, id, data } }
  })
}

/** What an envelope and the names of a fact's fields come to as text, roughly. */
const ENVELOPE_BYTES = 500

/** Roughly what the facts come to as text: their own texts are nearly all of it. */
function bytesOf(strands: readonly Strand[]): number {
  let bytes = 0
  for (const { facts } of strands) {
    for (const { data } of facts) {
      bytes += ENVELOPE_BYTES
      for (const value of Object.values(data as object)) {
        if (typeof value === 'string') bytes += value.length
      }
    }
  }
  return bytes
}

/** Takes the first of those that wait; two of one key never in one transaction. */
function nextRound(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>()
  let bytes = 0
  let count = 0
  for (const one of waiting) {
    if (keys.has(one.batch.key) || count === ROUND_BATCHES_MAX) break
    if (count > 0 && bytes + one.bytes > ROUND_BYTES_MAX) break
    keys.add(one.batch.key)
    bytes += one.bytes
    count += 1
  }
  return waiting.splice(0, count)
}

/** Those that are new; the rows are taken in order of their keys, so no two wait for each other. */
async function claim(
  sql: OwnerSql,
  batches: readonly Claim[],
  at: string,
): Promise<ReadonlySet<string>> {
  const sorted = batches.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const rows = await sql<{ key: string }[]>`
    insert into platform.log_batch (key, content, answer, at)
    select key, content, answer, ${at}::text::timestamptz
      from unnest(${textArray(sorted.map((one) => one.key))}::text::text[],
                  ${textArray(sorted.map((one) => one.content))}::text::text[],
                  ${textArray(sorted.map((one) => one.answer))}::text::text[])
           as batch (key, content, answer)
    on conflict do nothing
    returning key`
  return new Set(rows.map((row) => row.key))
}

type Known = { readonly key: string; readonly content: string; readonly answer: string }

async function knownOf(
  sql: OwnerSql,
  batches: readonly Claim[],
  fresh: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Known>> {
  const keys = batches.flatMap(({ key }) => (fresh.has(key) ? [] : [key]))
  if (keys.length === 0) return new Map()
  const rows = await sql<Known[]>`
    select key, content, answer from platform.log_batch
     where key = any(${textArray(keys)}::text::text[])`
  return new Map(rows.map((row) => [row.key, row]))
}

function outcomeOf(
  { key, content }: Claim,
  fresh: ReadonlySet<string>,
  known: ReadonlyMap<string, Known>,
): Taken {
  if (fresh.has(key)) return 'new'
  const earlier = known.get(key)
  return earlier?.content === content ? { answer: earlier.answer } : 'other'
}

function forget(owner: Sql, before: string): void {
  owner`
    delete from platform.log_batch where key in (
      select key from platform.log_batch where at < ${before}::text::timestamptz
       order by at limit ${FORGET_MAX})
  `.catch(() => {}) // The next share tries again.
}
