/** The customer's own account or card, by the digits the message shows of it. */
import { matchesOf, pattern } from './match.ts'
import type { Found } from './parsed-sms.ts'
import type { Clause } from './clause.ts'

const word =
  'a\\/c|acct?|account|acc|ac|sb|savings|card|bobcard|onecard|supercard|fastag|cc|' +
  'dc|bank|wallet|cards?'
/** `A/c no. XX1234`, `Card ending with 4321`, `(4410)`, `...7656`, `074-260***-006`, `NN09089`. */
const shown = new RegExp(
  String.raw`(?:\b(${word})(?:\s*(?:no|nos|number|num|id))` +
    String.raw`?\s*[.:]?\s*(?:ending(?:\s+(?:with|in))?|linked to)?\s*[:(#-]?\s*|(?<![\w@/]))` +
    String.raw`((?:\d{1,6}|\d{3}-\d{3})?(?:[x*•]{1,16}|n{2}|\.{2,4})-?|[*]{2,16} |)` +
    String.raw`(\d{2,18})(?:x(?!\w))?` +
    String.raw`(?!(?!(?:on|by|is|has)\b)[\w@*]|-\d|[.,]\d|%)`,
  'gi',
)
const masked = /[x*•#n]|\.\./i
const others = pattern(
  'i',
  String.raw`(?:loan|ln|policy|folio|\bfd|deposit|\btd|\brd|mobile|phone|number|cust[_ ]`,
  String.raw`?id|sender|benef\w*|vehicle|ref|rrn|utr|txn|mandate|umrn|having|order|payee|`,
  String.raw`cheque|chq|call|consumer|bill|agreement|by a/c linked to)\W+(?:[\w/]+\W+){0,1}$`,
)
/** The number right after such a word is of that thing, never of an account. */
const another =
  /(?:loan|policy|folio|deposit|mobile|cust[_ ]?id|block|(?:agreement|consumer)(?: no\.?)?)\s*$/i
const own = /\b(?:your|ur|aapke|my)\b[^.;]{0,30}$/i

type Candidate = Found<string> & { readonly weight: number }

/** The likeliest own account: named as the customer's, in the clause of the movement, first. */
export function accountTail(body: string, clause: Clause | undefined): Found<string> | undefined {
  let best: Candidate | undefined
  for (const match of matchesOf(shown, body)) {
    const [all, cue, mask = '', run = ''] = match
    // Two digits are read as an account's only behind a mask that leaves no doubt.
    if (run.length < 3 && (cue === undefined || !/^[x*]{4}/i.test(mask))) continue
    const isMasked = masked.test(mask)
    const weight = weightOf(body, match.index, cue, isMasked, clause)
    if (weight <= 0 || (best && weight <= best.weight)) continue
    const to = match.index + all.length
    const from = to - run.length - mask.length
    best = { value: tail(mask, run), from, to, confidence: Math.min(0.98, weight / 4), weight }
  }
  return best && { value: best.value, from: best.from, to: best.to, confidence: best.confidence }
}

function weightOf(
  body: string,
  at: number,
  cue: string | undefined,
  isMasked: boolean,
  clause: Clause | undefined,
): number {
  const left = body.slice(Math.max(0, at - 44), at)
  if (!isMasked && (cue === undefined || /^bank$/i.test(cue))) return 0
  if (another.test(left)) return 0
  let weight = isMasked ? 3 : 2.5
  if (cue !== undefined) weight += 0.5
  if (own.test(left)) weight += 0.6
  if (others.test(left.slice(-26))) weight -= 1.4
  if (clause && at >= clause.from && at < clause.to) weight += 0.4
  // The first account named is the customer's unless words say otherwise.
  return weight - at / 10_000
}

/** Four digits, or the fewer that are shown; a hyphenated number is read across its mask. */
function tail(mask: string, run: string): string {
  const digits = mask.includes('-') ? mask.replace(/\D/g, '') + run : run
  return digits.slice(-4)
}
