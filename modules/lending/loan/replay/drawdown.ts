/** Money lent: down payment, charges taken out of it, and the instalments that repay the rest. */
import { least, minus, money, nothing, plus, type Money } from '#kernel/money'
import { percentage, shared, toMultiple } from '../../schedule/model/arithmetic.ts'
import { dateOfDay, dayOf, type Day } from '../../schedule/model/day.ts'
import { duesOf, maturityOf } from '../../schedule/model/interest-model.ts'
import { lend } from '../../schedule/model/tranche.ts'
import { follows, sortRows, type Account, type AccountCharge } from './account.ts'
import { amountOf, refreshInstalmentFees } from './charge.ts'
import type { DeedOf } from './deed.ts'
import { blankRow, noteMet, type DueRow } from './due-row.ts'
import { entryOf, type Entry } from './entry.ts'
import { spread } from './spread.ts'

export function draw(account: Account, deed: DeedOf<'drawn'>): void {
  const on = dayOf(deed.on)
  const entry = entryOf(deed.id, 'drawn', on, deed.amount)
  account.entries.push(entry)
  const down = addDownPayment(account, on, deed.amount)
  const lent = minus(deed.amount, down)
  if (account.agreement.tranchesOver === 'all') {
    lend(account.model, on, lent)
    spreadOverAll(account, on, lent)
  } else if (account.reAmortised || (account.reAged && on > maturityOf(account.model))) {
    spreadEvenly(account, on, lent)
  } else amortise(account, on, lent)
  sortRows(account)
  meetOverpayment(account, entry)
  chargeDrawdown(account, deed.id, on, deed.amount)
  if (!follows(account)) refreshInstalmentFees(account, on)
}

/** Paid back on the day it is lent: a row without days. */
function addDownPayment(account: Account, on: Day, amount: Money): Money {
  const { downPayment } = account.agreement
  if (downPayment === undefined) return nothing
  const down = downPaymentOf(account, amount)
  const row = blankRow('down-payment', on, on)
  row.owed.principal = down
  noteMet(row, on)
  account.rows.push(row)
  return down
}

export function downPaymentOf({ agreement, model }: Account, amount: Money): Money {
  const { downPayment, interest } = agreement
  if (downPayment === undefined) return nothing
  const share = percentage(amount, downPayment.percent, model.arithmetic)
  return interest.multiple === undefined
    ? share
    : toMultiple(share, interest.multiple, model.arithmetic)
}

function amortise(account: Account, on: Day, amount: Money): void {
  const { model } = account
  lend(model, on, amount)
  if (amount === 0) return
  addRows(account)
  const plan = account.rows.filter((row) => row.kind === 'instalment')
  if (plan.every((row) => row.due < on)) {
    const row = blankRow('additional', on, on)
    row.owed.principal = amount
    account.rows.push(row)
  }
  const dues = duesOf(model)
  for (const [i, period] of model.periods.entries()) {
    const row = account.rows.find(
      (each) => each.due === period.due && each.kind !== 'down-payment' && each.due >= on,
    )
    const due = dues[i]
    if (row === undefined || due === undefined) continue
    row.owed.principal = due.principal
    row.owed.interest = due.interest
    noteMet(row, on)
  }
}

/** Periods the schedule has grown by become rows. */
export function addRows(account: Account): void {
  for (const { from, due } of account.model.periods) {
    const known = account.rows.some((row) => row.kind !== 'down-payment' && row.due === due)
    if (!known) account.rows.push(blankRow('instalment', from, due))
  }
  sortRows(account)
}

/** The schedule was spread by hand: the new principal is too, the odd units to the last row. */
function spreadEvenly(account: Account, on: Day, amount: Money): void {
  const { model, agreement } = account
  let rows = account.rows.filter((row) => row.due > on && row.kind === 'instalment')
  if (rows.length === 0) rows = [additionalRow(account, on)]
  if (amount === 0) return
  const each = shared(amount, rows.length, model.arithmetic)
  const { multiple } = agreement.interest
  let left = amount
  for (const row of rows) {
    const before = row.owed.principal
    const grown = plus(before, each)
    row.owed.principal =
      multiple === undefined ? grown : toMultiple(grown, multiple, model.arithmetic)
    left = minus(left, minus(row.owed.principal, before))
    noteMet(row, on)
  }
  const last = rows.at(-1) as DueRow
  last.owed.principal = plus(last.owed.principal, left)
  noteMet(last, on)
}

/** Every instalment is worked out anew, those paid too: each bears an even part of all lent. */
function spreadOverAll(account: Account, on: Day, amount: Money): void {
  const { model, agreement } = account
  const rows = account.rows.filter((row) => row.kind === 'instalment')
  const all = plus(
    amount,
    rows.reduce((sum, row) => plus(sum, row.owed.principal), nothing),
  )
  const even = shared(all, rows.length, model.arithmetic)
  const { multiple } = agreement.interest
  const each = multiple === undefined ? even : toMultiple(even, multiple, model.arithmetic)
  for (const [i, row] of rows.entries()) {
    const last = i === rows.length - 1
    row.owed.principal = last ? money(all - each * (rows.length - 1)) : each
    noteMet(row, on)
  }
}

function additionalRow(account: Account, on: Day): DueRow {
  const known = account.rows.find((row) => row.kind === 'additional')
  if (known !== undefined) {
    known.due = on
    return known
  }
  const row = blankRow('additional', on, on)
  account.rows.push(row)
  return row
}

/** What the borrower has with us meets what is owed anew. */
export function meetOverpayment(account: Account, entry: Entry): void {
  if (account.overpaid <= 0) return
  entry.overpaid = least(entry.amount, account.overpaid)
  const own = entryOf(entry.deed, entry.kind, entry.on, account.overpaid)
  account.overpaid = spread(account, own, account.overpaid, account.agreement.spread.default)
  for (const [row, split] of own.met) entry.met.set(row, split)
}

/** One that is taken out of every drawdown is a charge of its own each time. */
function ofDrawdown(
  account: Account,
  agreed: AccountCharge,
  drawdown: string,
  on: Day,
): AccountCharge {
  const own = { id: `${agreed.id}:${drawdown}`, drawdown, due: on, dueOn: dateOfDay(on) }
  const charge = { ...agreed, ...own, rows: new Map(), paidOn: new Map() }
  account.charges.push(charge)
  return charge
}

/** Charges taken out of the drawdown are paid the moment they arise. */
function chargeDrawdown(account: Account, deed: string, on: Day, amount: Money): void {
  let total = nothing
  for (const agreed of account.charges.filter(({ drawdown }) => drawdown === undefined)) {
    if (agreed.when !== 'drawdown' || agreed.charged > 0) continue
    const charge = agreed.eachDrawdown ? ofDrawdown(account, agreed, deed, on) : agreed
    const interest = duesOf(account.model).reduce((sum, due) => plus(sum, due.interest), nothing)
    const base =
      charge.basis === 'principal'
        ? amount
        : charge.basis === 'interest'
          ? interest
          : plus(amount, interest)
    const taken = amountOf(account, charge, base)
    charge.charged = plus(charge.charged, taken)
    charge.paid = charge.charged
    total = plus(total, taken)
  }
  if (total === 0) return
  const entry = entryOf(deed, 'charges-at-drawdown', on, total)
  entry.split.fee = total
  account.entries.push(entry)
}
