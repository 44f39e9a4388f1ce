/**
 * What a loan's facts post: the ledger after, less the ledger before, in one balanced entry
 * (DESIGN §7). Nothing is edited: a reversal or a backdated fact posts the difference it makes.
 */
import type { LocalDate } from '#kernel/dates'
import { minus, money, most, nothing, plus, type Money } from '#kernel/money'
import type { AccountCode } from './account.ts'
import type { Position } from './position.ts'

export type Line = {
  readonly account: AccountCode
  /** One of the two is nothing. */
  readonly debit: Money
  readonly credit: Money
}

export type Entry = {
  /** The fact or occurrence (`due:3`, `month:2026-12`) that caused it: the idempotency key. */
  readonly factId: string
  /** Value date: the day it counts for. */
  readonly on: LocalDate
  /** Booking date: the day we learned of it. */
  readonly bookedOn: LocalDate
  readonly lines: readonly Line[]
}

/** Balances by account, debit positive; accounts without a balance are absent. */
export type Balances = { readonly [code in AccountCode]?: Money }

/** The books of a loan. They sum to nothing. */
export function ledgerOf(position: Position): Balances {
  const held = sheetOf(position).filter(([, paise]) => paise !== 0)
  return Object.fromEntries(held.map(([code, paise]) => [code, money(paise)]))
}

/** All accounts in the order of their codes, also those without a balance; debit positive. */
function sheetOf(p: Position): readonly (readonly [AccountCode, number])[] {
  const unpaidInterest = plus(p.interestBilled, p.interestAccrued)
  const booked = p.suspended ? nothing : unpaidInterest
  const memo = p.suspended ? most(nothing, minus(unpaidInterest, p.interestReversed)) : nothing
  return [
    [1010, -p.paidOut - p.refunded],
    [1015, p.received],
    [1020, p.clearing],
    [1100, p.principalUnbilled],
    [1120, p.suspended ? 0 : p.interestAccrued],
    [1130, p.principalBilled + (p.suspended ? 0 : p.interestBilled) - p.clearing],
    [1140, p.chargesUnpaid],
    [1190, p.suspended ? -p.provision : 0],
    [1191, p.suspended ? 0 : -p.provision],
    [2210, -p.tax.cgst],
    [2211, -p.tax.sgst],
    [2212, -p.tax.igst],
    [2230, -p.stampDuty],
    [2240, -p.thirdParty],
    [2310, -p.feeUnamortised],
    [2400, -p.excess],
    [4100, -p.interestReceived - booked],
    [4110, -p.feeRecognised],
    [4200, -p.chargeIncome.bounce],
    [4210, -p.chargeIncome.penal],
    [4220, -p.chargeIncome.foreclosure],
    [4230, -p.chargeIncome.other],
    [4300, -p.recovered],
    [5200, p.provisionExpense],
    [5210, p.badDebts],
    [9100, memo],
    [9200, -memo],
  ]
}

/** The entry between two states of the books; undefined when the fact moved no money. */
export function entryBetween(
  cause: { readonly factId: string; readonly on: LocalDate; readonly bookedOn: LocalDate },
  before: Position,
  after: Position,
): Entry | undefined {
  const [was, is] = [sheetOf(before), sheetOf(after)]
  const lines = is.flatMap(([account, paise], i): Line[] => {
    const moved = money(paise - (was[i]?.[1] ?? 0))
    if (moved === 0) return []
    return moved > 0
      ? [{ account, debit: moved, credit: nothing }]
      : [{ account, debit: nothing, credit: money(-moved) }]
  })
  const { factId, on, bookedOn } = cause
  return lines.length === 0 ? undefined : { factId, on, bookedOn, lines }
}

/** Debits less credits: nothing for every entry we make. */
export const imbalanceOf = (lines: readonly Line[]): Money =>
  money(lines.reduce((total, { debit, credit }) => total + debit - credit, 0))

/**
 * Balances by account, debit positive, as of a value date and, when asked, as known on a booking
 * date: entries booked later are left out.
 */
export function trialBalance(
  entries: Iterable<Entry>,
  through: { readonly on?: LocalDate; readonly knownOn?: LocalDate } = {},
): Balances {
  const totals: Record<number, number> = {}
  for (const entry of entries) {
    if (through.on !== undefined && entry.on > through.on) continue
    if (through.knownOn !== undefined && entry.bookedOn > through.knownOn) continue
    for (const { account, debit, credit } of entry.lines) {
      totals[account] = (totals[account] ?? 0) + debit - credit
    }
  }
  const held = Object.entries(totals).filter(([, paise]) => paise !== 0)
  return Object.fromEntries(held.map(([code, paise]) => [code, money(paise)]))
}

/** The sum of all balances: nothing, or the books are broken. */
export const totalOf = (balances: Balances): Money =>
  money(Object.values(balances).reduce<number>((total, paise) => total + paise, 0))
