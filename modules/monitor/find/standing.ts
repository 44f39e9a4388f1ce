/**
 * How long a journey has stood where it stands, who has to act before it goes on, and by when it
 * should: the lender's own standard, that of the day on which the stage was entered.
 */
import type { OutputOf } from '#kernel/contract'
import { addDays, atTime, businessDateOf, later, msOf } from '#kernel/dates'
import type { Instant, LocalDate } from '#kernel/dates'
import type { find } from './face.ts'

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
type At = {
  readonly now: Instant
  readonly tower: { readonly charts: readonly Chart[] }
  readonly standards: Standards
}

/** A dated row: hours by the name of the step. */
export type Standard = {
  readonly effectiveFrom: LocalDate
  readonly effectiveTo?: LocalDate | undefined
  readonly value: { readonly [step: string]: unknown }
}
export type Standards = ReadonlyMap<string, readonly Standard[]>

const HOUR_MS = 3_600_000

/** Undefined where no chart we run has that state: then nobody can say who is next. */
export function standingAt(of: Standing, { now, tower, standards }: At): Told | undefined {
  const { journey, state, since } = of
  const chart = tower.charts.find((one) => one.journey === journey)
  const step = chart?.steps.find((one) => one.step === state)
  if (!step) return undefined
  const next = step.final ? 'nobody' : (step.actor ?? 'house')
  const told = { forMs: Math.max(0, msOf(now) - msOf(since)), next } as const
  const dueAt = step.final ? undefined : dueOf(of, standards)
  return dueAt === undefined ? told : { ...told, dueAt, overdue: dueAt < now }
}

/** By when the step is to be left; undefined where no standard speaks of it. */
export function dueOf(
  { journey, state, since }: Omit<Standing, 'id'>,
  standards: Standards,
): Instant | undefined {
  const on = businessDateOf(since)
  const standard = (standards.get(journey) ?? []).find(
    ({ effectiveFrom: from, effectiveTo: to }) => from <= on && (to === undefined || on <= to),
  )
  const ms = standard && givenMs(standard, state)
  return ms === undefined ? undefined : later(since, ms)
}

export type Stretch = {
  readonly journey: string
  readonly state: string
  readonly from: Instant
  readonly until: Instant
}

/** Whoever entered a step within one of these stretches, and stands there yet, is late now. */
export function lateStretches(standards: Standards, now: Instant): Stretch[] {
  return [...standards].flatMap(([journey, rows]) =>
    rows.flatMap((standard) =>
      Object.keys(standard.value).flatMap((state): Stretch[] => {
        const ms = givenMs(standard, state)
        if (ms === undefined) return []
        const { effectiveFrom, effectiveTo } = standard
        const from = atTime(effectiveFrom, '00:00')
        const late = later(now, -ms - 1)
        const end = effectiveTo && later(atTime(addDays(effectiveTo, 1), '00:00'), -1)
        const until = end !== undefined && end < late ? end : late
        return from <= until ? [{ journey, state, from, until }] : []
      }),
    ),
  )
}

function givenMs({ value }: Standard, state: string): number | undefined {
  const hours = value[state]
  return typeof hours === 'number' && hours > 0 ? hours * HOUR_MS : undefined
}
