/** A moment looked back to, in the URL: a day, and the instant whose knowledge is used. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { addDays, atTime, instantOf, msOf, type Instant, type LocalDate } from '#kernel/dates'

export type Then = {
  /** Absent: today. */
  readonly on?: LocalDate
  /** Absent: all that is known now. */
  readonly knownAt?: Instant
}

const DAY = /^[12]\d{3}-\d{2}-\d{2}$/
const MOMENT = /^[12]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** The moment in the address, and the way to another; everything else in the address stays. */
export function useThen(): readonly [Then, (then: Then) => void] {
  const search = useSearch({ strict: false }) as { readonly [name: string]: unknown }
  const navigate = useNavigate()
  const { on, knownAt, ...rest } = search
  const then: Then = {
    ...(typeof on === 'string' && DAY.test(on) && { on: on as LocalDate }),
    ...(typeof knownAt === 'string' && MOMENT.test(knownAt) && { knownAt: knownAt as Instant }),
  }
  const go = (next: Then) =>
    void navigate({
      to: '.',
      search: { ...rest, ...next } as never,
      replace: true,
      resetScroll: false,
    })
  return [then, go]
}

/** The last instant of a business day: what was known that evening. */
export const eveningOf = (on: LocalDate): Instant =>
  instantOf(msOf(atTime(addDays(on, 1), '00:00')) - 1)

/** By whose knowledge a day is shown. */
export type Knowing = 'now' | 'then' | 'at'
export const knowingOf = ({ on, knownAt }: Then): Knowing =>
  knownAt === undefined ? 'now' : on !== undefined && knownAt === eveningOf(on) ? 'then' : 'at'

export const isPast = (then: Then, today: LocalDate): boolean =>
  then.knownAt !== undefined || (then.on !== undefined && then.on !== today)
