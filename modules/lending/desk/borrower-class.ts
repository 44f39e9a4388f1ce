/**
 * Asset class is the borrower's, not the loan's (SPEC §4.1): one NPA makes all of theirs NPAs, and
 * none is standard again before the arrears of all are paid. Pure.
 */
import type { LocalDate } from '#kernel/dates'
import { oldestUnpaidRow, type Course } from '../loan/course.ts'
import type { LoanFact } from '../loan/fact.ts'
import { settledOn } from '../loan/outlook.ts'

type Held = { readonly loan: { readonly id: string; readonly course: Course } }
type Deed<F> = { readonly folio: F; readonly fact: LoanFact }

/** Once one is an NPA, each that runs is one from the same day. */
export function sunk<F extends Held>(folios: readonly F[]): Deed<F>[] {
  const since = folios.flatMap(({ loan }) => loan.course.npaOn ?? []).toSorted()[0]
  if (since === undefined) return []
  const free = folios.filter(({ loan: { course } }) => runs(course) && !course.borrowerNpa)
  return free.map((folio) => ({ folio, fact: factOn('borrower-npa', folio, since) }))
}

/** When nothing is in arrears, all rise together on the day the last of it was paid. */
export function raised<F extends Held>(folios: readonly F[], clearedOn: LocalDate): Deed<F>[] {
  const courses = folios.map(({ loan }) => loan.course)
  const anyArrears = courses.some((course) => !runs(course) || oldestUnpaidRow(course))
  if (anyArrears) return []
  const settled = courses.flatMap((course) => settledOn(course) ?? [])
  const last = [clearedOn, ...settled].toSorted().at(-1) as LocalDate
  const bound = folios.filter(({ loan }) => loan.course.borrowerNpa)
  return bound.map((folio) => ({ folio, fact: factOn('borrower-performing', folio, last) }))
}

const runs = ({ status }: Course): boolean => status === 'active'

const factOn = (
  kind: 'borrower-npa' | 'borrower-performing',
  { loan }: Held,
  on: LocalDate,
): LoanFact => ({ id: `${kind}:${loan.id}:${on}`, kind, on })
