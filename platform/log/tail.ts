/**
 * The recent end of the log in memory, shared by every group of the process: a hundred groups parse
 * a fact once and read no SQL. A group that has fallen behind it reads segments itself.
 *
 * Facts are shared, so nobody may change one. Bounded by bytes of text; the oldest goes first.
 */
import type { Fact } from '#kernel/contract'
import { factsSaid, type Segment } from './segments.ts'

export type Place = { readonly topic: string; readonly part: number }
/** Facts in a row, the first at `base`. */
export type Run = { readonly base: number; readonly facts: readonly Fact[] }
export type Parse = (text: string) => Fact[]

type Held = {
  readonly base: number
  readonly n: number
  readonly size: number
  make: (() => Fact[]) | undefined
  facts?: Fact[]
}
type Spot = Place & { head: number; held: Held[] }

export type Tail = {
  /** What was appended, by us or by another process; out of order it isn't kept, only counted. */
  offer(segments: readonly Segment[]): void
  /** The offset the next fact of the place will get, as far as we know. */
  head(place: Place): number
  /** The sum of all heads: equal to that of the database, it knows of all that was written. */
  written(): number
  places(topics: readonly string[]): Iterable<Place & { readonly head: number }>
  /** Facts from the offset on, without a gap; undefined when it lies before what is held. */
  from(place: Place, offset: number): readonly Run[] | undefined
  /** Called after an offer, with the topics that grew. */
  onGrowth(listener: (topics: ReadonlySet<string>) => void): () => void
  /** Every new fact as it comes, for screens; no position, nothing repeated. */
  watch(topics: readonly string[] | '*', listener: (fact: Fact) => void): () => void
}

/** Memory kept, roughly: what was parsed weighs some three times its text. */
const TAIL_BYTES_MAX = 24_000_000
/** What their writer had at hand weighs no more than its text, for facts share what they share. */
const PARSED_WEIGHT = 3

type Watch = { topics: ReadonlySet<string> | '*'; tell: (fact: Fact) => void }
type Memory = {
  readonly parse: Parse
  readonly bytesMax: number
  readonly topics: Map<string, Map<number, Spot>>
  /** Everything held, the oldest first. */
  readonly order: { spot: Spot; held: Held }[]
  readonly watchers: Set<Watch>
  bytes: number
  written: number
}

export function tail(parse: Parse, bytesMax: number = TAIL_BYTES_MAX): Tail {
  const memory: Memory = {
    ...{ parse, bytesMax, topics: new Map(), order: [], watchers: new Set() },
    ...{ bytes: 0, written: 0 },
  }
  const { topics, watchers } = memory
  const growth = new Set<(topics: ReadonlySet<string>) => void>()
  return {
    offer: (segments) => {
      const grown = new Set<string>()
      for (const segment of segments) {
        const held = keep(memory, segment)
        if (held) tell(memory, segment.topic, held)
        grown.add(segment.topic)
      }
      evict(memory)
      for (const listener of growth) listener(grown)
    },
    head: ({ topic, part }) => topics.get(topic)?.get(part)?.head ?? 0,
    written: () => memory.written,
    places: function* (wanted) {
      for (const topic of wanted.length === 0 ? topics.keys() : wanted) {
        const parts = topics.get(topic)
        if (parts) yield* parts.values()
      }
    },
    from: ({ topic, part }, offset) => {
      const held = topics.get(topic)?.get(part)?.held ?? []
      if (held.length === 0 || held[0]!.base > offset) return undefined
      const first = held.findLastIndex((one) => one.base <= offset)
      return held.slice(first).map((one) => ({ base: one.base, facts: factsOf(one) }))
    },
    onGrowth: (listener) => {
      growth.add(listener)
      return () => growth.delete(listener)
    },
    watch: (wanted, listener) => {
      const watcher = { topics: wanted === '*' ? wanted : new Set(wanted), tell: listener }
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

/** Holds the segment if it continues what is held; what came too late is known already. */
function keep(memory: Memory, segment: Segment): Held | undefined {
  const { base, n, text } = segment
  const spot = spotOf(memory, segment)
  if (base + n <= spot.head) return undefined
  if (base !== spot.head) spot.held = []
  memory.written += base + n - spot.head
  spot.head = base + n
  if (text === '') {
    spot.held = []
    return undefined
  }
  const { said, rx } = segment
  const make = said ? () => factsSaid(said, rx) : parsing(memory, text)
  const held: Held = { base, n, make, size: said ? text.length : PARSED_WEIGHT * text.length }
  spot.held.push(held)
  memory.order.push({ spot, held })
  memory.bytes += held.size
  return held
}

/** By itself, so that whoever has the facts at hand does not hold the text as well. */
const parsing =
  ({ parse }: Memory, text: string) =>
  (): Fact[] =>
    parse(text)

function spotOf({ topics }: Memory, { topic, part }: Place): Spot {
  const parts = topics.get(topic) ?? new Map<number, Spot>()
  topics.set(topic, parts)
  const spot = parts.get(part) ?? { topic, part, head: 0, held: [] }
  parts.set(part, spot)
  return spot
}

/** Made or parsed at the first asking, once for all. */
function factsOf(held: Held): Fact[] {
  held.facts ??= held.make!()
  held.make = undefined
  return held.facts
}

function evict(memory: Memory): void {
  const { order, bytesMax } = memory
  let gone = 0
  while (memory.bytes > bytesMax && gone < order.length - 1) {
    const { spot, held } = order[gone++]!
    memory.bytes -= held.size
    if (spot.held[0] === held) spot.held.shift()
  }
  if (gone > 0) order.splice(0, gone)
}

function tell(memory: Memory, topic: string, held: Held): void {
  for (const watcher of memory.watchers) {
    if (watcher.topics !== '*' && !watcher.topics.has(topic)) continue
    try {
      for (const fact of factsOf(held)) watcher.tell(fact)
    } catch {
      memory.watchers.delete(watcher) // A broken screen must not stop the reactions.
    }
  }
}
