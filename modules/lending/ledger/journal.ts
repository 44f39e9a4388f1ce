/** The journal of a loan written from the start: one balanced entry per fact or occurrence. */
import type { LocalDate } from '#kernel/dates'
import { positionOf } from '../loan/course.ts'
import type { LoanFact } from '../loan/fact.ts'
import { stepsOf } from '../loan/loan.ts'
import type { LoanTerms } from '../loan/terms.ts'
import { noPosition } from './position.ts'
import { entryBetween, type Entry } from './posting.ts'

/**
 * Booked on their value dates, as if everything had been known in time. A book that was kept while
 * facts came late posts `entryBetween(cause, before.position, after.position)` instead, and ends at
 * the same balances.
 */
export function journalOf(terms: LoanTerms, facts: readonly LoanFact[], on: LocalDate): Entry[] {
  let before = noPosition
  return stepsOf(terms, facts, on).flatMap(({ cause, after }) => {
    const position = positionOf(after)
    const { id: factId, on: day } = cause
    const entry = entryBetween({ factId, on: day, bookedOn: day }, before, position)
    before = position
    return entry === undefined ? [] : [entry]
  })
}
