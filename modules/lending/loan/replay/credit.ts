/** What was paid is owed again: a chargeback, or an overpayment given back (SEMANTICS §10). */
import { least, minus, most, nothing, plus, type Money } from '#kernel/money'
import { dayOf, type Day } from '../../schedule/model/day.ts'
import { maturityOf } from '../../schedule/model/interest-model.ts'
import { credit, payPrincipal } from '../../schedule/model/receipt.ts'
import { bearsInterest, periodOf, sortRows, syncRows, type Account } from './account.ts'
import { COMPONENTS } from './agreement.ts'
import type { DeedOf } from './deed.ts'
import { blankRow, noSplit, noteMet, payRow, type DueRow, type Split } from './due-row.ts'
import { meetOverpayment } from './drawdown.ts'
import { entryOf, type Entry } from './entry.ts'

const recalculates = (account: Account): boolean =>
  account.agreement.interest.recalculation !== undefined

/** Without an agreed order all of it is principal, and an overpayment meets it first. */
export function chargeBack(account: Account, deed: DeedOf<'charged-back'>): void {
  const entry = entryOf(deed.id, 'charged-back', dayOf(deed.on), deed.amount)
  entry.of = deed.of
  account.entries.push(entry)
  const { chargebackOrder } = account.agreement
  if (!recalculates(account) && chargebackOrder === undefined) return oweAgain(account, entry)
  entry.overpaid = recalculates(account) ? account.overpaid : least(entry.amount, account.overpaid)
  entry.split =
    chargebackOrder === undefined
      ? { ...noSplit(), principal: deed.amount }
      : shareOf(account, deed, chargebackOrder)
  if (recalculates(account) && entry.on <= maturityOf(account.model)) putOnSchedule(account, entry)
  else putOnRow(entry, rowFor(account, entry.on))
  meetOverpayment(account, entry)
}

/** What the repayment had paid, less what earlier chargebacks of it took back. */
function shareOf(
  account: Account,
  deed: DeedOf<'charged-back'>,
  order: readonly (keyof Split)[],
): Split {
  const original = account.entries.find(
    (entry) => entry.deed === deed.of && entry.kind !== 'charged-back',
  )
  let left: Split = { ...(original?.split ?? noSplit()) }
  const earlier = account.entries.filter(
    (entry) => entry.kind === 'charged-back' && entry.deed !== deed.id && entry.of === deed.of,
  )
  for (const entry of earlier) {
    const taken = taking(left, entry.amount, order)
    left = {
      principal: minus(left.principal, taken.principal),
      interest: minus(left.interest, taken.interest),
      fee: minus(left.fee, taken.fee),
      penalty: minus(left.penalty, taken.penalty),
    }
  }
  return taking(left, deed.amount, order)
}

function taking(from: Split, amount: Money, order: readonly (keyof Split)[]): Split {
  const taken = noSplit()
  let left = amount
  for (const component of order) {
    taken[component] = most(nothing, least(left, from[component]))
    left = minus(left, taken[component])
  }
  return taken
}

/** Principal and interest bear on the schedule from that day; charges on the row of the day. */
function putOnSchedule(account: Account, entry: Entry): void {
  const { model } = account
  const { principal, interest } = entry.split
  if (principal > 0) credit(model, entry.on, { principal })
  if (interest > 0) credit(model, entry.on, { interest })
  syncRows(account, entry.on)
  const last = maturityOf(model)
  const row = account.rows.find((each) =>
    entry.on === last ? each.due === last : entry.on >= each.from && entry.on < each.due,
  )
  if (row === undefined) return
  row.owed.fee = plus(row.owed.fee, entry.split.fee)
  row.owed.penalty = plus(row.owed.penalty, entry.split.penalty)
  noteMet(row, entry.on)
}

function putOnRow(entry: Entry, row: DueRow): void {
  for (const component of COMPONENTS) {
    row.owed[component] = plus(row.owed[component], entry.split[component])
  }
  row.credited = plus(row.credited, entry.split.principal)
  noteMet(row, entry.on)
}

/** What comes on a day goes to the running row, at maturity to the last, then to a new one. */
function rowFor(account: Account, on: Day): DueRow {
  const rows = account.rows.filter((row) => row.kind !== 'down-payment')
  const running = rows.find((row) => row.kind !== 'additional' && row.due > on)
  if (running !== undefined) return running
  const added = rows.find((row) => row.kind === 'additional')
  if (added !== undefined) {
    added.due = Math.max(added.due, on)
    return added
  }
  const last = rows.at(-1) as DueRow
  if (last.due === on) return last
  const row = blankRow('additional', last.due, on)
  account.rows.push(row)
  sortRows(account)
  return row
}

/** All of it is principal; of an overpayment as much is used up, and that part is paid at once. */
function oweAgain(account: Account, entry: Entry): void {
  const used = useOverpayment(account, entry)
  if (entry.split.principal === 0) return
  const row = rowFor(account, entry.on)
  addPrincipal(row, entry)
  if (used > 0) notePaid(entry, row, payRow(row, 'principal', used, entry.on))
}

function addPrincipal(row: DueRow, { amount, on }: Entry): void {
  row.owed.principal = plus(row.owed.principal, amount)
  row.credited = plus(row.credited, amount)
  noteMet(row, on)
}

function useOverpayment(account: Account, entry: Entry): Money {
  const used = least(entry.amount, account.overpaid)
  entry.overpaid = used
  entry.split = { ...noSplit(), principal: minus(entry.amount, used) }
  account.overpaid = minus(account.overpaid, used)
  return used
}

function notePaid(entry: Entry, row: DueRow, portion: Money): void {
  entry.met.set(row, { ...noSplit(), principal: portion })
}

/** An overpayment is given back; beyond it the borrower owes the money. */
export function returnExcess(account: Account, deed: DeedOf<'excess-returned'>): void {
  const entry = entryOf(deed.id, 'excess-returned', dayOf(deed.on), deed.amount)
  account.entries.push(entry)
  if (!recalculates(account) || !bearsInterest(account)) return oweAgain(account, entry)
  const used = useOverpayment(account, entry)
  if (entry.split.principal === 0) return
  const { model } = account
  const row = rowFor(account, entry.on)
  if (row.kind === 'additional') {
    addPrincipal(row, entry)
  } else {
    credit(model, entry.on, { principal: entry.amount })
    syncRows(account, entry.on)
    const period = periodOf(account, row)
    if (used > 0 && period !== undefined) payPrincipal(model, period, entry.on, used)
    syncRows(account, entry.on)
  }
  if (used > 0) notePaid(entry, row, payRow(row, 'principal', used, entry.on))
}
