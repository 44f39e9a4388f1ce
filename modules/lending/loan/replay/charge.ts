/** Charges: which row each belongs to, what it comes to, and what has met it (SEMANTICS §11). */
import { least, minus, money, nothing, plus, sum, type Money } from '#kernel/money'
import { percentage } from '../../schedule/model/arithmetic.ts'
import { dayOf, type Day } from '../../schedule/model/day.ts'
import { sortRows, type Account, type AccountCharge } from './account.ts'
import type { ChargeBasis, DeedOf } from './deed.ts'
import { blankRow, noteMet, type DueRow } from './due-row.ts'

/** Adds a charge to the rows it is due in. `waived` of it was forgiven, then or later. */
export function addCharge(account: Account, deed: DeedOf<'charged'>, waived: Money): AccountCharge {
  const { dueOn, ...terms } = deed
  const charge: AccountCharge = {
    ...terms,
    ...(dueOn !== undefined && { dueOn, due: dayOf(dueOn) }),
    ...{ on: dayOf(deed.on), knownOn: dayOf(deed.knownOn) },
    ...{ charged: nothing, paid: nothing, waived },
    ...{ rows: new Map<DueRow, Money>(), paidOn: new Map<DueRow, Money>() },
  }
  account.charges.push(charge)
  if (charge.when === 'instalment') chargeInstalments(account, charge)
  if (charge.when === 'dated') chargeOnDay(account, charge)
  return charge
}

function chargeOnDay(account: Account, charge: AccountCharge): void {
  const due = charge.due ?? charge.on
  if (!rowDueFor(account, due)) addRowFor(account, due)
  const row = rowDueFor(account, due)
  const base = baseOf(charge.basis, sumOf(account, 'principal'), sumOf(account, 'interest'))
  charge.charged = amountOf(account, charge, base)
  if (row === undefined) return
  bear(row, charge, charge.charged)
  const side = charge.penalty ? 'penalty' : 'fee'
  row.waived[side] = plus(row.waived[side], charge.waived)
  noteMet(row, charge.on)
}

/** Due after its row's start up to its due date; the first row includes its first day. */
export function rowDueFor(account: Account, on: Day): DueRow | undefined {
  const rows = account.rows.filter((row) => row.kind !== 'down-payment')
  let start = account.seedOn
  for (const [i, row] of rows.entries()) {
    if ((on > start || (i === 0 && on >= start)) && on <= row.due) return row
    start = row.due
  }
  return undefined
}

/** After the last due date a row of its own stands for it. */
function addRowFor(account: Account, due: Day): void {
  const last = account.rows.findLast((row) => row.kind !== 'down-payment')
  if (last === undefined || due <= last.due) return
  if (last.kind === 'additional') last.due = due
  else account.rows.push(blankRow('additional', last.due, due))
  sortRows(account)
}

function chargeInstalments(account: Account, charge: AccountCharge): void {
  for (const row of account.rows) {
    if (row.kind !== 'instalment') continue
    const base = baseOf(charge.basis, row.owed.principal, row.owed.interest)
    const amount = amountOf(account, charge, base)
    charge.rows.set(row, amount)
    bear(row, charge, amount)
  }
  charge.charged = sum(charge.rows.values())
  waiveRows(charge)
}

/** What was waived of an instalment fee, from the last row back: the first were paid. */
function waiveRows(charge: AccountCharge): void {
  let left = charge.waived
  const side = charge.penalty ? 'penalty' : 'fee'
  for (const [row, amount] of [...charge.rows].toReversed()) {
    const waived = least(left, amount)
    row.waived[side] = plus(row.waived[side], waived)
    left = minus(left, waived)
  }
}

/** After a drawdown: instalment fees in percent follow the new instalments. */
export function refreshInstalmentFees(account: Account, on: Day): void {
  const fees = account.charges.filter(
    (charge) => charge.when === 'instalment' && charge.knownOn < on,
  )
  for (const charge of fees) {
    for (const row of account.rows) {
      if (row.kind !== 'instalment' || row.met) continue
      const base = baseOf(charge.basis, row.owed.principal, row.owed.interest)
      const amount = amountOf(account, charge, base)
      const side = charge.penalty ? 'penalty' : 'fee'
      row.owed[side] = plus(minus(row.owed[side], charge.rows.get(row) ?? nothing), amount)
      charge.rows.set(row, amount)
    }
    charge.charged = sum(charge.rows.values())
  }
}

function bear(row: DueRow, charge: AccountCharge, amount: Money): void {
  const side = charge.penalty ? 'penalty' : 'fee'
  row.owed[side] = plus(row.owed[side], amount)
}

/** What of a charge is unpaid. */
export const unpaidOf = ({ charged, paid, waived }: AccountCharge): Money =>
  money(charged - paid - waived)

const baseOf = (basis: ChargeBasis, principal: Money, interest: Money): Money =>
  basis === 'flat'
    ? nothing
    : basis === 'principal'
      ? principal
      : basis === 'interest'
        ? interest
        : plus(principal, interest)

/** A sum as it is, a percent of its base. */
export const amountOf = ({ model }: Account, charge: AccountCharge, base: Money): Money =>
  charge.basis === 'flat'
    ? (charge.amount ?? nothing)
    : percentage(base, charge.percent ?? '0', model.arithmetic)

const sumOf = ({ rows }: Account, component: 'principal' | 'interest'): Money =>
  sum(rows.map((row) => row.owed[component]))

/** What a row's fees or penalties received goes to its charges, the earliest first. */
export function payCharges(account: Account, row: DueRow, penalty: boolean, paid: Money): void {
  let left = paid
  const own = account.charges.filter(
    (charge) => charge.penalty === penalty && isOf(account, charge, row),
  )
  for (const charge of own.toSorted((a, b) => dueFor(a, row) - dueFor(b, row))) {
    const already = charge.paidOn.get(row) ?? nothing
    const open =
      charge.when === 'instalment'
        ? minus(charge.rows.get(row) ?? nothing, already)
        : unpaidOf(charge)
    const taken = least(left, open)
    if (taken <= 0) continue
    charge.paid = plus(charge.paid, taken)
    charge.paidOn.set(row, plus(already, taken))
    left = minus(left, taken)
  }
}

const dueFor = (charge: AccountCharge, row: DueRow): Day =>
  charge.when === 'instalment' ? row.due : (charge.due ?? charge.on)

const isOf = (account: Account, charge: AccountCharge, row: DueRow): boolean =>
  charge.when === 'instalment'
    ? charge.rows.has(row)
    : charge.when === 'dated' && rowDueFor(account, charge.due ?? charge.on) === row
