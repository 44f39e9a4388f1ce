/** Messages against the statement: two tellings of one account must tell one story. */
import type { LocalDate } from '#kernel/dates'
import { directionOf, inOrder, type Entry } from '../feature/entry.ts'
import { distinct, sameAccount, sameTelling } from '../feature/telling.ts'

export type Reconciled = {
  readonly matched: number
  /** Movements a message told that the statement of that very account does not know. */
  readonly conflicts: readonly string[]
  readonly statementOnly: number
  /** Of what messages told, so much the statement knows; nothing told is no disagreement. */
  readonly matchedPercent: number
}

/**
 * Over the days the statement covers, pair by pair: amount and direction the same, at most a day
 * apart (SPEC §8). Messages of other accounts are not its business, and what two of them tell of
 * one payment is told once.
 */
export function reconcile(
  sms: readonly Entry[],
  statement: readonly Entry[],
  { from, to }: { from: LocalDate; to: LocalDate },
): Reconciled {
  const tails = [...new Set(statement.flatMap(({ account }) => account ?? []))]
  const told = distinct(sms).filter(
    (entry) =>
      directionOf(entry) !== undefined &&
      entry.on >= from &&
      entry.on <= to &&
      entry.account !== undefined &&
      tails.some((tail) => sameAccount(tail, entry.account!)),
  )
  const left = inOrder(statement)
  const conflicts: string[] = []
  for (const entry of told) {
    const at = left.findIndex((line) => sameTelling(entry, line))
    if (at < 0) conflicts.push(entry.id)
    else left.splice(at, 1)
  }
  const matched = told.length - conflicts.length
  return {
    matched,
    conflicts,
    statementOnly: left.length,
    matchedPercent: told.length === 0 ? 100 : Math.floor((matched * 100) / told.length),
  }
}
