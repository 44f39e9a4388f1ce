/**
 * A batch parted into lanes that are handled at once, each in a transaction of its own: whole
 * partitions only, so that a customer's facts stay in one lane and in their order.
 */
import type { Located, Step } from './position.ts'

/** What one transaction handles, and the positions it moves. */
type Lane = { readonly facts: readonly Located[]; readonly steps: readonly Step[] }

/** With fewer facts a lane costs more than it saves: a transaction and its wait for the disk. */
const LANE_FACTS_MIN = 8

/** At most so many lanes; what holds no wanted fact goes with the first. */
export function lanesOf(facts: readonly Located[], steps: readonly Step[], max: number): Lane[] {
  const count = Math.min(max, Math.floor(facts.length / LANE_FACTS_MIN))
  if (count < 2) return [{ facts, steps }]
  const lanes = evenly(facts, count)
  const laneOf = (part: number) => lanes.findIndex((parts) => parts.has(part))
  return lanes.map((parts, lane) => ({
    facts: facts.filter(({ cursor }) => parts.has(cursor.part)),
    steps: steps.filter(({ cursor }) => Math.max(0, laneOf(cursor.part)) === lane),
  }))
}

/** The fullest partitions first, each into the lane that has least as yet. */
function evenly(facts: readonly Located[], count: number): Set<number>[] {
  const load = new Map<number, number>()
  for (const { cursor } of facts) load.set(cursor.part, (load.get(cursor.part) ?? 0) + 1)
  const lanes = Array.from({ length: Math.min(count, load.size) }, () => new Set<number>())
  const filled = lanes.map(() => 0)
  for (const [part, n] of [...load].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const least = filled.indexOf(Math.min(...filled))
    lanes[least]!.add(part)
    filled[least]! += n
  }
  return lanes
}
