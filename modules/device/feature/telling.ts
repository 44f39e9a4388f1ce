/**
 * One payment is told by several: the bank, the payment app, the lender, the statement. Of each
 * payment one telling is kept, and which one doesn't depend on who was heard first.
 */
import { daysBetween } from '#kernel/dates'
import { sameHappening, type Reading } from '../sms/same-happening.ts'
import { directionOf, inOrder, type Entry } from './entry.ts'

/** A lender confirms an instalment, and a statement dates a payment, up to a day apart. */
const DAYS_APART_MAX = 1

/** A payment, and all that told it: what one teller tells twice is mostly two payments. */
type Payment = { entry: Entry; readonly tellings: Entry[] }

/**
 * The entries in order without second tellings. The fullest is kept: a statement before a message,
 * one with a balance before one without. Of two records merged into one person, both may have
 * heard the same message: it counts once, of whatever it tells.
 */
export function distinct(entries: readonly Entry[]): Entry[] {
  const kept: Payment[] = []
  const alike = new Map<string, Payment[]>()
  for (const entry of inOrder(entries)) {
    const sums = `${directionOf(entry) ?? entry.kind}/${entry.amount}`
    const others = alike.get(sums) ?? []
    const told = others.findLast((payment) => tellsAgain(entry, payment))
    if (told) {
      told.entry = joined(told.entry, entry)
      told.tellings.push(entry)
      continue
    }
    const payment = { entry, tellings: [entry] }
    kept.push(payment)
    alike.set(sums, [...others, payment])
  }
  return inOrder(kept.map(({ entry }) => entry))
}

function tellsAgain(entry: Entry, { entry: known, tellings }: Payment): boolean {
  const ofTeller = tellings.filter(({ teller }) => teller === entry.teller)
  const own = ofTeller.filter(({ record }) => record === entry.record)
  if (own.length > 0) return own.some((one) => toldAgain(entry, one))
  if (ofTeller.length > 0) return ofTeller.some((one) => heardByBoth(entry, one))
  if (entry.record === known.record) return sameTelling(entry, known)
  // References are marks under a record's own key: only those of one record compare.
  const { reference: _, ...bare } = known
  const reference = tellings.find((one) => one.record === entry.record && one.reference)?.reference
  return sameTelling(entry, { ...bare, ...(reference !== undefined && { reference }) })
}

/** Whether one message came to two records of the person: all that both could know is the same. */
const heardByBoth = (a: Entry, b: Entry): boolean =>
  a.source === b.source &&
  a.kind === b.kind &&
  a.amount === b.amount &&
  a.balance === b.balance &&
  a.account === b.account &&
  (a.reference === undefined) === (b.reference === undefined) &&
  daysApart(a, b) <= DAYS_APART_MAX

/** Whether two entries of different tellers tell one payment. */
export function sameTelling(a: Entry, b: Entry): boolean {
  if (directionOf(a) !== directionOf(b) || directionOf(a) === undefined) return false
  if (a.amount !== b.amount) return false
  if (daysApart(a, b) > DAYS_APART_MAX) return false
  if (a.account !== undefined && b.account !== undefined && !sameAccount(a.account, b.account))
    return false
  if (a.source !== b.source) return true
  const referenced = a.reference !== undefined && b.reference !== undefined
  if (!referenced && (a.kind === 'emi-paid' || b.kind === 'emi-paid')) return true
  return sameHappening(readingOf(a), readingOf(b))
}

/** Whether a message is the same teller's own, sent once more. */
const toldAgain = (a: Entry, b: Entry): boolean =>
  a.source === 'sms' &&
  b.source === 'sms' &&
  daysApart(a, b) <= DAYS_APART_MAX &&
  sameHappening(readingOf(a), readingOf(b))

const daysApart = (a: Entry, b: Entry): number =>
  a.on === b.on ? 0 : Math.abs(daysBetween(a.on, b.on))

/** Enough of a reading for the parser's own rule of what is one movement. */
function readingOf(entry: Entry): Reading {
  const found = <Value>(value: Value) => ({ value, from: 0, to: 0, confidence: 0 })
  const { teller, at, amount, balance, account, reference } = entry
  const kind = directionOf(entry) === 'in' ? 'credit' : 'debit'
  const parsed: Reading['parsed'] = {
    ...{ kind, isTransaction: true, confidence: 1, currency: 'INR', bank: teller },
    ...(amount !== undefined && { amount: found(amount) }),
    ...(balance !== undefined && { balance: found(balance) }),
    ...(account !== undefined && { accountTail: found(account) }),
    ...(reference !== undefined && { reference: found(reference) }),
  }
  return { sender: teller, at, parsed }
}

/** Banks mask to three, four or more digits: the shorter is the end of the longer. */
export const sameAccount = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a)

/** The fuller telling, with what only the other one knew. */
function joined(a: Entry, b: Entry): Entry {
  const [full, other] = weight(b) > weight(a) ? [b, a] : [a, b]
  const plain = full.kind === 'debit' || full.kind === 'credit'
  const known = full.partyKind === 'other' && other.partyKind !== 'other' ? other : full
  const party = known.party ?? full.party ?? other.party
  const said = { kind: plain ? other.kind : full.kind, partyKind: known.partyKind }
  const { reference: _, ...bare } = other
  const rest = other.record === full.record ? other : bare
  return { ...rest, ...full, ...said, ...(party !== undefined && { party }) }
}

const weight = ({ source, balance, account }: Entry): number =>
  (source === 'statement' ? 4 : 0) + (balance !== undefined ? 2 : 0) + (account ? 1 : 0)
