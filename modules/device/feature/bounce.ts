/** Payments that came back. One is told by the bank, by the lender, and once more by its charge. */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { sum, type Money } from '#kernel/money'
import type { Entry } from './entry.ts'
import { inside, lastDays } from './window.ts'

export type Bounces = {
  readonly in30: number
  readonly in90: number
  readonly in180: number
  /** What banks charged for them in 180 days. */
  readonly charges: Money
}

/** A return's tellings follow each other within so many days. */
const TOLD_WITHIN_DAYS = 3
const DAYS_MAX = 180

/** Entries come in order. */
export function bouncesOf(entries: readonly Entry[], asOf: LocalDate): Bounces {
  const told = inside(entries, lastDays(asOf, DAYS_MAX)).filter(
    ({ kind }) => kind === 'bounce' || kind === 'return-charge',
  )
  const returns = clusters(told).map((cluster) => ({ on: cluster[0]!.on, count: countOf(cluster) }))
  const since = (days: number) => {
    const { from } = lastDays(asOf, days)
    return returns.reduce((n, { on, count }) => (on >= from ? n + count : n), 0)
  }
  return {
    in30: since(30),
    in90: since(90),
    in180: since(DAYS_MAX),
    charges: sum(
      told
        .filter(({ kind }) => kind === 'return-charge')
        .map(({ amount }) => amount ?? (0 as Money)),
    ),
  }
}

function clusters(told: readonly Entry[]): Entry[][] {
  const all: Entry[][] = []
  for (const entry of told) {
    const last = all.at(-1)
    if (last && daysBetween(last[0]!.on, entry.on) <= TOLD_WITHIN_DAYS) last.push(entry)
    else all.push([entry])
  }
  return all
}

/** As many as there were amounts returned, or charges where those are more. */
function countOf(cluster: readonly Entry[]): number {
  const returned = cluster.filter(({ kind }) => kind === 'bounce')
  const amounts = new Set(returned.flatMap(({ amount }) => amount ?? []))
  const charges = cluster.length - returned.length
  return Math.max(amounts.size, charges, 1)
}
