/** A line of the account as its holder sees it; a later deed can take its place with another. */
import { nothing, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import type { Account } from './account.ts'
import { reversedBy, type Deed } from './deed.ts'
import { totalOf, type Split } from './due-row.ts'
import type { Entry, EntryKind } from './entry.ts'

export type LineKind = EntryKind | 'accrual' | 'accrual-adjustment' | 'accrual-activity'

export type Line = {
  readonly kind: LineKind
  readonly deed: string
  readonly on: Day
  readonly amount: Money
  readonly split: Split
  readonly overpaid: Money
  readonly balance: Money
  /** Its deed was reversed. */
  readonly reversed: boolean
  /** A later deed changed its split: it stands in the place of an earlier line. */
  readonly replayed: boolean
  /** Lines made anew come last. */
  readonly order: number
}

/** Entries of this pass take the place of lines whose split they change. */
export function merge(
  history: { readonly lines: readonly Line[]; readonly orders: number },
  account: Account,
  deeds: readonly Deed[],
): { lines: Line[]; orders: number } {
  const reversed = reversedBy(deeds)
  const current = new Map<string, Line>()
  const others: Line[] = []
  for (const line of history.lines) {
    if (isIncome(line.kind)) others.push(line)
    else if (line.reversed || reversed.has(line.deed)) others.push({ ...line, reversed: true })
    else current.set(keyOf(line), line)
  }
  let { orders } = history
  const remade = new Set<Day>()
  const kept: Line[] = []
  for (const entry of account.entries) {
    if (entry.void) continue
    const before = current.get(keyOf(entry))
    const same = before !== undefined && sameAmounts(before, entry) && !remade.has(entry.on)
    if (same) {
      kept.push({ ...before, balance: entry.balance })
      continue
    }
    const replayed = before !== undefined
    if (replayed) remade.add(entry.on)
    kept.push(lineOf(entry, replayed, orders++))
  }
  return { lines: [...others, ...kept], orders }
}

const keyOf = ({ deed, kind }: { deed: string; kind: LineKind }): string => `${deed}:${kind}`

export const isIncome = (kind: LineKind): boolean =>
  kind === 'accrual' || kind === 'accrual-adjustment' || kind === 'accrual-activity'

const sameAmounts = (line: Line, entry: Entry): boolean =>
  line.amount === entry.amount &&
  line.overpaid === entry.overpaid &&
  line.split.principal === entry.split.principal &&
  line.split.interest === entry.split.interest &&
  line.split.fee === entry.split.fee &&
  line.split.penalty === entry.split.penalty

const lineOf = (entry: Entry, replayed: boolean, order: number): Line => ({
  ...{ kind: entry.kind, deed: entry.deed, on: entry.on, amount: entry.amount },
  ...{ split: { ...entry.split }, overpaid: entry.overpaid, balance: entry.balance },
  ...{ reversed: false, replayed, order },
})

/** Income booked for a day, of no deed. */
export const incomeLine = (kind: LineKind, on: Day, split: Split, order: number): Line => ({
  ...{ kind, deed: '', on, amount: totalOf(split), split, overpaid: nothing, balance: nothing },
  ...{ reversed: false, replayed: false, order },
})
