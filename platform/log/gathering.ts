/** What a group handles next: facts of all its places since its position, in one order. */
import type { Fact } from '#kernel/contract'
import type { GroupSpec } from './group.ts'
import type { CatchUp } from './page.ts'
import type { Cursor, Located, Step } from './position.ts'
import type { Place, Run, Tail } from './tail.ts'

/** Where facts come from: memory, or segments when a group has fallen behind it. */
export type Source = {
  readonly tail: Pick<Tail, 'places' | 'from'>
  readonly behind: CatchUp
}

export type Gathered = {
  readonly facts: readonly Located[]
  readonly steps: readonly Step[]
  /** Something is left for the next round. */
  readonly more: boolean
}

/** Facts handled in one transaction, unless a reaction says otherwise. */
export const BATCH_FACTS_MAX = 500
export const factsMaxOf = ({ factsMax = BATCH_FACTS_MAX }: Pick<GroupSpec, 'factsMax'>): number =>
  factsMax
/** Facts looked at in one round, wanted or not. */
const SCAN_FACTS_MAX = 10_000

export async function gather(
  spec: GroupSpec,
  source: Source,
  owned: ReadonlySet<number>,
  cursorOf: (topic: string, part: number) => Cursor,
): Promise<Gathered> {
  const lanes: Located[][] = []
  const steps: Step[] = []
  let room = factsMaxOf(spec)
  let scan = SCAN_FACTS_MAX
  let more = false
  const places = shuffled(unread(spec, source, owned, cursorOf))
  const count = places.length
  for (const [i, one] of places.entries()) {
    const { place, cursor } = one
    if (room === 0 || scan <= 0) {
      more = true
      break
    }
    let runs = source.tail.from(place, cursor.next)
    // What is in memory comes first: of groups that have fallen behind together one reads a page,
    // and the others follow it. Once only: a busy place doesn't starve one that is behind.
    if (!runs && i < count && !cursor.putOff && !source.behind.has(place, cursor.next)) {
      cursor.putOff = true
      places.push(one)
      continue
    }
    cursor.putOff = false
    runs ??= await source.behind.read(place, cursor.next)
    const { wanted, to } = pick(spec, cursor, runs, room)
    room -= wanted.length
    scan -= to - cursor.next
    if (to < place.head) more = true
    if (wanted.length > 0) lanes.push(wanted)
    if (to > cursor.next) steps.push({ cursor, to })
  }
  return { facts: merged(lanes), steps, more }
}

type Unread = { readonly place: Place & { readonly head: number }; readonly cursor: Cursor }

/** The group's places that hold more than it has handled. */
function unread(
  { topics }: GroupSpec,
  { tail }: Source,
  owned: ReadonlySet<number>,
  cursorOf: (topic: string, part: number) => Cursor,
): Unread[] {
  const found: Unread[] = []
  for (const place of tail.places(topics)) {
    if (!owned.has(place.part)) continue
    const cursor = cursorOf(place.topic, place.part)
    if (cursor.next < place.head) found.push({ place, cursor })
  }
  return found
}

/** Facts between the group's positions and the ends of its places, wanted or not. */
export const unreadOf = (...of: Parameters<typeof unread>): number =>
  unread(...of).reduce((sum, { place, cursor }) => sum + place.head - cursor.next, 0)

/** Starts anywhere, so that a busy place doesn't starve those after it. */
function shuffled<T>(all: readonly T[]): T[] {
  turn = (turn + 1) % 1_000_003
  const start = all.length === 0 ? 0 : turn % all.length
  return [...all.slice(start), ...all.slice(0, start)]
}
let turn = 0

function pick(
  spec: GroupSpec,
  cursor: Cursor,
  runs: readonly Run[],
  room: number,
): { wanted: Located[]; to: number } {
  const wanted: Located[] = []
  let to = cursor.next
  for (const { base, facts } of runs) {
    for (let i = Math.max(0, to - base); i < facts.length; i++) {
      const fact = facts[i] as Fact
      if (spec.types === '*' || spec.types.has(fact.type)) {
        if (wanted.length === room) return { wanted, to }
        wanted.push({ fact, cursor, offset: base + i })
      }
      to = base + i + 1
    }
  }
  return { wanted, to }
}

/**
 * One list of several places' facts: each place in its own order, places among each other by id,
 * which begins with the time of writing. A cause thus nearly always comes before its effect.
 */
function merged(lanes: Located[][]): Located[] {
  if (lanes.length < 2) return lanes[0] ?? []
  const left: Lane[] = lanes.map((facts) => ({ facts, at: 0 }))
  const out: Located[] = []
  while (left.length > 1) {
    const first = earliest(left)
    left.splice(left.indexOf(first), 1)
    const other = idAt(earliest(left))
    // A lane's facts come in runs, as they were written: the others are not asked at each one.
    do out.push(first.facts[first.at++]!)
    while (first.at < first.facts.length && idAt(first) <= other)
    if (first.at < first.facts.length) left.push(first)
  }
  const [last] = left
  return last ? out.concat(last.facts.slice(last.at)) : out
}

type Lane = { readonly facts: readonly Located[]; at: number }
const idAt = ({ facts, at }: Lane): string => facts[at]!.fact.id
const earliest = (left: readonly Lane[]): Lane =>
  left.reduce((first, one) => (idAt(one) < idAt(first) ? one : first))
