/** What is owed elsewhere: instalments, their lenders, and what was borrowed lately (SPEC §8.1). */
import type { LocalDate } from '#kernel/dates'
import { sum, type Money } from '#kernel/money'
import type { Entry, EntryKind } from './entry.ts'
import { inside, lastDays, lastMonths, median, quarter } from './window.ts'

export type Obligations = {
  /** What all recurring instalments come to in a month. */
  readonly monthly: Money
  /** Seen in two of three months or more. */
  readonly byLender: { readonly [lender: string]: Money }
  /** Seen in one month only: no obligation yet. */
  readonly oneOff: { readonly [lender: string]: Money }
}

/** Borrowing on top of borrowing. */
export type Stacking = {
  /** Disbursals by other lenders in 30 and 90 days. */
  readonly disbursals30: number
  readonly disbursals90: number
  readonly disbursed90: Money
  /** Lenders heard of in the last 30 days for the first time in six months. */
  readonly newLenders30: number
}

const MONTHS_MIN = 2
/** Evidence of an instalment: paid, due or returned, it is owed. */
const OWING: ReadonlySet<EntryKind> = new Set(['emi-paid', 'emi-due', 'bounce', 'debit'])
const CUSTOMER_OF: ReadonlySet<EntryKind> = new Set([...OWING, 'disbursal', 'mandate'])
const LOOK_BACK_DAYS = 180
const NEW_DAYS = 30

export function obligationsOf(entries: readonly Entry[], asOf: LocalDate): Obligations {
  const owed = inside(entries, quarter(asOf)).filter(
    ({ kind, partyKind, party, amount }) =>
      OWING.has(kind) && partyKind === 'lender' && party !== undefined && amount !== undefined,
  )
  const months = lastMonths(asOf)
  const lenders = [...Map.groupBy(owed, ({ party }) => party!)].toSorted()
  const byLender: { [lender: string]: Money } = {}
  const oneOff: { [lender: string]: Money } = {}
  for (const [lender, theirs] of lenders) {
    const seen = months.map((month) => inside(theirs, month)).filter((one) => one.length > 0)
    const to = seen.length >= MONTHS_MIN ? byLender : oneOff
    to[lender] = median(seen.map(instalmentOf))!
  }
  return { monthly: sum(Object.values(byLender)), byLender, oneOff }
}

/**
 * A month's instalment: what was paid, else what was due or came back. A lender with two loans is
 * paid two amounts; the same amount told again is the same instalment.
 */
function instalmentOf(month: readonly Entry[]): Money {
  const paid = month.filter(({ kind }) => kind === 'emi-paid' || kind === 'debit')
  const told = paid.length > 0 ? paid : month
  return sum(new Set(told.map(({ amount }) => amount!)))
}

export function stackingOf(entries: readonly Entry[], asOf: LocalDate): Stacking {
  const borrowed = entries.filter(({ kind }) => kind === 'disbursal')
  const in90 = inside(borrowed, lastDays(asOf, 90))
  const past = inside(entries, lastDays(asOf, LOOK_BACK_DAYS)).filter(
    ({ partyKind, kind }) => partyKind === 'lender' && CUSTOMER_OF.has(kind),
  )
  const heard = (of: readonly Entry[]) => new Set(of.map((entry) => entry.party ?? entry.teller))
  const recent = lastDays(asOf, NEW_DAYS)
  const before = heard(past.filter(({ on }) => on < recent.from))
  return {
    disbursals30: inside(borrowed, lastDays(asOf, 30)).length,
    disbursals90: in90.length,
    disbursed90: sum(in90.map(({ amount }) => amount ?? (0 as Money))),
    newLenders30: heard(inside(past, recent)).difference(before).size,
  }
}
