/**
 * Features: what a lender reads in three months of someone's money (SPEC §8.1). A pure fold over
 * entries by their own dates: late, double and out-of-order tellings change nothing but what they
 * truly add.
 */
import { addDays, daysBetween, type LocalDate } from '#kernel/dates'
import { sum, type Money } from '#kernel/money'
import { balancesOf, type Balances } from './balance.ts'
import { bouncesOf, type Bounces } from './bounce.ts'
import { directionOf, type Direction, type Entry } from './entry.ts'
import { obligationsOf, stackingOf, type Obligations, type Stacking } from './obligation.ts'
import { salaryOf, type Salary } from './salary.ts'
import { distinct } from './telling.ts'
import { inside, lastDays, quarter } from './window.ts'

/** Raised whenever the same entries would give other features: older rows are made anew. */
export const FEATURES_VERSION = 'features@2'
/** How far back any feature looks, a pay before the window included. */
export const LOOK_BACK_DAYS = 190

export type Features = {
  readonly asOf: LocalDate
  readonly coverage: Coverage
  readonly salary: Salary
  readonly balances: Balances
  readonly flows: Flows
  readonly obligations: Obligations
  /** Obligations against the salary, in percent with two decimals; absent without a salary. */
  readonly foirPercent?: number
  readonly bounces: Bounces
  readonly promos: { readonly in30: number; readonly senders30: number }
  readonly stacking: Stacking
}

/** How much there was to read; without days there is nothing a feature could say. */
export type Coverage = {
  readonly source: 'none' | 'sms' | 'statement' | 'both'
  /** From the first entry of the last three months to the day asked for. */
  readonly days: number
  readonly entries: number
  readonly firstOn?: LocalDate
  readonly lastOn?: LocalDate
}

/** Over three months. */
export type Flows = {
  readonly credits: number
  readonly credited: Money
  readonly debits: number
  readonly debited: Money
  /** Taken out in cash. */
  readonly cash: Money
  /** Shares of what went out, in percent. */
  readonly cashSharePercent: number
  readonly gamblingSharePercent: number
}

/** What else is known of where the entries come from. */
export type Told = {
  /** A statement tells everything from here on: days before its first entry are known too. */
  readonly statementFrom?: LocalDate
}

/** The features on a day, of all entries up to it; later ones don't exist yet. */
export function featuresOf(
  entries: readonly Entry[],
  asOf: LocalDate,
  { statementFrom }: Told = {},
): Features {
  const from = addDays(asOf, -LOOK_BACK_DAYS)
  const all = distinct(entries.filter(({ on }) => on >= from && on <= asOf))
  const salary = salaryOf(all, asOf)
  const obligations = obligationsOf(all, asOf)
  return {
    asOf,
    coverage: coverageOf(all, asOf),
    salary,
    balances: balancesOf(all, asOf, statementFrom),
    flows: flowsOf(inside(all, quarter(asOf))),
    obligations,
    ...(salary.monthly !== undefined &&
      salary.monthly > 0 && { foirPercent: share(obligations.monthly, salary.monthly) }),
    bounces: bouncesOf(all, asOf),
    promos: promosOf(inside(all, lastDays(asOf, 30))),
    stacking: stackingOf(all, asOf),
  }
}

function coverageOf(all: readonly Entry[], asOf: LocalDate): Coverage {
  const window = inside(all, quarter(asOf))
  const sources = new Set(window.map(({ source }) => source))
  const [source = 'none' as const] = sources
  const [first, last] = [window[0], window.at(-1)]
  return {
    source: sources.size > 1 ? 'both' : source,
    entries: window.length,
    days: first ? daysBetween(first.on, asOf) + 1 : 0,
    ...(first && last && { firstOn: first.on, lastOn: last.on }),
  }
}

function flowsOf(window: readonly Entry[]): Flows {
  const gone = amounts(window, 'out')
  const debited = sum(gone.map(({ amount }) => amount!))
  const of = (kind: Entry['partyKind']) =>
    sum(gone.filter(({ partyKind }) => partyKind === kind).map(({ amount }) => amount!))
  const come = amounts(window, 'in')
  return {
    credits: come.length,
    credited: sum(come.map(({ amount }) => amount!)),
    debits: gone.length,
    debited,
    cash: of('cash'),
    cashSharePercent: share(of('cash'), debited),
    gamblingSharePercent: share(of('gambling'), debited),
  }
}

const amounts = (window: readonly Entry[], direction: Direction): Entry[] =>
  window.filter((entry) => directionOf(entry) === direction)

function promosOf(month: readonly Entry[]): Features['promos'] {
  const offers = month.filter(({ kind, partyKind }) => kind === 'promo' && partyKind === 'lender')
  return { in30: offers.length, senders30: new Set(offers.map(({ teller }) => teller)).size }
}

/** In percent with two decimals; nothing of nothing is nothing. */
const share = (part: Money, whole: Money): number =>
  whole === 0 ? 0 : Math.round((part * 10_000) / whole) / 100
