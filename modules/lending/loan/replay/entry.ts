/** What the loan's account shows of a deed: how its amount was split, and the balance after it. */
import { minus, most, nothing, plus, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import type { Deed } from './deed.ts'
import { noSplit, type DueRow, type Split } from './due-row.ts'

export type EntryKind =
  | Exclude<Deed['kind'], 'paid' | 'charged' | 'reversed' | 'rate-changed' | 'due-date-moved'>
  | (Deed & { kind: 'paid' })['as']
  | 'charges-at-drawdown'

export type Entry = {
  readonly deed: string
  readonly kind: EntryKind
  readonly on: Day
  /** The repayment that was charged back. */
  of?: string
  amount: Money
  split: Split
  overpaid: Money
  /** Principal owed after it. */
  balance: Money
  /** Which rows it met. */
  readonly met: Map<DueRow, Split>
  /** A deed that came to nothing leaves no entry in the books. */
  void: boolean
}

export const entryOf = (deed: string, kind: EntryKind, on: Day, amount: Money): Entry => ({
  ...{ deed, kind, on, amount, split: noSplit(), overpaid: nothing, balance: nothing },
  ...{ met: new Map<DueRow, Split>(), void: false },
})

const PLANS = new Set<EntryKind>(['re-aged', 're-amortised', 'charged-off', 'terminated'])

/** Notes the principal owed after each entry, in their order. */
export function noteBalances(entries: readonly Entry[]): void {
  let owed = nothing
  for (const entry of entries) {
    // It changes who owes when, or what the books say of it, not what is owed.
    if (entry.void || PLANS.has(entry.kind)) continue
    if (entry.kind === 'drawn') owed = plus(owed, entry.amount)
    else if (entry.kind === 'charged-back' || entry.kind === 'excess-returned') {
      owed = plus(owed, most(nothing, lentAgain(entry)))
    } else owed = minus(owed, entry.split.principal)
    entry.balance = most(nothing, owed)
  }
}

/** Of a chargeback spread by an agreed order, what met an overpayment at once is not owed again. */
function lentAgain(entry: Entry): Money {
  if (entry.overpaid === 0 || entry.kind === 'excess-returned') return entry.split.principal
  let repaid = nothing
  for (const split of entry.met.values()) repaid = plus(repaid, split.principal)
  return minus(entry.split.principal, repaid)
}
