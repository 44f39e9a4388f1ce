/** Whether someone has an app now, as the pool needs to know it; folded like a presence. */
import type { Instant, LocalDate } from '#kernel/dates'

export type Holding = {
  /** Of the key it was told under. */
  readonly generation: number
  readonly seenAt: Instant | null
  readonly removedAt: Instant | null
}

export const isHeld = ({ seenAt, removedAt }: Pick<Holding, 'seenAt' | 'removedAt'>): boolean =>
  seenAt !== null && (removedAt === null || seenAt > removedAt)

export function mergedHolding(a: Holding, b: Holding): Holding {
  if (a.generation !== b.generation) return a.generation > b.generation ? a : b
  const [seenAt, removedAt] = [latest(a.seenAt, b.seenAt), latest(a.removedAt, b.removedAt)]
  return { generation: a.generation, seenAt, removedAt }
}

export const sameHolding = (a: Holding, b: Holding): boolean =>
  a.generation === b.generation && a.seenAt === b.seenAt && a.removedAt === b.removedAt

/** By how many people a package's population moves, and on which day that became known. */
export type Move = { readonly packageId: string; readonly day: LocalDate; readonly gain: number }

/** One move a package and day, in one order always; what comes and goes at once is none. */
export function movesOf(single: readonly Move[]): readonly Move[] {
  const byPlace = Map.groupBy(single, ({ packageId, day }) => `${packageId} ${day}`)
  return [...byPlace]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, all]) => ({ ...all[0]!, gain: all.reduce((sum, { gain }) => sum + gain, 0) }))
    .filter(({ gain }) => gain !== 0)
}

const latest = (a: Instant | null, b: Instant | null): Instant | null =>
  a && b ? (a > b ? a : b) : (a ?? b)
