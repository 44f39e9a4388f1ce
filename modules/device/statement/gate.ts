/** The quality gates of a statement (SPEC §8): what must be right before anybody believes it. */
import { addDays, addMonths, type LocalDate } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { balanceChain } from '../sms/balance-chain.ts'
import type { Account } from './deposit.ts'

export type Fault =
  'balance-broken' | 'line-twice' | 'month-missing' | 'another-holder' | 'nothing-told'

export type Told = Account & { readonly holders: readonly string[] }
type Covers = { readonly from: LocalDate; readonly to: LocalDate }

/** `ownName` is the person's as we know it. */
export function faultsOf(accounts: readonly Told[], covers: Covers, ownName?: string): Fault[] {
  if (accounts.every(({ transactions }) => transactions.length === 0)) return ['nothing-told']
  const found = new Set<Fault>()
  for (const account of accounts) {
    const ids = account.transactions.map(({ txnId }) => txnId)
    if (new Set(ids).size < ids.length) found.add('line-twice')
    if (isBroken(account)) found.add('balance-broken')
    if (monthsWithout(account, covers)) found.add('month-missing')
    if (!isOf(account, ownName)) found.add('another-holder')
  }
  return [...found].toSorted()
}

/**
 * Whether one of the account's holders bears the person's name; while that is unknown, an account
 * they approved themselves is taken for theirs. What another holds tells nothing of them.
 */
export const isOf = ({ holders }: Told, ownName?: string): boolean =>
  ownName === undefined || holders.some((name) => alike(name, ownName))

/** Whether a balance does not follow from the one before: a line is missing, or was altered. */
function isBroken({ ref: account, transactions }: Account): boolean {
  const rows = transactions.map((line) => ({
    ...{ id: line.txnId, account, amount: rupees(line.amount) },
    direction: line.type === 'DEBIT' ? ('debit' as const) : ('credit' as const),
    balance: rupees(line.currentBalance),
  }))
  return balanceChain(rows).gaps.length > 0
}

/** Whether a whole month of the range has no line at all. */
function monthsWithout({ transactions }: Account, { from, to }: Covers): boolean {
  const days = transactions.map(({ valueDate }) => valueDate.slice(0, 10))
  for (let start = from; ; start = addMonths(start, 1)) {
    const end = addDays(addMonths(start, 1), -1)
    if (end > to) return false
    if (!days.some((on) => start <= on && on <= end)) return true
  }
}

/** Every word of the shorter name stands in the other, an initial for a word that begins so. */
function alike(one: string, other: string): boolean {
  const words = (name: string) =>
    name
      .toUpperCase()
      .replaceAll(/[^\p{L}\s]/gu, ' ')
      .split(/\s+/)
      .filter((word) => word !== '' && !TITLES.has(word))
  const [short, long] = [words(one), words(other)].toSorted((a, b) => a.length - b.length)
  if (!short?.length || !long) return false
  return short.every((word) =>
    long.some((full) => full === word || (word.length === 1 && full.startsWith(word))),
  )
}
const TITLES: ReadonlySet<string> = new Set(['MR', 'MRS', 'MS', 'SHRI', 'SMT', 'KUMARI', 'DR'])
