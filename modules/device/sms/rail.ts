/** By which rail the money moved. The narrower word wins: a card paid through UPI is UPI. */
import type { Channel, Found } from './parsed-sms.ts'

const rails: readonly (readonly [Channel, RegExp])[] = [
  ['UPI', /upi(?![a-z])|\bvpa\b/i],
  ['IMPS', /\bimps/i],
  ['RTGS', /\brtgs/i],
  ['NEFT', /\bneft(?!inward)/i],
  ['MANDATE', /\b(?:e-?mandate|mandate|auto ?-?pay|nach|ecs|ach|umrn)\b|\bachinw|\bsi txn\b/i],
  ['ATM', /\batm\b|\bcash wdl at\b/i],
  ['CHEQUE', /\b(?:cheque|chq)\b(?! deposits in)/i],
]
const anyRail =
  /upi|vpa|imps|rtgs|neft|mandate|auto ?-?pay|nach|ecs|\bach|umrn|si txn|atm|cash wdl|cheque|chq/i
const card = /\b(?:cards?|onecard|bobcard|supercard|pos)\b/i
const wallet = /\bwallet\b|paytm balance/i
const vpa = /[\w.-]{2,}@[a-z]{2,}\b(?!\.)/i
/** Where the advice on fraud begins: what it names is no rail of this movement. */
const advice = /\b(?:not (?:you|u)\b|if not|to (?:block|dispute)|in case of)/i
/** Only the bank's standing remark names a cheque: a guess, and marked as one. */
const boilerplate = /\bcheque deposits in\b/i

export function railOf(body: string): Found<Channel> | undefined {
  const end = body.search(advice)
  const text = end > 20 ? body.slice(0, end) : body
  if (anyRail.test(text)) {
    for (const [value, pattern] of rails) {
      const match = pattern.exec(text)
      if (match) return found(value, match, 0.95)
    }
  }
  const [byCard, byWallet] = [card.exec(text), wallet.exec(text)]
  // `added to your wallet from debit card`: the instrument named first is the one that moved.
  if (byWallet && !(byCard && byCard.index < byWallet.index)) return found('WALLET', byWallet, 0.9)
  if (byCard) return found('CARD', byCard, 0.9)
  const named = text.includes('@') ? vpa.exec(text) : null
  if (named) return found('UPI', named, 0.8)
  // `SMS BLOCK UPI to …`: the way to stop a rail is offered for that rail.
  const rest = /\bblock\s?upi|upi lite/i.exec(body)
  if (rest) return found('UPI', rest, 0.7)
  const remark = boilerplate.exec(body)
  return remark ? found('CHEQUE', remark, 0.2) : undefined
}

const found = (value: Channel, match: RegExpExecArray, confidence: number): Found<Channel> => ({
  value,
  from: match.index,
  to: match.index + match[0].length,
  confidence,
})
