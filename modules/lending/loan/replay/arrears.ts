/** How far behind a loan is, less the days that were paused (SEMANTICS §11). */
import { nothing, plus, sum, type Money } from '#kernel/money'
import type { LocalDate } from '#kernel/dates'
import { dateOfDay, dayOf, type Day } from '../../schedule/model/day.ts'
import type { Account } from './account.ts'
import { unmetOf, type DueRow } from './due-row.ts'

export type ArrearsPause = { readonly from: LocalDate; readonly to: LocalDate }

export type Arrears = {
  readonly amount: Money
  readonly pastDueDays: number
  readonly delinquentDays: number
  readonly pastDueOn?: LocalDate
  readonly delinquentOn?: LocalDate
  /** The range last found; a pause keeps the one there is. */
  readonly range: string
  /** Overdue amounts by the range of each row. */
  readonly byRange: readonly { readonly range: string; readonly amount: Money }[]
}

/** The loan as of a day. `before`: how it was classified last. */
export function arrearsOn(
  account: Account,
  today: LocalDate,
  pauses: readonly ArrearsPause[],
  before?: Arrears,
): Arrears {
  const on = dayOf(today)
  const overdue = account.rows.filter((row) => row.due < on && unmetOf(row) > 0)
  const oldest = overdue[0]
  const amount = sum(overdue.map(unmetOf))
  const none = { amount, pastDueDays: 0, delinquentDays: 0, range: CLEAR, byRange: [] }
  if (oldest === undefined) return none
  const { arrearsGraceDays } = account.agreement
  const pastDueDays = on - oldest.due
  const paused = pausedDays(pauses, oldest.due, on)
  const delinquentDays = Math.max(0, pastDueDays - arrearsGraceDays - paused)
  const held = pauses.some(({ from, to }) => dayOf(from) <= on && on <= dayOf(to))
  const kept = held && before !== undefined && before.range !== CLEAR
  return {
    ...{ amount, pastDueDays, delinquentDays, pastDueOn: dateOfDay(oldest.due) },
    delinquentOn: dateOfDay(oldest.due + arrearsGraceDays),
    range: kept ? before.range : rangeOf(account, delinquentDays),
    byRange: delinquentDays > 0 ? rangesOf(account, overdue, pauses, on) : [],
  }
}

const CLEAR = 'NO_DELINQUENCY'

const rangeOf = ({ agreement }: Account, days: number): string =>
  agreement.arrearsRanges?.find(({ from, to }) => days >= from && (to === undefined || days <= to))
    ?.name ?? CLEAR

const pausedDays = (pauses: readonly ArrearsPause[], from: Day, to: Day): number =>
  pauses.reduce(
    (days, pause) =>
      days + Math.max(0, Math.min(dayOf(pause.to), to) - Math.max(dayOf(pause.from), from)),
    0,
  )

function rangesOf(
  account: Account,
  overdue: readonly DueRow[],
  pauses: readonly ArrearsPause[],
  on: Day,
): Arrears['byRange'] {
  const amounts = new Map<string, Money>()
  for (const row of overdue) {
    const days = on - row.due - pausedDays(pauses, row.due, on)
    const range = rangeOf(account, days)
    if (range !== CLEAR) amounts.set(range, plus(amounts.get(range) ?? nothing, unmetOf(row)))
  }
  return [...amounts].map(([range, amount]) => ({ range, amount }))
}
