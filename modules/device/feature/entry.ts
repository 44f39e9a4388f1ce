/**
 * An entry: one line of a person's money, as a message or a bank statement tells it. The two say
 * the same in different words; from here on nothing knows which of them spoke.
 */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'

/**
 * What an entry is about. `debit`, `credit`, `salary`, `emi-paid`, `disbursal` and `return-charge`
 * moved money; `balance` only tells it; the others announce, ask or regret.
 */
export type EntryKind =
  | 'debit'
  | 'credit'
  | 'salary'
  | 'emi-paid'
  | 'disbursal'
  | 'return-charge'
  | 'balance'
  | 'bounce'
  | 'emi-due'
  | 'promo'
  | 'request'
  | 'declined'
  | 'mandate'
  | 'other'

/** What the other side is, where its name or the wording says so. */
export type PartyKind = 'lender' | 'employer' | 'gambling' | 'crypto' | 'cash' | 'other'

export type Entry = {
  /** The same for the same words about the same person: told twice, it stands once. */
  readonly id: string
  readonly source: 'sms' | 'statement'
  /** When it happened, not when we learned of it. */
  readonly at: Instant
  readonly on: LocalDate
  /** Its place among others of one instant: a statement's own order. */
  readonly place: number
  readonly kind: EntryKind
  readonly amount?: Money
  /** The account's balance after it. */
  readonly balance?: Money
  /** The last digits of the person's own account. */
  readonly account?: string
  /** The other side: a company's name, or a keyed hash where it may be a person. */
  readonly party?: string
  readonly partyKind: PartyKind
  readonly channel?: string
  /** Who told it: a message's sender, an account aggregator. */
  readonly teller: string
  /** Whose record told it, where a person has several: each may have heard the same message. */
  readonly record?: string
  /** Keyed hash of the payment's reference: the same in every telling of one payment. */
  readonly reference?: string
}

export type Direction = 'in' | 'out'
const directions: { readonly [kind in EntryKind]?: Direction } = {
  ...{ credit: 'in', salary: 'in', disbursal: 'in' },
  ...{ debit: 'out', 'emi-paid': 'out', 'return-charge': 'out' },
}

/** Which way money went; undefined where none moved. */
export const directionOf = ({ kind, amount }: Pick<Entry, 'kind' | 'amount'>) =>
  amount === undefined ? undefined : directions[kind]

/** By their days, earliest first, and in one order only, however they came. */
export const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted(
    (a, b) =>
      compare(a.on, b.on) || compare(a.at, b.at) || a.place - b.place || compare(a.id, b.id),
  )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
