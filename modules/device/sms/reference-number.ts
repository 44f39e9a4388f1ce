/** The number under which banks find the movement: RRN, UTR, UPI or bank reference. */
import { firstOf, pattern } from './match.ts'
import type { Found } from './parsed-sms.ts'

const value = String.raw`([A-Z]{0,10}\d[A-Z0-9]{3,27}|[A-Z]{2,10}\d[A-Z0-9]{2,20})\b`
const cues: readonly (readonly [RegExp, number])[] = [
  [
    new RegExp(
      String.raw`\b(?:ref(?:erence)?|rrn|utr|refno|refid)\b\.?\s*(?:(?:no|num|number|id)` +
        String.raw`\b\.?\s*)?(?:is\b)?\s*[:#-]?\s*(?<![a-z])` +
        value,
      'gi',
    ),
    0.97,
  ],
  [
    new RegExp(
      String.raw`(?:upi|imps|neft|rtgs)\s?[:/-]\s?(?:(?:p2[amp]|cr|dr)/)` +
        String.raw`?([A-Z]{0,10}\d{5,22}[A-Z0-9]{0,8})\b`,
      'gi',
    ),
    0.93,
  ],
  [/\b(?:txn|trxn|transaction)\s?[:#-]?\s?(\d{9,22})\b/gi, 0.85],
  [
    new RegExp(
      String.raw`\b(?:no|id|number|num)` +
        String.raw`\b\.?\s*(?:is\b)?\s*[:#-]?\s*(?<![a-z])` +
        value,
      'gi',
    ),
    0.8,
  ],
]
const notReference = pattern(
  'i',
  String.raw`(?:a/c|acct?|account|card|cheque|chq|policy|folio|umrn|umn|cust|jio|mobile|`,
  String.raw`loan|deposit|vehicle|consumer|agreement)\W{0,2}$`,
)

export function referenceNumber(body: string): Found<string> | undefined {
  for (const [pattern, confidence] of cues) {
    const found = firstOf(pattern, body, (match) => numberIn(body, match, confidence))
    if (found) return found
  }
  return undefined
}

function numberIn(
  body: string,
  match: RegExpExecArray,
  confidence: number,
): Found<string> | undefined {
  const said = match[1] ?? ''
  if (said.length < 6 || !/\d.*\d.*\d/.test(said)) return undefined
  if (notReference.test(body.slice(Math.max(0, match.index - 12), match.index))) return undefined
  const to = match.index + match[0].length
  return { value: said, from: to - said.length, to, confidence }
}
