/**
 * A deposit account's statement as ReBIT's DEPOSIT schema has it (SPEC §8), read into entries.
 */
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
