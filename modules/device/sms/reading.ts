/**
 * From what a message says to an entry of its owner's money. The parser tells the words; here is
 * decided what they mean to a lender, and what of them means nothing.
 */
import { businessDateOf, daysBetween, instant, type Instant, type LocalDate } from '#kernel/dates'
import type { Entry, EntryKind, PartyKind } from '../feature/entry.ts'
import { partyKindOf } from '../feature/party.ts'
import { RETURN_CHARGE } from '../statement/narration.ts'
import { senderOf } from './institution.ts'
import type { ParsedSms } from './parsed-sms.ts'

export type Message = { readonly sender: string; readonly body: string; readonly at: Instant }

/** A date in the text further from the message than this is another's: an expiry, a due date. */
const DAYS_APART_MAX = 5
const LOAN_OFFER = /\b(?:loan|cash|credit line|pre-?approved|disburs|kredit|udhaar|lakhs?)\b/i
/** Below this a reading is a guess, and a guess is nobody's income. */
const CONFIDENCE_MIN = 0.5

/**
 * The entry a message is; none where it says nothing of money, or where it came from a plain phone
 * number: banks write under registered headers only, and anybody can write "salary credited".
 */
export function entryIn(message: Message, parsed: ParsedSms, id: string): Entry | undefined {
  const sender = senderOf(message.sender)
  if (sender.isNumber || parsed.confidence < CONFIDENCE_MIN) return undefined
  if (parsed.currency !== undefined && parsed.currency !== 'INR') return undefined
  const kind = kindOf(message, parsed)
  if (kind === undefined) return undefined
  const at = instant(message.at)
  const party = partyOf(message, parsed, kind)
  const { amount, balance, accountTail, channel, reference } = parsed
  return {
    ...{ id, source: 'sms', at, on: dayOf(at, parsed.happenedOn?.value), place: 0, kind },
    ...(amount && amount.value >= 0 && { amount: amount.value }),
    ...(balance && { balance: balance.value }),
    ...(accountTail && { account: accountTail.value }),
    ...(channel && { channel: channel.value }),
    ...(reference && { reference: reference.value }),
    ...party,
    teller: sender.header,
  }
}

/** Whether the message is about money in words nobody has taught us: a person must look at it. */
export function isUnread(message: Message, parsed: ParsedSms): boolean {
  if (parsed.template !== undefined || senderOf(message.sender).isNumber) return false
  if (parsed.kind !== 'info') return parsed.confidence < CONFIDENCE_MIN
  return /(?:\brs\.?|\binr|₹)\s?\d/i.test(message.body)
}

function kindOf({ body }: Message, parsed: ParsedSms): EntryKind | undefined {
  const { kind, flavour, institution } = parsed
  switch (kind) {
    case 'debit':
      if (flavour === 'own-transfer') return balanceOnly(parsed)
      if (flavour === 'emi-paid') return 'emi-paid'
      return RETURN_CHARGE.test(body) ? 'return-charge' : 'debit'
    case 'credit':
      if (flavour === 'own-transfer') return balanceOnly(parsed)
      return flavour === 'salary' || flavour === 'disbursal' ? flavour : 'credit'
    case 'payment-receipt':
      // The lender's word for an instalment; any other receipt is no movement of its own.
      return flavour === 'emi-paid' || institution === 'lender' ? 'emi-paid' : undefined
    case 'due':
      return flavour === 'card-bill' ? undefined : 'emi-due'
    case 'balance':
    case 'bounce':
    case 'promo':
    case 'request':
    case 'declined':
    case 'mandate':
      return kind
    default:
      return undefined
  }
}

/** Money between one's own accounts neither comes nor goes. */
const balanceOnly = ({ balance }: ParsedSms): EntryKind | undefined => balance && 'balance'

function partyOf(
  { body }: Message,
  parsed: ParsedSms,
  kind: EntryKind,
): { party?: string; partyKind: PartyKind } {
  const { institution, bank, counterparty, label, channel, flavour } = parsed
  const who = institution === 'lender' ? bank : (counterparty?.value ?? label?.value)
  const named = who === undefined ? {} : { party: who.slice(0, 80) }
  if (kind === 'salary') return { ...named, partyKind: 'employer' }
  if (kind === 'promo') return { partyKind: LOAN_OFFER.test(body) ? 'lender' : 'other' }
  if (institution === 'lender') return { ...named, partyKind: 'lender' }
  if (institution === 'gaming') return { ...named, partyKind: 'gambling' }
  if (channel?.value === 'ATM' || flavour === 'cash-withdrawal') return { partyKind: 'cash' }
  if (kind === 'emi-paid' || kind === 'emi-due' || kind === 'disbursal') {
    return { party: who ?? bank ?? 'unnamed lender', partyKind: 'lender' }
  }
  return { ...named, partyKind: who === undefined ? 'other' : partyKindOf(who) }
}

/** The day the text names, unless it is plainly another's; else the day the message came. */
function dayOf(at: Instant, named: LocalDate | undefined): LocalDate {
  const came = businessDateOf(at)
  if (named === undefined || Math.abs(daysBetween(named, came)) > DAYS_APART_MAX) return came
  return named
}
