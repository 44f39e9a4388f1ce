/**
 * A loan from its agreement and its deeds: every deed in the order of its date, each time anew. A
 * backdated or reversed deed therefore re-derives every later one (SEMANTICS §6).
 */
import { least, minus, most, nothing, plus, sum, type Money } from '#kernel/money'
import type { LocalDate } from '#kernel/dates'
import { dayOf, type Day } from '../../schedule/model/day.ts'
import { duesOf } from '../../schedule/model/interest-model.ts'
import { changeRate, extend, moveDueDate, pauseInterest } from '../../schedule/model/tranche.ts'
import { follows, openAccount, recount, sortRows, syncRows, type Account } from './account.ts'
import type { Agreement } from './agreement.ts'
import { addCharge } from './charge.ts'
import { chargeOff, terminate } from './charge-off.ts'
import { chargeBack, returnExcess } from './credit.ts'
import { inOrder, isVariation, type Deed, type DeedOf } from './deed.ts'
import { addRows, draw } from './drawdown.ts'
import { noteMet, totalOf, unmetOf } from './due-row.ts'
import { entryOf, noteBalances } from './entry.ts'
import { interestDueTo, meetLater, receive } from './payment.ts'
import { reAgeLoan, reAmortiseLoan } from './re-plan.ts'
import { writeOff } from './write-off.ts'

/** The loan with all its deeds, its overdue interest counted to the day last processed. */
export function replay(
  agreement: Agreement,
  deeds: readonly Deed[],
  processedOn: LocalDate,
): Account {
  const standing = inOrder(deeds)
  const account = openAccount(
    agreement,
    seedOf(agreement, standing, processedOn),
    standing.some(({ kind }) => kind === 'rate-changed'),
  )
  const waived = waivers(standing)
  for (const deed of standing) {
    take(account, deed, waived, dayOf(processedOn))
    account.taken.push(deed)
  }
  account.payingOff = false
  recount(account, dayOf(processedOn))
  tidyRows(account)
  noteBalances(account.entries)
  return account
}

function seedOf(agreement: Agreement, deeds: readonly Deed[], processedOn: LocalDate): Day {
  if (agreement.countsFrom === 'application') return dayOf(agreement.appliedOn)
  const first = deeds.find((deed) => deed.kind === 'drawn')
  return dayOf(first?.on ?? processedOn)
}

/** From that day on: the instalments were worked out on the days agreed before. */
function moveDueDates(account: Account, deed: DeedOf<'due-date-moved'>): void {
  const { agreement, model, seedOn } = account
  const { fixedLength: length } = agreement
  const fixed = length === undefined ? undefined : { seed: seedOn, length }
  const dues = model.periods.map(({ due }) => due)
  moveDueDate(model, dayOf(deed.on), dayOf(deed.to), fixed)
  for (const row of account.rows) {
    const period = row.kind === 'instalment' ? model.periods[dues.indexOf(row.due)] : undefined
    if (period === undefined) continue
    row.from = period.from
    row.due = period.due
  }
  sortRows(account)
  // Rows that were spread by themselves are not the schedule's any more.
  const own = !follows(account) && (account.reAged || account.reAmortised)
  if (!own) syncRows(account, dayOf(deed.on))
}

function waivers(deeds: readonly Deed[]): ReadonlyMap<string, Money> {
  const waived = new Map<string, Money>()
  for (const deed of deeds) {
    if (deed.kind !== 'charge-waived') continue
    waived.set(deed.of, plus(waived.get(deed.of) ?? nothing, deed.amount))
  }
  return waived
}

function take(
  account: Account,
  deed: Deed,
  waived: ReadonlyMap<string, Money>,
  processedOn: Day,
): void {
  const on = dayOf(deed.on)
  // What is only expected later finds nothing overdue yet.
  const counted = Math.min(on, processedOn)
  if (deed.kind !== 'paid' && deed.kind !== 'charged' && !isVariation(deed)) {
    recount(account, counted)
  }
  switch (deed.kind) {
    case 'drawn':
      return draw(account, deed)
    case 'paid':
      return void receive(account, withAmount(account, deed))
    case 'charged': {
      const charge = addCharge(account, deed, waived.get(deed.id) ?? nothing)
      if (charge.charged > charge.waived && charge.when === 'dated') meetLater(account)
      return
    }
    case 'charge-waived': {
      const entry = entryOf(deed.id, 'charge-waived', on, deed.amount)
      const charge = account.charges.find((each) => each.id === deed.of)
      if (deed.booked && charge) entry.split[charge.penalty ? 'penalty' : 'fee'] = deed.amount
      account.entries.push(entry)
      return
    }
    case 'charged-back':
      return chargeBack(account, deed)
    case 'excess-returned':
      return returnExcess(account, deed)
    case 'rate-changed':
      changeRate(account.model, on, deed.ratePercent)
      return followPlan(account, on)
    case 'due-date-moved':
      return moveDueDates(account, deed)
    case 'interest-paused':
      pauseInterest(account.model, on, dayOf(deed.to))
      return followPlan(account, on)
    case 'extended':
      extend(account.model, on, deed.instalments)
      addRows(account)
      return followPlan(account, on)
    case 're-amortised':
      return reAmortiseLoan(account, deed)
    case 're-aged':
      return reAgeLoan(account, deed)
    case 'charged-off':
      return chargeOff(account, deed)
    case 'terminated':
      return terminate(account, deed)
    case 'written-off':
      return writeOff(account, deed)
    default:
      return
  }
}

/** Interest given back with a refund is worked out where the refund stands. */
function withAmount(account: Account, deed: DeedOf<'paid'>): DeedOf<'paid'> {
  if (deed.as !== 'interest-refund' || deed.for === undefined) return deed
  const on = dayOf(deed.on)
  const lighter = replay(account.agreement, withoutRefunded(account), deed.on)
  const saved = minus(interestDueTo(account, on), interestDueTo(lighter, on))
  const amount = most(nothing, minus(saved, account.interestRefunded))
  account.interestRefunded = plus(account.interestRefunded, amount)
  return { ...deed, amount }
}

/** The loan had the refunded principal never been lent: repaid the moment it was drawn. */
function withoutRefunded({ agreement, taken }: Account): Deed[] {
  const isRefund = (deed: Deed): boolean =>
    deed.kind === 'paid' && agreement.refundsInterest.includes(deed.as)
  let left = sum(taken.filter(isRefund).map((deed) => (deed as DeedOf<'paid'>).amount))
  return taken.flatMap((deed): Deed[] => {
    if (isRefund(deed) || (deed.kind === 'paid' && deed.as === 'interest-refund')) return []
    if (deed.kind !== 'drawn' || left === 0) return [deed]
    const amount = least(deed.amount, left)
    left = minus(left, amount)
    const { on, knownOn } = deed
    const own = { id: `${deed.id}:refunded`, on, knownOn } as const
    return [deed, { ...own, kind: 'paid', as: 'repayment', amount }]
  })
}

/** Rows not past and not met by money follow a change of terms; one that asked nothing may ask. */
function followPlan(account: Account, on: Day): void {
  const dues = duesOf(account.model)
  for (const [i, period] of account.model.periods.entries()) {
    const row = account.rows.find((each) => each.due === period.due && each.kind !== 'down-payment')
    const due = dues[i]
    if (row === undefined || due === undefined || row.due < on) continue
    if (row.met && totalOf(row.owed) > 0) continue
    row.owed.principal = due.principal
    row.owed.interest = due.interest
    noteMet(row, on)
  }
}

function tidyRows(account: Account): void {
  const last = account.rows.at(-1)
  if (last?.kind === 'additional' && totalOf(last.owed) === 0) account.rows.pop()
  for (const row of account.rows) {
    if (unmetOf(row) > 0) {
      row.met = false
      delete row.metOn
    }
  }
  sortRows(account)
}

/** All that is still owed on the rows. */
export const owedOf = (account: Account): Money => sum(account.rows.map(unmetOf))
