/** How long a journey has stood where it stands, and who has to act before it goes on. */
import type { OutputOf } from '#kernel/contract'
import { msOf, type Instant } from '#kernel/dates'
import type { find } from '../contract.ts'

export type Standing = {
  readonly journey: string
  readonly id: string
  readonly state: string
  readonly since: Instant
}
type Told = NonNullable<OutputOf<typeof find>['hits'][number]['standing']>
type Step = {
  readonly step: string
  readonly final: boolean
  readonly actor?: 'borrower' | 'staff'
}
type Chart = { readonly journey: string; readonly steps: readonly Step[] }
type At = { readonly now: Instant; readonly tower: { readonly charts: readonly Chart[] } }

/** Undefined where no chart we run has that state: then nobody can say who is next. */
export function standingAt({ journey, state, since }: Standing, at: At): Told | undefined {
  const chart = at.tower.charts.find((one) => one.journey === journey)
  const step = chart?.steps.find((one) => one.step === state)
  if (!step) return undefined
  const next = step.final ? 'nobody' : (step.actor ?? 'house')
  return { forMs: Math.max(0, msOf(at.now) - msOf(since)), next }
}
