/** When a long command is to end: the first Ctrl-C or kill asks it to, a second ends it at once. */
export type Ending = {
  /** Resolves at the first signal. */
  readonly heard: Promise<void>
  /** Which one it was; undefined while none came. */
  signal(): NodeJS.Signals | undefined
}

/** A terminal and `node --watch` may each pass on one and the same Ctrl-C. */
const SAME_PRESS_MS = 1000

/** Listens from now on: a Ctrl-C during the start is kept until the start is done. */
export function endingOf(process: NodeJS.Process): Ending {
  let first: { signal: NodeJS.Signals; atMs: number } | undefined
  let end: () => void
  const heard = new Promise<void>((done) => (end = done))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first && Date.now() - first.atMs > SAME_PRESS_MS) process.exit(130)
      first ??= { signal, atMs: Date.now() }
      end()
    })
  }
  return { heard, signal: () => first?.signal }
}
