/** What the desk keeps of what happened, and what it undoes. */
import type { EventOf } from '#kernel/contract'
import type { ReceiptReversed } from '#modules/payments'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import type { ArrearsCleared, AssetClassChanged, LoanTakenOver } from '../contract.ts'
import { book, bookOn, hold, write } from '../loan/commands.ts'
import { raised, sunk } from './borrower-class.ts'
import { insertClassChange, unfinishedLoansWith } from './store.ts'

/** From the day it was reversed on the payment never happened: all after it follows. */
export async function unmakePayment(
  { id, data }: Fact<EventOf<typeof ReceiptReversed>>,
  tx: Tx,
): Promise<void> {
  const { loanId, receiptId: of, reversedOn: on } = data
  await book(tx, loanId, [{ id, kind: 'reversed', on, of }])
}

/** The loan keeps only its class; how it came to it stands here. */
export async function keepClass(
  { id, data }: Fact<EventOf<typeof AssetClassChanged>>,
  tx: Tx,
): Promise<void> {
  const { loanId, ...change } = data
  await insertClassChange(tx, id, loanId, change)
}

type News = EventOf<typeof ArrearsCleared | typeof AssetClassChanged | typeof LoanTakenOver>

/** A loan sank, was taken over, or cleared its arrears: its borrower's others go along. */
export async function levelClasses({ type, data }: Fact<News>, tx: Tx): Promise<void> {
  if (type === 'lending.asset-class-changed' && data.to !== 'NPA') return
  const ids = await unfinishedLoansWith(tx, data.loanId)
  const isCleared = type === 'lending.arrears-cleared'
  if (ids.length < 2 && !isCleared) return // The common case: there is nobody to take along.
  const folios = [...(await hold(tx, ids)).values()]
  const facts = isCleared ? raised(folios, data.on) : sunk(folios)
  for (const { folio, fact } of facts) await bookOn(tx, folio, [fact])
  await write(
    tx,
    facts.map(({ folio }) => folio),
  )
}
