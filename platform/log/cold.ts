/**
 * Where the warm log begins, and who reads what lies before it: facts older than the kept days are
 * in the lake. A reader that asks for one gets it from there and never steps over it.
 */
import type { Sql } from 'postgres'
import type { Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Place, Run } from './tail.ts'

export type Cold = {
  /** Facts from the offset on, without a gap, in JSON text; at most so many, at least one. */
  read(place: Place, from: number, max: number): Promise<{ base: number; text: string }>
  /** The first cold offset of each partition with a fact recorded at or after the instant. */
  since(topics: readonly string[], at: Instant): Promise<(Place & { offset: number })[]>
}

/** Facts a cold read gives at once. */
const COLD_FACTS_MAX = 4000

/** The offset the warm log begins at; 0 when nothing was dropped yet. */
async function warmFrom(owner: Sql, { topic, part }: Place): Promise<number> {
  const [row] = await owner<{ next: number }[]>`
    select next from platform.log_cold where topic = ${topic} and part = ${part}`
  return Number(row?.next ?? 0)
}

/**
 * What lies at the offset when the warm log gave `first` as its nearest segment: undefined when the
 * offset is warm, or at the end.
 */
export async function coldRun(
  owner: Sql,
  cold: Cold | undefined,
  place: Place,
  from: number,
  first: number | undefined,
  parse: (text: string) => Fact[],
): Promise<Run | undefined> {
  if (first !== undefined && first <= from) return undefined
  const warm = await warmFrom(owner, place)
  if (from >= warm) return undefined
  if (!cold) throw new Error(`${place.topic}/${place.part} from ${from} is in the lake: open it`)
  const { base, text } = await cold.read(place, from, Math.min(COLD_FACTS_MAX, warm - from))
  return { base, facts: parse(text) }
}
