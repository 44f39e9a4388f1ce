/**
 * Salary (SPEC §8.1): the same payer, in each of the last three months, amounts within a quarter of
 * their median. Payday moves with weekends, so months are counted from one pay to the next.
 */
import { addDays, daysBetween, parts, type LocalDate } from '#kernel/dates'
import { money, type Money } from '#kernel/money'
import { directionOf, type Entry } from './entry.ts'
import { median, MONTHS, quarter, within } from './window.ts'

export type Salary = {
  readonly regular: boolean
  /** Pays found, at most the last three. */
  readonly months: number
  /** The median pay. */
  readonly monthly?: Money
  /** Days of the month between the earliest and the latest payday. */
  readonly daySpread: number
  readonly lastOn?: LocalDate
  readonly pays: readonly { readonly on: LocalDate; readonly amount: Money }[]
}

/** Below this no regular credit is taken for a salary unless it says so. */
const LEAST = 500_000
/** From one pay to the next. */
const CYCLE_DAYS_MIN = 22
const CYCLE_DAYS_MAX = 40
/** Parts of one month's pay: an advance and the rest. */
const TOGETHER_DAYS = 8
const BANK_TRANSFERS: ReadonlySet<string> = new Set(['NEFT', 'RTGS', 'ACH', 'IMPS'])

type Pay = { readonly on: LocalDate; readonly amount: Money }

/** Entries come in order. Of several payers the one whose word is salary, then the one of most. */
export function salaryOf(entries: readonly Entry[], asOf: LocalDate): Salary {
  // A pay just before the window is still the first of three when payday moved by a weekend.
  const span = { from: addDays(quarter(asOf).from, -TOGETHER_DAYS), to: asOf }
  const found = entries.filter((entry) => within(span, entry.on) && mayBePay(entry))
  const payers = [...Map.groupBy(found, ({ party }) => party ?? '')]
  const ranked = payers
    .map(([payer, theirs]) => ({
      payer,
      said: theirs.filter(({ kind }) => kind === 'salary').length,
      pays: paysOf(theirs),
    }))
    .toSorted(
      (a, b) => b.said - a.said || total(b.pays) - total(a.pays) || (a.payer < b.payer ? -1 : 1),
    )
  const best = ranked.find(({ said, pays }) => said > 0 || pays.length >= MONTHS)
  return best ? judged(best.pays, asOf) : { regular: false, months: 0, daySpread: 0, pays: [] }
}

const mayBePay = (entry: Entry): boolean =>
  entry.kind === 'salary' ||
  (directionOf(entry) === 'in' &&
    entry.kind === 'credit' &&
    entry.party !== undefined &&
    entry.partyKind !== 'lender' &&
    BANK_TRANSFERS.has(entry.channel ?? '') &&
    entry.amount! >= LEAST)

/** What came within days of each other is one month's pay, dated by its first part. */
function paysOf(entries: readonly Entry[]): Pay[] {
  const pays: Pay[] = []
  for (const { on, amount } of entries) {
    const last = pays.at(-1)
    if (amount === undefined) continue
    if (last && daysBetween(last.on, on) <= TOGETHER_DAYS)
      pays[pays.length - 1] = { on: last.on, amount: money(last.amount + amount) }
    else pays.push({ on, amount })
  }
  return pays
}

function judged(all: readonly Pay[], asOf: LocalDate): Salary {
  const pays = all.slice(-MONTHS)
  const amounts = pays.map(({ amount }) => amount)
  const monthly = median(amounts)
  const lastOn = pays.at(-1)?.on
  const steps = pays.slice(1).map(({ on }, n) => daysBetween(pays[n]!.on, on))
  const regular =
    pays.length === MONTHS &&
    steps.every((days) => days >= CYCLE_DAYS_MIN && days <= CYCLE_DAYS_MAX) &&
    daysBetween(lastOn!, asOf) <= CYCLE_DAYS_MAX &&
    amounts.every((amount) => Math.abs(amount - monthly!) * 4 <= monthly!)
  return {
    regular,
    months: pays.length,
    daySpread: spreadOf(pays.map(({ on }) => parts(on).day)),
    pays,
    ...(monthly !== undefined && { monthly }),
    ...(lastOn !== undefined && { lastOn }),
  }
}

const total = (pays: readonly Pay[]): number => pays.reduce((sum, { amount }) => sum + amount, 0)

const MONTH_DAYS = 31
/** On the calendar's circle: the 31st and the 1st are one day apart. */
function spreadOf(days: readonly number[]): number {
  const sorted = days.toSorted((a, b) => a - b)
  if (sorted.length < 2) return 0
  const gaps = sorted.map((day, n) => (sorted[n + 1] ?? sorted[0]! + MONTH_DAYS) - day)
  return MONTH_DAYS - Math.max(...gaps)
}
