/**
 * The verdict at a step: what open signals say, unless a person has already looked at them there.
 * No signal, no rule: `pass`. Pure; rules to come only add signals.
 */
import type { Verdict } from '#kernel/journey'

export type Signal = { readonly code: string; readonly weight: 'review' | 'stop' }

/** The heaviest signal decides; its reasons are codes for staff, never shown to borrowers (R15). */
export function verdict(
  signals: readonly Signal[],
  reviewed: 'pass' | 'stop' | undefined,
): Verdict {
  const reasons = [...new Set(signals.map((signal) => signal.code))].toSorted()
  if (reviewed === 'stop' || signals.some((signal) => signal.weight === 'stop')) {
    return { outcome: 'stop', reasons: reasons.length > 0 ? reasons : ['reviewed'] }
  }
  if (signals.length === 0 || reviewed === 'pass') return { outcome: 'pass', reasons: [] }
  return { outcome: 'review', reasons }
}
