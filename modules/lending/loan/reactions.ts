/** A loan begins when the money has reached the borrower, and not before (SPEC §3.2). */
import type { EventOf } from '#kernel/contract'
import { addDays, parts, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { PayoutSucceeded } from '#modules/payments'
import { ruleAt } from '#modules/rules'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { applicationById, termsByHash } from '../application/store.ts'
import { feesOfTerms, type Terms } from '../application/terms.ts'
import { LoanDisbursed } from '../contract.ts'
import { accountNumber } from './account-number.ts'
import { addLoan, book } from './commands.ts'
import { floorOf } from './floor.ts'
import type { NbfcLayer } from './prepayment.ts'
import { hasLoan, nextSequence } from './store.ts'
import type { LoanTerms } from './terms.ts'

/** One branch for now; a branch stands on the lead when there are more (DESIGN §3). */
const BRANCH = '01'

/** What the dated rules say of a loan that opens on a day (SPEC §0.3). */
type Law = Pick<LoanTerms, 'npaDays' | 'provisioning'>

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
  const loanTerms = loanTermsOf(terms, await lawOn(tx, data.creditedOn))
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
  const first = booked?.state.schedule[0]
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

async function numberFor(tx: Tx, on: Credited['data']['creditedOn']): Promise<string> {
  const { year } = parts(on)
  return accountNumber(BRANCH, year, await nextSequence(tx, BRANCH, year))
}

/**
 * The terms of the accepted KFS, to the day and the paisa, under the rules of the day: a new
 * product changes nothing.
 */
function loanTermsOf(terms: Terms, law: Law): LoanTerms {
  const { penalPercent, penalGraceDays: graceDays = 0, foreclosurePercent } = terms
  return {
    principal: terms.principal,
    rate: terms.rate,
    instalments: terms.tenorMonths,
    epi: terms.instalment,
    firstDueOn: terms.firstDueOn,
    fees: feesOfTerms(terms),
    placeOfSupply: 'same-state',
    ...(Number(penalPercent) > 0 && { penal: { percentAYear: penalPercent, graceDays } }),
    ...(foreclosurePercent !== undefined && {
      foreclosure: {
        percent: foreclosurePercent,
        gstPercent: terms.foreclosureGstPercent ?? '0',
      },
    }),
    ...law,
  }
}

/** The days to an NPA and the provision floor; a rule not yet in force on the day adds nothing. */
async function lawOn(tx: Tx, on: LocalDate): Promise<Law> {
  const layer = await layerOn(tx, on)
  const [days, floor, secured, months] = await Promise.all(
    [
      'npa.overdue-days',
      'provision.floor',
      'provision.doubtful-secured',
      'npa.substandard-months',
    ].map(async (code) => (await tx.call(ruleAt, { code, on })).rule?.value),
  )
  const npaDays = Number(days?.[layer])
  return {
    ...(npaDays > 0 && { npaDays }),
    ...(floor && secured && months && { provisioning: floorOf(layer, { floor, secured, months }) }),
  }
}

/** The layer this lender stands in; the base layer while nobody said otherwise. */
async function layerOn(tx: Tx, on: LocalDate): Promise<NbfcLayer> {
  const { rule } = await tx.call(ruleAt, { code: 'nbfc.lender-layer', on })
  const layer = rule?.value['layer']
  return layer === 'ML' || layer === 'UL' ? layer : 'BL'
}
