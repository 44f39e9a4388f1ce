/** What the repayment desk does: money entered by hand, matched to its loan, or unmade. */
import type { InputOf } from '#kernel/contract'
import { isRefused, refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { findPerson } from '#modules/identity'
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
import { isOfCheque } from '../cheque/store.ts'
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
  type Unmatched,
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

  run(recordUnmatched, async ({ payerPhone, payerName, ...money }, tx) => {
    const { amount, rail, reference, receivedOn } = money
    if (receivedOn > tx.today) return refuse('received-later')
    if (await isReferenceKnown(tx, reference)) return refuse('reference-known')
    const payers = await payersOf(tx, { phone: payerPhone, name: payerName })
    return { unmatchedId: await wait(tx, { amount, rail, reference, receivedOn }, payers) }
  }),

  run(matchReceipt, async (wanted, tx) => match(tx, wanted)),

  run(reverseReceipt, async ({ receiptId, reason }, tx) => {
    const receipt = await lockReceipt(tx, receiptId)
    if (!receipt) return refuse('receipt-unknown')
    if (!isManual(receipt.rail)) return refuse('provider-receipt')
    if (receipt.status === 'reversed') return refuse('reversed-already')
    if (await isOfCheque(tx, receiptId)) return refuse('receipt-of-cheque')
    await takeBack(tx, receiptId, reason)
    return { receiptId }
  }),
]

/** The key of facts about no customer (DESIGN §3). */
export const NOBODY = 'sys_payments'

type ManualRail = 'transfer' | 'cheque' | 'cash'
const isManual = (rail: Receipt['rail']): rail is ManualRail => MANUAL.has(rail)

type Meant = { readonly purpose?: 'part-prepayment'; readonly keep?: 'emi' | 'tenor' }

/** Money of a loan; a bank reference counts once. */
export async function receive(receipt: Receipt, meant: Meant, tx: Tx) {
  if (!(await insertReceipt(tx, receipt))) return refuse('reference-known')
  const { id: receiptId, customerId, ...money } = receipt
  await tx.emit(customerId, [PaymentReceived({ receiptId, ...money, ...meant })])
  return { receiptId: receiptId as Id<'rcp'> }
}

/** Money that no loan is known for. */
export async function wait(
  tx: Tx,
  money: Omit<Unmatched, 'id'>,
  payers: readonly Id<'cus'>[] = [],
): Promise<Id<'umr'>> {
  const unmatchedId = tx.newId('umr')
  const { amount, rail, receivedOn } = money
  await insertUnmatched(tx, { id: unmatchedId, ...money }, payers)
  await tx.emit(NOBODY, [ReceiptUnmatched({ unmatchedId, amount, rail, receivedOn })])
  return unmatchedId
}

/** Whom a phone or a name may be of; neither is kept. A phone tells more than a name. */
async function payersOf(
  tx: Tx,
  { phone, name }: { phone: string | undefined; name: string | undefined },
): Promise<readonly Id<'cus'>[]> {
  for (const known of [phone && { phone }, name && { name }]) {
    const { customerIds } = known ? await tx.call(findPerson, known) : { customerIds: [] }
    if (customerIds.length > 0) return customerIds
  }
  return []
}

/** The loan of waiting money was found; nothing is done where it cannot be. */
export async function match(tx: Tx, { unmatchedId, loanId }: InputOf<typeof matchReceipt>) {
  const waiting = await lockUnmatched(tx, unmatchedId)
  if (!waiting) return refuse('unmatched-unknown')
  const loan = await loanWithEnd(tx, loanId)
  if (!loan) return refuse('unknown-loan')
  if (loan.closedOn !== null) return refuse('loan-over')
  const { amount, rail, reference, receivedOn } = waiting
  const { customerId } = loan
  const receipt = { id: tx.newId('rcp'), customerId, loanId, amount, rail, reference, receivedOn }
  const matched = await receive(receipt, {}, tx)
  if (!isRefused(matched)) await noteMatched(tx, unmatchedId, { loanId, ...matched })
  return matched
}

/** From today on it was no payment of its loan. */
export async function takeBack(
  tx: Tx,
  receiptId: Id<'rcp'>,
  reason: InputOf<typeof reverseReceipt>['reason'],
): Promise<void> {
  const receipt = await lockReceipt(tx, receiptId)
  if (!receipt) throw new Error(`payments knows no receipt ${receiptId}`)
  const { customerId, loanId, amount, rail, reference, receivedOn } = receipt
  await noteReversed(tx, receiptId, { reason, on: tx.today })
  const unmade = { receiptId, loanId, amount, reversal: reason, reversedOn: tx.today }
  await tx.emit(customerId, [ReceiptReversed(unmade)])
  // The money is there; only its owner was wrong.
  if (reason === 'wrong-loan' && isManual(rail)) {
    await wait(tx, { amount, rail, reference, receivedOn })
  }
}
