/** Reading the log as it lies: for inspection, for catching up, for screens. */
import type { Sql } from 'postgres'
import { coldRun, type Cold } from './cold.ts'
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
  cold?: Cold,
): Promise<LogPage> {
  const start = Number(from ?? 0)
  const limit = Math.max(1, Math.min(max, PAGE_SEGMENTS))
  const place = { topic, part }
  const found = await readSegments(owner, { ...place, from: start }, limit)
  const old = await coldRun(owner, cold, place, start, found[0]?.base, parse)
  const runs = old ? [old] : found.map(({ base, text }) => ({ base, facts: parse(text) }))
  const all = runs.flatMap(({ base, facts }) =>
    facts.map((fact, i) => ({ offset: base + i, fact })),
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
  cold?: Cold,
): Promise<Run[]> {
  const segments = await readSegments(owner, { ...place, from }, CATCH_UP_SEGMENTS)
  const old = await coldRun(owner, cold, place, from, segments[0]?.base, parse)
  if (old) return [old]
  return segments.map(({ base, text }) => ({ base, facts: parse(text) }))
}
