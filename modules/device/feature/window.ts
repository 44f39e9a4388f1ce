/** The windows features look through, all of them ending with the day they are asked for. */
import { addDays, addMonths, type LocalDate } from '#kernel/dates'
import type { Entry } from './entry.ts'

export const MONTHS = 3

/** Days from one to the other, both of them inside. */
export type Span = { readonly from: LocalDate; readonly to: LocalDate }

export const within = ({ from, to }: Span, on: LocalDate): boolean => from <= on && on <= to

/** The last so many days, today the last of them. */
export const lastDays = (asOf: LocalDate, days: number): Span => ({
  from: addDays(asOf, 1 - days),
  to: asOf,
})

/**
 * The last three months, latest first: at a month's end they are the calendar's own, on any other
 * day each ends where it began a month later.
 */
export const lastMonths = (asOf: LocalDate): Span[] =>
  Array.from({ length: MONTHS }, (_, back) => ({
    from: addDays(addMonths(asOf, -(back + 1)), 1),
    to: addMonths(asOf, -back),
  }))

/** All three together. */
export const quarter = (asOf: LocalDate): Span => ({
  from: addDays(addMonths(asOf, -MONTHS), 1),
  to: asOf,
})

export const inside = (entries: readonly Entry[], span: Span): Entry[] =>
  entries.filter(({ on }) => within(span, on))

/** The middle one; of two middles the lower, so that it is an amount that was really there. */
export const median = <N extends number>(values: readonly N[]): N | undefined =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1]
