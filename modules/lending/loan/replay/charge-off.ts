/** A loan charged off, or terminated: what becomes of its schedule (SEMANTICS §11). */
import { minus, money, most, nothing, plus, sum, type Money } from '#kernel/money'
import { shared } from '../../schedule/model/arithmetic.ts'
import { dayOf, type Day } from '../../schedule/model/day.ts'
import { creditedInterest } from '../../schedule/model/period.ts'
import { accruedIn } from '../../schedule/model/receipt.ts'
import { follows, periodOf, type Account } from './account.ts'
import { COMPONENTS } from './agreement.ts'
import type { DeedOf } from './deed.ts'
import { blankRow, noteMet, payRow, totalOf, unmet, type DueRow } from './due-row.ts'
import { entryOf } from './entry.ts'

const isPlan = (row: DueRow): boolean => row.kind !== 'additional'

/** By the agreement: keep the schedule, drop interest to come, or make all of it due at once. */
export function chargeOff(account: Account, deed: DeedOf<'charged-off'>): void {
  const { chargeOff: how } = account.agreement
  const on = dayOf(deed.on)
  if (how === 'no-interest') dropInterest(account, on)
  if (how === 'accelerate') accelerate(account, on)
  end(account, deed, 'charged-off')
}

export function terminate(account: Account, deed: DeedOf<'terminated'>): void {
  accelerate(account, dayOf(deed.on))
  end(account, deed, 'terminated')
}

function end(
  account: Account,
  deed: DeedOf<'charged-off'> | DeedOf<'terminated'>,
  state: 'charged-off' | 'terminated',
): void {
  const on = dayOf(deed.on)
  const entry = entryOf(deed.id, state, on, nothing)
  account.entries.push(entry)
  account.earnedAtEnd = { on, interest: earnedTo(account, on) }
  for (const component of COMPONENTS) {
    entry.split[component] = sum(account.rows.map((row) => unmet(row, component)))
  }
  entry.amount = totalOf(entry.split)
  entry.void = entry.amount === 0
  if (entry.void) return
  account.state = state
  account.frozen = true
}

/** Interest earned when the loan ends: that of rows past, and of the running one to the day. */
function earnedTo(account: Account, on: Day): Money {
  const { chargeOff: how } = account.agreement
  return sum(
    account.rows.filter(isPlan).map((row) => {
      const period = periodOf(account, row)
      const credited = period ? creditedInterest(period) : nothing
      if (row.due <= on) return minus(row.owed.interest, credited)
      if (row.from > on) return nothing
      if (follows(account) && period) return accruedIn(account.model, period, on)
      const open = unmet(row, 'interest')
      return how === 'keep' ? shareTo(account, row, open, on) : open
    }),
  )
}

/** The running row's interest by its days. */
function shareTo({ model }: Account, row: DueRow, interest: Money, on: Day): Money {
  const length = row.due - row.from
  return length === 0
    ? interest
    : shared(money(interest * (on - row.from)), length, model.arithmetic)
}

const interestTo = (account: Account, row: DueRow, on: Day): Money => {
  const period = periodOf(account, row)
  return follows(account) && period
    ? accruedIn(account.model, period, on)
    : shareTo(account, row, unmet(row, 'interest'), on)
}

/** Interest of the days to come becomes principal of the same instalment; the last one shrinks. */
function dropInterest(account: Account, on: Day): void {
  for (const row of account.rows) {
    if (row.from <= on && row.due > on) {
      const open = unmet(row, 'interest')
      const earned = interestTo(account, row, on)
      if (open <= 0 && !(follows(account) && earned > 0)) continue
      const kept = follows(account) ? earned : plus(minus(row.owed.interest, open), earned)
      row.owed.principal = plus(row.owed.principal, minus(row.owed.interest, kept))
      row.owed.interest = kept
    } else if (row.from > on && !row.met) {
      const open = most(nothing, unmet(row, 'interest'))
      row.owed.principal = plus(row.owed.principal, open)
      row.owed.interest = minus(row.owed.interest, open)
    }
  }
  const drawn = account.entries.filter(({ kind }) => kind === 'drawn')
  const credited = sum(account.rows.map((row) => row.credited))
  const lent = plus(sum(drawn.map(({ amount }) => amount)), credited)
  const planned = sum(account.rows.filter(isPlan).map((row) => row.owed.principal))
  let over = minus(planned, lent)
  for (const row of account.rows.toReversed()) {
    if (over === 0) break
    if (!isPlan(row) || row.met) continue
    const before = row.owed.principal
    row.owed.principal = most(nothing, minus(before, over))
    over = minus(over, minus(before, row.owed.principal))
    noteMet(row, on)
  }
}

/** All principal falls due with the running row, that very day, with interest to it. */
function accelerate(account: Account, on: Day): void {
  const last = account.rows.findLast(isPlan)
  const current = account.rows.find(
    (row, i) =>
      row.kind === 'instalment' && (row.from < on || (i === 0 && row.from === on)) && on <= row.due,
  )
  if (current === undefined || last === undefined || on >= last.due) return
  if (!current.met) current.owed.interest = interestTo(account, current, on)
  const later = account.rows.filter((row) => row !== current && row.due > on)
  current.due = on
  for (const row of later) {
    gather(current, row)
    // Interest that was spread evenly had run already.
    const spread = follows(account) ? (periodOf(account, row)?.fixedInterest ?? nothing) : nothing
    const unpaid = most(nothing, minus(spread, row.paid.interest))
    current.owed.interest = plus(current.owed.interest, unpaid)
  }
  account.rows = account.rows.filter((row) => !later.includes(row))
  const charges = later.filter((row) => row.owed.fee + row.owed.penalty > 0)
  const end = charges.at(-1)
  if (end !== undefined) {
    const row = blankRow('additional', on, end.due)
    for (const each of charges) {
      row.owed.fee = plus(row.owed.fee, each.owed.fee)
      row.owed.penalty = plus(row.owed.penalty, each.owed.penalty)
      payRow(row, 'fee', each.paid.fee, on)
      payRow(row, 'penalty', each.paid.penalty, on)
    }
    account.rows.push(row)
  }
  noteMet(current, on)
}

function gather(into: DueRow, row: DueRow): void {
  into.owed.principal = plus(into.owed.principal, row.owed.principal)
  into.owed.interest = plus(into.owed.interest, row.paid.interest)
  into.paid.principal = plus(into.paid.principal, row.paid.principal)
  into.paid.interest = plus(into.paid.interest, row.paid.interest)
  into.inAdvance = plus(into.inAdvance, row.inAdvance)
  into.late = plus(into.late, row.late)
}
