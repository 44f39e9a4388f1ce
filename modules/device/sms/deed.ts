/**
 * Nouns that tell of money moved where no verb does: `payment … successful`, `has a debit by`. They
 * need help: a success, an own account, a figure.
 */
import { clauseAt } from './clause.ts'
import { matchesOf, pattern } from './match.ts'
import { imperative, toAccount, type Movement, type Standing } from './movement.ts'

const noun = pattern(
  'gi',
  String.raw`\b(debit|credit|cash (?:withdrawal|deposit)|withdrawal|wdl|purchase|transaction|txn|`,
  String.raw`trxn|payment|transfer|recharge|sip|refund|payout|neft|imps|rtgs|standing instruction|`,
  String.raw`thank you for (?:using|depositing|paying)|receipt(?= of (?:rs|inr|₹|your|the pay)))`,
  String.raw`(?![a-z])`,
)
const success = pattern(
  'i',
  String.raw`\b(?:success(?:ful(?:ly)?)?|done|processed|completed|confirmed|executed|made|`,
  String.raw`approved|initiated|resolved)\b`,
)
const notYet = pattern(
  'i',
  String.raw`\b(?:will|shall|would|may|can|could|if|due|requested|request(?:ing)?|`,
  String.raw`upcoming|scheduled|to be|pending|under process)\b`,
)
const failed =
  /\b(?:declin|fail|unsuccess|reject|return|dishonou?r|bounce|not (?!you|u\b)|unable|revers)/i
const offered =
  /\b(?:on|every|each|next|first|minimum|recent|future|free|any|subsequent)\s+(?:\w+\s+)?$/i
const fromOwn =
  /\bfrom (?:your|ur|(?:[\w ]{1,24} )?(?:a\/c|ac|acct))\b|\busing\b|\bat [A-Z]|\bto [A-Z]/
const moneyNear = /\d/
/** A shop's word on a refund that has not come yet. */
const takesDays = /\b(?:may|will|can) take\b|\bto reflect\b|\b(?:working|business) days\b/i

/** Nouns that say a movement where no verb does: `payment of … successful`, `has a debit by`. */
export function deedsIn(body: string, starts: readonly number[]): readonly Movement[] {
  const found: Movement[] = []
  for (const match of matchesOf(noun, body)) {
    const clause = clauseAt(starts, match.index)
    const before = body.slice(clause.from, match.index)
    const after = body.slice(match.index + match[0].length, clause.to)
    const word = match[0].toLowerCase()
    const isAwaited = word === 'refund' && takesDays.test(body)
    const standing = isAwaited ? 'none' : deedStanding(word, before, after)
    const direction = isIncoming(word, after) ? 'credit' : 'debit'
    const confidence = success.test(before + after) ? 0.88 : 0.75
    if (standing !== 'none') {
      found.push({ direction, standing, at: match.index, clause, word, confidence })
    }
  }
  return found
}

const isIncoming = (word: string, after: string): boolean =>
  /^(?:credit|refund|cash deposit|thank you for depositing)$/.test(word) ||
  (/(?:withdrawal|payout)$/.test(word) && toAccount.test(after))

/** `UPI DEBIT:` names a movement, `TVS Credit:` whoever writes. */
const ledgerWord = pattern(
  'i',
  String.raw`(?:^|\b(?:upi|neft|imps|rtgs|nach|ach|ecs|atm|cash|cheque|chq|pos|card|a/c|ac|acct|`,
  String.raw`account|txn|auto|direct|alert)|\d)\W*$`,
)

const bill = pattern(
  'i',
  String.raw`\b(?:credit card|card|loan|emi|policy|premium)\b.*(?:bill|payment)|`,
  String.raw`towards (?:your )?.*\b(?:card|loan|policy)\b`,
)

function deedStanding(word: string, before: string, after: string): Standing {
  const all = before + after
  if (failed.test(all) || imperative.test(before)) return 'none'
  if (offered.test(before) && !/^sip$/.test(word)) return 'none'
  if (notYet.test(all) || /\bconverted (?:in)?to\b/i.test(all)) return 'none'
  const ok = success.test(all)
  switch (word) {
    case 'debit':
    case 'credit':
      if (/^\s*:/.test(after) && !ledgerWord.test(before)) return 'none'
      return /^\s*(?:of|by|for|with|transaction|rs|inr|₹|:|towards|from|via|to)/i.test(after) &&
        (moneyNear.test(after) || ok)
        ? 'done'
        : 'none'
    case 'receipt':
      return /confirm|acknowledge|thank/i.test(before) ? 'receipt' : 'none'
    case 'thank you for paying':
      return moneyNear.test(after) ? 'receipt' : 'none'
    case 'thank you for depositing':
      return moneyNear.test(after) ? 'done' : 'none'
    case 'thank you for using':
      return /card|wallet|upi/i.test(after) && moneyNear.test(after) ? 'done' : 'none'
    case 'payment':
      if (bill.test(`${before}payment${after}`))
        return ok || /thank/i.test(before) ? 'receipt' : 'none'
      if (/thank/i.test(before)) return 'receipt'
      return ok || (/^ to [A-Z]/.test(after) && /upi/i.test(before)) ? 'done' : 'none'
    case 'refund':
      return ok || /credited/i.test(after) ? 'done' : 'none'
    case 'payout':
      return ok && toAccount.test(after) ? 'done' : 'none'
    case 'recharge':
    case 'sip':
      return ok ? 'done' : 'none'
    case 'neft':
    case 'imps':
    case 'rtgs':
      if (!ok || !moneyNear.test(after)) return 'none'
      return /\bfrom (?:your |ur )?(?:a\/c|acct?|account)\b/i.test(after) ? 'done' : 'advice'
    default:
      return moneyNear.test(all) && (ok || fromOwn.test(after)) ? 'done' : 'none'
  }
}
