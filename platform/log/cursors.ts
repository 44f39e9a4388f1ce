/** Where a group stands in every place it was ever asked about. */
import type { Cursor } from './position.ts'

export type Cursors = {
  /** At the beginning, of a place not met before. */
  of(topic: string, part: number): Cursor
  /** The next offset to handle; 0 of a place not met before. */
  nextAt(topic: string, part: number): number
  all(): Iterable<Cursor>
  forget(partitions: readonly number[]): void
}

export function cursors(): Cursors {
  const topics = new Map<string, (Cursor | undefined)[]>()
  const all = function* () {
    for (const parts of topics.values()) for (const cursor of parts) if (cursor) yield cursor
  }
  return {
    all,
    of: (topic, part) => {
      let parts = topics.get(topic)
      if (!parts) topics.set(topic, (parts = []))
      return (parts[part] ??= { topic, part, next: 0, stored: 0 })
    },
    nextAt: (topic, part) => topics.get(topic)?.[part]?.next ?? 0,
    forget: (partitions) => {
      for (const parts of topics.values()) for (const part of partitions) parts[part] = undefined
    },
  }
}
