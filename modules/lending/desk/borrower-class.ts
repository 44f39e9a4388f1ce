/**
 * Asset class is the borrower's, not the loan's (SPEC §4.1): one NPA makes all of theirs NPAs, and
 * none is standard again before the arrears of all are paid. Pure.
 */
import type { LocalDate } from '#kernel/dates'
import { oldestUnpaidRow, type Course } from '../loan/course.ts'
import type { LoanFact } from '../loan/fact.ts'
import { settledOn } from '../loan/outlook.ts'

type Held = { readonly loan: { readonly id: string; readonly course: Course } }

/** Once one is an NPA, each that runs is one since the same day: which are not yet. */
export function sinking<F extends Held>(
  folios: readonly F[],
): { readonly since: LocalDate; readonly free: readonly F[] } | undefined {
  const since = folios.flatMap(({ loan }) => loan.course.npaOn ?? []).toSorted()[0]
  if (since === undefined) return undefined
  const free = folios.filter(({ loan: { course } }) => runs(course) && !course.borrowerNpa)
  return { since, free }
}

/** When nothing is in arrears, all rise together on the day the last of it was paid. */
export function raised<F extends Held>(
  folios: readonly F[],
  clearedOn: LocalDate,
): { readonly on: LocalDate; readonly bound: readonly F[] } | undefined {
  const courses = folios.map(({ loan }) => loan.course)
  const anyArrears = courses.some((course) => !runs(course) || oldestUnpaidRow(course))
  if (anyArrears) return undefined
  const settled = courses.flatMap((course) => settledOn(course) ?? [])
  const on = [clearedOn, ...settled].toSorted().at(-1) as LocalDate
  return { on, bound: folios.filter(({ loan }) => loan.course.borrowerNpa) }
}

/** What a loan is by itself. */
export const withoutBorrower = (facts: readonly LoanFact[]): LoanFact[] =>
  facts.filter(({ kind }) => kind !== 'borrower-npa' && kind !== 'borrower-performing')

const runs = ({ status }: Course): boolean => status === 'active'
