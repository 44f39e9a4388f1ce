/** What the repayment desk does: money entered by hand, matched to its loan, or unmade. */
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  matchReceipt,
  PaymentReceived,
  ReceiptReversed,
  ReceiptUnmatched,
  recordReceipt,
  recordUnmatched,
  reverseReceipt,
} from '../contract.ts'
import { loanWithEnd } from '../store.ts'
import {
  insertReceipt,
  insertUnmatched,
  isReferenceKnown,
  lockReceipt,
  lockUnmatched,
  noteMatched,
  noteReversed,
  type Receipt,
} from './store.ts'

const MANUAL = new Set<Receipt['rail']>(['transfer', 'cheque', 'cash'])

export const commands = [
  run(recordReceipt, async ({ loanId, amount, rail, reference, receivedOn, ...meant }, tx) => {
    const loan = await loanWithEnd(tx, loanId)
    if (!loan) return refuse('unknown-loan')
    if (loan.closedOn !== null) return refuse('loan-over')
    if (receivedOn > tx.today) return refuse('received-later')
    if (await isReferenceKnown(tx, reference)) return refuse('reference-known')
    const { customerId } = loan
    const id = tx.newId('rcp')
    const receipt = { id, customerId, loanId, amount, rail, reference, receivedOn }
    return receive(receipt, meant, tx)
  }),

  run(recordUnmatched, async ({ amount, rail, reference, receivedOn }, tx) => {
    if (receivedOn > tx.today) return refuse('received-later')
    if (await isReferenceKnown(tx, reference)) return refuse('reference-known')
    const unmatchedId = tx.newId('umr')
    await insertUnmatched(tx, { id: unmatchedId, amount, rail, reference, receivedOn })
    await tx.emit(NOBODY, [ReceiptUnmatched({ unmatchedId, amount, rail, receivedOn })])
    return { unmatchedId }
  }),

  run(matchReceipt, async ({ unmatchedId, loanId }, tx) => {
    const waiting = await lockUnmatched(tx, unmatchedId)
    if (!waiting) return refuse('unmatched-unknown')
    const loan = await loanWithEnd(tx, loanId)
    if (!loan) return refuse('unknown-loan')
    if (loan.closedOn !== null) return refuse('loan-over')
    const { amount, rail, reference, receivedOn } = waiting
    const id = tx.newId('rcp')
    const { customerId } = loan
    const receipt = { id, customerId, loanId, amount, rail, reference, receivedOn }
    const matched = await receive(receipt, {}, tx)
    if ('receiptId' in matched) await noteMatched(tx, unmatchedId, { loanId, receiptId: id })
    return matched
  }),

  run(reverseReceipt, async ({ receiptId, reason }, tx) => {
    const receipt = await lockReceipt(tx, receiptId)
    if (!receipt) return refuse('receipt-unknown')
    const { customerId, loanId, amount, rail, reference, receivedOn } = receipt
    if (!isManual(rail)) return refuse('provider-receipt')
    if (receipt.status === 'reversed') return refuse('reversed-already')
    const loan = await loanWithEnd(tx, loanId)
    if (loan?.closedOn !== null) return refuse('loan-over')
    await noteReversed(tx, receiptId, { reason, on: tx.today })
    const unmade = { receiptId, loanId, amount, reversal: reason, reversedOn: tx.today }
    await tx.emit(customerId, [ReceiptReversed(unmade)])
    // The money is there; only its owner was wrong.
    if (reason === 'wrong-loan') {
      const unmatchedId = tx.newId('umr')
      await insertUnmatched(tx, { id: unmatchedId, amount, rail, reference, receivedOn })
      await tx.emit(NOBODY, [ReceiptUnmatched({ unmatchedId, amount, rail, receivedOn })])
    }
    return { receiptId }
  }),
]

/** The key of facts about no customer (DESIGN §3). */
const NOBODY = 'sys_payments'

type ManualRail = 'transfer' | 'cheque' | 'cash'
const isManual = (rail: Receipt['rail']): rail is ManualRail => MANUAL.has(rail)

type Meant = { readonly purpose?: 'part-prepayment'; readonly keep?: 'emi' | 'tenor' }

async function receive(receipt: Receipt, meant: Meant, tx: Tx) {
  if (!(await insertReceipt(tx, receipt))) return refuse('reference-known')
  const { id: receiptId, customerId, ...money } = receipt
  await tx.emit(customerId, [PaymentReceived({ receiptId, ...money, ...meant })])
  return { receiptId: receiptId as Id<'rcp'> }
}
