/** Vendor health (DESIGN, Words): success share and p95 of the last five minutes, per host. */
import type { Egress } from './index.ts'

export type VendorHealth = {
  readonly host: string
  readonly purpose: string
  readonly region: string
  readonly count: number
  /** 0 to 1; undefined when nothing went there in the time. */
  readonly successShare: number | undefined
  readonly p95Ms: number | undefined
}

type Sample = { readonly atMs: number; readonly ms: number; readonly good: boolean }

const WINDOW_MS = 5 * 60_000
const SAMPLES_MAX = 2048

export function openVendorHealth(egress: readonly Egress[], wall: { nowMs(): number }) {
  const samples = new Map<string, Sample[]>(egress.map(({ host }) => [host, []]))
  return {
    add: (host: string, { ms, good }: { ms: number; good: boolean }): void => {
      const of = samples.get(host)
      of?.push({ atMs: wall.nowMs(), ms, good })
      if (of && of.length > SAMPLES_MAX) of.splice(0, of.length - SAMPLES_MAX / 2)
    },
    now: (): readonly VendorHealth[] => {
      const since = wall.nowMs() - WINDOW_MS
      return egress.map(({ host, purpose, region }) => {
        const recent = (samples.get(host) ?? []).filter((sample) => sample.atMs > since)
        return { host, purpose, region, count: recent.length, ...figures(recent) }
      })
    },
  }
}

function figures(recent: readonly Sample[]): Pick<VendorHealth, 'successShare' | 'p95Ms'> {
  if (recent.length === 0) return { successShare: undefined, p95Ms: undefined }
  const ms = recent.map((sample) => sample.ms).sort((a, b) => a - b)
  const p95Ms = ms[Math.min(ms.length - 1, Math.ceil(ms.length * 0.95) - 1)]
  return { successShare: recent.filter(({ good }) => good).length / recent.length, p95Ms }
}
