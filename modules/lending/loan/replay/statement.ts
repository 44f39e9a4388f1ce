/** The schedule as it is shown: drawdowns and rows in order, with the balance after each. */
import { minus, most, nothing, plus, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import type { Account } from './account.ts'
import { totalOf, unmetOf, type DueRow, type Split } from './due-row.ts'

export type ShownRow =
  | {
      readonly kind: 'drawdown'
      readonly on: Day
      readonly balance: Money
      /** Charges taken out of it, due and paid at once. */
      readonly fees: Money
      readonly feesPaid: Money
      /** Expected, not drawn yet. */
      readonly planned: boolean
    }
  | {
      readonly kind: DueRow['kind']
      readonly n: number
      readonly from: Day
      readonly on: Day
      readonly balance: Money
      readonly owed: Split
      readonly paid: Money
      readonly waived: Money
      readonly inAdvance: Money
      readonly late: Money
      readonly unpaid: Money
      readonly metOn?: Day
    }

export type ShownDrawdown = {
  readonly on: Day
  readonly amount: Money
  readonly fees: Money
  readonly planned?: boolean
}

export function shownRows(account: Account, drawdowns: readonly ShownDrawdown[]): ShownRow[] {
  const shown: ShownRow[] = []
  const waiting = [...drawdowns]
  let balance = nothing
  let n = 0
  for (const row of account.rows) {
    while (waiting[0] && drawnBefore(waiting[0].on, row, account)) {
      const drawdown = waiting.shift() as ShownDrawdown
      balance = plus(balance, drawdown.amount)
      shown.push(shownDrawdown(drawdown))
    }
    balance = minus(plus(balance, creditedTo(row)), row.owed.principal)
    shown.push(shownRow(row, ++n, most(nothing, balance)))
  }
  return [...shown, ...waiting.map(shownDrawdown)]
}

const shownDrawdown = ({ on, amount, fees, planned = false }: ShownDrawdown): ShownRow => ({
  ...{ kind: 'drawdown', on, balance: amount, fees, planned },
  feesPaid: planned ? nothing : fees,
})

/** On a due date the instalment comes first, unless it is the very first day. */
function drawnBefore(on: Day, row: DueRow, { seedOn, agreement }: Account): boolean {
  if (on < row.due || (agreement.drawdownFirst && on === row.due)) return true
  return on === row.due && (row.kind !== 'instalment' || on === seedOn)
}

const creditedTo = (row: DueRow): Money => row.credited

function shownRow(row: DueRow, n: number, balance: Money): ShownRow {
  return {
    ...{ kind: row.kind, n, from: row.from, on: row.due, balance },
    owed: row.owed,
    paid: totalOf(row.paid),
    waived: totalOf(row.waived),
    ...{ inAdvance: row.inAdvance, late: row.late, unpaid: unmetOf(row) },
    ...(row.met && row.metOn !== undefined && { metOn: row.metOn }),
  }
}
