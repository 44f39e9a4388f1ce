/**
 * Two messages, one movement: the bank and the payment app both tell of the same debit, and a
 * phone resends what it has already sent. Counted twice, every feature would be wrong.
 */
import { instant, msOf } from '#kernel/dates'
import type { ParsedSms } from './parsed-sms.ts'

/** A reading with when its message came, an ISO instant, and from which header. */
export type Reading = { readonly sender: string; readonly at: string; readonly parsed: ParsedSms }

/** Banks and apps tell within minutes of each other; a slow operator takes half an hour. */
const APART_MS_MAX = 30 * 60_000
/** The same reference may come again much later, as a reminder of the same movement. */
const SAME_REFERENCE_MS_MAX = 3 * 86_400_000

/** Whether both tell of one movement. Symmetric; never true of two that moved nothing. */
export function sameHappening(a: Reading, b: Reading): boolean {
  const [one, two] = [a.parsed, b.parsed]
  if (!one.isTransaction || one.kind !== two.kind) return false
  if (one.amount?.value !== two.amount?.value || one.currency !== two.currency) return false
  const apartMs = Math.abs(msOf(instant(a.at)) - msOf(instant(b.at)))
  const [refA, refB] = [one.reference?.value, two.reference?.value]
  if (refA !== undefined && refB !== undefined) {
    return refA.toUpperCase() === refB.toUpperCase() && apartMs <= SAME_REFERENCE_MS_MAX
  }
  if (apartMs > APART_MS_MAX || !agreeing(one, two)) return false
  // One bank tells each of two equal payments once: without a reference only a second sender,
  // or the very same balance after it, says that it is the same one again.
  const balances = [one.balance?.value, two.balance?.value]
  if (one.bank !== two.bank) return true
  return balances[0] !== undefined && balances[0] === balances[1]
}

/** Nothing that both say may differ. */
function agreeing(one: ParsedSms, two: ParsedSms): boolean {
  const tails = [one.accountTail?.value, two.accountTail?.value]
  if (tails[0] !== undefined && tails[1] !== undefined) {
    const [short = '', long = ''] = tails.toSorted((x = '', y = '') => x.length - y.length)
    if (!long.endsWith(short)) return false
  }
  const channels = [one.channel, two.channel].flatMap((it) =>
    it && it.confidence > 0.5 ? [it] : [],
  )
  return channels.length < 2 || channels[0]?.value === channels[1]?.value
}
