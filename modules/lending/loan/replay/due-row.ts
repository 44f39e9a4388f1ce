/** A row of the schedule as the borrower owes it: what is due, what has met it, and when. */
import { minus, money, nothing, plus, sum, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import { COMPONENTS, type Component } from './agreement.ts'

export type Split = { [component in Component]: Money }

export type DueRow = {
  /** An instalment of the plan, a down payment, or a row added for what came after the plan. */
  kind: 'instalment' | 'down-payment' | 'additional'
  from: Day
  due: Day
  owed: Split
  paid: Split
  waived: Split
  forgone: Split
  /** Principal put on it by a credit: lent again. */
  credited: Money
  /** Paid before the due date, and after it. */
  inAdvance: Money
  late: Money
  /** Since when nothing of it is owed. */
  met: boolean
  metOn?: Day
  reAged: boolean
}

export const noSplit = (): Split => ({
  principal: nothing,
  interest: nothing,
  fee: nothing,
  penalty: nothing,
})

export const blankRow = (kind: DueRow['kind'], from: Day, due: Day): DueRow => ({
  ...{ kind, from, due, owed: noSplit(), paid: noSplit(), waived: noSplit(), forgone: noSplit() },
  ...{ credited: nothing, inAdvance: nothing, late: nothing, met: false, reAged: false },
})

export const addSplits = (a: Split, b: Split): Split => ({
  principal: plus(a.principal, b.principal),
  interest: plus(a.interest, b.interest),
  fee: plus(a.fee, b.fee),
  penalty: plus(a.penalty, b.penalty),
})

export const totalOf = (split: Split): Money => sum(Object.values(split))

export const unmet = (row: DueRow, component: Component): Money =>
  minus(
    row.owed[component],
    money(row.paid[component] + row.waived[component] + row.forgone[component]),
  )

export const unmetOf = (row: DueRow): Money =>
  sum(COMPONENTS.map((component) => unmet(row, component)))

/** Pays up to what is owed of a component; answers how much that was. */
export function payRow(row: DueRow, component: Component, amount: Money, on: Day): Money {
  const owed = unmet(row, component)
  const portion = amount >= owed ? owed : amount
  if (amount !== 0) {
    row.paid[component] = plus(row.paid[component], portion)
    if (on < row.due) row.inAdvance = plus(row.inAdvance, portion)
    else if (on > row.due) row.late = plus(row.late, portion)
  }
  row.met = unmetOf(row) === 0
  if (row.met) row.metOn = on
  else delete row.metOn
  return amount === 0 ? nothing : portion
}

/** After its amounts changed: whether it is met, and since when. */
export function noteMet(row: DueRow, on: Day): void {
  const open = unmetOf(row) !== 0
  if (!row.met && !open) {
    row.met = true
    row.metOn = on
  } else if (row.met && open) {
    row.met = false
    delete row.metOn
  }
}
