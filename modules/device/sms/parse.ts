/**
 * What an SMS says of its owner's money (issue 3 C). Pure, and the same file on phone and server:
 * typed mentions with their places in the text, the kind of message decided by clause, then roles
 * by the little words around each mention. There is no class per bank and no template per bank.
 */
import { accountTail } from './account-tail.ts'
import { counterpartyIn } from './counterparty.ts'
import { flavourOf } from './flavour.ts'
import { institutionIn, senderOf } from './institution.ts'
import { moneyMentions, type MoneyMention, type MoneyRole } from './money-mention.ts'
import { BODY_LENGTH_MAX, type Found, type ParsedSms, type Sms } from './parsed-sms.ts'
import { railOf } from './rail.ts'
import { referenceNumber } from './reference-number.ts'
import { remarkIn } from './remark.ts'
import { verdictOf, type Verdict } from './sms-kind.ts'
import { spokenDates } from './spoken-date.ts'
import { acceptedFor, type Accepted, type Templates } from './template.ts'
import type { Money } from '#kernel/money'

/**
 * Never throws: a text it cannot read is `info`. Only the first 2,000 characters are read.
 *
 * `templates` are what people have accepted from the review queue (`templatesOf`): where one fits
 * the message, its word on the kind stands above the grammar's, and names its parts.
 */
export function parseSms(message: Sms, templates?: Templates): ParsedSms {
  const said = message.body.slice(0, BODY_LENGTH_MAX)
  const body = said.includes('\u00a0') ? said.replaceAll('\u00a0', ' ') : said
  const sender = senderOf(message.sender)
  const mentions = moneyMentions(body)
  const verdict = verdictOf(sender, message.sender, body, mentions)
  const institution = sender.institution ?? institutionIn(body)
  const bank = institution?.name
  const named = {
    ...(bank !== undefined && { bank }),
    ...(institution && { institution: institution.kind }),
  }
  const accepted = templates && acceptedFor(templates, body)
  if (accepted) {
    return { ...named, ...partsOf(message, body, mentions, verdictBy(accepted), bank), ...accepted }
  }
  const { kind, confidence } = verdict
  if (kind === 'otp' || kind === 'promo' || (kind === 'info' && mentions.length === 0)) {
    return { kind, isTransaction: false, confidence, ...named }
  }
  return { kind, confidence, ...named, ...partsOf(message, body, mentions, verdict, bank) }
}

/** With the kind given, the grammar still finds whatever part the template leaves unnamed. */
const verdictBy = ({ kind, direction }: Accepted): Verdict => ({
  kind,
  confidence: 1,
  ...(direction && { direction }),
})

function partsOf(
  { at }: Sms,
  body: string,
  mentions: readonly MoneyMention[],
  verdict: Verdict,
  bank: string | undefined,
): Parts {
  const { kind } = verdict
  const isTransaction = kind === 'debit' || kind === 'credit'
  const amount = amountIn(mentions, verdict)
  const balance = mentionOf(mentions, 'balance', amount)
  const availableLimit = mentionOf(mentions, 'limit', amount)
  const channel = railOf(body)
  const tail = accountTail(body, verdict.clause)
  const reference = referenceNumber(body)
  const flavour = flavourOf(body, kind, channel?.value)
  const direction = verdict.direction
  const counterparty = direction && counterpartyIn(body, kind === 'request' ? kind : direction)
  const label =
    isTransaction && direction
      ? remarkIn(body, direction, channel?.value, counterparty, bank)
      : undefined
  const { happenedOn, dueOn } = spokenDates(body, at)
  // Written out: a dozen conditional spreads cost a tenth of the whole reading.
  const parts: Parts = { isTransaction }
  if (flavour) parts.flavour = flavour
  if (direction) parts.direction = direction
  if (amount) {
    parts.amount = foundIn(amount)
    parts.currency = amount.currency
  }
  if (balance) parts.balance = foundIn(balance)
  if (availableLimit) parts.availableLimit = foundIn(availableLimit)
  if (tail) parts.accountTail = tail
  if (channel) parts.channel = channel
  if (counterparty) parts.counterparty = counterparty
  if (reference) parts.reference = reference
  if (label) parts.label = label
  if (happenedOn) parts.happenedOn = happenedOn
  if (dueOn) parts.dueOn = dueOn
  return parts
}

type Parts = { -readonly [Name in keyof Omit<ParsedSms, 'kind' | 'confidence'>]: ParsedSms[Name] }

const foundIn = ({ value, from, to, confidence }: MoneyMention): Found<Money> => ({
  value,
  from,
  to,
  confidence,
})

/** Which roles may be the amount, the likeliest first. */
const forMovement: readonly MoneyRole[] = ['principal', 'charge', 'cap', 'due']
const forDemand: readonly MoneyRole[] = ['due', 'principal', 'minimum']

function amountIn(mentions: readonly MoneyMention[], verdict: Verdict): MoneyMention | undefined {
  const roles = verdict.kind === 'due' ? forDemand : forMovement
  const { clause, at } = verdict
  for (const role of roles) {
    const fitting = mentions.filter((mention) => mention.role === role && mention.value > 0)
    const near = clause && fitting.filter(({ from }) => from >= clause.from && from < clause.to)
    const [first, ...others] = near?.length ? near : fitting
    if (!first) continue
    if (at === undefined || !near?.length) return first
    // The amount stands beside its verb: the nearer wins, and on a tie the earlier.
    return others.reduce((best, it) => (gap(it, at) < gap(best, at) ? it : best), first)
  }
  return undefined
}

const gap = ({ from, to }: MoneyMention, at: number): number => (at >= to ? at - to : from - at)

function mentionOf(
  mentions: readonly MoneyMention[],
  role: MoneyRole,
  amount: MoneyMention | undefined,
): MoneyMention | undefined {
  return mentions.find((mention) => mention.role === role && mention !== amount)
}
