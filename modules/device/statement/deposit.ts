/**
 * A deposit account's statement as ReBIT's DEPOSIT schema has it (SPEC §8), read into entries.
 */
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { date, instant, type LocalDate } from '#kernel/dates'
import { rupees } from '#kernel/money'
import type { Entry } from '../feature/entry.ts'
import { readNarration } from './narration.ts'

/** One line, in the schema's own words; amounts in rupees as text. */
export type Transaction = {
  readonly txnId: string
  readonly type: 'CREDIT' | 'DEBIT'
  readonly mode: string
  readonly amount: string
  readonly currentBalance: string
  readonly transactionTimestamp: string
  readonly valueDate: string
  readonly narration: string
  readonly reference: string
}

export type Account = {
  /** The aggregator's own reference of the linked account. */
  readonly ref: string
  /** The last digits the mask leaves. */
  readonly tail: string
  readonly transactions: readonly Transaction[]
}

export const AGGREGATOR = 'aggregator'

/** The lines as entries; a line told twice under one id stands once. */
export function entriesOf({ ref, tail, transactions }: Account): Entry[] {
  const once = new Map(transactions.map((line, place) => [line.txnId, { line, place }]))
  return [...once.values()].map(({ line, place }): Entry => {
    const said = readNarration(line.narration, line.type, line.mode)
    return {
      id: `${ref}/${line.txnId}`,
      source: 'statement',
      on: dayOf(line),
      at: instant(line.transactionTimestamp),
      place,
      amount: rupees(line.amount),
      balance: rupees(line.currentBalance),
      account: tail,
      teller: AGGREGATOR,
      ...said,
    }
  })
}

const dayOf = ({ valueDate }: Transaction): LocalDate => date(valueDate.slice(0, 10))

/** An account as it came: the schema's own nesting (SPEC §8), its lines and its holders. */
export function accountsIn(told: unknown): (Account & { holders: string[] })[] | undefined {
  if (!deposits.Check(told)) return undefined
  return (told as readonly Deposit[]).map(({ Account: account }) => ({
    ref: account.linkedAccRef,
    tail: /\d*$/.exec(account.maskedAccNumber)?.[0].slice(-4) ?? '',
    transactions: account.Transactions.Transaction,
    holders: account.Profile.Holders.Holder.map(({ name }) => name),
  }))
}

type Deposit = {
  readonly Account: {
    readonly linkedAccRef: string
    readonly maskedAccNumber: string
    readonly Profile: { readonly Holders: { readonly Holder: readonly { name: string }[] } }
    readonly Transactions: { readonly Transaction: readonly Transaction[] }
  }
}

const rupeesText = Type.String({ pattern: '^-?\\d{1,13}(\\.\\d{1,2})?$' })
const deposits = Compile(
  Type.Array(
    Type.Object({
      Account: Type.Object({
        linkedAccRef: Type.String({ minLength: 1, maxLength: 80 }),
        maskedAccNumber: Type.String({ maxLength: 40 }),
        Profile: Type.Object({
          Holders: Type.Object({
            Holder: Type.Array(Type.Object({ name: Type.String({ maxLength: 200 }) })),
          }),
        }),
        Transactions: Type.Object({
          Transaction: Type.Array(
            Type.Object({
              txnId: Type.String({ minLength: 1, maxLength: 80 }),
              type: Type.Union([Type.Literal('CREDIT'), Type.Literal('DEBIT')]),
              mode: Type.String({ maxLength: 20 }),
              amount: rupeesText,
              currentBalance: rupeesText,
              transactionTimestamp: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT' }),
              valueDate: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d' }),
              narration: Type.String({ maxLength: 400 }),
              reference: Type.String({ maxLength: 200 }),
            }),
            { maxItems: 20_000 },
          ),
        }),
      }),
    }),
    { maxItems: 20 },
  ),
)
