/** Cases of the source's calculator tests: operations on the bare schedule, row by row. */
import {
  balanceAfter,
  duesOf,
  modelOf,
  type InterestModel,
} from '../../../modules/lending/schedule/model/interest-model.ts'
import type { Period } from '../../../modules/lending/schedule/model/period.ts'
import { dateOfDay, dayOf } from '../../../modules/lending/schedule/model/day.ts'
import {
  accruedIn,
  credit,
  payInterest,
  payPrincipal,
} from '../../../modules/lending/schedule/model/receipt.ts'
import { changeRate, lend, pauseInterest } from '../../../modules/lending/schedule/model/tranche.ts'
import type { Action, Checkpoint, LoanCase, Table } from './case.ts'
import type { Outcome } from './run.ts'
import { cents, interestTermsOf, on } from './terms.ts'

export const isUnit = ({ terms }: LoanCase): boolean => terms['periods'] !== undefined

export function unitOutcomesOf(it: LoanCase): Outcome[] {
  const spans = it.terms['periods'] as readonly (readonly [string, string])[]
  const model = modelOf(
    interestTermsOf(it.terms),
    spans.map(([from, due]) => ({ from: dayOf(on(from)), due: dayOf(on(due)) })),
  )
  const outcomes: Outcome[] = []
  for (const [i, action] of it.actions.entries()) {
    operate(model, action)
    for (const [k, checkpoint] of it.expected.entries()) {
      if (checkpoint.afterAction !== i) continue
      const why = differenceAt(model, checkpoint)
      outcomes.push({ checkpoint: k, ...(why !== undefined && { why }) })
    }
  }
  return outcomes
}

const day = (text: unknown): number => dayOf(on(text))

function operate(model: InterestModel, action: Action): void {
  const amount = cents(action['amount'])
  const period = model.periods.find((each) => each.due === day(action['periodDueDate'] ?? UNUSED))
  switch (action.type) {
    case 'disburse':
      return lend(model, day(action['date']), amount)
    case 'changeRate':
      return changeRate(model, day(action['effectiveFrom']), String(action['newRatePercent']))
    case 'interestPause':
      return pauseInterest(model, day(action['from']), day(action['to']))
    case 'payPrincipal':
      return payPrincipal(model, period as Period, day(action['date']), amount)
    case 'payInterest':
      return payInterest(model, period as Period, day(action['date']), amount)
    case 'creditPrincipal':
      return credit(model, day(action['date']), { principal: amount })
    case 'creditInterest':
      return credit(model, day(action['date']), { interest: amount })
    default:
      throw new RangeError(`the operation ${action.type} is not known`)
  }
}

const UNUSED = '1970-01-01'

type Till = { readonly periodDueDate: string; readonly date: string; readonly cumulative: number }

function differenceAt(model: InterestModel, checkpoint: Checkpoint): string | undefined {
  const dues = duesOf(model)
  const table = checkpoint['schedule'] as Table | undefined
  for (const [i, row] of (table?.rows ?? []).entries()) {
    const [period, due] = [model.periods[i], dues[i]]
    if (period === undefined || due === undefined) return `schedule row ${i + 1}: not found`
    const own = [
      ...[i + 1, dateOfDay(period.due), balanceAfter(period, due) / 100],
      ...[due.principal / 100, due.interest / 100, period.instalment / 100],
    ]
    if (JSON.stringify(own) !== JSON.stringify(row)) {
      return `schedule row ${i + 1}: ${row.join(' ')} expected, ${own.join(' ')} found`
    }
  }
  const total = dues.reduce((sum, due) => sum + due.interest, 0) / 100
  const asked = checkpoint['totalInterestDue']
  if (asked !== undefined && asked !== total) {
    return `totalInterestDue: ${String(asked)} expected, ${total} found`
  }
  for (const { periodDueDate, date, cumulative } of (checkpoint['interestTillDate'] ??
    []) as readonly Till[]) {
    const period = model.periods.find((each) => each.due === day(periodDueDate)) as Period
    const own = accruedIn(model, period, day(date)) / 100
    if (own !== cumulative) return `interest to ${date}: ${cumulative} expected, ${own} found`
  }
  return undefined
}
