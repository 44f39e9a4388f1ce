/**
 * Who stands on the other side, by the little words banks put before a name: `to`, `at`, `from`,
 * `towards`, `; NAME credited`, `UPI/P2M/<ref>/NAME`. No bank's own template is known here.
 */
import { firstOf, pattern } from './match.ts'
import type { Direction, Found } from './parsed-sms.ts'

/** What ends a name: the next fact of the alert, or punctuation. */
const stop =
  String.raw`(?=\s*(?:$|[;\n(]|,(?!\s?(?:ltd|pvt))|(?<!\b(?:mr|mrs|ms|dr|smt|m\/s))\.(?=\s|` +
  String.raw`$|not\b|rrn|ref|upi|imps|avl|bal|if\b)|\s/|_\s|\s-\s?|-(?=[A-Z]\w+\s*$|[\w.]+@)` +
  String.raw`|\b(?:on|dated|dt|ref|refno|rrn|utr|upi|imps|neft|rtgs|via|using|through|thru|` +
  String.raw`by|avl|avbl|aval|avail|bal|umrn|umn|not (?:you|permitted|allowed)|if not|txn|trxn|` +
  String.raw`was|is|has|have|will|` +
  String.raw`(?:for )?auto ?-?pay|mandate|failed|declined|pending|could|registered|` +
  String.raw`(?:(?:home|gold|personal) )?loan|` +
  String.raw`(?:in|to) (?:your|ur)|from|for (?:rs|inr|upi|vehicle)|towards|with|having|against|` +
  String.raw`linked|` +
  String.raw`credited|landed|refunded|value|total|clear|call|at \d[\d:]*|of (?:rs|inr)|scheduled|` +
  String.raw`created|shall|sms|\d{2}[-/.]\d{2}[-/.]\d{2,4})` +
  String.raw`\b))`
const name = String.raw`([^\n;]{2,60}?)`
const cue = (words: string, flags = 'gi') =>
  new RegExp(String.raw`(?<![a-z])(?:${words})(?![a-z])[\s:]*${name}${stop}`, flags)

type Cue = readonly [pattern: RegExp, confidence: number]

const structured: readonly Cue[] = [
  [/\b(?:to|from|by|towards|vpa)[\s:]+(?:vpa )?([\w.-]{2,60}@[a-z]\w{1,30})/gi, 0.97],
  [/\blinked to mobile ([x*\d]{3,13})/gi, 0.8],
  [
    pattern(
      'gi',
      String.raw`\b(?:upi|neft|imps)/(?:(?:p2[amp]|cr|dr)/)?[a-z]{0,10}\d{6,}\w*/([^/\n]`,
      String.raw`{2,40}?)(?=\s*(?:[/)]|\n|$|\.\s|\. ?[A-Z]|\s\d\d[-/.]|`,
      String.raw`\s(?:on|not|avl|value|bal|clear)\b))`,
    ),
    0.95,
  ],
  [/\b(?:to|from) upi-([a-z][\w &.]{2,40}?)(?=\s(?:on|avl|ref)\b|[,\n]|\. |$)/gi, 0.85],
  [/\bupi-\d{6,}-([A-Z][^\n.]{1,30}?)(?=\s(?:avl|on|not|fraud)\b|[.\n]|$)/gi, 0.95],
  [/\b(?:to|from)\s?:?\s?(?:neft|imps|rtgs|upi)\/([a-z][a-z .&]{2,40}?)(?=[./,\n]|$)/gi, 0.9],
  [/\bneft\s?inward\s+\w+\/([^/\n]{2,40}?)(?=\s*(?:\.|\/|\n|$))/gi, 0.9],
  [/\b(?:neft|rtgs|imps)-[A-Z]{4}[A-Z0-9]{9,18}-([A-Z][A-Za-z .&]{2,40}?)(?=\.|\n|$)/gi, 0.9],
  [/\b(?:neft|rtgs|imps) cr-[a-z]{4}0\w{6}-([^-\n]{2,40})-/gi, 0.95],
  [/\bsalary\b[\w ]{0,12}-([A-Z][^.\n]{2,40}?)(?=\.|\n|$)/gi, 0.9],
  [/\bach (?:dr|cr)[\w ]*\/\w+\/([^.\n/]{2,40}?)(?=\.|\n|$)/gi, 0.85],
  [/\b(?:nach|ach|ecs)-(?:dr|cr)-([A-Z][\w& ]{2,30})/gi, 0.85],
  [/\binfobil\*([^.\n]{2,40}?)(?=\.|\n|$)/gi, 0.8],
]

const structure = /@|mobile|\/|-\w|salary|infobil/i

const debit: readonly Cue[] = [
  [/[;,]\s*([^;.\n]{2,50}?) (?:is )?credited\b/gi, 0.95],
  [cue('linked to vpa'), 0.95],
  [/@\s?(?:upi_|UPI_)?([A-Z][A-Z ]{2,40}?)(?=\s\d|\s*$)/g, 0.7],
  [
    pattern(
      'gi',
      String.raw`\bat\s+(?:\.\.)?([A-Z0-9][^\n;]{1,60}?)(?=\s*(?:_(?=\W|$)|\n|$|;|,|\.(?=\s|$|`,
      String.raw`(?!(?:com|in|co|net|org)\b)[A-Z]{2})|\s\.|\s(?:on|using|via|is|was|has|`,
      String.raw`from|upi|avl|`,
      String.raw`for|dated|from|approved|done|with|`,
      String.raw`successful|declined|failed|not)\b|\s\d{2}[-/]\d{2}[-/]))`,
    ),
    0.9,
  ],
  [
    cue(
      'trf to|transfer(?:red)? to|paid to|sent to|payment to|cr\\.? to|payment successful to|' +
        'payee|(?<!due )to',
    ),
    0.9,
  ],
  [/(?:^|\n)\s*([^\n]{3,60}?) has received\b/gi, 0.9],
  [/\bpurchase of [^\n]*? (?:in|under) ([A-Z][^\n]{3,60}?)(?= has\b| for\b)/gi, 0.85],
  [/\bunder ([A-Z][^\n]{3,60}?)(?= for\b)/gi, 0.85],
  [/(?:^|\n)\d\d-\d\d-\d\d,? \d\d:\d\d:\d\d(?: IST)?\n([^\n]{2,40})(?=\n)/g, 0.9],
  [
    pattern(
      'g',
      String.raw`\bon (?!\d{1,2}[-/ .]|\d{1,2}[A-Z][A-Za-z]{2}\d|\d{4}|your|card|the\b|date)`,
      String.raw`([A-Z0-9][A-Za-z][^\n;]{1,40}?)(?=\s*(?:\s\.|\.(?=\s|$|\n)|\s\d\d[-/]|`,
      String.raw`\s(?:charged|from|via|was|is)\b))`,
    ),
    0.7,
  ],
  [/\bfor (?:rs|inr)[. ]{0,2}[\d,.]+, from ([A-Z][^.\n]{2,40}?)(?=\.)/gi, 0.8],
  [cue('presented by|in favou?r of|merchant|pay to|beneficiary(?=\\s*:)'), 0.85],
  [cue('towards|for'), 0.75],
  [/(?<=\s)([A-Z][\w&.]*(?: [\w&.]+){0,4}?) ko\b/g, 0.7],
]

const credit: readonly Cue[] = [
  [/\bfrom (?:account|a\/c|ac) \S+\/([^/\n(]{2,40}?)(?=\s*(?:\(|\.|$))/gi, 0.95],
  [cue('linked to vpa|from vpa'), 0.9],
  [
    cue(
      'amt received from|received from|transfer from|sent by|refund of (?:rs|inr|₹)' +
        '[\\s.]?[\\d,.]+ from|sender',
    ),
    0.95,
  ],
  [/^\W*([A-Z][\w*&. ]{2,40}?) refund of\b/g, 0.9],
  [/^\W*([A-Z][\w&. ]{1,40}?) (?:has )?sent you\b/g, 0.9],
  [/\bby (?:neft|imps|rtgs)-([A-Z][A-Z .&]{2,40}?)(?=\.|,|\n|$|\s-)/gi, 0.85],
  [cue('from'), 0.9],
  [cue('(?<!sms |powered )by'), 0.7],
  [/\bcredited towards your ([^.\n]{3,50}? card)\b/gi, 0.6],
]

/** Not a name: the customer's own things, a rail, a date, a number, a demand. */
const unfit = pattern(
  'i',
  String.raw`^(?:(?:your|ur|you|the|a|an|my|block|report|dispute|know|pay|avoid|cancel|`,
  String.raw`manage|view|activate|a/c|ac|acct|account|vpa|upi|imps|neft|rtgs|nach|ach|`,
  String.raw`card|bank|beneficiary|mobile|call|sms|emi|ending|rs|inr|cash|cheque|transfer|`,
  String.raw`any|details|atm\b.{0,3}$|atm withd|clg|mob bk|debit card|credit card|this|`,
  String.raw`nav|applicable|monthly|failed|order|bill|loan a|loan$|purchase|successful|`,
  String.raw`https?|folio|policy|insufficient|authori[sz]e|honou?r|bill a|consumer|payment|`,
  String.raw`interest|due|\d+ (?:hours?|days?))`,
  String.raw`\b|xx|[\d*•.,:+/-]+(?:\s*(?:am|pm|hrs?))?$|\d{2}[-/:]|\d{8,}(?!\d*@)|`,
  String.raw`[x*]+\d{5})`,
)

/** Who asks for money stands before the asking, or after its `from`. */
const request: readonly Cue[] = [
  [
    pattern(
      'gi',
      String.raw`^(?:dear \w+, )?([A-Z][\w&. ]{2,40}?) (?:has (?:requested|asked you)|`,
      String.raw`is requesting|requests)\b`,
    ),
    0.95,
  ],
  ...credit.slice(0, -2),
]
const cuesOf = { debit, credit, request }

/** `side` is which way the money went; a request's other side is who asks for it. */
export function counterpartyIn(
  body: string,
  side: Direction | 'request',
): Found<string> | undefined {
  for (const cues of [structured, cuesOf[side]]) {
    if (cues === structured && !structure.test(body)) continue
    for (const [pattern, confidence] of cues) {
      const found = firstOf(pattern, body, (match) => cleaned(match, confidence))
      if (found) return found
    }
  }
  return undefined
}

function cleaned(match: RegExpExecArray, confidence: number): Found<string> | undefined {
  const raw = match[1] ?? ''
  const at = match.index + match[0].lastIndexOf(raw)
  const lead = /^(?:[\s.:_-]+|vpa |m\/s\.? )*/i.exec(raw)?.[0].length ?? 0
  const quoted = raw
    .slice(lead)
    .replace(/[\s._,:-]+$/, '')
    .replace(/\s+0{3}$/, '')
  if (quoted.length < 2 || unfit.test(quoted) || !/[a-z]/i.test(quoted)) return undefined
  const from = at + lead
  const value = quoted.replace(/\s+/g, ' ')
  return { value, from, to: from + quoted.length, confidence }
}
