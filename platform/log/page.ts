/** Reading the log as it lies: for inspection, for catching up, for screens. */
import type { Sql } from 'postgres'
import { coldRun, type Cold } from './cold.ts'
import { offsetText } from './lag.ts'
import type { LogPage } from './index.ts'
import { placeName } from './position.ts'
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

/** Of the text of pages read lately; as facts they weigh some three times that. */
const SHARED_BYTES_MAX = 6_000_000
const COLD_FACT_BYTES = 1000
/** A page nobody asked for so long is nobody's any more. */
const SHARED_WALL_MS = 2000

type Page = Place & { readonly runs: readonly Run[]; readonly to: number; readonly bytes: number }

export type CatchUp = {
  /** Facts from the offset on, and perhaps some before: a bounded number of them. */
  read(place: Place, from: number): Promise<readonly Run[]>
  /** They were read lately: another look costs nothing. */
  has(place: Place, from: number): boolean
}

/**
 * What groups read that have fallen behind the memory. Mostly all groups of a topic have, together:
 * a page is read and parsed once, and those who come for it soon after are handed the same facts.
 */
export function catchUp(owner: Sql, parse: Parse, cold?: Cold): CatchUp {
  const lately = new Set<Page>()
  const coming = new Map<string, Promise<Page>>()
  let forgetting: NodeJS.Timeout | undefined

  const known = ({ topic, part }: Place, from: number): Page | undefined => {
    for (const page of lately) {
      if (page.part !== part || page.topic !== topic || from >= page.to) continue
      if (from >= page.runs[0]!.base) return page
    }
    return undefined
  }
  const keep = (page: Page): void => {
    if (page.runs.length === 0) return
    lately.add(page)
    let bytes = 0
    for (const one of [...lately].toReversed()) {
      bytes += one.bytes
      if (bytes > SHARED_BYTES_MAX && one !== page) lately.delete(one)
    }
  }
  return {
    has: (place, from) => known(place, from) !== undefined,
    read: async (place, from) => {
      clearTimeout(forgetting)
      forgetting = setTimeout(() => lately.clear(), SHARED_WALL_MS).unref()
      const page = known(place, from)
      if (page) return page.runs
      const name = `${placeName(place)}@${from}`
      const under = coming.get(name) ?? pageFrom(owner, parse, place, from, cold)
      coming.set(name, under)
      const read = await under.finally(() => coming.delete(name))
      keep(read)
      return read.runs
    },
  }
}

async function pageFrom(
  owner: Sql,
  parse: Parse,
  { topic, part }: Place,
  from: number,
  cold?: Cold,
): Promise<Page> {
  const place = { topic, part }
  const segments = await readSegments(owner, { ...place, from }, CATCH_UP_SEGMENTS)
  const old = await coldRun(owner, cold, place, from, segments[0]?.base, parse)
  const runs = old ? [old] : segments.map(({ base, text }) => ({ base, facts: parse(text) }))
  const last = runs.at(-1)
  const bytes = old
    ? old.facts.length * COLD_FACT_BYTES
    : segments.reduce((sum, { text }) => sum + text.length, 0)
  return { ...place, runs, to: last ? last.base + last.facts.length : from, bytes }
}
