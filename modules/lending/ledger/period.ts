/** Which days may be closed. */
import { addDays, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'

/** Whether `through` may become the last day of a closed period. */
export function mayClose(
  through: LocalDate,
  today: LocalDate,
  closedThrough: LocalDate | undefined,
): Refused<'not-a-month-end' | 'not-over' | 'already-closed'> | undefined {
  if (!addDays(through, 1).endsWith('-01')) return refuse('not-a-month-end')
  if (through >= today) return refuse('not-over')
  if (closedThrough !== undefined && through <= closedThrough) return refuse('already-closed')
  return undefined
}
