/**
 * What a loan's facts post: the ledger after, less the ledger before, in one balanced entry
 * (DESIGN §7). Nothing is edited: a reversal or a backdated fact posts the difference it makes.
 */
import type { LocalDate } from '#kernel/dates'
import { least, minus, money, most, nothing, plus, type Money } from '#kernel/money'
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
  const held = SHEET.map(([code, amountOf]) => [code, money(amountOf(position))] as const)
  return Object.fromEntries(held.filter(([, paise]) => paise !== 0))
}

const unpaidInterest = (p: Position): Money => plus(p.interestBilled, p.interestAccrued)
/** Interest on the books; that of an NPA stands in memory only, and what it paid is income. */
const booked = (p: Position): number => (p.suspended ? 0 : unpaidInterest(p))
const accrued = (p: Position): Money => (p.suspended ? nothing : p.interestAccrued)
const memo = (p: Position): number =>
  p.suspended ? most(nothing, minus(unpaidInterest(p), p.interestReversed)) : 0

/** What each account holds of a position, in the order of their codes; debit positive. */
const SHEET: readonly (readonly [AccountCode, (p: Position) => number])[] = [
  [1010, (p) => -p.paidOut - p.refunded],
  [1015, (p) => p.received],
  [1020, (p) => p.clearing],
  [1100, (p) => p.principalUnbilled],
  [1120, (p) => most(nothing, accrued(p))],
  [1130, (p) => p.principalBilled + (p.suspended ? 0 : p.interestBilled) - p.clearing],
  [1140, (p) => p.chargesUnpaid],
  [1190, (p) => (p.suspended ? -p.provision : 0)],
  [1191, (p) => (p.suspended ? 0 : -p.provision)],
  [2210, (p) => -p.tax.cgst],
  [2211, (p) => -p.tax.sgst],
  [2212, (p) => -p.tax.igst],
  [2230, (p) => -p.stampDuty],
  [2240, (p) => -p.thirdParty],
  [2310, (p) => -p.feeUnamortised],
  [2320, (p) => least(nothing, accrued(p))],
  [2400, (p) => -p.excess],
  [4100, (p) => -p.interestReceived - booked(p)],
  [4110, (p) => -p.feeRecognised],
  [4200, (p) => -p.chargeIncome.bounce],
  [4210, (p) => -p.chargeIncome.penal],
  [4220, (p) => -p.chargeIncome.foreclosure],
  [4230, (p) => -p.chargeIncome.other],
  [4300, (p) => -p.recovered],
  [5200, (p) => p.provisionExpense],
  [5210, (p) => p.badDebts],
  [5220, (p) => p.goodwill ?? 0],
  [9100, memo],
  [9200, (p) => -memo(p)],
]

/** The entry between two states of the books; undefined when the fact moved no money. */
export function entryBetween(
  cause: { readonly factId: string; readonly on: LocalDate; readonly bookedOn: LocalDate },
  before: Position,
  after: Position,
): Entry | undefined {
  const lines: Line[] = []
  for (const [account, amountOf] of SHEET) {
    const moved = money(amountOf(after) - amountOf(before))
    if (moved > 0) lines.push({ account, debit: moved, credit: nothing })
    if (moved < 0) lines.push({ account, debit: nothing, credit: money(-moved) })
  }
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
