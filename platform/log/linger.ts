/** How a group that nobody waits for gathers big batches: the lake, lest its files be tiny. */
export type Linger = {
  /** How long, in wall milliseconds, the first unread fact may wait. */
  readonly ms: number
  /** So many unread facts wait no longer; also the most that one transaction handles. */
  readonly factsMax: number
}

/** Says, of so many unread facts, for how many milliseconds more they are to wait. */
export function lingerer({ ms, factsMax }: Linger, wallMs: () => number) {
  let sinceMs: number | undefined
  return (unread: number): number => {
    if (unread === 0) sinceMs = undefined
    else sinceMs ??= wallMs()
    const leftMs = sinceMs === undefined ? 0 : sinceMs + ms - wallMs()
    if (unread < factsMax && leftMs > 0) return leftMs
    sinceMs = undefined // The batch goes; what it leaves over waits anew.
    return 0
  }
}
