/** What the money was: the finer word under debit, credit, due and bounce. */
import { pattern } from './match.ts'
import type { Channel, Flavour, SmsKind } from './parsed-sms.ts'

type Sign = readonly [flavour: Flavour, pattern: RegExp]

const emi = /\bemis?\b|instal?lment|\bkist\b/i
/** A spend that may be turned into instalments is no instalment. */
const convertible =
  /(?:convert|split|opt(?:ed)?|avail)\b[^.]{0,40}\bemis?\b|\bsms emi\b|\beasy emis?\b/i
/** What lenders call themselves: a mandate drawn for one is an instalment. */
const lender =
  /finance|finserv|\bfin\b|fincorp|\w{3}fin\b|loan|lending|kredit|\bcapital|housing|\bhdb/i

/** A fund's instalment is saved, not owed. */
const fund = /\bsip\b|mutual fund|flexi ?cap|\brd (?:instal|a\/c)|recurring deposit/i

const credits: readonly Sign[] = [
  ['salary', /\bsalary\b(?! (?:a\/c|account|advance|loan|overdraft))|\bsal\b|\bwages?\b/i],
  ['reversal', /revers|credited back|failed (?:upi |imps )?(?:txn|transaction)/i],
  ['refund', /refund/i],
  ['cashback', /cash ?back/i],
  [
    'disbursal',
    /disburs|credit line|loan (?:amount )?(?:of )?[\w., ]{0,40}(?:credited|transferred|reached)/i,
  ],
  ['card-bill', /payment\b.*\b(?:credit )?card\b/i],
  ['interest', /\bint(?:erest)?\b(?: paid| credited| of| cr\b)|towards (?:\w+ )?int(?:erest)?\b/i],
  [
    'cash-deposit',
    /cash (?:deposit|rs|of )|(?:deposit(?:ed|ing)|credited)\b.* (?:by|in) cash|cash accept/i,
  ],
  ['investment', /mutual fund|redemption|dividend/i],
]
const debits: readonly Sign[] = [
  [
    'charge',
    pattern(
      'i',
      String.raw`\b(?:return|rtn|bounce|alert|sms|annual|maintenance|late|penal|penalty|service)`,
      String.raw` (?:chrgs?|charges?|chgs?|fee)\b|\bcharges? of|non.?maint|\bamc\b|annual fee|`,
      String.raw`minimum balance`,
    ),
  ],
  ['investment', /mutual fund|\bsip\b|\bnav\b|\bmf\b|indian clearing|invested/i],
  ['cash-withdrawal', /withdraw|cash wdl|\batm\b/i],
  ['own-transfer', /&? ?(?:and )?acct? [x*]+\d+ (?:is )?credited/i],
  ['card-bill', /credit card (?:bill )?payment|towards (?:your )?(?:\w+ ){0,3}credit card/i],
]

export function flavourOf(
  body: string,
  kind: SmsKind,
  channel: Channel | undefined,
): Flavour | undefined {
  switch (kind) {
    case 'credit':
      return signIn(credits, body)
    case 'debit':
      return debitFlavour(body, channel)
    case 'due':
      if (/overdue|past due|missed/i.test(body)) return 'overdue'
      return emi.test(body) || /\bloan\b/i.test(body)
        ? 'emi-due'
        : /\bcard\b/i.test(body)
          ? 'card-bill'
          : undefined
    case 'bounce':
      return emi.test(body) || lender.test(body) || /\bloan\b/i.test(body)
        ? 'emi-bounced'
        : undefined
    case 'payment-receipt':
      return emi.test(body) || /\bloan\b/i.test(body)
        ? 'emi-paid'
        : /\bcard\b/i.test(body)
          ? 'card-bill'
          : undefined
    case 'mandate':
      return emi.test(body) ? 'emi-due' : undefined
    default:
      return undefined
  }
}

function debitFlavour(body: string, channel: Channel | undefined): Flavour | undefined {
  const charge = signIn(debits.slice(0, 1), body)
  if (charge) return charge
  if (convertible.test(body)) return 'emi-convertible'
  if (fund.test(body)) return 'investment'
  if (emi.test(body) || (channel === 'MANDATE' && lender.test(body))) return 'emi-paid'
  return signIn(debits, body)
}

const signIn = (signs: readonly Sign[], body: string): Flavour | undefined =>
  signs.find(([, pattern]) => pattern.test(body))?.[0]
