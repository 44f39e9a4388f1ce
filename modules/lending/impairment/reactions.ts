/**
 * The month's expected loss by itself. Where the lender keeps Ind AS accounts each month's end has
 * a timer, set by the rule that says so and then by the one before; elsewhere nothing runs.
 */
import type { EventOf } from '#kernel/contract'
import { addDays, atTime, dateOf, daysInMonth, later, parts, type LocalDate } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import type { RulePublished } from '#modules/rules'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { ImpairmentDue } from '../contract.ts'
import { bookMonth, BOOKS, isIndAs } from './commands.ts'
import { standing } from './store.ts'

/** After the looks of the morning. */
const DUE_AT = '02:00'
const AGAIN_MS = 30 * 60_000
/** Two days; then finance books it, when what holds the loans up is mended. */
const WAITS_MAX = 96

/** The lender's own setting: from the first month's end it is in force. */
export async function planImpairment(
  { data: { code, effectiveFrom } }: Fact<EventOf<typeof RulePublished>>,
  tx: Tx,
): Promise<void> {
  if (code !== 'lender.accounting') return
  await plan(tx, monthEndOf(effectiveFrom > tx.today ? effectiveFrom : tx.today))
}

export async function bookDueImpairment(
  { data: { on, waited } }: Fact<EventOf<typeof ImpairmentDue>>,
  tx: Tx,
): Promise<void> {
  const isOn = await isIndAs(tx, on)
  const [stands] = await standing(tx, undefined, 1)
  // Switched off with nothing left to release: the rule that switches it on begins anew.
  if (!isOn && !stands?.expectedLoss) return
  const booked = await bookMonth(tx, on)
  if (isRefused(booked) && booked.refused === 'loans-behind' && waited < WAITS_MAX) {
    const again = ImpairmentDue({ on, waited: waited + 1 })
    return tx.at(BOOKS, `impairment:${on}`, later(tx.now, AGAIN_MS), again)
  }
  await plan(tx, monthEndOf(addDays(on, 1)))
}

/** Planned twice it is one: its name is its day. */
async function plan(tx: Tx, on: LocalDate): Promise<void> {
  const due = ImpairmentDue({ on, waited: 0 })
  await tx.at(BOOKS, `impairment:${on}`, atTime(addDays(on, 1), DUE_AT), due)
}

function monthEndOf(on: LocalDate): LocalDate {
  const { year, month } = parts(on)
  return dateOf(year, month, daysInMonth(year, month))
}
