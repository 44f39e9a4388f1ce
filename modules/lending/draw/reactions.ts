/** A draw becomes a loan when its money has arrived, and not before (SPEC §3.2). */
import type { EventOf } from '#kernel/contract'
import { addDays, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { PayoutSucceeded } from '#modules/payments'
import { move } from '#platform/journeys'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { LoanDrawn, type PurchaseRefunded } from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import { numberFor } from '../loan/opening/commands.ts'
import { hasLoan } from '../loan/store.ts'
import { drawJourney } from './journeys.ts'
import { loanTerms } from './opening/commands.ts'
import { drawById, insertDrawdown, insertPurchase, termsOfDraw, type DrawRow } from './store.ts'

type Credited = Fact<EventOf<typeof PayoutSucceeded>>

/** Opens the loan of a draw's payout, once. False when the payout is no draw's. */
export async function openPaidDraw({ id: factId, data }: Credited, tx: Tx): Promise<boolean> {
  const draw = await drawById(tx, data.applicationId)
  if (!draw) return false
  if (await hasLoan(tx, draw.id)) return true
  const { payoutId: reference, amount, creditedOn } = data
  await openDraw(tx, draw, { amount, creditedOn, reference, creditId: factId })
  return true
}

/** What the merchant gave back repays before time, and with it the interest it has borne. */
export async function giveBack(
  { id, data }: Fact<EventOf<typeof PurchaseRefunded>>,
  tx: Tx,
): Promise<void> {
  const { loanId, amount, refundedOn: on } = data
  await book(tx, loanId, [{ id, kind: 'merchant-refunded', on, amount, interestToo: true }])
}

type Paid = {
  readonly amount: Money
  readonly creditedOn: LocalDate
  /** Of the transfer: one draw each. */
  readonly reference: string
  /** The fact that tells of the credit. */
  readonly creditId: string
}

/** The loan under the terms of the accepted KFS and the rules of the day; its journey ends. */
export async function openDraw(tx: Tx, draw: DrawRow, paid: Paid): Promise<Id<'loan'>> {
  const { id: applicationId, customerId, limitId, merchantId, orderReference, context } = draw
  const { amount, creditedOn: on, reference, creditId } = paid
  const terms = await termsOfDraw(tx, draw.id)
  const loanId = tx.newId('loan')
  const accountNumber = await numberFor(tx, on)
  const { product, mandateId } = context
  const { principal, coolingOffDays, bounceCharge, bounceGstPercent } = terms
  const { instalment, firstDueOn } = terms
  const coolingOffUntil = addDays(on, coolingOffDays)
  await addLoan(tx, {
    ...{ id: loanId, accountNumber, customerId, applicationId, product },
    ...{ mandateId: mandateId ?? null, terms: await loanTerms(tx, draw, terms, on) },
    ...{ coolingOffUntil, bounceCharge, bounceGstPercent },
    ...{ principal, assetClass: 'standard', disbursedOn: on },
  })
  await book(tx, loanId, [
    { id: `payout:${reference}`, kind: 'disbursed', on, amount },
    { id: `credit:${creditId}`, kind: 'credited', on },
  ])
  const opened = { loanId, reference }
  await insertDrawdown(tx, { ...opened, limitId })
  if (merchantId && orderReference)
    await insertPurchase(tx, { ...opened, merchantId, orderReference })
  const kfsDocumentId = (context.kfs as NonNullable<typeof context.kfs>).documentId
  const of = { limitId, ...(merchantId && { merchantId }) }
  const told = { loanId, applicationId, accountNumber, product, principal, paidOut: amount }
  const costs = { instalment, firstDueOn, coolingOffUntil }
  const leant = mandateId && { mandateId }
  await tx.emit(customerId, [
    LoanDrawn({ ...told, ...costs, creditedOn: on, kfsDocumentId, ...of, ...leant }),
  ])
  await move(tx, drawJourney, draw.id, { type: 'paid' })
  return loanId
}
