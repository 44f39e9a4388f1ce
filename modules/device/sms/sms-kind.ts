/** What kind of message it is: verbs first, then what the words around them ask or announce. */
import { pattern } from './match.ts'
import { clauseAt, clauseStarts, type Clause } from './clause.ts'
import { deedsIn } from './deed.ts'
import { movementsIn, type Movement } from './movement.ts'
import { isOtp } from './otp.ts'
import type { Direction, SmsKind } from './parsed-sms.ts'
import type { Sender } from './institution.ts'
import type { MoneyMention } from './money-mention.ts'

export type Verdict = {
  readonly kind: SmsKind
  readonly confidence: number
  /** The clause that decided: the amount is looked for there first. */
  readonly clause?: Clause
  readonly direction?: Direction
  readonly at?: number
}

const request = pattern(
  'i',
  String.raw`\b(?:collect|payment|money|pay) request\b|\brequest(?:ed|s|ing)? (?:of |for )`,
  String.raw`?(?:rs|inr|₹|money|(?:a )?payment)|\bmandate (?:collect )?request\b|`,
  String.raw`\basked (?:you|u) (?:for|to pay)\b`,
)
const failure = pattern(
  'i',
  String.raw`\b(?:declined|failed|failure|unsuccessful|rejected|dishonou?red|bounced|`,
  String.raw`returned|unpaid(?! since)|not (?:been )?(?:processed|successful|debited|completed|`,
  String.raw`approved|permitted|allowed|honou?red|sent)|`,
  String.raw`(?:could|can) ?not (?:be )?\w+|couldn't|unable to|`,
  String.raw`has not been|bounce h[ou]\w*)\b|बाउंस|असफल|विफल|अस्वीक|वापस (?:हु|कर)|लौटा`,
)
const returned =
  /\b(?:returned|bounced|bounce h[ou]\w*|dishonou?red|unpaid(?! since))\b|बाउंस|वापस हु|लौटा/i
const presented =
  /\b(?:nach|ecs|ach|emi|instal?lment|cheque|chq|loan|kist|standing instruction)\b|किस्त|चेक/i
const drawnUpon = /\b(?:e-?nach|nach|ecs|umrn|(?:e-?)?mandate|auto ?-?pay)\b/i
/** To set a mandate up is no demand: whoever refuses it lets nothing bounce. */
const setUp = /\b(?:registration|registered|set ?up|creation|modification)\b/i
const payable = pattern(
  'i',
  String.raw`\b(?:txn|trxn|transaction|payment|debit|transfer|card|upi|mandate|`,
  String.raw`auto ?-?pay|recharge|withdrawal|order|neft|imps)\b`,
)
const charged = /charge|chrg|chgs|fee\b|penalty/i
const mandate =
  /\be-?mandate\b|\bmandate\b|\bauto ?-?pay\b|\bauto-?debit\b|standing instruction|\bumn\b/i
const instalment = /\bemis?\b|instal?lment|\bloan\b|\bkist\b|किस्त|ऋण/i
const due = pattern(
  'i',
  String.raw`\b(?:(?:is|are|was|falls?) due|due (?:on|date|dt|by|amount|so far|hai)|overdue|`,
  String.raw`past due|amount due|amt due|total due|outstanding|payable by|pay by|tad\b|`,
  String.raw`(?:avoid|or|pay) late (?:fees?|charges?)|is pending on|unpaid since|`,
  String.raw`bill (?:is |has been )?(?:generated|ready|of)|e?-?statement\b.{0,60}(?:ready|`,
  String.raw`generated|mailed|sent|is here)|instal?lment .* due|not received your (?:emi|`,
  String.raw`payment)|(?:emi|kist|instal?lment|premium)\b.{0,40}\bnot (?:been )?(?:paid|received)|`,
  String.raw`non ?-?payment of|(?:days?|date|chance) (?:left )?to (?:pay|repay|clear)|`,
  String.raw`maintain sufficient|den[ia] hai|baa?ki hai|bakaya)|देय|बकाया`,
)
const balanceSaid = pattern(
  'i',
  String.raw`\b(?:available|avl|avail|current|closing|passbook|account)\.? ?bal(?:ance)?\b|`,
  String.raw`\bbal(?:ance)? enquiry\b|`,
  String.raw`\b(?:a\/c|acct?|account)\b[^.;]{0,24}\bbal(?:ance)?\b`,
)
const offer = pattern(
  'gi',
  String.raw`\b(?:offers?|discount|cash ?back|pre-?approved|pre-?qualified|`,
  String.raw`(?<!may |will |shall |fees |charges )apply|shop|`,
  String.raw`sale|% ?off|flat|hurry|congrat\w*|win|won|free|voucher|coupon|use code|`,
  String.raw`limited|deal|t&cs?|tnc|click|download|upgrade|avail(?!\.? ?bal)|instant(?:ly)?|get|`,
  String.raw`split|`,
  String.raw`convert|eligible|exclusive|redeem|reward|bonus|rummy|play|explore|enjoy|`,
  String.raw`(?<!your |the )claim|lowest|guaranteed|(?:loan|credit) approved|withdraw now)\b|\*t&c`,
)
const link = /https?:|bit\.|\b[\w-]+\.(?:in|com|ly|io|me|ms|pw|ltd|co|example)\/\S/i
const lure = /\b(?:claim|accept|avail|click|withdraw (?:your |now)|apply|offer|bonus|play|win)\b/i
/** A shop's word on an order: something was bought, though this tells no account's movement. */
const purchase = pattern(
  'i',
  String.raw`\b(?:order|booking|ticket|subscription|membership|plan|ride|trip)`,
  String.raw`\b.{0,60}\b(?:placed|confirmed|booked|renewed|completed)\b|`,
  String.raw`\b(?:booking confirmed|renewed for|thank you for donating)\b`,
)
const done = (move: Movement): boolean => move.standing === 'done'
const isReceipt = (move: Movement): boolean => move.standing === 'receipt'

export function verdictOf(
  sender: Sender,
  raw: string,
  body: string,
  mentions: readonly MoneyMention[],
): Verdict {
  if (isOtp(raw, body)) return { kind: 'otp', confidence: 0.97 }
  const starts = clauseStarts(body)
  const verbs = movementsIn(body, starts)
  const money = mentions.some(
    ({ value, role }) => value > 0 && role !== 'balance' && role !== 'limit',
  )
  const asked = /request|asked/i.test(body) ? request.exec(body) : null
  const isSpent = asked && failure.test(textAt(body, clauseAt(starts, asked.index)))
  if (asked && !isSpent && !verbs.some((move) => done(move) && !/received|paid/.test(move.word))) {
    return {
      kind: 'request',
      confidence: 0.93,
      direction: 'debit',
      clause: clauseAt(starts, asked.index),
    }
  }
  const first = verbs.find(done) ?? movedByNoun(body, starts, verbs)
  // `Paid! Rs 500 received for your bill`: the payee speaks, so it is the payee's word on it.
  const moved = (first?.word === 'paid' && verbs.find(isReceipt)) || first
  const refused = refusalIn(body, starts, verbs, moved)
  if (refused) return refused
  if (moved && money && !isLure(sender, body, mentions)) return movement(body, verbs, moved)
  return unmoved(body, starts, verbs, mentions, sender)
}

const textAt = (body: string, { from, to }: Clause): string => body.slice(from, to)

/** A noun may speak only where no verb has said that the money is still to move. */
function movedByNoun(
  body: string,
  starts: readonly number[],
  verbs: readonly Movement[],
): Movement | undefined {
  if (verbs.some(({ standing }) => /^(?:receipt|advice)$/.test(standing))) return undefined
  const deeds = deedsIn(body, starts).filter(({ standing }) => standing !== 'none')
  // A payer is thanked by the payee: whatever else is named, this is no movement of an account.
  const deed = deeds.find(({ standing }) => standing === 'receipt') ?? deeds[0]
  const waits = verbs.some(
    (verb) => verb.standing === 'future' && verb.clause.from === deed?.clause.from,
  )
  return waits ? undefined : deed
}

function movement(body: string, verbs: readonly Movement[], moved: Movement): Verdict {
  const { clause, confidence, at } = moved
  if (moved.standing === 'receipt') {
    return { kind: 'payment-receipt', confidence, clause, direction: paidInto(body), at }
  }
  if (moved.standing === 'advice') return { kind: 'transfer-advice', confidence, clause, at }
  // `debited … has been reversed and credited back`: the last word undoes the first.
  const undone = verbs.find(
    (verb) => done(verb) && verb.at > moved.at && /revers|refund/.test(verb.word),
  )
  const back = moved.direction === 'debit' && (undone || /credited back/i.test(body))
  const direction = back ? 'credit' : moved.direction
  const toCard = direction === 'credit' && /^\W*(?:hi |dear )?.*\bbill payment\b/i.test(body)
  return { kind: toCard ? 'payment-receipt' : direction, confidence, clause, direction, at }
}

/** A card's payment is a credit on the card; a fee's or premium's is the payer's own debit. */
const paidInto = (body: string): Direction => (/card/i.test(body) ? 'credit' : 'debit')

function refusalIn(
  body: string,
  starts: readonly number[],
  verbs: readonly Movement[],
  moved: Movement | undefined,
): Verdict | undefined {
  const match = failure.exec(body)
  if (!match) return undefined
  const clause = clauseAt(starts, match.index)
  const text = textAt(body, clause)
  if (/\b(?:if|in case|incase|unless)\b/i.test(body.slice(clause.from, match.index)))
    return undefined
  if (!payable.test(text) && !presented.test(text)) return undefined
  if (setUp.test(text) && drawnUpon.test(text)) {
    return { kind: 'mandate', confidence: 0.9, clause, direction: 'debit', at: match.index }
  }
  const undone = verbs.some(
    (verb) => done(verb) && verb.direction === 'credit' && /credited|revers|refund/.test(verb.word),
  )
  if (undone) return undefined
  if (moved && done(moved) && !isPenaltyFor(clause, text, moved, body)) {
    if (charged.test(text) || moved.clause.from !== clause.from) return undefined
  }
  const bounced = returned.test(text)
    ? presented.test(text) || mandate.test(text)
    : presented.test(text)
  const kind = bounced && !/\bcard\b/i.test(text) ? 'bounce' : 'declined'
  return { kind, confidence: 0.92, clause, direction: 'debit', at: match.index }
}

/** `Cheque … returned. Charges Rs.177 debited` tells of the return; its price follows. */
const isPenaltyFor = (clause: Clause, text: string, moved: Movement, body: string): boolean =>
  moved.clause.from > clause.from &&
  (returned.test(text) || presented.test(text)) &&
  charged.test(body.slice(moved.clause.from, moved.clause.to))

/** A movement told to lure: a promotion's header, a stranger's number with a link, a limit. */
function isLure(sender: Sender, body: string, mentions: readonly MoneyMention[]): boolean {
  const proof = mentions.some(({ role }) => role === 'balance') || /\b(?:ref|rrn|utr)\b/i.test(body)
  if (sender.institution?.kind === 'gaming') return true
  if (proof && !sender.isNumber) return false
  if (sender.route === 'promotion') return true
  if (!link.test(body)) return /\bspam\b/i.test(body)
  if (sender.isNumber) return true
  return (
    lure.test(body) &&
    sender.institution?.kind !== 'bank' &&
    !/\b(?:a\/c|card|acct?)\W+\w*\d/i.test(body)
  )
}

function unmoved(
  body: string,
  starts: readonly number[],
  verbs: readonly Movement[],
  mentions: readonly MoneyMention[],
  sender: Sender,
): Verdict {
  const advised = verbs.find(({ standing }) => standing === 'advice')
  if (advised) return { kind: 'transfer-advice', confidence: 0.9, clause: advised.clause }
  const received = verbs.find(isReceipt)
  if (received) {
    const direction = paidInto(body)
    return { kind: 'payment-receipt', confidence: 0.88, clause: received.clause, direction }
  }
  const awaited = verbs.find(
    (verb) =>
      verb.standing === 'future' &&
      verb.direction === 'debit' &&
      !/^(?:collected|levied)$/.test(verb.word),
  )
  const dues = due.exec(body)
  const clause = dues ? clauseAt(starts, dues.index) : awaited?.clause
  const offers = body.match(offer)?.length ?? 0
  const money = mentions.some(({ value }) => value > 0)
  if (instalment.test(body) && money && (dues || (awaited && !mandate.test(body)))) {
    return { kind: 'due', confidence: 0.92, direction: 'debit', ...(clause && { clause }) }
  }
  if (mandate.test(body) || awaited) {
    const where = awaited && { clause: awaited.clause }
    return { kind: 'mandate', confidence: 0.9, direction: 'debit', ...where }
  }
  if (dues && money) {
    return { kind: 'due', confidence: 0.9, direction: 'debit', ...(clause && { clause }) }
  }
  const promised = verbs.some(
    (verb) => verb.standing === 'future' && /^(?:disbursed|transferred)$/.test(verb.word),
  )
  if (promised && !link.test(body) && /\b(?:approved|sanctioned)\b/i.test(body))
    return { kind: 'info', confidence: 0.7 }
  if (sender.route === 'promotion' || offers >= 2 || (offers === 1 && (money || link.test(body)))) {
    return { kind: 'promo', confidence: Math.min(0.95, 0.6 + offers / 10) }
  }
  if (balanceSaid.test(body) && mentions.some(({ role }) => role === 'balance')) {
    return { kind: 'balance', confidence: 0.9 }
  }
  const bought = money && purchase.test(body)
  return { kind: 'info', confidence: 0.6, ...(bought && { direction: 'debit' }) }
}
