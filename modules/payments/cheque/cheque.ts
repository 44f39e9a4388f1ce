/**
 * A cheque on its way, and the days the law gives. Pure.
 *
 *     held ─ its day ─▶ due ─ deposit ─▶ deposited ─ credited ─▶ cleared
 *       │                │  ╭─ once more ───╯ ╰─ returned ─▶ returned ◀─ recalled ─╯
 *       ╰─ loan closed ──┴──┴─▶ to-give-back ─▶ given-back      lost, replaced
 */
import { addDays, addMonths, type LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { chequeReturn } from './dishonour.ts'

export const STANDINGS = [
  ...(['held', 'due', 'deposited', 'cleared', 'returned', 'to-give-back'] as const),
  ...(['given-back', 'lost', 'replaced'] as const),
] as const
export type Standing = (typeof STANDINGS)[number]

/** A bank pays a cheque for three months from its date (RBI, 1-Apr-2012). */
const VALID_MONTHS = 3
/** SPEC §11.5, NI Act 138(b) and (c), 142(b). */
const [DEMAND_DAYS, PAY_DAYS, COMPLAINT_MONTHS] = [30, 15, 1]

export const validThrough = (drawnOn: LocalDate): LocalDate =>
  addDays(addMonths(drawnOn, VALID_MONTHS), -1)

/** What decides whether our bank would take it. */
export type Shown = {
  readonly status: Standing
  readonly drawnOn: LocalDate
  readonly returnCode?: string | null
}

export function depositable(
  { status, drawnOn, returnCode }: Shown,
  on: LocalDate,
): true | Refused<'not-depositable' | 'not-yet-dated' | 'cheque-stale'> {
  const again = status === 'returned' && chequeReturn(returnCode ?? '')?.again === true
  if (status !== 'held' && status !== 'due' && !again) return refuse('not-depositable')
  if (drawnOn > on) return refuse('not-yet-dated')
  return on > validThrough(drawnOn) ? refuse('cheque-stale') : true
}

const LEAVES: readonly Standing[] = ['held', 'due', 'returned', 'to-give-back']

/** Whether it may leave our hands; one may be lost on its way to the bank, too. */
export const mayLeave = (status: Standing, why: 'lost' | 'given-back' | 'replaced'): boolean =>
  LEAVES.includes(status) || (why === 'lost' && status === 'deposited')

/** The last day for the written demand after a dishonour that section 138 speaks of. */
export const demandBy = (returnedOn: LocalDate): LocalDate => addDays(returnedOn, DEMAND_DAYS)

/** From the day the drawer received the demand. */
export function claimOf(receivedOn: LocalDate) {
  const payBy = addDays(receivedOn, PAY_DAYS)
  return { payBy, complainBy: addMonths(addDays(payBy, 1), COMPLAINT_MONTHS) }
}

/** The cheques of a row: numbers follow each other, days are a month apart. */
export function rowOf(
  first: { readonly instrument: string; readonly drawnOn: LocalDate },
  count: number,
): readonly { readonly instrument: string; readonly drawnOn: LocalDate }[] | undefined {
  const number = Number(first.instrument)
  if (number + count - 1 > 999_999) return undefined
  return Array.from({ length: count }, (_, n) => ({
    instrument: String(number + n).padStart(6, '0'),
    drawnOn: addMonths(first.drawnOn, n),
  }))
}
