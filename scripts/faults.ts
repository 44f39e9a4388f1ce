/** How a simulation's vendors misbehave: a few faults a day, which ones is the seed's to say. */
import { addDays, type LocalDate } from '#kernel/dates'
import type { House } from '../platform/runtime/house.ts'
import { fraction, pick } from '../sandbox/draw.ts'
import { FAULT_KINDS, type FaultKind } from '../sandbox/faults.ts'

export const LEVELS = ['none', 'low', 'high'] as const
export type Level = (typeof LEVELS)[number]

const VENDORS = ['sms', 'kyc', 'bank', 'bureau', 'psp', 'esign', 'aggregator'] as const
/** Faults a day, and the largest share of a vendor's acts that one of them spoils. */
const DOSES = {
  low: { count: 3, share: 0.15 },
  high: { count: 8, share: 0.5 },
} as const
const DAY_S = 86_400
const SLOW_MS = 25

/** Sets the faults of the day after. */
export async function brokenVendors(
  { sandbox }: House,
  level: Level,
  seed: string,
  day: LocalDate,
): Promise<void> {
  if (level === 'none') return
  const { count, share } = DOSES[level]
  for (let i = 0; i < count; i++) {
    const draw = (what: string) => fraction(seed, 'faults', addDays(day, 1), i, what)
    const vendor = pick(VENDORS, draw('vendor'))
    const kind: FaultKind = pick(FAULT_KINDS, draw('kind'))
    const spoils = Math.max(0.01, share * draw('share'))
    const fault = { vendor, kind, seconds: DAY_S, clock: 'business', share: spoils }
    await sandbox?.send('POST', '/faults', { ...fault, delayMs: SLOW_MS })
  }
}
