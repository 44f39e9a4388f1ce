/** A loan begins when the money has reached the borrower, and not before (SPEC §3.2). */
import type { EventOf } from '#kernel/contract'
import { addDays } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { PayoutSucceeded } from '#modules/payments'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { applicationById, termsByHash } from '../application/store.ts'
import { LoanDisbursed } from '../contract.ts'
import { addLoan, book } from './commands.ts'
import { lawFor, loanTermsOf, numberFor } from './opening/commands.ts'
import { hasLoan } from './store.ts'

type Credited = EventOf<typeof PayoutSucceeded>

/** Opens the loan of a payout that arrived; told twice, it opens once. */
export async function openLoan({ id: factId, data }: Fact<Credited>, tx: Tx): Promise<void> {
  const application = await applicationById(tx, data.applicationId)
  if (!application) throw new Error(`a payout for ${data.applicationId}, which lending knows not`)
  if (await hasLoan(tx, application.id)) return
  const { customerId, context } = application
  const terms = await termsByHash(tx, application.id, context.termsHash ?? '')

  const loanId = tx.newId('loan')
  const number = await numberFor(tx, data.creditedOn)
  const loanTerms = loanTermsOf(terms, await lawFor(tx, customerId, data.creditedOn))
  const coolingOffUntil = addDays(data.creditedOn, terms.coolingOffDays)
  await addLoan(tx, {
    id: loanId,
    accountNumber: number,
    customerId,
    applicationId: application.id,
    product: application.product,
    mandateId: context.mandate?.mandateId ?? null,
    terms: loanTerms,
    coolingOffUntil,
    bounceCharge: terms.bounceCharge,
    bounceGstPercent: terms.bounceGstPercent,
    principal: terms.principal,
    assetClass: 'standard',
    disbursedOn: data.creditedOn,
  })
  const booked = await book(tx, loanId, [
    { id: data.payoutId, kind: 'disbursed', on: data.creditedOn, amount: data.amount },
    { id: factId, kind: 'credited', on: data.creditedOn },
  ])
  const first = booked?.state.schedule.find(({ dueOn }) => dueOn > data.creditedOn)
  if (!first) throw new Error(`loan ${loanId} has no instalment`)
  const told = { loanId, applicationId: application.id as Id<'app'>, accountNumber: number }
  await tx.emit(customerId, [
    LoanDisbursed({
      ...told,
      principal: terms.principal,
      netDisbursed: data.amount,
      creditedOn: data.creditedOn,
      firstDueOn: first.dueOn,
      instalment: terms.instalment,
      tenorMonths: terms.tenorMonths,
      coolingOffUntil,
    }),
  ])
}
