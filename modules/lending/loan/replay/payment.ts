/** Money comes in, or is granted: it meets the rows, and what is left is the borrower's. */
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { dayOf } from '../../schedule/model/day.ts'
import { isPaid } from '../../schedule/model/period.ts'
import { outstandingOn, payableOn } from '../../schedule/model/receipt.ts'
import { follows, recount, type Account } from './account.ts'
import type { DeedOf } from './deed.ts'
import { entryOf, type Entry } from './entry.ts'
import { spread } from './spread.ts'

export function receive(account: Account, deed: DeedOf<'paid'>): Entry {
  const entry = entryOf(deed.id, deed.as, dayOf(deed.on), deed.amount)
  account.payingOff = paysOff(account, entry)
  recount(account, entry.on)
  account.entries.push(entry)
  return meetRows(account, entry)
}

export function meetRows(account: Account, entry: Entry): Entry {
  collectRunningInterest(account, entry)
  const { spread: orders } = account.agreement
  const order = orders[entry.kind as DeedOf<'paid'>['as']] ?? orders.default
  const left = spread(account, entry, entry.amount, order)
  entry.overpaid = left > 0 ? left : nothing
  account.overpaid = left > 0 ? plus(account.overpaid, left) : nothing
  return entry
}

/** Whether the amount covers all that the running row's end would ask for. */
function paysOff(account: Account, entry: Entry): boolean {
  const row = account.rows.find((each) => entry.on >= each.from && entry.on < each.due)
  if (row === undefined || account.agreement.interest.recalculation === undefined) return false
  const { principal, interest } = outstandingOn(account.model, row.due)
  return entry.amount >= plus(principal, interest)
}

/** With interest to the period's end, a running period paid early still owes the rest of it. */
function collectRunningInterest(account: Account, entry: Entry): void {
  const { recalculation } = account.agreement.interest
  if (!account.payingOff || !follows(account) || recalculation?.payOffTo !== 'rest') return
  const period = account.model.periods.find((each) => entry.on >= each.from && entry.on < each.due)
  if (period === undefined || !isPaid(period)) return
  const { interest } = outstandingOn(account.model, period.due)
  if (interest > 0) period.lateInterest = interest
}

/** An overpayment meets a charge that came later. */
export function meetLater(account: Account): void {
  for (const entry of account.entries) {
    const amount = entry.overpaid < account.overpaid ? entry.overpaid : account.overpaid
    if (amount <= 0 || entry.kind === 'drawn') continue
    entry.overpaid = minus(entry.overpaid, amount)
    account.overpaid = minus(account.overpaid, amount)
    const orders = account.agreement.spread
    const order = orders[entry.kind as DeedOf<'paid'>['as']] ?? orders.default
    const left = spread(account, entry, amount, order)
    entry.overpaid = plus(entry.overpaid, left)
    account.overpaid = plus(account.overpaid, left)
  }
}

/** All interest due up to a day, whatever of it is paid. */
export function interestDueTo(account: Account, on: number): Money {
  const { model, frozen, rows } = account
  if (model.periods.length === 0) return nothing
  // Of a loan that has ended, all of it.
  if (frozen) return sum(rows.map(({ owed }) => owed.interest))
  return sum(model.periods.map((period) => payableOn(model, period, on).interest))
}
