/**
 * Is it a one-time password? The door asks this of every message before anything is written, so
 * the common answer, no, must come from one cheap look.
 */

const hint = /otp|one.?time|code|passcode|password|\bpin\b|\bmpin\b/i
const named =
  String.raw`(?:otp|o\.t\.p|one[- ]time[- ](?:password|passcode|pin|code)|(?:verification|` +
  String.raw`authentication|auth|security|secret|login|delivery(?: authentication)?|access|` +
  String.raw`activation|confirmation) (?:code|pin|otp)|transaction password|passcode|tpin|m-?pin)`
const code = String.raw`(?:\d{3}[- ]\d{3}|\d{4,8}|[A-Z]\d{5,7})(?![\d/.,-]*\d)`
/** `OTP is 123456`, `OTP for txn of Rs.5 at X is 123456`: no full stop between, amounts skipped. */
const ahead = new RegExp(
  String.raw`\b${named}\b(?:[^.!?\n]|\.(?=\S)|rs\.? ?){0,120}?(?<![\w./*-])${code}`,
  'i',
)
const behind = new RegExp(
  String.raw`(?<![\w./*-])${code}\s+(?:is|as)\s+(?:(?:your|the|ur)\s+)?(?:[\w-]+\s+)` +
    String.raw`{0,3}?${named}\b`,
  'i',
)
const used = new RegExp(
  String.raw`\b(?:use|enter|share)\s+${code}\s+(?:to|as|for|with)\b.*(?:verify|log ?in|otp|` +
    String.raw`authenticat|authori[sz]e|confirm|approve|\bcode\b)`,
  'i',
)
const anyCode = new RegExp(String.raw`(?<![\w./*-])${code}`)

/** Whether the message carries a one-time code; `sender` as it stands (`JD-SBIOTP-S` says so). */
export function isOtp(sender: string, body: string): boolean {
  if (!hint.test(body)) return /OTP/i.test(sender) && anyCode.test(body)
  const text = body.length > 600 ? body.slice(0, 600) : body
  return ahead.test(text) || behind.test(text) || used.test(text)
}
