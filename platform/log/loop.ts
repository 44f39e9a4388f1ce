/**
 * A loop that works, rests, and looks again when woken: the one shape of everything that runs by
 * itself in the ports. A wake during a run makes it run once more; nothing is queued.
 */
export type Loop = {
  /** Look now, or as soon as the present run and its rest are over. */
  wake(): void
  /** It has looked since it was last woken, and found no more to do. */
  calm(): boolean
  /** Ends after the present run. */
  stop(): Promise<void>
}

export type LoopOptions = {
  /** The least wall time between two runs, so that small work gathers into batches. */
  restMs: number | (() => number)
  /** Says what went wrong; returns how long to wait before looking again. */
  onError(error: unknown, failures: number): number
}

/** The longest a timer of Node may sleep without overflowing. */
const SLEEP_MS_MAX = 60_000

/** `run` returns after how many milliseconds to look again unwoken; Infinity waits for a wake. */
export function loop(run: () => Promise<number>, { restMs, onError }: LoopOptions): Loop {
  let state: 'asleep' | 'running' | 'resting' | 'stopped' = 'asleep'
  let woken = false
  let hasMore = false
  let failures = 0
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const after = (ms: number, next: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(next, Math.min(ms, SLEEP_MS_MAX))
  }
  const start = () => {
    if (state === 'stopped') return
    clearTimeout(timer)
    state = 'running'
    woken = false
    running = once().then(rest)
  }
  const once = async (): Promise<number> => {
    try {
      const ms = await run()
      failures = 0
      return ms
    } catch (error) {
      failures += 1
      woken = false // A failed run waits out its back-off.
      return onError(error, failures)
    }
  }
  const rest = (ms: number) => {
    if (state === 'stopped') return
    state = 'resting'
    const least = typeof restMs === 'number' ? restMs : restMs()
    hasMore = ms <= least || failures > 0
    const restFor = failures > 0 ? Math.max(ms, least) : least
    after(restFor, () => {
      if (woken || ms <= restFor) return start()
      state = 'asleep'
      after(ms - restFor, start)
    })
  }
  return {
    wake: () => {
      woken = true
      if (state === 'asleep') start()
    },
    calm: () => !woken && state !== 'running' && !(state === 'resting' && hasMore),
    stop: async () => {
      state = 'stopped'
      clearTimeout(timer)
      await running
    },
  }
}

/** Doubling waits from `firstMs`, never above `maxMs`. */
export const backoffMs = (failures: number, firstMs: number, maxMs: number): number =>
  Math.min(maxMs, firstMs * 2 ** Math.min(30, failures - 1))
