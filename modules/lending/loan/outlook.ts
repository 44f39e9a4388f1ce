/**
 * What a loan tells when something happened to it, and when it looks at itself next: one timer a
 * loan stands at its next interesting instant, or nowhere. There is no nightly sweep.
 */
import { addDays, atTime, type Instant, type LocalDate } from '#kernel/dates'
import type { Event } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import {
  ArrearsCleared,
  ChargeLevied,
  ChargeWithdrawn,
  InstalmentFellDue,
  InstalmentNear,
  LoanClosed,
  LoanReopened,
  LoanReviewDue,
} from '../contract.ts'
import { nextReviewOn, type Carried } from './book.ts'
import type { AssetClass } from './classification.ts'
import { oldestUnpaidRow, unpaidOf } from './course.ts'
import type { Course, LoanState } from './loan.ts'
import type { LoanTerms } from './terms.ts'

const REVIEW_AT = '00:05'
const NOTICE_AT = '10:00'
const NOTICE_DAYS = 3

/** A loan as the outlook needs to know it. */
export type Looking = {
  readonly id: Id<'loan'>
  readonly terms: LoanTerms
  readonly course: Course
  readonly assetClass: AssetClass
  /** The last instalment whose coming was told. */
  readonly noticed: number
}

/**
 * All that is to be told of what happened since `before`, but the entries. `presented`: whoever
 * tells it also has presented what fell due.
 */
export const toldSince = (before: Looking, carried: Carried, presented: boolean): Event[] => [
  ...duesTold(before, carried, presented),
  ...penalTold(before, carried),
  ...closureTold(before, carried),
  ...arrearsTold(before, carried),
]

/** An instalment that fell due since the last look is told once: its row was not billed before. */
function duesTold(before: Looking, carried: Carried, presented: boolean): Event[] {
  return fellSince(before, carried).map((row) =>
    InstalmentFellDue({
      ...{ loanId: before.id, number: row.n, amount: unpaidOf(row), dueOn: row.dueOn },
      ...(presented && { presented }),
    }),
  )
}

/** What fell due since `before` and is unpaid. */
export const fellSince = (before: Looking, { course }: Carried): Course['rows'] =>
  course.rows.slice(before.course.billed, course.billed).filter((row) => unpaidOf(row) > 0)

/** SPEC §3.1: a penal charge is told each time one is levied, and when a late fact undoes one. */
function penalTold(before: Looking, { course }: Carried): Event[] {
  const [was, is] = [penalIn(before.course), penalIn(course)]
  const about = ({ id, on, net: amount }: Course['charges'][number]) => {
    const chargeId = `chg_${before.id.slice(5)}-${id.replaceAll(':', '-')}` as Id<'chg'>
    return { loanId: before.id, chargeId, kind: 'penal', amount, on } as const
  }
  const levied = is.filter(({ id }) => !was.some((each) => each.id === id))
  const undone = was.filter(({ id }) => !is.some((each) => each.id === id))
  return [
    ...undone.map((charge) => ChargeWithdrawn(about(charge))),
    ...levied.map((charge) => ChargeLevied({ ...about(charge), gst: charge.gst })),
  ]
}

/** Those the days levied; one a person levied was told by whoever did. */
const penalIn = ({ charges }: Course): Course['charges'] =>
  charges.filter(({ basis }) => basis !== undefined)

function closureTold(before: Looking, { state: { closure: is, dues, on } }: Carried): Event[] {
  const { closure: was } = before.course
  const { id: loanId } = before
  if (is && !was) return [LoanClosed({ loanId, how: is.how, closedOn: is.on })]
  return was && !is ? [LoanReopened({ loanId, on, closedOn: was.on, due: dues.total })] : []
}

/** Only of a loan that is an NPA with its borrower: the others wait for it. */
function arrearsTold(before: Looking, { course, state }: Carried): Event[] {
  const had = before.course.borrowerNpa && oldestUnpaidRow(before.course) !== undefined
  if (!had || course.status === 'written-off' || oldestUnpaidRow(course) !== undefined) return []
  return [ArrearsCleared({ loanId: before.id, on: settledOn(course) ?? state.on })]
}

/** The day the last of what fell due was settled. */
export const settledOn = ({ rows, billed }: Course): LocalDate | undefined =>
  rows
    .slice(0, billed)
    .flatMap((row) => row.settledOn ?? [])
    .toSorted()
    .at(-1)

/**
 * SPEC §5.3: the borrower is told before the debit, once an instalment; undefined when none is near
 * or it was told before.
 */
export function nearTold(
  loan: Looking,
  state: LoanState,
  now: Instant,
): ReturnType<typeof InstalmentNear> | undefined {
  const next = untold(loan, state)
  if (!next || now < noticeAt(next) || state.on >= next.on) return undefined
  const { n: number, amount, on: dueOn } = next
  return InstalmentNear({ loanId: loan.id, number, amount, dueOn })
}

/** When to look at it next and what wakes us; undefined for a loan nothing will happen to. */
export function nextLook(
  loan: Looking,
  carried: Carried,
  now: Instant,
): { at: Instant; due: ReturnType<typeof LoanReviewDue> } | undefined {
  const { state } = carried
  const on = nextReviewOn(carried, loan.terms, state.on, loan.assetClass)
  const next = untold(loan, state)
  const notice = next && noticeAt(next) > now ? noticeOf(next) : undefined
  const looks = [
    ...(on ? [{ at: atTime(on, REVIEW_AT), on }] : []),
    ...(notice ? [{ at: atTime(notice, NOTICE_AT), on: notice }] : []),
  ]
  const [soonest] = looks.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return soonest && { at: soonest.at, due: LoanReviewDue({ loanId: loan.id, on: soonest.on }) }
}

type Next = NonNullable<LoanState['nextDue']>

/** The instalment to come, while its coming was not told. */
const untold = ({ noticed }: Looking, { status, nextDue }: LoanState): Next | undefined =>
  status === 'active' && nextDue && nextDue.n > noticed ? nextDue : undefined

const noticeOf = (next: Next): LocalDate => addDays(next.on, -NOTICE_DAYS)
const noticeAt = (next: Next): Instant => atTime(noticeOf(next), NOTICE_AT)
