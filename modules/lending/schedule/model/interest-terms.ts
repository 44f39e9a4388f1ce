/** What a schedule needs to know of an agreement: plain data, nothing of payments. */
import type { Money } from '#kernel/money'
import type { Precision } from './arithmetic.ts'
import type { Unit } from './day.ts'

export type DayCount = {
  /** Days of a year: fixed, or those of the calendar year. */
  readonly year: 360 | 364 | 365 | 'actual'
  /** 30: a month is a twelfth of 360 days, evenly spread; actual: its days count. */
  readonly month: 30 | 'actual'
  /** A leap year counts 366 days only in a period that holds 29 February. */
  readonly leapDayPeriodOnly?: boolean
  /** Where a period crosses into a new year: 31 December is the new year's, or 1 January is. */
  readonly yearTurns: 'before-31-december' | 'after-31-december'
}

export type InterestTerms = Precision & {
  /** On the principal still owed, or on the principal lent for the whole term. */
  readonly method: 'declining' | 'flat'
  /** A year's rate in percent. */
  readonly ratePercent: string
  readonly every: number
  readonly unit: Unit
  readonly instalments: number
  readonly dayCount: DayCount
  /** By its days, or each period the same whatever its length (months and weeks only). */
  readonly accrueBy: 'day' | 'period'
  /** With `accrueBy: 'period'`: a period that is no whole unit bears its days all the same. */
  readonly brokenByDay?: boolean
  /** The instalment is equated as if every period were whole; absent: by what each really bears. */
  readonly equateBy?: 'period'
  /** With `accrueBy: 'period'`: money lent inside a period bears interest from that day only. */
  readonly partialPeriods: boolean
  /** The instalment is rounded to a multiple of this; absent: to the minor unit. */
  readonly multiple?: Money
  /** Straight to that multiple, the nearest or the next above; absent: by way of the minor unit. */
  readonly offer?: 'nearest' | 'above'
  /** The instalment promised: it is not worked out. */
  readonly instalment?: Money
  /** What the last instalment differs by stays there; absent: it is spread (SEMANTICS §4). */
  readonly residue?: 'last'
  /** First instalments of interest only; first instalments whose interest is collected later. */
  readonly grace: { readonly principalRows: number; readonly interestRows: number }
  /** Each drawdown is repaid over a whole term of its own, on the days of the first. */
  readonly freshTermPerTranche: boolean
  /** How overdue principal and early receipts change later interest; absent: they do not. */
  readonly recalculation?: {
    readonly rest: 'daily' | 'period'
    /** Interest of a pay-off: to its day, or to the end of the running period. */
    readonly payOffTo: 'date' | 'rest'
    readonly onPastDue: boolean
  }
  /** One due row after another, or one component of all of them after another. */
  readonly processing: 'horizontal' | 'vertical'
}
