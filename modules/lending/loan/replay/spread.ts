/** Money meets rows in the agreed order (SEMANTICS §6); what no row takes is an overpayment. */
import { minus, money, nothing, plus, type Money } from '#kernel/money'
import { shared } from '../../schedule/model/arithmetic.ts'
import { maturityOf } from '../../schedule/model/interest-model.ts'
import { toPeriodEnd } from '../../schedule/model/overdue.ts'
import { payableOn, payInterest, payPrincipal } from '../../schedule/model/receipt.ts'
import { follows, periodOf, syncRows, type Account } from './account.ts'
import type { Component, SpreadOrder, Timing } from './agreement.ts'
import { payCharges } from './charge.ts'
import { noSplit, payRow, unmet, type DueRow } from './due-row.ts'
import type { Entry } from './entry.ts'

type Step = SpreadOrder['steps'][number]

/** Spreads an amount over the rows; answers what is left of it. */
export function spread(account: Account, entry: Entry, amount: Money, order: SpreadOrder): Money {
  if (account.agreement.interest.processing === 'vertical') {
    let left = amount
    for (const step of order.steps) left = spreadStep(account, entry, left, step, order)
    return left
  }
  const blocks = Map.groupBy(order.steps, ({ timing }) => timing)
  let left = amount
  for (const [timing, steps] of blocks) {
    if (left > 0) left = spreadBlock(account, entry, left, { timing, steps }, order)
  }
  return left
}

const ROUNDS_PER_ROW_MAX = 100

/** Horizontal: a row's components in order, then the next row of that timing. */
function spreadBlock(
  account: Account,
  entry: Entry,
  amount: Money,
  block: { readonly timing: Timing; readonly steps: readonly Step[] },
  order: SpreadOrder,
): Money {
  let left = amount
  account.skipped.clear()
  const limit = account.rows.length * ROUNDS_PER_ROW_MAX
  for (let round = 0; round < limit; round++) {
    const rows = rowsFor(account, entry, block.timing, order, (row) => !row.met)
    if (rows.length === 0) return left
    for (const step of block.steps) {
      const portions = portionsOf(account, left, rows)
      for (const [i, row] of rows.entries()) {
        left = minus(left, pay(account, entry, row, step, portions[i] ?? nothing))
      }
    }
    if (left <= 0 || account.rows.every((row) => row.met)) return left
  }
  return left
}

/** Vertical: one component of all rows of that timing. */
function spreadStep(
  account: Account,
  entry: Entry,
  amount: Money,
  step: Step,
  order: SpreadOrder,
): Money {
  let left = amount
  const limit = account.rows.length * ROUNDS_PER_ROW_MAX
  for (let round = 0; round < limit && left > 0; round++) {
    const owing = (row: DueRow): boolean => unmet(row, step.component) > 0
    const rows = rowsFor(account, entry, step.timing, order, owing)
    let taken = nothing
    const portions = portionsOf(account, left, rows)
    for (const [i, row] of rows.entries()) {
      const portion = pay(account, entry, row, step, portions[i] ?? nothing)
      taken = plus(taken, portion)
      left = minus(left, portion)
    }
    if (taken <= 0) break
  }
  return left
}

function rowsFor(
  account: Account,
  { on }: Entry,
  timing: Timing,
  { future }: SpreadOrder,
  open: (row: DueRow) => boolean,
): DueRow[] {
  const { rows } = account
  if (timing === 'past-due') return first(rows.find((row) => open(row) && on > row.due))
  if (timing === 'due') return first(rows.find((row) => open(row) && on === row.due))
  const coming = rows.filter((row) => open(row) && on < row.due)
  if (future === 'evenly') return coming
  if (future === 'next') return first(coming[0])
  if (future === 'running-or-last') {
    const running = coming.filter((row) => on >= row.from)
    if (running.length > 0) return running
  }
  return first(rows.findLast((row) => on < row.due && (open(row) || isEmptied(account, row))))
}

/** A last row emptied by earlier payments may still bear something when worked out to the day. */
const isEmptied = (account: Account, row: DueRow): boolean =>
  follows(account) &&
  account.agreement.interest.processing === 'horizontal' &&
  Object.values(row.owed).every((amount) => amount === 0) &&
  !account.skipped.has(row)

const first = (row: DueRow | undefined): DueRow[] => (row === undefined ? [] : [row])

/** Evenly, the odd units to the last row; never a share below nothing. */
function portionsOf({ model }: Account, amount: Money, rows: readonly DueRow[]): Money[] {
  const count = rows.length
  if (count <= 1) return [amount]
  let each = shared(amount, count, model.arithmetic)
  if (amount - each * (count - 1) < 0) each = money(Math.floor(amount / count))
  return rows.map((_, i) => (i < count - 1 ? each : money(amount - each * (count - 1))))
}

function pay(account: Account, entry: Entry, row: DueRow, step: Step, amount: Money): Money {
  const { model } = account
  const period = periodOf(account, row)
  const outside = row.kind === 'down-payment' || row.due > maturityOf(model)
  if (!follows(account)) return take(account, entry, row, step.component, amount)
  if (outside || period === undefined) {
    account.skipped.add(row)
    return take(account, entry, row, step.component, amount)
  }
  let on = entry.on
  if (step.timing === 'in-advance') {
    const within = on > row.from && on <= row.due
    if (within && toPeriodEnd(model, account.payingOff)) on = row.due
    const payable = payableOn(model, period, on)
    if (payable.principal === 0 && payable.interest === 0) account.skipped.add(row)
    if (step.component === 'interest') row.owed.interest = payable.interest
    if (step.component === 'principal') row.owed.principal = payable.principal
  }
  const portion = take(account, entry, row, step.component, amount)
  if (step.component === 'principal') payPrincipal(model, period, on, portion)
  if (step.component === 'interest') payInterest(model, period, on, portion)
  if (step.component === 'principal' || step.component === 'interest') syncRows(account, entry.on)
  return portion
}

function take(
  account: Account,
  entry: Entry,
  row: DueRow,
  component: Component,
  amount: Money,
): Money {
  const portion = payRow(row, component, amount, entry.on)
  if (portion === 0) return portion
  entry.split[component] = plus(entry.split[component], portion)
  const met = entry.met.get(row) ?? noSplit()
  met[component] = plus(met[component], portion)
  entry.met.set(row, met)
  if (component === 'fee' || component === 'penalty') {
    payCharges(account, row, component === 'penalty', portion)
  }
  return portion
}
