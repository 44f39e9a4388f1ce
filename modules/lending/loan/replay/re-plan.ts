/** What is unpaid is planned anew: re-amortised on the rows to come, or re-aged onto new ones. */
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { inParts, shared, toMultiple } from '../../schedule/model/arithmetic.ts'
import { dayOf, stepped, type Day } from '../../schedule/model/day.ts'
import { duesOf, maturityOf, principalOf } from '../../schedule/model/interest-model.ts'
import {
  evenlyOwed,
  reAge,
  reAgeEvenly,
  unpaidInterestOn,
  type ReAgeing,
} from '../../schedule/model/re-ageing.ts'
import { reAmortise, reAmortiseEvenly } from '../../schedule/model/re-amortisation.ts'
import { follows, sortRows, type Account } from './account.ts'
import { COMPONENTS } from './agreement.ts'
import type { DeedOf } from './deed.ts'
import {
  addSplits,
  blankRow,
  noSplit,
  noteMet,
  totalOf,
  unmet,
  type DueRow,
  type Split,
} from './due-row.ts'
import { entryOf } from './entry.ts'

const isPlan = (row: DueRow): boolean => row.kind === 'instalment'

/** Unpaid rows that fell due are emptied; what they asked for is spread over those to come. */
export function reAmortiseLoan(account: Account, deed: DeedOf<'re-amortised'>): void {
  const on = dayOf(deed.on)
  const entry = entryOf(deed.id, 're-amortised', on, nothing)
  account.entries.push(entry)
  // Where nothing is to come, nothing can be spread.
  entry.void = !account.rows.some((row) => row.due > on && isPlan(row))
  if (entry.void) return
  const past = account.rows.filter((row) => row.due <= on)
  const overdue = (component: 'principal' | 'interest'): Money =>
    sum(past.map((row) => unmet(row, component)))
  entry.split = { ...noSplit(), principal: overdue('principal') }
  if (follows(account)) {
    entry.split.interest = overdue('interest')
    if (deed.interest === 'spread') reAmortiseEvenly(account.model, on)
    else reAmortise(account.model, on)
    takeFromModel(account, on)
  } else {
    spreadPrincipal(account, on, past, entry.split.principal)
    account.reAmortised = true
  }
  entry.amount = totalOf(entry.split)
}

function spreadPrincipal(account: Account, on: Day, past: readonly DueRow[], overdue: Money): void {
  for (const row of past) {
    row.owed.principal = minus(row.owed.principal, unmet(row, 'principal'))
    noteMet(row, on)
  }
  const coming = account.rows.filter((row) => row.due > on && isPlan(row) && !row.reAged)
  const parts = evenParts(account, overdue, coming.length, true)
  for (const [i, row] of coming.entries()) {
    row.owed.principal = plus(row.owed.principal, parts[i] ?? nothing)
    noteMet(row, on)
  }
}

/** Even parts, in multiples where so agreed; the last takes what they leave. */
function evenParts(account: Account, all: Money, count: number, inMultiples: boolean): Money[] {
  const { model, agreement } = account
  const { multiple } = agreement.interest
  if (count === 0) return []
  const even = shared(all, count, model.arithmetic)
  const each =
    inMultiples && multiple !== undefined ? toMultiple(even, multiple, model.arithmetic) : even
  return inParts(all, each, count)
}

function takeFromModel(account: Account, on: Day): void {
  const dues = duesOf(account.model)
  for (const [i, period] of account.model.periods.entries()) {
    const row = account.rows.find((each) => each.due === period.due && each.kind !== 'down-payment')
    const due = dues[i]
    if (row === undefined || due === undefined) continue
    row.owed.principal = due.principal
    row.owed.interest = due.interest
    noteMet(row, on)
  }
}

/** All that is unpaid moves to new rows from a day on. */
export function reAgeLoan(account: Account, deed: DeedOf<'re-aged'>): void {
  const on = dayOf(deed.on)
  const entry = entryOf(deed.id, 're-aged', on, nothing)
  const terms: ReAgeing = { ...deed, startOn: dayOf(deed.startOn) }
  account.entries.push(entry)
  if (!follows(account)) {
    entry.split = reAgeRows(account, on, terms, deed.interest !== 'anew')
  } else if (deed.interest === 'anew') {
    const { lent, paid } = principalOf(account.model)
    const interest = unpaidInterestOn(account.model, on)
    entry.split = { ...noSplit(), principal: minus(lent, paid), interest }
    reAge(account.model, on, terms)
    rowsFromModel(account, on, noSplit())
  } else {
    const owed = evenlyOwed(account.model, on, deed.interest === 'all-spread')
    const charges = liftCharges(account, on)
    entry.split = { ...charges, principal: owed.principal, interest: owed.interest }
    const count = terms.instalments
    const each = sum(
      [charges.fee, charges.penalty].map((side) => shared(side, count, account.model.arithmetic)),
    )
    const total = plus(charges.fee, charges.penalty)
    reAgeEvenly(account.model, on, terms, owed, { total, each })
    rowsFromModel(account, on, charges)
  }
  account.reAged = true
  entry.amount = totalOf(entry.split)
  entry.void = entry.amount === 0
}

/** Unpaid charges leave their rows. */
function liftCharges(account: Account, on: Day): Split {
  const lifted = noSplit()
  for (const row of account.rows) {
    if (row.kind === 'down-payment') continue
    for (const side of ['fee', 'penalty'] as const) {
      const open = unmet(row, side)
      lifted[side] = plus(lifted[side], open)
      row.owed[side] = minus(row.owed[side], open)
    }
    noteMet(row, on)
  }
  return lifted
}

/** Rows of periods that stayed keep what was paid; the others are made from the schedule. */
function rowsFromModel(account: Account, on: Day, charges: Split): void {
  const { model } = account
  const gone = account.rows.filter((row) => isPlan(row) && row.due >= on)
  const early = gone.reduce((all, row) => addSplits(all, row.paid), noSplit())
  const inAdvance = sum(gone.map((row) => row.inAdvance))
  const late = sum(gone.map((row) => row.late))
  const end = maturityOf(model)
  const ends = new Set(model.periods.map(({ due }) => due))
  // Empty rows of earlier re-ageings go where their periods were joined.
  const joined = account.rows.filter((row) => row.reAged && row.due < on && !ends.has(row.due))
  account.rows = account.rows.filter(
    (row) => ![...gone, ...joined].includes(row) && !(row.kind === 'additional' && row.due <= end),
  )
  const dues = duesOf(model)
  const added: DueRow[] = []
  for (const [i, period] of model.periods.entries()) {
    const due = dues[i]
    if (due === undefined) continue
    const known = account.rows.find((row) => isPlan(row) && row.due === period.due && row.due < on)
    const row = known ?? blankRow('instalment', period.from, period.due)
    row.owed.principal = due.principal
    row.owed.interest = due.interest
    if (known === undefined) {
      account.rows.push(row)
      row.reAged = true
      if (period.holdsEarlyReceipts) {
        row.paid = { ...early, principal: period.paidPrincipal, interest: period.paidInterest }
        row.owed = { ...row.owed, fee: early.fee, penalty: early.penalty }
        Object.assign(row, { inAdvance, late })
      } else added.push(row)
    }
    noteMet(row, row.due === on ? (joined[0]?.metOn ?? on) : on)
  }
  for (const side of ['fee', 'penalty'] as const) {
    const parts = evenParts(account, charges[side], added.length, false)
    for (const [i, row] of added.entries()) {
      row.owed[side] = parts[i] ?? nothing
      noteMet(row, on)
    }
  }
  chain(account)
}

/** Without interest that follows payments the rows themselves are re-aged. */
function reAgeRows(account: Account, on: Day, terms: ReAgeing, interestToo: boolean): Split {
  const lifted = noSplit()
  const movable = interestToo ? COMPONENTS : (['principal'] as const)
  for (const row of account.rows) {
    if (interestToo && row.kind === 'down-payment') continue
    for (const component of movable) {
      const open = unmet(row, component)
      if (open <= 0) continue
      lifted[component] = plus(lifted[component], open)
      row.owed[component] = minus(row.owed[component], open)
    }
    noteMet(row, on)
  }
  if (totalOf(lifted) === 0) return lifted
  const gone = account.rows.filter((row) => isPlan(row) && row.due > on)
  account.rows = account.rows.filter(
    (row) => !gone.includes(row) || (row.due < terms.startOn && totalOf(row.paid) === 0),
  )
  const early = gone.reduce((all, row) => addSplits(all, row.paid), noSplit())
  const kept = account.rows.filter((row) => row.kind !== 'down-payment' && row.due <= terms.startOn)
  let from = Math.max(account.seedOn, ...kept.map((row) => row.due))
  if (totalOf(early) > 0) {
    const row = blankRow('instalment', from, on)
    Object.assign(row, { owed: { ...early }, paid: { ...early }, reAged: true })
    row.inAdvance = sum(gone.map((each) => each.inAdvance))
    noteMet(row, on)
    account.rows.push(row)
    from = on
  }
  layRows(account, on, terms, from, lifted)
  return lifted
}

function layRows(account: Account, on: Day, terms: ReAgeing, from: Day, lifted: Split): void {
  const { startOn, every, unit, instalments } = terms
  const parts = {
    interest: evenParts(account, lifted.interest, instalments, false),
    fee: evenParts(account, lifted.fee, instalments, false),
    penalty: evenParts(account, lifted.penalty, instalments, false),
  }
  const wholes = evenParts(account, totalOf(lifted), instalments, true)
  const beside = plus(
    parts.interest[0] ?? nothing,
    plus(parts.fee[0] ?? nothing, parts.penalty[0] ?? nothing),
  )
  const each = minus(wholes[0] ?? nothing, instalments > 1 ? beside : nothing)
  const principals = inParts(lifted.principal, each, instalments)
  let [begin, due] = [from, startOn]
  for (let i = 0; i < instalments; i++) {
    const row = blankRow('instalment', begin, due)
    row.reAged = true
    row.owed = {
      principal: principals[i] ?? nothing,
      interest: parts.interest[i] ?? nothing,
      fee: parts.fee[i] ?? nothing,
      penalty: parts.penalty[i] ?? nothing,
    }
    noteMet(row, on)
    account.rows.push(row)
    begin = due
    due = stepped(due, every, unit)
  }
  chain(account)
}

/** New rows begin where the row before ends. */
function chain(account: Account): void {
  sortRows(account)
  let before: Day | undefined
  for (const row of account.rows) {
    if (before !== undefined && (row.reAged || row.kind === 'additional')) row.from = before
    before = row.due
  }
}
