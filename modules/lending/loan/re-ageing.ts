/**
 * Arrears that are not asked for any more: what is left of a loan moves onto new dates (re-ageing),
 * or what is overdue onto the dates to come (re-amortisation). SEMANTICS §9; SPEC §4.5.
 */
import { addMonths, type LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum } from '#kernel/money'
import { rate } from '#kernel/rates'
import { dueDates, type Unit } from '../schedule/due-date.ts'
import { optionsLater } from '../schedule/plan-options.ts'
import { comingRows, evenlyLeft, flatAnew, interestToRun, replan } from './coming.ts'
import {
  billedRows,
  bringInterest,
  termsNow,
  unpaidInterest,
  unpaidPrincipal,
  type Course,
} from './course.ts'
import { MONITORED_MONTHS, watch } from './reschedule.ts'
import type { LoanTerms } from './terms.ts'

/**
 * What becomes of interest. `anew`: the next instalment collects what has run, and the new plan
 * bears its own. `accrued-spread`: what has run in even parts, and no interest any more.
 * `all-spread`: what would have run to the end as well, in even parts.
 */
export type ReAgedInterest = 'anew' | 'accrued-spread' | 'all-spread'

export type ReAgeing = {
  readonly on: LocalDate
  /** The first of the new due dates; one that is not after the day moves nothing. */
  readonly startOn: LocalDate
  readonly every: number
  readonly unit: Unit
  readonly instalments: number
  readonly interest: ReAgedInterest
  /** Done for financial difficulty: as in a rescheduling. */
  readonly monitoredTill?: LocalDate
}

/** Everything unpaid leaves its instalment; new ones repay it from another day on. */
export function reAge(course: Course, terms: LoanTerms, aged: ReAgeing): void {
  const { on, startOn, every, unit, instalments, interest } = aged
  if (course.status !== 'active' || startOn <= on || instalments < 1 || every < 1) return
  const run = plus(bringInterest(course, terms, on), sum(billedRows(course).map(unpaidInterest)))
  const toRun = interest === 'all-spread' ? interestToRun(course, terms, on) : nothing
  closeArrears(course, aged)
  if (course.books.principalUnbilled <= 0) return
  const { dueOn, method, ...plan } = optionsLater(terms.plan ?? {})
  void [dueOn, method]
  const flat = interest === 'anew' && method === 'flat'
  course.plan = { ...plan, every, unit, ...(flat && { method }) }
  flatAnew(course, terms)
  delete course.evenly
  if (interest !== 'anew') course.rate = rate('0')
  const dueOns = dueDates({ instalments, startOn: on, firstDueOn: startOn }, course.plan)
  const how = { on, keep: 'tenor', dueOns } as const
  if (interest === 'anew') return replan(course, termsNow(course, terms), { ...how, brought: run })
  replan(course, termsNow(course, terms), { ...how, evenly: { run, toRun } })
  if (toRun > 0) course.evenly = true
}

export type ReAmortisation = {
  readonly on: LocalDate
  /** The next instalment collects overdue interest, or all that are to come in even parts. */
  readonly interest: 'anew' | 'spread'
  readonly monitoredTill?: LocalDate
}

/** What is overdue is repaid by the instalments to come, on their dates. */
export function reAmortise(course: Course, terms: LoanTerms, spread: ReAmortisation): void {
  const { on, interest } = spread
  if (course.status !== 'active' || comingRows(course).length === 0) return
  const overdue = sum(billedRows(course).map(unpaidInterest))
  const ran = bringInterest(course, terms, on)
  const { toRun = nothing } = evenlyLeft(course, terms, on) ?? {}
  closeArrears(course, spread)
  if (interest === 'anew') {
    return replan(course, terms, { on, keep: 'tenor', brought: plus(ran, overdue) })
  }
  replan(course, terms, { on, keep: 'tenor', brought: ran, evenly: { run: overdue, toRun } })
}

/**
 * Instalments keep what was paid of them and ask for nothing more. Arrears that were not paid make
 * no NPA standard: it is watched, as after a restructuring.
 */
function closeArrears(
  course: Course,
  { on, monitoredTill }: { readonly on: LocalDate; readonly monitoredTill?: LocalDate },
): void {
  const { books } = course
  for (const [i, row] of billedRows(course).entries()) {
    if (row.settledOn !== undefined) continue
    const [principal, interest] = [unpaidPrincipal(row), unpaidInterest(row)]
    books.principalUnbilled = plus(books.principalUnbilled, principal)
    books.interestAccrued = plus(books.interestAccrued, interest)
    course.rows[i] = {
      ...row,
      principal: minus(row.principal, principal),
      interest: minus(row.interest, interest),
      instalment: minus(row.instalment, plus(principal, interest)),
      settledOn: on,
    }
  }
  if (monitoredTill !== undefined) return watch(course, on, monitoredTill)
  if (course.npaOn !== undefined) watch(course, on, addMonths(on, MONITORED_MONTHS))
}
