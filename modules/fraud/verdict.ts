/**
 * The verdict at a step: what open signals say, unless a person has looked at them there. A person
 * passes what they saw: a signal raised since asks again. No signal, no rule: `pass`. Pure; rules
 * to come only add signals.
 */
import type { Instant } from '#kernel/dates'
import type { Verdict } from '#kernel/journey'

export type Signal = {
  readonly code: string
  readonly weight: 'review' | 'stop'
  readonly raisedAt: Instant
}
/** What a person last said about the step, and when. */
export type Review = { readonly outcome: 'pass' | 'stop'; readonly settledAt: Instant }

/** The heaviest signal decides; its reasons are codes for staff, never shown to borrowers (R15). */
export function verdict(signals: readonly Signal[], review: Review | undefined): Verdict {
  if (review?.outcome === 'stop' || signals.some(({ weight }) => weight === 'stop')) {
    const reasons = codesOf(signals)
    return { outcome: 'stop', reasons: reasons.length > 0 ? reasons : ['reviewed'] }
  }
  const unseen = signals.filter(({ raisedAt }) => !review || raisedAt > review.settledAt)
  if (unseen.length === 0) return { outcome: 'pass', reasons: [] }
  return { outcome: 'review', reasons: codesOf(unseen) }
}

/** As many as a verdict can tell. */
const REASONS_MAX = 20
const codesOf = (signals: readonly Signal[]): string[] =>
  [...new Set(signals.map(({ code }) => code))].toSorted().slice(0, REASONS_MAX)
