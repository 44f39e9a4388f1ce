/** Messages against the statement: two tellings of one account must tell one story. */
import type { LocalDate } from '#kernel/dates'
import { directionOf, inOrder, type Entry } from '../feature/entry.ts'
import { featuresOf } from '../feature/features.ts'
import { noApps, plainOf } from '../feature/plain.ts'
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

/** Amounts apart by more than this share of the larger, and percentages by as many points. */
const APART = 0.1

/** Of which both sources tell, each in its own way. */
const comparable = [
  ...(['salaryRegular', 'salaryMonthly', 'averageBalance', 'minimumBalance'] as const),
  ...(['obligations', 'bounces90', 'cashSharePercent', 'gamblingSharePercent'] as const),
] as const
export type Differing = (typeof comparable)[number]

/**
 * The features that either source alone would tell otherwise, as of the statement's last day.
 * Where one of them says nothing of a feature there is nothing to compare.
 */
export function differing(
  sms: readonly Entry[],
  statement: readonly Entry[],
  { to }: { to: LocalDate },
): Differing[] {
  if (sms.length === 0 || statement.length === 0) return []
  const [one, other] = [sms, statement].map((entries) =>
    plainOf(featuresOf(entries, to), '', noApps),
  )
  return comparable.filter((name) => {
    const [a, b] = [one![name], other![name]]
    if (a === undefined || b === undefined || a === b) return false
    if (typeof a !== 'number' || typeof b !== 'number' || name === 'bounces90') return true
    const apart = Math.abs(a - b)
    return name.endsWith('Percent')
      ? apart > APART * 100
      : apart > APART * Math.max(Math.abs(a), Math.abs(b))
  })
}
