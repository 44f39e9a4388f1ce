/**
 * Why the provider or a bank said no, in a closed list of words of ours. Theirs are free text: a
 * name or an account number may stand in it, and facts hold neither. The rest is `other`.
 */
type Reason = string

/** NPCI's codes of a refused mandate (SPEC §5.2). */
const mandateCodes: ReadonlySet<string> = new Set(
  (
    'M003 M010 M011 M012 M013 M020 M021 M023 M026 M030 M032 M033 M034 M035 M037 M038 M041 M043 ' +
    'M056 M057 M060 M062 M087 M088 M089 M090 M091 M092 M093'
  ).split(' '),
)

export const mandateReason = (code: unknown): Reason =>
  typeof code === 'string' && mandateCodes.has(code) ? code : 'other'

/** By the first that fits; the provider's sentences change, what they speak of does not. */
const payoutReasons: readonly (readonly [Reason, RegExp])[] = [
  ['returned-by-bank', /returned|reversed/i],
  ['bank-offline', /offline|not available|unavailable|is down/i],
  ['account-closed', /closed/i],
  ['account-frozen', /frozen|blocked|dormant/i],
  ['account-unknown', /invalid account|no such account|account does not exist|not found/i],
  ['ifsc-unknown', /ifsc/i],
  ['name-differs', /name (differs|mismatch)/i],
  ['above-limit', /limit/i],
  ['balance-short', /insufficient|low balance/i],
  ['refused-by-bank', /refused|rejected|declined/i],
]

export const payoutReason = (said: string): Reason =>
  payoutReasons.find(([, words]) => words.test(said))?.[0] ?? 'other'

/** The provider's own codes of a request it would not take. */
const refusals: { readonly [code: string]: Reason } = {
  BAD_REQUEST_ERROR: 'bad-request',
  NOT_FOUND: 'not-found',
  INSUFFICIENT_BALANCE: 'balance-short',
  AMOUNT_LIMIT: 'above-limit',
}

export const refusalReason = (code: unknown): Reason =>
  typeof code === 'string' && Object.hasOwn(refusals, code) ? refusals[code]! : 'other'
