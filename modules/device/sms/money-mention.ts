/**
 * Every amount of money a message names, and what each stands for: the money moved, the balance
 * after it, the limit left, what is due. The words just before an amount say which.
 */
import { matchesOf, pattern } from './match.ts'
import { money, negated, type Money } from '#kernel/money'

export type MoneyRole = 'principal' | 'balance' | 'limit' | 'due' | 'minimum' | 'cap' | 'charge'

export type MoneyMention = {
  readonly value: Money
  readonly currency: string
  readonly role: MoneyRole
  readonly from: number
  readonly to: number
  readonly confidence: number
}

const digits = String.raw`\d+(?:,\d+)*(?:\.\d{1,2}(?!\d))?`
const unit = String.raw`(?:\s?(lakhs?|lacs?|crores?)\b|(k)\b)?`

/** `Rs.1,250.00`, `INR 95`, `₹41.00`; a masked figure such as `INR 1xxx` is none. */
const led = new RegExp(
  String.raw`(?:(?<![a-z])(?:rs|inr|rupees)|₹|रु(?:पये|पए)?|रू)\s*[.:]?\s*[:-]?\s*` +
    String.raw`(${digits})(?![\dx*]|,\d)${unit}`,
  'gi',
)

/** `USD 11.80`, `$5`: rare enough to be looked for by themselves. */
const foreign = new RegExp(
  String.raw`(?:\b(USD|EUR|GBP|AED|SGD|SAR|QAR|OMR|KWD|BHD|NPR|LKR|BDT|PKR|THB|MYR|IDR|JPY|CNY|` +
    String.raw`HKD|AUD|NZD|CAD|CHF|KES|ETB|ZAR|TRY)|([$€£]|\bKsh))\s*[.:]?\s*(${digits})` +
    String.raw`(?![\dxX*]|,\d)`,
  'g',
)

/** `1200 rs`, `2500 INR`, `8500/-`. */
const trailed = new RegExp(
  String.raw`(?<![\w.,/-])(${digits})(?:\s?(k)\b)?\s*(?:(?:rs|inr|rupees|rupaye|rupay)` +
    String.raw`\b(?![.:\s]*\d)|\/-)`,
  'gi',
)

/** A bare figure right after a word that asks for one: `debited by 100.0`, `EMI of 12500`. */
const bare = new RegExp(
  String.raw`\b(?:(?:debited|credited|dbtd|deducted|withdrawn|spent|paid|sent|invested|donated)` +
    String.raw`(?:\s+(?:by|with|for|of))?|(?:emi|amount|amt|amnt|txn|transaction|transfer|` +
    String.raw`payment|` +
    String.raw`settlement|dispute|refund|profit)\s+(?:of|for)(?:\s+(?:around|about))?|amount|amt|` +
    String.raw`total|cash|got back the|card for|for|of(?: around)?|back the)\s*(?:is|:|=)` +
    String.raw`?\s*(${digits})(?:(k)\b)?` +
    String.raw`(?![\w*%]|[-/:,.]\d|\s*(?:months?|days?|units?|times|st|nd|th)\b)`,
  'gi',
)

/** The same for a balance: `Bal: 5000`, `Avl Bal 18679.91`. */
const bareBalance = new RegExp(
  String.raw`bal(?:ance)?\b\.?\s*(?:is)?\s*[:-]?\s*(${digits})(?![\w*%]|[-/,]\d)`,
  'gi',
)

const symbols: { readonly [symbol: string]: string } = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  Ksh: 'KES',
}

/** All mentions, in order; figures without a currency count only where no other amount stands. */
export function moneyMentions(body: string): readonly MoneyMention[] {
  const found: MoneyMention[] = []
  for (const match of matchesOf(led, body)) {
    push(found, body, match, match[1], match[2] ?? match[3], 'INR', 0.98)
  }
  for (const match of matchesOf(foreign, body)) {
    const currency = match[1] ?? symbols[match[2] ?? ''] ?? 'USD'
    push(found, body, match, match[3], undefined, currency, 0.98)
  }
  if (/\d(?:k?\s?(?:rs|inr|rup)|\/-)/i.test(body)) {
    for (const match of matchesOf(trailed, body)) {
      if (!overlaps(found, match.index)) push(found, body, match, match[1], match[2], 'INR', 0.9)
    }
  }
  if (!found.some(({ role }) => role === 'balance')) {
    for (const match of matchesOf(bareBalance, body)) {
      if (!overlaps(found, match.index)) push(found, body, match, match[1], undefined, 'INR', 0.85)
    }
  }
  if (!found.some(({ role }) => role !== 'balance' && role !== 'limit')) {
    for (const match of matchesOf(bare, body)) {
      if (!overlaps(found, match.index)) push(found, body, match, match[1], match[2], 'INR', 0.7)
    }
    if (found.length === 0) pushWords(found, body)
  }
  return found.sort((a, b) => a.from - b.from)
}

const overlaps = (found: readonly MoneyMention[], at: number): boolean =>
  found.some(({ from, to }) => at >= from - 1 && at < to)

/** Beyond a hundred thousand crore a figure is a number of something else. */
const FIGURE_LENGTH_MAX = 20
const PAISE_MAX = 1e14
const times: { readonly [letter: string]: number } = { k: 1e3, l: 1e5, c: 1e7 }

function wholePaise(rupees: number): Money | undefined {
  const paise = Math.round(rupees * 100)
  return paise <= PAISE_MAX ? money(paise) : undefined
}

function push(
  found: MoneyMention[],
  body: string,
  match: RegExpExecArray,
  figure: string | undefined,
  scale: string | undefined,
  currency: string,
  confidence: number,
): void {
  const value = figure === undefined ? undefined : amountOf(figure, scale)
  if (value === undefined) return
  const to = match.index + match[0].length
  // A bare figure's words are no part of the amount; a currency is.
  const from = confidence < 0.9 ? match.index + match[0].lastIndexOf(figure ?? '') : match.index
  const role = confidence === 0.85 ? 'balance' : roleAt(body, from)
  // `Bal Rs.-15.00`: an account may be overdrawn; anywhere else the dash is a dash.
  const isOwed = role === 'balance' && /[.\s]-$/.test(match[0].slice(0, -(figure?.length ?? 0)))
  found.push({ value: isOwed ? negated(value) : value, currency, role, from, to, confidence })
}

function amountOf(figure: string, scale = ''): Money | undefined {
  if (figure.length > FIGURE_LENGTH_MAX) return undefined
  const rupees = Number(figure.includes(',') ? figure.replaceAll(',', '') : figure)
  return wholePaise(scale === '' ? rupees : rupees * (times[scale[0]?.toLowerCase() ?? ''] ?? 1))
}

const limitBefore = /l(?:i)?mt[^\d;\n]{0,12}$|limit[^\d;\n]{0,14}$/i
const balanceBefore = pattern(
  'i',
  String.raw`(?:(?<![a-z])|(?<=av[a-z]{0,6}|clr|clear|total|tot))bal(?:ance)?(?![a-z])`,
  String.raw`((?:(?!bal)[^\d;\n]){0,22})$|`,
  String.raw`bal(?:ance)?(?: enquiry)?\W+(?:of |in )?(?:(?:a/c|acct?|account) )?[x*]+\d+()[: ]*$|`,
  String.raw`avlbl amt[: ]*()$|`,
  String.raw`rashi[: ]*()$|शेष[: ]*()$`,
)
const balanceOnDate = /bal(?:ance)?\b[^;\n]{0,60}\bis\s*:?\s*$/i
const otherMatter = pattern(
  '',
  String.raw`debit|credit|deduct|paid|spent|using|withdr|[.!]\s*[A-Z]\w+ (?!is)|towards|charge|`,
  String.raw`honou?r|\bEMI\b|loan`,
)
const minimumBefore = /min(?:imum)?\.?\s*(?:amt|amount|due|payment)[^\d;\n]{0,8}$|\bmad[: ]*$/i
const dueBefore =
  /(?:\bdue|dues|outstanding|overdue|\btad|payable)\s*(?:amt|amount|is|of|so far)?[:\s-]*$/i
const capBefore = pattern(
  'i',
  String.raw`(?:max(?:imum)?(?:\s+(?:amount|amt|limit))?(?:\s+(?:of|upto))?|up\s?to|`,
  String.raw`worth(?: of)?|above|flat|extra|save|exceeding|minimum(?: order)?)\s*(?:of\s*)`,
  String.raw`?$`,
)
const chargeBefore =
  /(?:charges?|chgs?|chrg|fees?|penalty|gst|interest component|incl\.?)\s*(?:of|:|is|@)?\s*$/i

/** Most amounts follow a plain verb: one look spares them the six below. */
const otherRole = pattern(
  'i',
  String.raw`l(?:i)?mt|bal|avlbl|rashi|शेष|min|mad|due|outst|tad|payable|max|up ?to|worth|`,
  String.raw`above|flat|extra|save|exceed|ch(?:ar)?g|chr|fee|penal|gst|interest|incl|`,
  String.raw`limit|is\s*:?\s*$`,
)

function roleAt(body: string, from: number): MoneyRole {
  const left = body.slice(Math.max(0, from - 34), from)
  if (!otherRole.test(left)) return 'principal'
  if (limitBefore.test(left)) return 'limit'
  const balance = balanceBefore.exec(left)
  if (balance && !otherMatter.test(balance[1] ?? '') && !/min(?:imum)? bal/i.test(left)) {
    return 'balance'
  }
  if (minimumBefore.test(left)) return 'minimum'
  if (dueBefore.test(left)) return 'due'
  if (capBefore.test(left)) return 'cap'
  if (chargeBefore.test(left)) return 'charge'
  if (/is\s*:?\s*$/i.test(left) && balanceOnDate.test(body.slice(Math.max(0, from - 90), from))) {
    return 'balance'
  }
  return 'principal'
}

const small =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'
const values = new Map(
  `${small} sixteen seventeen eighteen nineteen`.split(' ').map((word, i) => [word, i + 1]),
)
'twenty thirty forty fifty sixty seventy eighty ninety'
  .split(' ')
  .forEach((word, i) => values.set(word, (i + 2) * 10))
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['lakh', 100_000],
])
const word = `(?:${[...values.keys(), ...scales.keys(), 'and'].join('|')})`
const written = new RegExp(
  String.raw`\b(?:${[...values.keys()].join('|')})(?:[\s-]+${word}){1,8}\b`,
  'i',
)

/** An amount in words, `fifteen hundred`: people write so, banks on cheques. */
function pushWords(found: MoneyMention[], body: string): void {
  const match = written.exec(body)
  if (!match) return
  let [total, part] = [0, 0]
  for (const said of match[0].toLowerCase().split(/[\s-]+/)) {
    const scale = scales.get(said)
    if (scale === undefined) part += values.get(said) ?? 0
    else if (scale === 100) part *= 100
    else [total, part] = [total + part * scale, 0]
  }
  const [from, to] = [match.index, match.index + match[0].length]
  const value = wholePaise(total + part)
  if (value === undefined) return
  found.push({ value, currency: 'INR', role: 'principal', from, to, confidence: 0.6 })
}
