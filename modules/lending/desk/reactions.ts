/** What the desk keeps of what happened, and what it undoes. */
import type { EventOf } from '#kernel/contract'
import type { ReceiptReversed } from '#modules/payments'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import type { AssetClassChanged } from '../contract.ts'
import { book } from '../loan/commands.ts'
import { insertClassChange } from './store.ts'

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
