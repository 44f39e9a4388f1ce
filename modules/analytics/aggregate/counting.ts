/**
 * A stretch of the log counted for an aggregate, exactly once: its own position says from where on,
 * and moves in the transaction that keeps the cells. Live facts and the walk from the log's
 * beginning come the same way, so the one takes over where the other stands.
 */
import type { Aggregate } from '#kernel/aggregate'
import type { Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { cellsOf, type Cell } from './cell.ts'

export type Stretch = {
  readonly topic: string
  readonly part: number
  readonly from: string
  readonly next: string
  readonly facts: readonly { readonly offset: string; readonly fact: Fact }[]
}
/** A position as the log gives them: text that sorts as facts do. */
type Next = { readonly [topic: string]: string }

/**
 * What of the stretches it has still to count: nothing of what lies behind its positions. `gap`:
 * one begins beyond its position, and what lies between has to be walked first.
 */
export function untaken(
  next: Next,
  stretches: readonly Stretch[],
  earliest: string,
): { readonly facts: readonly Fact[]; readonly next: Next; readonly gap: boolean } {
  const moved: { [topic: string]: string } = { ...next }
  const facts: Fact[] = []
  let gap = false
  for (const { topic, from, next: end, facts: all } of stretches) {
    const stands = moved[topic] ?? earliest
    if (stands < from) gap = true
    else if (stands < end) {
      facts.push(...all.filter(({ offset }) => offset >= stands).map(({ fact }) => fact))
      moved[topic] = end
    }
  }
  return { facts, next: moved, gap }
}

/** The cells these facts come to, how many were meant, and the latest of those. */
export function counted(
  spec: Aggregate,
  facts: readonly Fact[],
): { readonly cells: readonly Cell[]; readonly facts: number; readonly latest: Instant | null } {
  const meant = facts.filter(({ type }) => spec.from.includes(type))
  const latest = meant.reduce<Instant | null>(
    (last, { at }) => (last === null || at > last ? at : last),
    null,
  )
  return { cells: cellsOf(spec, meant), facts: meant.length, latest }
}
