/** What a message says, each part with the place in the text that says it. */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'

/** A message as the phone holds it; `at` is when it came, an ISO instant. */
export type Sms = { readonly sender: string; readonly body: string; readonly at?: string }

/** A value, where the body says it (`body.slice(from, to)`), and how sure we are, 0 to 1. */
export type Found<Value> = {
  readonly value: Value
  readonly from: number
  readonly to: number
  readonly confidence: number
}

/** What kind of message it is. Only `debit` and `credit` say that money has moved. */
export type SmsKind =
  | 'debit'
  | 'credit'
  | 'otp'
  | 'promo'
  | 'declined'
  | 'bounce'
  | 'request'
  | 'mandate'
  | 'due'
  | 'balance'
  | 'payment-receipt'
  | 'transfer-advice'
  | 'info'

/** What the money was, or the demand is, where the text says so. */
export type Flavour =
  | 'salary'
  | 'disbursal'
  | 'emi-due'
  | 'emi-paid'
  | 'emi-bounced'
  | 'emi-convertible'
  | 'overdue'
  | 'card-bill'
  | 'own-transfer'
  | 'investment'
  | 'reversal'
  | 'refund'
  | 'cashback'
  | 'interest'
  | 'charge'
  | 'cash-deposit'
  | 'cash-withdrawal'

export type Channel =
  'UPI' | 'IMPS' | 'NEFT' | 'RTGS' | 'MANDATE' | 'ATM' | 'CHEQUE' | 'CARD' | 'WALLET'

export type Direction = 'debit' | 'credit'

export type ParsedSms = {
  readonly kind: SmsKind
  readonly flavour?: Flavour
  /** Money moved: `kind` is `debit` or `credit`. */
  readonly isTransaction: boolean
  /** Which way money went, or would go by what is due, asked, refused or confirmed. */
  readonly direction?: Direction
  /** How sure we are of `kind`, 0 to 1. */
  readonly confidence: number
  /** Short name of the bank, lender or wallet that wrote, or whose account it is. */
  readonly bank?: string
  /** What the institution does: a lender's dues are obligations, a game's wins no income. */
  readonly institution?: 'bank' | 'lender' | 'payments' | 'gaming' | 'other'
  /** The amount moved, demanded, refused; hundredths of `currency`. */
  readonly amount?: Found<Money>
  /** ISO 4217 of the amount. */
  readonly currency?: string
  readonly balance?: Found<Money>
  readonly availableLimit?: Found<Money>
  /** The last digits of the customer's own account or card: four, or as many as are shown. */
  readonly accountTail?: Found<string>
  readonly channel?: Found<Channel>
  readonly counterparty?: Found<string>
  readonly reference?: Found<string>
  /** The bank's own remark on the movement: `Cash Deposit`, `NEFT-N213…`. */
  readonly label?: Found<string>
  /** The value date in the text, which may differ from when the message came. */
  readonly happenedOn?: Found<LocalDate>
  /** For dues and mandates: the date the money is asked for. */
  readonly dueOn?: Found<LocalDate>
  /** The accepted template that decided, `id@version`. */
  readonly template?: string
}

/** Digits that must stay readable as text: no span may leave the body it quotes. */
export const BODY_LENGTH_MAX = 2000
