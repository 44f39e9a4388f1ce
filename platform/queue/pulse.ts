/** Vendor health: success share and p95 of each effect's attempts over the last 5 minutes. */

const WINDOW_MS = 300_000
/** Attempts remembered an effect; beyond it the oldest are forgotten sooner. */
const ATTEMPTS_MAX = 2000

export type Health = {
  readonly effect: string
  readonly attempts: number
  /** Share of them that succeeded, 0 to 1. */
  readonly success: number
  readonly p95Ms: number
}

type Attempt = { at: number; ms: number; ok: boolean }

export function pulse(wallMs: () => number) {
  const kept = new Map<string, Attempt[]>()
  const recent = (effect: string): Attempt[] => {
    const since = wallMs() - WINDOW_MS
    const live = (kept.get(effect) ?? []).filter((one) => one.at >= since).slice(-ATTEMPTS_MAX)
    kept.set(effect, live)
    return live
  }
  return {
    note: (effect: string, ms: number, ok: boolean): void => {
      const all = kept.get(effect) ?? []
      all.push({ at: wallMs(), ms, ok })
      kept.set(effect, all.length > 2 * ATTEMPTS_MAX ? recent(effect) : all)
    },
    health: (): Health[] =>
      [...kept.keys()].toSorted().flatMap((effect) => {
        const all = recent(effect)
        if (all.length === 0) return []
        const times = all.map((one) => one.ms).toSorted((a, b) => a - b)
        const p95Ms = times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0
        const success = all.filter((one) => one.ok).length / all.length
        return [{ effect, attempts: all.length, success, p95Ms }]
      }),
  }
}
