/** A loan while its deeds are gone through: the schedule that goes on, its rows and its entries. */
import { nothing, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import {
  duesOf,
  modelOf,
  periodsFrom,
  type InterestModel,
} from '../../schedule/model/interest-model.ts'
import { creditedPrincipal, type Period } from '../../schedule/model/period.ts'
import { countOverdueTo } from '../../schedule/model/overdue.ts'
import type { Agreement } from './agreement.ts'
import type { ChargeTerms, Deed } from './deed.ts'
import { blankRow, noteMet, type DueRow } from './due-row.ts'
import type { Entry } from './entry.ts'

export type AccountCharge = ChargeTerms & {
  readonly id: string
  readonly on: Day
  readonly knownOn: Day
  readonly due?: Day
  /** Of one drawdown, where it is taken out of each. */
  readonly drawdown?: string
  /** What it came to. */
  charged: Money
  paid: Money
  waived: Money
  /** With each instalment: what each row bears of it. */
  readonly rows: Map<DueRow, Money>
  /** What of each row's payments it received. */
  readonly paidOn: Map<DueRow, Money>
}

export type Account = {
  readonly agreement: Agreement
  readonly seedOn: Day
  /** Its rate is changed some day. */
  readonly rated: boolean
  readonly model: InterestModel
  rows: DueRow[]
  readonly entries: Entry[]
  /** The deeds gone through. */
  readonly taken: Deed[]
  readonly charges: AccountCharge[]
  overpaid: Money
  state: 'running' | 'charged-off' | 'terminated' | 'written-off'
  /** Interest is not worked out anew any more. */
  frozen: boolean
  /** The payment at hand pays all there is. */
  payingOff: boolean
  readonly skipped: Set<DueRow>
  reAged: boolean
  reAmortised: boolean
  interestRefunded: Money
  /** Income there will ever be of a loan that was charged off or terminated. */
  earnedAtEnd?: { readonly on: Day; readonly interest: Money }
}

export function openAccount(agreement: Agreement, seedOn: Day, rated: boolean): Account {
  const { interest, fixedLength } = agreement
  const model = modelOf(interest, periodsFrom(seedOn, interest, fixedLength))
  return {
    ...{ agreement, seedOn, rated, model, entries: [], taken: [], charges: [], overpaid: nothing },
    rows: model.periods.map(({ from, due }) => blankRow('instalment', from, due)),
    ...{ state: 'running', frozen: false, payingOff: false, skipped: new Set() },
    ...{ reAged: false, reAmortised: false, interestRefunded: nothing },
  }
}

/** At some time: a rate that is changed to nothing, or from it, makes no other loan of it. */
export const bearsInterest = ({ agreement, rated }: Account): boolean =>
  rated || Number(agreement.interest.ratePercent) > 0

/** Whether payments change what interest is due. */
export const follows = (account: Account): boolean =>
  account.agreement.interest.recalculation !== undefined &&
  bearsInterest(account) &&
  !account.frozen

export const periodOf = ({ model }: Account, row: DueRow): Period | undefined =>
  model.periods.find((period) => period.due === row.due && period.from === row.from) ??
  model.periods.find((period) => period.from <= row.from && period.due >= row.due)

/** Brings the rows to what the schedule now says. */
export function syncRows(account: Account, on: Day): void {
  const dues = duesOf(account.model)
  for (const [i, period] of account.model.periods.entries()) {
    const row = account.rows.find((each) => each.due === period.due && each.kind !== 'down-payment')
    const due = dues[i]
    if (row === undefined || due === undefined) continue
    row.owed.principal = due.principal
    row.owed.interest = due.interest
    row.credited = creditedPrincipal(period)
    noteMet(row, on)
  }
}

/** Interest on overdue principal, counted to a day. */
export function recount(account: Account, on: Day): void {
  if (!follows(account) || !account.agreement.interest.recalculation?.onPastDue) return
  if (!countOverdueTo(account.model, on, account.payingOff)) return
  const dues = duesOf(account.model)
  for (const [i, period] of account.model.periods.entries()) {
    const row = account.rows.find(
      (each) => each.from === period.from && each.kind !== 'down-payment',
    )
    const due = dues[i]
    if (row === undefined || due === undefined) continue
    row.owed.principal = due.principal
    row.owed.interest = due.interest
  }
}

/** By due date; on one day as agreed between an instalment and a further down payment. */
export function sortRows(account: Account): void {
  const first = account.agreement.drawdownFirst ? -1 : 1
  const ranks = { instalment: 0, 'down-payment': first, additional: 2 } as const
  account.rows = account.rows.toSorted((a, b) => a.due - b.due || ranks[a.kind] - ranks[b.kind])
}
