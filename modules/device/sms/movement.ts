/**
 * Did money move, and which way? Decided by verbs with their tense and polarity, clause by clause,
 * before any amount is looked at: `will be debited`, `if debited`, `not debited` move nothing.
 */
import { clauseAt, type Clause } from './clause.ts'
import { matchesOf, pattern } from './match.ts'
import type { Direction } from './parsed-sms.ts'

/** `done` moved money; a `receipt` confirms the other side's, an `advice` reached a payee. */
export type Standing =
  'done' | 'future' | 'hypothetical' | 'negated' | 'receipt' | 'advice' | 'none'

export type Movement = {
  readonly direction: Direction
  readonly standing: Standing
  readonly at: number
  readonly clause: Clause
  readonly word: string
  /** A verb of movement, or a noun (`payment … successful`) that needed help. */
  readonly confidence: number
}

const debits =
  'auto-?debited|debited|dbtd|deducted|deb(?= fr)|spent|withdrawn|withdrew|charged|paid|sent|trf|' +
  'transferred|used|swiped|purchased|bought|invested|donated|remitted|redeemed|bhej(?:a|i|e)?|' +
  'kat(?:a|i|e)? ga(?:ya|yi|ye)|nikal(?:a|i|e)|(?:transfer|debit) hu[aei]|recovered|cleared|' +
  'collected|taken|levied|left(?= (?:your|ur) (?:[\\w ]{1,24} )?(?:a\\/c|ac|acct|account))|' +
  'dr(?=\\.?\\s*(?:inr|rs|₹|from|to|by|with|on (?:a\\/?c|\\d)|of (?:rs|inr|₹)|a\\/?c))|' +
  'डेबिट|निकाल[ाीे]|काट[ाीे]|आहरित'
const credits =
  'credited|deposited|received|refunded|reversed|added|loaded|disbursed|posted|' +
  'jama(?! kar(?:e|ein|en|o|na|ne)\\b)|prapt|credit hu[aei]|recd|got|moved|recharged|' +
  'landed(?= in (?:your|ur))|reali[sz]ed|' +
  'reached(?= (?:your|ur) (?:[\\w ]{1,24} )?(?:a\\/c|ac|acct|account))|' +
  'cr(?=\\.?\\s*(?:inr|rs|₹|to|in|by|with|from|of (?:rs|inr|₹)|a\\/?c))|जमा|क्रेडिट|प्राप्त'
const verb = new RegExp(`(?<![a-z])(?:(${debits})|(${credits}))(?![a-z])`, 'gi')

const future = pattern(
  'i',
  String.raw`\b(?:will|would|shall|may|might|can|could|must|should|to|'ll)\s+(?:also |`,
  String.raw`not |now |soon )?(?:be|get|have been)\s+(?:[\w-]+\s+){0,2}$|\b(?:due|`,
  String.raw`scheduled|ready) to (?:be )?$`,
)
const soon =
  /^\s*(?:(?:in|to) [\w /]{0,30})?(?:soon|shortly|within \d)|^ in \d+ (?:min|day|hour|working)/i
const conditional =
  /\b(?:if|in ?case|once|when(?:ever)?|unless|whether|until|any amount|to get|so that)\b/i
/** What happens only when the reader does something: `debited if you confirm`. */
const upon = pattern(
  'i',
  String.raw`\b(?:if|once|when|after) you (?:confirm|approve|accept|enter|share|proceed|agree|`,
  String.raw`continue|click|authori[sz]e)\b`,
)
const negative = pattern(
  'i',
  String.raw`(?:\b(?:not|never|cannot|without|nor|yet to|no (?:money|amount) (?:has|was|is))|n't)`,
  String.raw`\s+(?:been |be |get |getting |yet )*$`,
)
const turned = pattern(
  'i',
  String.raw`\b(?:if|in ?case|once|when(?:ever)?|unless|whether|until|any|to|so|no|not|never|`,
  String.raw`cannot|without|nor|yet|will|would|shall|may|might|can|could|must|should)\b|`,
  String.raw`'(?:ll|t)\b`,
)
/** `Split Rs.1,234 spent on …`: the clause asks, and its participles only describe. */
export const imperative = pattern(
  'i',
  String.raw`^\W*(?:(?:hi|hey|hurry|alert|dear)\b[\w ]{0,16}[,!:]\s*)?(?:split|convert|`,
  String.raw`avail|get|win|claim(?! (?:settled|amount|no\b|id\b))|shop|grab|enjoy|earn|`,
  String.raw`upgrade|apply|redeem|save|unlock|`,
  String.raw`download|play|deposit|withdraw|check|click|reply|pay)\b`,
)
const notMoney = pattern(
  'i',
  String.raw`(?:points?|coins?|miles|vouchers?|coupons?|limit|shares?|units?|data|`,
  String.raw`benefits?|stickers?)\W+(?:\w+\W+){0,3}$`,
)

/** A limit, a pension, a provident fund: no account that money is spent from. */
const elsewhere =
  /^\*|^\W+(?:to|in|into) (?:your |ur )?(?:[\w ]{0,12}limit|(?:e?pf|uan|nps|pran)(?: \w+)?)\b/i

/** Every verb of movement in order, each with what its clause makes of it. */
export function movementsIn(body: string, starts: readonly number[]): readonly Movement[] {
  const found: Movement[] = []
  for (const match of matchesOf(verb, body)) {
    const clause = clauseAt(starts, match.index)
    const word = match[0].toLowerCase()
    const before = body.slice(clause.from, match.index)
    const after = body.slice(match.index + word.length, Math.min(clause.to, match.index + 90))
    const side: Direction = match[1] === undefined ? 'credit' : 'debit'
    const [direction, standing] = judged(word, side, before, after)
    found.push({ direction, standing, at: match.index, clause, word, confidence: 0.95 })
  }
  return found
}

function judged(
  word: string,
  side: Direction,
  before: string,
  after: string,
): readonly [Direction, Standing] {
  const near = before.slice(-60)
  // One look for any such word spares most verbs the three that follow.
  if (turned.test(before)) {
    if (conditional.test(before)) return [side, 'hypothetical']
    if (negative.test(near)) return [side, 'negated']
    if (future.test(near)) {
      const isGiven = /^(?:paid|sent|transferred|remitted)$/.test(word) && toYou.test(after)
      return [isGiven ? 'credit' : side, 'future']
    }
  }
  if (soon.test(after)) return [side, 'future']
  // `Any amount debited will be returned`: the participle only describes.
  if (/^ (?:will|would|shall|may) be\b/i.test(after)) return [side, 'none']
  if (upon.test(after)) return [side, 'hypothetical']
  if (imperative.test(before) || notMoney.test(near)) return [side, 'none']
  if (elsewhere.test(after)) return [side, 'none']
  const special = meanings[word]
  return special ? special(near, after, before) : [side, 'done']
}

/** What will be paid so is a claim, a wage, a refund: nothing that the reader gives. */
const toYou = /^ (?:in)?to (?:the|your|ur|you)\b/i
const byReader = pattern(
  'i',
  String.raw`\b(?:initiated|made|sent|done) by you\b|`,
  String.raw`\byour (?:neft|imps|rtgs|upi|fund transfer|transfer|payment)\b`,
)

type Meaning = (near: string, after: string, before: string) => readonly [Direction, Standing]

const payee = /beneficiary|\bbenef\b|payee|\bpran\b/i
const ownAccount =
  /\b(?:in|to|into)\s+(?:your|ur|my)\b|\bin\b[\w ]{0,24}\b(?:a\/c|ac|acct|account)\b/i
const paidFor = pattern(
  'i',
  String.raw`\b(?:payment|premium|donation|fees?|emi|instal?lment|contribution|bill|`,
  String.raw`subscription|repayment|charges|kist)\b`,
)
const owedKind =
  /^\W*(?:your )?(?:\w+ )?(?:premium|donation|emi|instal?lment|contribution|repayment|kist)\b/i
const asked = /\brequest\b|\border\b|\bcomplaint\b|\bapplication\b/i

const received: Meaning = (near, after, before) => {
  if (asked.test(near) || /^\W*(?:[\w ]+)?(?:collect|mandate|payment) request/i.test(after)) {
    return ['credit', 'none']
  }
  if (/from (?:your|ur) (?:\w+ ){0,3}(?:a\/c|ac|acct|account)/i.test(after))
    return ['debit', 'done']
  if (
    paidFor.test(before) ||
    owedKind.test(after) ||
    /^ for (?:your |ur )?[\w ]{0,20}\bbill\b/i.test(after) ||
    /^\s*your\s+(?:\w+\s+){0,3}payment/i.test(after) ||
    /^ (?:an? )?payment\b.*\b(?:card|loan|policy)\b/i.test(after) ||
    /^\W.*\b(?:towards|against)\b/i.test(after)
  ) {
    return ['credit', ownAccount.test(after) && !/card|loan/i.test(after) ? 'done' : 'receipt']
  }
  return ['credit', 'done']
}

const repaid: Meaning = (near) => ['credit', paidFor.test(near) ? 'receipt' : 'none']

/** Drawn out of a credit line, a wallet, a game: what leaves it comes into the account. */
const drawn = /\bwithdrawal\b|\bloan\b|credit line/i
export const toAccount = /\bto (?:your |ur )?(?:bank )?(?:a\/c|acct?|account)\b/i

const drawnFrom = /\bfrom (?:your |ur )?(?:[\w ]{1,24} )?(?:a\/c|ac|acct?|account)\b/i

const meanings: { readonly [word: string]: Meaning | undefined } = {
  credited: (near, after, before) => {
    if (byReader.test(before) && /^ to (?!your|ur|you|the|a\/c|ac|acct|account)\w/i.test(after))
      return ['credit', 'advice']
    if (payee.test(after.slice(0, 40)) && !/your/i.test(near.slice(-24)))
      return ['credit', 'advice']
    if (/(?<!from )\byour loan (?:a\/c|ac|acct?|account)\b/i.test(near))
      return ['credit', 'receipt']
    return ['credit', /^ (?:with )?\d+ (?:reward )?points/i.test(after) ? 'none' : 'done']
  },
  received,
  recd: received,
  prapt: received,
  प्राप्त: received,
  realised: repaid,
  realized: repaid,
  withdrawn: (_near, after) => ['debit', /\bwill reach\b/i.test(after) ? 'none' : 'done'],
  recharged: (near) => ['credit', /wallet|fastag|prepaid|\bcard\b/i.test(near) ? 'done' : 'none'],
  loaded: (_near, after) => [drawnFrom.test(after) ? 'debit' : 'credit', 'done'],
  taken: (near, after) => [
    'debit',
    /cash|\batm\b|\d/i.test(near) && drawnFrom.test(after) ? 'done' : 'none',
  ],
  paid: (near, after) => {
    if (/^ you\b|^ (?:in)?to (?:your|ur)\b/i.test(after)) return ['credit', 'done']
    if (/^ in full\b/i.test(after)) return ['debit', 'none']
    if (/interest/i.test(near)) return ['credit', /deposit|\bfd\b/i.test(after) ? 'none' : 'done']
    return ['debit', 'done']
  },
  sent: (near, after) => {
    if (/^ you (?:₹|rs|inr)/i.test(after)) return ['credit', 'done']
    if (/^ to (?:your|ur|you)\b/i.test(after))
      return ['credit', /^ to you\b/i.test(after) ? 'none' : 'done']
    return [
      'debit',
      /^ (?:to the (?:bank|branch)|an? (?:collect|payment|money) request)\b/i.test(after) ||
      /\b(?:otp|statement|cheques?|link|e-?mail|sms|details)\b/i.test(near)
        ? 'none'
        : 'done',
    ]
  },
  transferred: (near, after) =>
    /^ (?:to|in|into) (?:your|ur)\b/i.test(after) || (toAccount.test(after) && drawn.test(near))
      ? ['credit', 'done']
      : ['debit', 'done'],
  moved: (_near, after) => {
    if (drawnFrom.test(after)) return ['debit', 'done']
    return ['credit', /^ to (?:your |my )?(?:bank|account)/i.test(after) ? 'done' : 'none']
  },
  posted: (near) => ['credit', /refund|reversal|credit|cash ?back/i.test(near) ? 'done' : 'none'],
  redeemed: (near) => ['credit', /fund|units|\bfd\b/i.test(near) ? 'done' : 'none'],
  added: (_near, after) => [
    // A phone's small purse is filled from the account that this bank tells of.
    /^ to (?:your )?upi lite\b/i.test(after) && drawnFrom.test(after) ? 'debit' : 'credit',
    pattern(
      'i',
      String.raw`^ (?:successfully )?(?:to|in) (?:(?:your|the) )?[\w ]{0,24}(?:wallet|balance|`,
      String.raw`fastag|prepaid card|upi lite)`,
    ).test(after)
      ? 'done'
      : 'none',
  ],
  used: (near, after) => [
    'debit',
    /card|\bcc\b|\bdc\b|\d{3}/i.test(near) && /^ (?:for|at|to|rs|inr|on)\b/i.test(after)
      ? 'done'
      : 'none',
  ],
  got: (_near, after) => [
    'credit',
    /^ (?:ur |your |back |\S{1,4} ?[\d.,]+ in (?:ur|your) )/i.test(after) ? 'done' : 'none',
  ],
  deposited: (near) => ['credit', asked.test(near) ? 'none' : 'done'],
  collected: (near, after) => [
    'debit',
    paidFor.test(after) || paidFor.test(near) ? 'receipt' : 'none',
  ],
  recovered: (near, after) => [
    'debit',
    drawnFrom.test(after) || paidFor.test(near) ? 'done' : 'none',
  ],
  cleared: (near, _after, before) => [
    /deposited/i.test(before) ? 'credit' : 'debit',
    /cheque|chq|clg/i.test(before) && !/\bdues?\b|outstanding/i.test(near) ? 'done' : 'none',
  ],
  bhej: (_near, after) => ['debit', /^ di/i.test(after) ? 'done' : 'none'],
}
