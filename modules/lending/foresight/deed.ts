/** What the staff do to a loan by hand, as the fact it becomes; or why it cannot be done. Pure. */
import { addDays, addMonths, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import type { LoanFact } from '../loan/fact.ts'
import { resetOf } from '../loan/floating-reset.ts'
import type { Course, LoanState } from '../loan/loan.ts'
import { MONITORED_MONTHS, type Rescheduling } from '../loan/reschedule.ts'

type Named = { readonly id: string; readonly on: LocalDate }
export type WaivablePart = 'bounce' | 'penal' | 'other' | 'interest'

export function waiverOf(
  state: LoanState,
  waived: Named & { readonly part: WaivablePart; readonly amount: Money },
): LoanFact | Refused<'loan-not-running' | 'more-than-due'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (waived.amount > dueOf(state, waived.part)) return refuse('more-than-due')
  return { ...waived, kind: 'waived' }
}

export function refundOf(
  state: LoanState,
  refunded: Named & { readonly amount: Money },
): LoanFact | Refused<'more-than-excess'> {
  if (refunded.amount > state.excess) return refuse('more-than-excess')
  return { ...refunded, kind: 'refunded' }
}

export function writeOffOf(
  state: LoanState,
  named: Named,
): LoanFact | Refused<'loan-not-running' | 'not-an-npa'> {
  if (state.status !== 'active') return refuse('loan-not-running')
  if (state.npaOn === undefined) return refuse('not-an-npa')
  return { ...named, kind: 'written-off' }
}

type Replanned = Pick<Rescheduling, 'instalments' | 'pause' | 'monitoredTill' | 'nextDueOn'>

/** A due date moves within a month: further on it would be a pause. */
const MOVED_DAYS_MAX = 31

export const replannedBy = (
  asked: {
    readonly instalments?: number
    readonly principalPause?: number
    readonly wholePause?: number
    readonly forDifficulty?: boolean
    readonly nextDueOn?: LocalDate | undefined
  },
  today: LocalDate,
): Replanned => ({
  instalments: asked.instalments ?? 0,
  pause: {
    principalRows: Math.max(asked.principalPause ?? 0, asked.wholePause ?? 0),
    interestRows: asked.wholePause ?? 0,
  },
  ...(asked.forDifficulty && { monitoredTill: addMonths(today, MONITORED_MONTHS) }),
  ...(asked.nextDueOn && { nextDueOn: asked.nextDueOn }),
})

type NotReplanned =
  'loan-not-running' | 'nothing-to-come' | 'pause-too-long' | 'day-gone-by' | 'too-far'

/** From the last due date on; a pause must leave something to pay. */
export function reschedulingOf(
  { course, status }: { readonly course: Course; readonly status: LoanState['status'] },
  { id, instalments, pause, ...more }: Replanned & Pick<Named, 'id'>,
  today: LocalDate,
): LoanFact | Refused<NotReplanned> {
  const { accruesFrom, rows, billed } = course
  if (status !== 'active' || accruesFrom === undefined) return refuse('loan-not-running')
  const on = accruesFrom < today ? accruesFrom : today
  if (rows.length <= billed) return refuse('nothing-to-come')
  const planned = rows[billed]?.dueOn ?? today
  if (more.nextDueOn !== undefined && more.nextDueOn <= today) return refuse('day-gone-by')
  if ((more.nextDueOn ?? planned) > addDays(planned, MOVED_DAYS_MAX)) return refuse('too-far')
  const paused = Math.max(pause?.principalRows ?? 0, pause?.interestRows ?? 0)
  if (paused >= instalments) return refuse('pause-too-long')
  return { id, on, kind: 'rescheduled', instalments, ...(paused > 0 && { pause }), ...more }
}

export type ResetChoice = 'other-instalment' | 'other-tenor'

/** A new rate from the last due date on; an instalment that the loan outgrows is refused. */
export function resetBy(
  { course, state }: { readonly course: Course; readonly state: LoanState },
  { id, rate, choice }: { readonly id: string; readonly rate: Rate; readonly choice: ResetChoice },
): LoanFact | Refused<'loan-not-running' | 'nothing-to-come' | 'would-grow'> {
  const { accruesFrom, rows, billed } = course
  const next = rows[billed]
  if (state.status !== 'active' || accruesFrom === undefined) return refuse('loan-not-running')
  const on = accruesFrom < state.on ? accruesFrom : state.on
  if (next === undefined) return refuse('nothing-to-come')
  const monthsLeft = rows.length - billed
  const { instalment: emi } = next
  const balance = course.books.principalUnbilled
  const { sameEmiMonths } = resetOf({ balance, emi, monthsLeft, newRate: rate })
  const named = { id, on, kind: 'rescheduled', rate } as const
  if (choice === 'other-instalment') return { ...named, instalments: monthsLeft }
  if (sameEmiMonths === undefined) return refuse('would-grow')
  // One more than whole months say: days and the whole rupee leave the last a residue.
  return { ...named, instalments: sameEmiMonths + 1, epi: emi }
}

/** What is due of one part now. */
function dueOf(state: LoanState, part: WaivablePart): Money {
  if (part === 'interest') return state.dues.interest
  const own = state.charges.filter(({ charge }) => charge === part)
  const unpaid = own.map((charge) =>
    minus(plus(charge.net, charge.gst), plus(charge.paid, charge.waived)),
  )
  return unpaid.length === 0 ? nothing : sum(unpaid)
}
