/** Each field a case asserts, beside what the parser read, compared as the field means it. */
import type { ParsedSms } from '../../modules/device/sms/parsed-sms.ts'

/** As `data/sms/dev.json` writes it; what is absent is not asserted. */
export type Expected = {
  readonly is_transaction: boolean
  readonly kind?: string
  readonly amount?: string
  readonly amount_paise?: number
  readonly currency?: string
  readonly account_last4?: string
  readonly channel?: string
  readonly counterparty?: string
  readonly label?: string
  readonly reference?: string
  readonly balance?: string
  readonly available_limit?: string
  readonly subtype?: string
  readonly bank?: string
}

export type Asserted = {
  readonly name: string
  readonly asked: string
  readonly seen: string | undefined
  readonly right: boolean
}

/** The weak tier was labelled by a program: only its amounts and directions are trusted. */
export function fieldsOf(read: ParsedSms, expected: Expected, weak: boolean): readonly Asserted[] {
  const seen = seenIn(read)
  const direction = expected.is_transaction ? expected.kind : undefined
  const asked: { readonly [name: string]: string | undefined } = {
    amount: paiseOf(expected),
    direction,
    ...(!weak && {
      currency: expected.currency,
      account_last4: expected.account_last4,
      channel: expected.channel,
      counterparty: expected.counterparty,
      label: expected.label,
      reference: expected.reference,
      balance: expected.balance && paise(expected.balance),
      available_limit: expected.available_limit && paise(expected.available_limit),
      subtype: expected.subtype,
      bank: expected.bank,
    }),
  }
  return Object.entries(asked).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [{ name, asked: value, seen: seen[name], right: same(name, value, seen[name]) }],
  )
}

/** The labels call every card bill paid and every own transfer a transfer, and so on. */
const subtypes: { readonly [flavour: string]: string } = {
  salary: 'salary',
  investment: 'investment',
  'emi-paid': 'emi',
  'emi-convertible': 'emi',
  'card-bill': 'transfer',
  'own-transfer': 'transfer',
}

const seenIn = (read: ParsedSms): { readonly [name: string]: string | undefined } => ({
  amount: read.amount && String(read.amount.value),
  direction: read.direction,
  currency: read.currency,
  account_last4: read.accountTail?.value,
  channel: read.channel?.value,
  counterparty: read.counterparty?.value,
  label: read.label?.value,
  reference: read.reference?.value,
  balance: read.balance && String(read.balance.value),
  available_limit: read.availableLimit && String(read.availableLimit.value),
  subtype: subtypes[read.flavour ?? ''],
  bank: read.bank ?? 'other',
})

const paiseOf = ({ amount, amount_paise }: Expected): string | undefined =>
  amount_paise === undefined ? amount && paise(amount) : String(amount_paise)

const paise = (rupees: string): string => String(Math.round(Number(rupees) * 100))

function same(name: string, asked: string, seen: string | undefined): boolean {
  if (seen === undefined) return false
  const bare = bareness[name] ?? ((text: string) => text)
  return bare(asked) === bare(seen)
}

/** Letters and digits in lower case: spaces and points are the operator's, not the bank's. */
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}*&]/gu, '')

/** How a field is brought to what it means before it is compared. */
const bareness: { readonly [name: string]: (text: string) => string } = {
  // A VPA names its owner by the part before the @; the rest is the owner's app.
  counterparty: (text) => letters(text.replace(/@\w+$/, '')),
  // `UPI Payment`, `UPI Transaction`: a label made of a rail alone says the rail.
  label: (text) =>
    letters(text.replace(/@\w+$/, '').replace(/ (?:payment|transaction|transfer|credit)$/i, '')),
  bank: (text) => letters(text.replace(/\b(?:bank|sfb|small finance|first|payments)\b/gi, '')),
}
