/** Reading the log as it lies: for inspection, for catching up, for screens. */
import type { Sql } from 'postgres'
import { offsetText } from './lag.ts'
import type { LogPage } from './index.ts'
import { readSegments } from './segments.ts'
import type { Parse, Place, Run } from './tail.ts'

/** Segments read at once: 1 MB each at most, most are far smaller. */
const PAGE_SEGMENTS = 50
const CATCH_UP_SEGMENTS = 16

export async function readPage(
  owner: Sql,
  parse: Parse,
  { topic, part, from, max }: { topic: string; part: number; from?: string; max: number },
): Promise<LogPage> {
  const start = Number(from ?? 0)
  const limit = Math.max(1, Math.min(max, PAGE_SEGMENTS))
  const found = await readSegments(owner, { topic, part, from: start }, limit)
  const all = found.flatMap(({ base, text }) =>
    parse(text).map((fact, i) => ({ offset: base + i, fact })),
  )
  const facts = all.filter((one) => one.offset >= start).slice(0, max)
  const next = (facts.at(-1)?.offset ?? start - 1) + 1
  const shown = facts.map(({ offset, fact }) => ({ offset: offsetText(offset), fact }))
  return { facts: shown, next: offsetText(next) }
}

/** What a group reads that has fallen behind the memory. */
export async function catchUp(
  owner: Sql,
  parse: Parse,
  place: Place,
  from: number,
): Promise<Run[]> {
  const segments = await readSegments(owner, { ...place, from }, CATCH_UP_SEGMENTS)
  return segments.map(({ base, text }) => ({ base, facts: parse(text) }))
}
