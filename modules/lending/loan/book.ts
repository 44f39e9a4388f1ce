/**
 * A loan kept on the books: carried on by fresh facts, posting what each of them moves (DESIGN §7).
 *
 *     kept + fresh ─▶ carry ─┬─ in order:  resume the snapshot, one entry a fact or occurrence
 *                            └─ backdated: fold from the start, one entry for the difference
 *
 * Pure. Both ways end at the same balances; nothing posted is ever edited.
 */
import { addDays, type LocalDate } from '#kernel/dates'
import { isRefused, type Refused } from '#kernel/decider'
import { entryBetween, type Entry } from '../ledger/posting.ts'
import { nextClassChangeOn, type AssetClass } from './classification.ts'
import { oldestUnpaidRow, positionOf, type Course } from './course.ts'
import type { LoanFact } from './fact.ts'
import { courseAt, resume, stateOf, type LoanState } from './loan.ts'
import { nextOccurrence, type Step } from './passage.ts'
import type { LoanTerms } from './terms.ts'

export type Kept = {
  readonly terms: LoanTerms
  /** All facts known before, in any order. */
  readonly facts: readonly LoanFact[]
  /** The snapshot they led to. */
  readonly course: Course
}

export type Carried = {
  readonly course: Course
  readonly entries: Entry[]
  readonly state: LoanState
}

/** The loan at the end of a day with the fresh facts in it, and the entries they post. */
export function carry(kept: Kept, fresh: readonly LoanFact[], on: LocalDate): Carried {
  const carried = carryOn(kept, fresh, on)
  return isRefused(carried) ? carryAgain(kept, fresh, on) : carried
}

/** In order only, from the snapshot alone: a fact that belongs before its end is refused. */
export function carryOn(
  { terms, course }: Pick<Kept, 'terms' | 'course'>,
  fresh: readonly LoanFact[],
  on: LocalDate,
): Carried | Refused<'before-snapshot'> {
  const entries: Entry[] = []
  const resumed = resume(course, terms, fresh, on, entryOfEach(course, on, entries))
  if (isRefused(resumed)) return resumed
  return { course: resumed, entries, state: stateOf(resumed, terms, on) }
}

/** From the start, with all facts: one entry books what the late one changes. */
export function carryAgain(
  { terms, facts, course }: Kept,
  fresh: readonly LoanFact[],
  on: LocalDate,
): Carried {
  const again = courseAt(terms, [...facts, ...fresh], on)
  const entries = differenceOf(course, again, fresh, on)
  return { course: again, entries, state: stateOf(again, terms, on) }
}

/** Adds one entry a step; a step that moved no money posts none. */
function entryOfEach(from: Course, bookedOn: LocalDate, entries: Entry[]): (step: Step) => void {
  let before = positionOf(from)
  return ({ cause, after }) => {
    const position = positionOf(after)
    const entry = entryBetween({ factId: cause.id, on: cause.on, bookedOn }, before, position)
    before = position
    if (entry) entries.push(entry)
  }
}

/** What a late fact changed in all that followed it, booked today under its own id. */
function differenceOf(
  was: Course,
  is: Course,
  fresh: readonly LoanFact[],
  bookedOn: LocalDate,
): Entry[] {
  const cause = fresh.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0]
  if (!cause) return []
  const named = { factId: cause.id, on: cause.on, bookedOn }
  const entry = entryBetween(named, positionOf(was), positionOf(is))
  return entry ? [entry] : []
}

/**
 * The next day on which a loan has something to say without being told: an instalment falls due, a
 * month closes, or a class changes — which shows at a day's end, so on the morning after
 * (`classKept` is the class at the last day-end). A loan nothing happens to is not looked at.
 */
export function nextReviewOn(
  { course, state }: Carried,
  terms: LoanTerms,
  today: LocalDate,
  classKept: AssetClass,
): LocalDate | undefined {
  const days: LocalDate[] = []
  const occurrence = nextOccurrence(course, terms)
  if (occurrence) days.push(occurrence.on)
  if (state.assetClass !== classKept) days.push(addDays(today, 1))
  const oldest = course.status === 'active' ? oldestUnpaidRow(course) : undefined
  const change = oldest && nextClassChangeOn(oldest.dueOn, today, terms.npaDays)
  if (change) days.push(addDays(change, 1))
  return days.filter((day) => day > today).toSorted()[0]
}
