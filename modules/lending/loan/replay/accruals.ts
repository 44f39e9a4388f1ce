/** Income earned day by day, of interest and of charges. */
import { minus, most, nothing, plus, sum, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import { creditedInterest } from '../../schedule/model/period.ts'
import { accruedIn } from '../../schedule/model/receipt.ts'
import { periodOf, type Account } from './account.ts'
import type { Agreement } from './agreement.ts'
import { rowDueFor } from './charge.ts'
import type { DueRow } from './due-row.ts'

export type Income = { readonly interest: Money; readonly fee: Money; readonly penalty: Money }

/** Where the day of a drawdown bears interest itself, a day's end has earned that day too. */
export const leadDaysOf = ({ interest }: Agreement): number =>
  interest.dayCount.yearTurns === 'after-31-december' ? 1 : 0

/**
 * All income earned up to a day; of a loan that is closed, all there will be. `shown`: the loan as
 * it stood before the day was counted; rows past are taken from it, the running one is counted.
 */
export function earnedTo(
  account: Account,
  till: Day,
  closed: boolean,
  shown: Account = account,
): Income {
  const interestTill = till + leadDaysOf(account.agreement)
  const rows = account.rows.filter((row) => row.kind === 'instalment')
  const instalments = shown.rows.filter((row) => row.kind === 'instalment')
  const asShown = new Map(instalments.map((row) => [row.due, row.owed.interest]))
  const interest = sum(
    rows.map((row) => {
      const due = asShown.get(row.due) ?? row.owed.interest
      return interestIn(account, row, closed ? row.owed.interest : due, interestTill, closed)
    }),
  )
  const [fee, penalty] = [false, true].map((side) => chargesTo(account, till, side, closed))
  return { interest, fee: fee ?? nothing, penalty: penalty ?? nothing }
}

function interestIn(account: Account, row: DueRow, due: Money, till: Day, closed: boolean): Money {
  const period = periodOf(account, row)
  const credited = period ? creditedInterest(period) : nothing
  if (closed || till > row.due) return minus(due, credited)
  if (till <= row.from || period === undefined) return nothing
  // What was spread evenly is earned with its instalment.
  const beside = till < row.due ? plus(credited, period.fixedInterest) : credited
  return most(nothing, minus(accruedIn(account.model, period, till), beside))
}

function chargesTo(account: Account, till: Day, penalty: boolean, closed: boolean): Money {
  let earned = nothing
  for (const charge of account.charges) {
    if (charge.penalty !== penalty || charge.when === 'drawdown') continue
    if (charge.when === 'instalment') {
      for (const [row, amount] of charge.rows) {
        if (closed || till >= row.due) earned = plus(earned, amount)
      }
      continue
    }
    const due = charge.due ?? charge.on
    const inRow = rowDueFor(account, due)
    if (inRow !== undefined && (closed || due <= till)) {
      earned = plus(earned, minus(charge.charged, charge.waived))
    }
  }
  return earned
}
