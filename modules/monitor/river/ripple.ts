/**
 * What a live screen is told: each move as `{type, from, to, trigger, at}`, any other fact by its
 * type alone. Nobody is named. Alike ones that wait for their turn become one, with a `count`.
 */
import type { Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { moveOf } from './river.ts'

export type Ripple = {
  readonly type: string
  readonly from?: string
  readonly to?: string
  readonly trigger?: string
  readonly at: Instant
  readonly count: number
}

export type Pond = { drop(fact: Fact): void; next(): Ripple | undefined }

/** Moves go first: they are what the river shows. */
export function pond(): Pond {
  const moves = new Map<string, Ripple>()
  const others = new Map<string, Ripple>()
  const add = (to: Map<string, Ripple>, name: string, one: Omit<Ripple, 'count'>) =>
    to.set(name, { ...one, count: (to.get(name)?.count ?? 0) + 1 })
  const take = (from: Map<string, Ripple>): Ripple | undefined => {
    const [first] = from
    if (!first) return undefined
    from.delete(first[0])
    return first[1]
  }
  return {
    drop: (fact) => {
      const { type, at } = fact
      const move = moveOf(fact)
      if (!move) return void add(others, type, { type, at })
      const { from, to, trigger } = move
      add(moves, `${type} ${from} ${to} ${trigger}`, { type, from, to, trigger, at })
    },
    next: () => take(moves) ?? take(others),
  }
}
