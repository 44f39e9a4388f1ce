/** A page being filled: where it ends is the same whichever engine reads it. */
import { instantOf } from '#kernel/dates'
import type { WideItem, WidePage } from './index.ts'
import { cursorAt, PAGE_BYTES_MAX } from './item.ts'

/** Items read for one page, expired ones included: a long row of those ends the page early. */
const READ_MAX = 10_000

/** An item as an engine keeps it; `untilMs` is 0 where it never expires. */
export type Kept = {
  readonly sk: string
  readonly untilMs: number
  readonly body: Uint8Array
}

export type Filling = {
  /** Takes the next older item; false when the page was full before it. */
  add(kept: Kept): boolean
  page(): WidePage
}

export function filling(pk: string, limit: number, nowMs: number): Filling {
  const items: WideItem[] = []
  let bytes = 0
  let read = 0
  let last = ''
  let cursor: string | undefined
  return {
    add: ({ sk, untilMs, body }) => {
      const dead = isExpired(untilMs, nowMs)
      const full = !dead && (items.length === limit || bytes >= PAGE_BYTES_MAX)
      if (full || read === READ_MAX) {
        cursor = cursorAt(last)
        return false
      }
      read++
      last = sk
      if (dead) return true
      bytes += body.length
      items.push({ pk, sk, body, ...(untilMs > 0 && { expiresAt: instantOf(untilMs) }) })
      return true
    },
    page: () => ({ items, ...(cursor !== undefined && { cursor }) }),
  }
}

export const isExpired = (untilMs: number, nowMs: number): boolean =>
  untilMs > 0 && untilMs <= nowMs
