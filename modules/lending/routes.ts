/** Merchants' checkouts knock here: whose order is it, and what became of it? */
import { hook } from '#platform/http'
import type { Tx } from '#platform/sql'
import { OrderPlaced, PurchaseRefunded } from './contract.ts'
import {
  cancelOrder,
  insertOrder,
  isOrderTaken,
  loanOfOrder,
  noteRefund,
  orderKnown,
} from './draw/order/store.ts'
import { secretsOf } from './merchant/queries.ts'
import { parse, senderOf, verify, type Letter } from './providers/merchant.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
const HOUSE = 'sys_lending'

export const routes = [
  hook<Letter>('/hooks/lending/merchant', {
    provider: 'merchant',
    secretsOf: async (headers, tx) => {
      const sender = senderOf(headers)
      return sender ? secretsOf(tx, sender) : []
    },
    verify,
    parse,
    receive: (letter, tx) => hear(letter as Letter, tx),
  }),
]

/**
 * False where a person must look: nobody's order or another merchant's, too much given back, or a
 * payout under way.
 */
async function hear({ by, said }: Letter, tx: Tx): Promise<boolean> {
  if (!said) return true
  const { word, ...order } = said
  if (order.merchantId !== by) return false
  if (word === 'placed') {
    if (await insertOrder(tx, order)) await tx.emit(HOUSE, [OrderPlaced(order)])
    return true
  }
  if (!(await orderKnown(tx, order))) return false
  const bought = await loanOfOrder(tx, order)
  if (bought) {
    if (!(await noteRefund(tx, order))) return false
    const { merchantId, orderReference, amount } = order
    const { loanId, customerId } = bought
    const refunded = { loanId, merchantId, orderReference, amount, refundedOn: tx.today }
    await tx.emit(customerId, [PurchaseRefunded(refunded)])
    return true
  }
  if (await isOrderTaken(tx, order)) return false
  await cancelOrder(tx, order)
  return true
}
