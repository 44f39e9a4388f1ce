/**
 * What happens in a person's account, movement by movement: salary, instalments of other lenders,
 * shops, cash, bets. Each ends in the balance that `purse.ts` gives for the day, so that the bank,
 * the messages and the statement tell one story. Pure; a day is the same whenever it is asked for.
 */
import { addDays, addMonths, daysBetween, type LocalDate } from '#kernel/dates'
import { between, fraction, pick } from '../draw.ts'
import type { Person } from './person.ts'
import { balanceOf, incomeOf, lastPayday } from './purse.ts'
import { recordOf } from './record.ts'

export type Movement = {
  readonly on: LocalDate
  readonly kind: 'salary' | 'credit' | 'spend' | 'cash' | 'bet' | 'emi' | 'bounce'
  /** Paise, above zero; of a bounce what was asked for. */
  readonly amount: number
  /** The employer, the shop, the lender. */
  readonly with: string
  /** Paise left afterwards. */
  readonly balance: number
}

const SHOPS = [
  ...['BIG BAZAAR FRESH', 'SHRI KIRANA STORES', 'RELIANCE SMART', 'INDIAN OIL', 'APOLLO PHARMACY'],
  ...['ZOMATO', 'SWIGGY', 'AMAZON PAY', 'FLIPKART', 'IRCTC', 'JIO RECHARGE', 'RAJU TEA STALL'],
] as const
const BETS = ['RUMMY CIRCLE', 'DREAM ELEVEN', 'LUCKY SPIN GAMES'] as const
const FRIENDS = ['R KUMAR', 'S DEVI', 'A KHAN', 'P SHARMA', 'M DAS'] as const
/** Of the days on which nothing must happen, so many see the card or the phone used. */
const BUSY_SHARE = 0.34

/** One in eight or so, and of those who care less for tomorrow more. */
export const bets = (seed: string, who: Person): boolean =>
  fraction(seed, 'bets', who.n) < 0.04 + 0.2 * (1 - who.hidden.will)

/** Every movement from one day to another, both included, in their order. */
export function movementsOf(
  seed: string,
  who: Person,
  from: LocalDate,
  to: LocalDate,
): readonly Movement[] {
  const all: Movement[] = []
  // Each cycle begins anew with the salary, so one may begin to read at any payday.
  const begin = lastPayday(who, from)
  let left = balanceOf(seed, who, addDays(begin, -1))
  let emis: readonly Emi[] = []
  for (let i = 0; i <= daysBetween(begin, to); i += 1) {
    const on = addDays(begin, i)
    const isPayday = lastPayday(who, on) === on
    if (isPayday) emis = emisOf(seed, who, on)
    const due = emis.filter((emi) => emi.on === on)
    // The eve of a payday closes the cycle: whoever begins to read at the payday finds it so.
    const isEdge = isPayday || lastPayday(who, addDays(on, 1)) > on
    if (!isEdge && due.length === 0 && draw(seed, who, on, 'busy') >= BUSY_SHARE) continue
    const day = dayOf(seed, who, { on, left, due, isPayday })
    left = day.at(-1)?.balance ?? left
    if (on >= from) all.push(...day)
  }
  return all
}

const draw = (seed: string, who: Person, on: LocalDate, purpose: string): number =>
  fraction(seed, 'passbook', who.n, on, purpose)

type Emi = { readonly on: LocalDate; readonly lender: string; readonly amount: number }

/** What other lenders will ask for between this payday and the next. */
function emisOf(seed: string, who: Person, payday: LocalDate): Emi[] {
  const length = daysBetween(payday, addMonths(payday, 1))
  return recordOf(seed, who, payday).accounts.flatMap(({ status, emi, lender }, i) =>
    status === 'active' && emi > 0
      ? [{ on: addDays(payday, (3 + 2 * i) % length), lender: nameOf(lender, i), amount: emi }]
      : [],
  )
}

/** The bureau does not say who lent; the bank's message does. */
const nameOf = (lender: string, i: number): string =>
  lender === 'NOT DISCLOSED' ? (['SAHARA FINSERV', 'CITYLINE CREDIT'][i % 2] ?? '') : lender

type Day = {
  readonly on: LocalDate
  readonly left: number
  readonly due: readonly Emi[]
  readonly isPayday: boolean
}

function dayOf(seed: string, who: Person, { on, left, due, isPayday }: Day): Movement[] {
  const day: Movement[] = []
  let balance = left
  const move = (kind: Movement['kind'], amount: number, other: string): void => {
    balance += kind === 'bounce' ? 0 : isIn(kind) ? amount : -amount
    day.push({ on, kind, amount, with: other, balance })
  }
  const income = isPayday ? Math.round(incomeOf(seed, who, on)) : 0
  if (income > 0) move(who.occupation === 'salaried' ? 'salary' : 'credit', income, payerOf(who))
  for (const { amount, lender } of due) move(balance >= amount ? 'emi' : 'bounce', amount, lender)
  const rest = balanceOf(seed, who, on) - balance
  if (rest > 0) move('credit', rest, pick(FRIENDS, draw(seed, who, on, 'friend')))
  if (rest < 0) move(...spendingOf(seed, who, on, -rest))
  return day
}

const isIn = (kind: Movement['kind']): boolean => kind === 'salary' || kind === 'credit'
const payerOf = (who: Person): string =>
  who.occupation === 'salaried' ? who.employer.toUpperCase() : 'MARKET SETTLEMENT'

function spendingOf(
  seed: string,
  who: Person,
  on: LocalDate,
  amount: number,
): [Movement['kind'], number, string] {
  const share = draw(seed, who, on, 'where')
  if (bets(seed, who) && share < 0.3) return ['bet', amount, pick(BETS, share / 0.3)]
  if (share > 0.85) return ['cash', amount, `ATM ${between(100, 999, share)}`]
  return ['spend', amount, pick(SHOPS, draw(seed, who, on, 'shop'))]
}
