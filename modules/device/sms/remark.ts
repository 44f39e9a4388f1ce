/** The bank's own remark on a movement, as a statement would print it. */
import { matchesOf, pattern } from './match.ts'
import type { Channel, Direction, Found } from './parsed-sms.ts'

type Sign = readonly [pattern: RegExp, value: string]

/** Remarks banks word in many ways, under the one name they share. */
const known: readonly Sign[] = [
  [/cash (?:deposit|rs[. \d,]+ deposited)|(?:deposited|credited\b.*) by cash/i, 'Cash Deposit'],
  [/cash wdl|\bnwd|cash withdrawal/i, 'Cash Withdrawal'],
  [/\bsal(?: fe|ary credit)\b/i, 'Salary'],
]
const stated = pattern(
  'gi',
  String.raw`\b(?:info[: ]\s*|towards |for |as |credit for |(?<!sms |powered )by )((?!rs|`,
  String.raw`inr|your|ur\b|you\b|upi ref|\d{2}[-/]|a/c|₹|https?)[^\n]{2,70}?)(?=\s*(?:\.(?=\s|$|`,
  String.raw`avl)|-\.|\n|$|\bvia\b|\bof (?:rs|inr)|\bwith\b|\bavl\b|/\d|\. |\btotal\b|`,
  String.raw`\bon \d|\bupi\b|\(|\breport\b))`,
)
const toReference = /\bto:?\s?(?:upi|imps)\/(\d{6,})/i

export function remarkIn(
  body: string,
  direction: Direction,
  channel: Channel | undefined,
  counterparty: Found<string> | undefined,
  bank: string | undefined,
): Found<string> | undefined {
  for (const [pattern, value] of known) {
    const match = pattern.exec(body)
    if (match) return whole(match, value, 0.85)
  }
  const reference = toReference.exec(body)
  if (reference?.[1]) {
    const to = reference.index + reference[0].length
    return { value: reference[1], from: to - reference[1].length, to, confidence: 0.7 }
  }
  for (const match of matchesOf(stated, body)) {
    const said = match[1] ?? ''
    const cut = /^[x*]+\d+-/i.exec(said)?.[0].length ?? 0
    const value = said.slice(cut).replace(/[\s-]+$/, '')
    if (value.length < 2 || /^(?:\d|if|dispute|other|the |this|any|an? )/i.test(value)) continue
    if (/^transfer$/i.test(value) && body.startsWith(' of', match.index + match[0].length)) continue
    const from = match.index + match[0].lastIndexOf(said) + cut
    return { value, from, to: from + value.length, confidence: 0.7 }
  }
  if (counterparty) return { ...counterparty, confidence: 0.5 }
  const value =
    channel === 'WALLET'
      ? bank
      : (channel ?? (direction === 'credit' ? 'Bank Transfer' : undefined))
  return value === undefined ? undefined : { value, from: 0, to: 0, confidence: 0.3 }
}

const whole = (match: RegExpExecArray, value: string, confidence: number): Found<string> => ({
  value,
  from: match.index,
  to: match.index + match[0].length,
  confidence,
})
