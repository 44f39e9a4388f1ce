/** What the staff book that is no repayment of the borrower's. */
import { isRefused, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  bookChargeback,
  bookMerchantRefund,
  giveGoodwill,
  GoodwillGiven,
  MerchantRefundBooked,
  RepaymentChargedBack,
} from '../contract.ts'
import { isFactKnown } from '../desk/store.ts'
import { noteRefund, orderKnown } from '../draw/order/store.ts'
import { chargebackOf, goodwillOf, merchantRefundOf } from '../foresight/adjustment.ts'
import { book } from '../loan/commands.ts'
import { factsOf } from '../loan/store.ts'
import { purchaseOf } from './store.ts'

export const commands = [
  run(giveGoodwill, async ({ loanId, amount, reason }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    const [goodwillId, on] = [tx.newId('gdw'), tx.today]
    const fact = goodwillOf(looked.state, { id: goodwillId, on, amount })
    if (isRefused(fact)) return fact
    await book(tx, loanId, [fact])
    const given = { loanId, goodwillId, amount, reason, on }
    await tx.emit(looked.loan.customerId, [GoodwillGiven(given)])
    return { goodwillId }
  }),

  run(bookChargeback, async ({ loanId, receiptId, amount, reference, reason }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    // The bank's reference makes the fact: typed twice, the money left once.
    const [id, on] = [`chargeback:${reference}`, tx.today]
    if (await isFactKnown(tx, id)) return refuse('reference-known')
    const facts = await factsOf(tx, loanId)
    const fact = chargebackOf({ ...looked, facts }, { id, on, amount, receiptId })
    if (isRefused(fact)) return fact
    await book(tx, loanId, [fact])
    const taken = { loanId, receiptId, amount, reference, reason, on }
    await tx.emit(looked.loan.customerId, [RepaymentChargedBack(taken)])
    return { loanId }
  }),

  run(bookMerchantRefund, async ({ loanId, amount, reference }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    const [id, on] = [`merchant-refund:${reference}`, tx.today]
    if (await isFactKnown(tx, id)) return refuse('reference-known')
    const facts = await factsOf(tx, loanId)
    const purchase = await purchaseOf(tx, loanId)
    const price = purchase?.price
    const fact = merchantRefundOf({ ...looked, facts, price }, { id, on, amount })
    if (isRefused(fact)) return fact
    // What its checkout tells of later, and what is typed here, are bounded together.
    const order = purchase && { ...purchase, amount }
    if (order && (await orderKnown(tx, order)) && !(await noteRefund(tx, order))) {
      return refuse('more-than-price')
    }
    await book(tx, loanId, [fact])
    const booked = { loanId, amount, reference, on }
    await tx.emit(looked.loan.customerId, [MerchantRefundBooked(booked)])
    return { loanId }
  }),
]
