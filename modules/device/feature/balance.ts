/** What stood in the account at each day's end, and what that says (SPEC §8.1). */
import { addDays, parts, type LocalDate } from '#kernel/dates'
import { minus, money, plus, type Money } from '#kernel/money'
import { directionOf, type Entry } from './entry.ts'
import { sameAccount } from './telling.ts'
import { quarter, within, type Span } from './window.ts'

export type Balances = {
  /** Days with a known balance at their end. */
  readonly days: number
  readonly average?: Money
  readonly minimum?: Money
  readonly daysBelow1000: number
  /** By calendar month, `2026-08`. */
  readonly monthly: { readonly [month: string]: Money }
  /** Over the 5th, 10th, 15th, 20th and 25th of each month: lenders' ABB. */
  readonly onFixedDays?: Money
  /** The last calendar month against the average, in percent: above 100 it grows. */
  readonly trendPercent?: number
}

const FIXED_DAYS: ReadonlySet<number> = new Set([5, 10, 15, 20, 25])
const LOW = 100_000

/**
 * Balances of the account most is told of, by day, over three months. A day without entries ends
 * as the one before; before the first entry stands what that entry began with, but only back to
 * `since`, from which on the source tells everything.
 */
export function balancesOf(entries: readonly Entry[], asOf: LocalDate, since?: LocalDate) {
  const ends = dayEnds(ofMainAccount(entries), quarter(asOf), since)
  return summed(ends)
}

type DayEnd = { readonly on: LocalDate; readonly balance: Money }

/** The account with most balances told; of two alike the one that sorts first. */
function ofMainAccount(entries: readonly Entry[]): Entry[] {
  const told = entries.filter((one) => one.account !== undefined && one.balance !== undefined)
  const counts = Map.groupBy(told, ({ account }) => account!.slice(-3))
  const [main] = [...counts].toSorted(
    ([a, xs], [b, ys]) => ys.length - xs.length || (a < b ? -1 : 1),
  )
  if (!main) return []
  return entries.filter(({ account }) => account !== undefined && sameAccount(account, main[0]))
}

/** Entries come in order. An entry without a balance moves the running one by its amount. */
function dayEnds(entries: readonly Entry[], span: Span, since?: LocalDate): DayEnd[] {
  const first = entries.findIndex(({ balance }) => balance !== undefined)
  if (first < 0) return []
  const opening = before(entries[first]!)
  const from = [span.from, since ?? entries[first]!.on].toSorted().at(-1)!
  const ends: DayEnd[] = []
  let running = opening
  let next = first
  for (let on = from; on <= span.to; on = addDays(on, 1)) {
    for (; next < entries.length && entries[next]!.on <= on; next++)
      running = after(running, entries[next]!)
    if (within(span, on)) ends.push({ on, balance: running })
  }
  return ends
}

const before = (entry: Entry): Money => {
  const direction = directionOf(entry)
  if (direction === undefined) return entry.balance!
  return direction === 'in'
    ? minus(entry.balance!, entry.amount!)
    : plus(entry.balance!, entry.amount!)
}

function after(running: Money, entry: Entry): Money {
  if (entry.balance !== undefined) return entry.balance
  const direction = directionOf(entry)
  if (direction === undefined) return running
  return direction === 'in' ? plus(running, entry.amount!) : minus(running, entry.amount!)
}

function summed(ends: readonly DayEnd[]): Balances {
  const monthly = Object.fromEntries(
    [...Map.groupBy(ends, ({ on }) => on.slice(0, 7))].map(([month, days]) => [month, mean(days)!]),
  )
  const average = mean(ends)
  const last = Object.keys(monthly).at(-1)
  const fixed = mean(ends.filter(({ on }) => FIXED_DAYS.has(parts(on).day)))
  return {
    days: ends.length,
    daysBelow1000: ends.filter(({ balance }) => balance < LOW).length,
    monthly,
    ...(average !== undefined && { average, minimum: least(ends) }),
    ...(fixed !== undefined && { onFixedDays: fixed }),
    ...(last !== undefined &&
      average! > 0 && { trendPercent: Math.round((monthly[last]! * 100) / average!) }),
  }
}

const mean = (days: readonly DayEnd[]): Money | undefined => {
  if (days.length === 0) return undefined
  const total = days.reduce((sum, { balance }) => sum + balance, 0)
  return money(Math.round(total / days.length))
}
const least = (days: readonly DayEnd[]): Money =>
  money(days.reduce((low, { balance }) => Math.min(low, balance), Infinity))
