/**
 * Appends with what must be there first: head rows of a topic met for the first time, and the table
 * partition of the day, made ahead so that midnight finds it.
 */
import type { Sql } from 'postgres'
import { instantOf } from '#kernel/dates'
import { textArray, type OwnerSql } from './owner.ts'
import { PARTITIONS } from './partition.ts'
import {
  appendRound,
  makeHeads,
  rounds,
  type Claim,
  type Draft,
  type Line,
  type Segment,
} from './segments.ts'

/** How many days of table partitions are made beside the one needed. */
const DAYS_AHEAD = 3
const DAY_MS = 86_400_000

export type Appender = {
  /** Makes what lines of these topics need, on a connection of its own. */
  prepare(topics: Iterable<string>): Promise<void>
  /** One round trip a round; inside the caller's transaction when `sql` is one. */
  append(sql: OwnerSql, lines: readonly Line[]): Promise<Segment[]>
  /** In a transaction of its own; a single round is one statement and needs no begin. */
  once(lines: readonly Line[]): Promise<Segment[]>
  /**
   * The same with the rows of its batches in the one statement, which fails where one stands
   * already; undefined, and nothing done, when the lines take more than one.
   */
  withClaims(lines: readonly Line[], claims: readonly Claim[]): Promise<Segment[] | undefined>
}

export function appender(owner: Sql, wallMs: () => number): Appender {
  const topics = new Set<string>()
  const days = new Set<string>()
  const dayAhead = (ahead: number) => instantOf(wallMs() + ahead * DAY_MS).slice(0, 10)

  const makeDays = async () => {
    const wanted = Array.from({ length: DAYS_AHEAD + 1 }, (_, i) => dayAhead(i))
    await owner`select platform.log_days(${textArray(wanted)}::text::date[])`
    for (const day of wanted) days.add(day)
  }
  return {
    prepare: async (named) => {
      // Tomorrow's absence is the sign: it leaves a whole day to make the next ones.
      if (!days.has(dayAhead(1))) await makeDays()
      const fresh = [...named].filter((topic) => !topics.has(topic))
      if (fresh.length === 0) return
      await makeHeads(owner, fresh, PARTITIONS)
      for (const topic of fresh) topics.add(topic)
    },
    append: async (sql, lines) => appendAll(sql, rounds(lines)),
    once: async (lines) => {
      const drafts = rounds(lines)
      if (drafts.length < 2) return appendAll(owner, drafts)
      return owner.begin((sql) => appendAll(sql, drafts))
    },
    withClaims: async (lines, claims) => {
      const [draft, ...others] = rounds(lines)
      if (!draft || others.length > 0) return undefined
      return appendRound(owner, draft, instantOf(wallMs()), claims)
    },
  }

  async function appendAll(sql: OwnerSql, drafts: readonly Draft[][]): Promise<Segment[]> {
    const rx = instantOf(wallMs())
    const segments: Segment[] = []
    for (const round of drafts) segments.push(...(await appendRound(sql, round, rx)))
    return segments
  }
}
