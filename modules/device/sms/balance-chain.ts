/**
 * Running balances: each alert that states one lets the alerts before it be checked. Where the
 * sum does not come out, a message is missing or was misread, and features should say so.
 */
import { minus, money, plus, type Money } from '#kernel/money'
import type { Direction } from './parsed-sms.ts'

/** One movement of one account, in the order of time within that account. */
export type BalanceRow = {
  readonly id: string
  readonly account: string
  readonly direction: Direction
  readonly amount: Money
  readonly balance?: Money
}

/** Between the two ids the account moved by `missing` that no row tells; negative went out. */
export type BalanceGap = {
  readonly account: string
  readonly after: string
  readonly before: string
  readonly missing: Money
}

export type BalanceChain = {
  /** Stated balances that agreed with the one before and all movements since. */
  readonly agreed: number
  readonly gaps: readonly BalanceGap[]
}

export function balanceChain(rows: readonly BalanceRow[]): BalanceChain {
  const last = new Map<string, { id: string; expected: Money }>()
  const gaps: BalanceGap[] = []
  let agreed = 0
  for (const { id, account, direction, amount, balance } of rows) {
    const known = last.get(account)
    const expected = known && (direction === 'credit' ? plus : minus)(known.expected, amount)
    if (balance === undefined) {
      if (known && expected !== undefined) last.set(account, { ...known, expected })
      continue
    }
    if (known && expected !== undefined) {
      const missing = money(balance - expected)
      if (missing === 0) agreed++
      else gaps.push({ account, after: known.id, before: id, missing })
    }
    last.set(account, { id, expected: balance })
  }
  return { agreed, gaps }
}
