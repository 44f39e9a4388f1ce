/** Days and moments in the language in use, by the Indian calendar. */
import { businessDateOf, parts, type Instant, type LocalDate } from '#kernel/dates'
import { timeText } from '#web/kit/figures.ts'
import { useWords } from './words/words.ts'

export type Dates = {
  /** `5 Mar 2026` */
  readonly day: (on: string) => string
  /** `5 Mar 2026, 14:05` */
  readonly moment: (at: string) => string
}

export function useDates(): Dates {
  const { app } = useWords()
  const day = (on: string): string => {
    const { year, month, day: number } = parts(on as LocalDate)
    return `${number} ${app.monthNames[month - 1] ?? ''} ${year}`
  }
  const moment = (at: string): string =>
    `${day(businessDateOf(at as Instant))}, ${timeText(at).slice(0, 5)}`
  return { day, moment }
}
